public import PlanModel

/// Work of one span of building, spread evenly over its years.
public struct SpreadWork: Sendable, Hashable {
  /// The first year of building.
  public var first: Int
  /// The last year.
  public var last: Int
  /// Work to build it in each district, job-years.
  public var jobYears: [Double]
  /// Work to operate it in each district, jobs.
  public var operationJobs: [Double]

  /// Creates work.
  public init(first: Int, last: Int, jobYears: [Double], operationJobs: [Double]) {
    self.first = first
    self.last = last
    self.jobYears = jobYears
    self.operationJobs = operationJobs
  }
}

/// Jobs in each year from the first year of building to the year after the last.
///
/// A span of n years has 1/n of its job-years in each of them, and what is built in a year is operated from the next. So the
/// jobs to build of all years add up to the job-years, and the last year operates everything.
public func jobsByYear(_ spans: [SpreadWork], districts: Int) -> [JobsOfYear] {
  guard let first = spans.map(\.first).min(), let last = spans.map(\.last).max() else { return [] }
  return (first...last + 1).map { year in
    var jobs = JobsOfYear(
      year: year, construction: Array(repeating: 0, count: districts),
      operation: Array(repeating: 0, count: districts))
    for span in spans {
      let years = Double(span.last - span.first + 1)
      let isBuilding = (span.first...span.last).contains(year)
      let built = Double(min(max(0, year - span.first), span.last - span.first + 1)) / years
      for district in 0..<districts {
        if isBuilding { jobs.construction[district] += span.jobYears[district] / years }
        jobs.operation[district] += span.operationJobs[district] * built
      }
    }
    return jobs
  }
}
