import PlanModel

@testable import Planning

/// What is decided in a mini town, without asking other possible worlds.
func decided(_ town: MiniTown) throws -> PlanResult {
  var settings = RunSettings()
  settings.draws = 0
  return try decidePlan(at: town.write(), settings: settings, clock: StageClock { _ in })
}
