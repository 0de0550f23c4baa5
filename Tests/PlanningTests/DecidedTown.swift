import PlanModel
import TestSupport

@testable import Planning

private let towns = Shared<PlanResult>()

/// What is decided in a mini town, without asking other possible worlds; once a process for each town.
func decided(_ town: MiniTown) throws -> PlanResult {
  try towns.value(town.key) {
    var settings = RunSettings()
    settings.draws = 0
    return try decidePlan(at: town.write(), settings: settings, clock: StageClock { _ in })
  }
}
