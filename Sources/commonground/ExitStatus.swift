/// How the command ends; the numbers are a promise to scripts.
enum ExitStatus: Int32, Error {
  case done = 0
  case wrongInput = 1
  case usage = 2
  case infeasible = 3
  case stoppedByLimit = 4
  case defect = 70
}
