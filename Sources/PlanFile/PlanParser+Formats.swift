import PlanModel

extension PlanParser {
  /// What the plan asks of its outputs.
  func outputs(_ mapping: YAMLMapping) -> OutputsDescription {
    var outputs = OutputsDescription()
    outputs.formats = Set(mapping.texts("formats").compactMap(OutputFormat.init))
    outputs.simplify = mapping.quantity("simplify")
    return outputs
  }
}
