/// The legal force of a claim on land.
public enum InterestForce: String, Sendable, CaseIterable {
  /// By law or contract: the land is taken away from what the claim is against.
  case binding
  /// To be weighed and answered by law.
  case weighty
  /// Heard, and weighed like any voice.
  case wish
}
