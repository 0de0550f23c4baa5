import ArgumentParser

/// What is wrong with a number of workers, as a sentence; nil where nothing is.
func complaint(aboutWorkers workers: Int?) -> String? {
  guard let workers, !(1...1024).contains(workers) else { return nil }
  return "--workers is a number from 1 to 1024."
}

/// Stops with a usage error where a number of workers makes no sense.
func checkWorkers(_ workers: Int?) throws {
  if let complaint = complaint(aboutWorkers: workers) { throw ValidationError(complaint) }
}
