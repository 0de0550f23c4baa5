import PlanModel

extension PlanParser {
  /// What the plan asks of its outputs.
  func outputs(_ mapping: YAMLMapping) -> OutputsDescription {
    var outputs = OutputsDescription()
    outputs.formats = Set(mapping.texts("formats").compactMap(OutputFormat.init))
    outputs.simplify = mapping.quantity("simplify")
    outputs.folder = outputFolder(mapping)
    outputs.language = mapping.text("language")
    return outputs
  }

  /// The folder for the results: below that of the plan file, because a plan that came by mail may write nowhere else.
  private func outputFolder(_ mapping: YAMLMapping) -> String? {
    guard let text = mapping.text("folder") else { return nil }
    // A trailing slash is how many write a folder.
    let name = text.hasSuffix("/") ? String(text.dropLast()) : text
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !["", ".", ".."].contains($0) }), !text.unicodeScalars.contains("\0")
    else {
      mapping.report(
        "folder-outside",
        "`outputs.folder` is “\(text)”, which is no folder below that of the plan file.",
        remedy:
          "Write a name such as `results` or `results/2030`; name any other place with --out.",
        at: "folder")
      return nil
    }
    return name
  }
}
