public import PlanModel

/// The actions of a catalogue file, with everything that is wrong with it.
public func readCatalogue(
  text: String, file: String
) -> (actions: [Action], diagnostics: [Diagnostic]) {
  ([], [])
}
