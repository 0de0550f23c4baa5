import PlanModel

/// Whether two numbers are equal up to rounding.
func close(_ a: Double, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
  abs(a - b) <= tolerance
}

/// Whether two columns are equal up to rounding.
func close(_ a: [Double], _ b: [Double], _ tolerance: Double = 1e-9) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { close($0, $1, tolerance) }
}

/// What a step found wrong.
func findings(_ step: () throws -> Void) -> [Diagnostic] {
  do {
    try step()
    return []
  } catch let failure as PlanningFailure {
    return failure.diagnostics
  } catch {
    return []
  }
}
