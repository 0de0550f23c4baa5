import Foundation
import Synchronization

/// The names of the folders that runs write and set aside beside a target, each with the number of the process it is of.
struct WorkingCopies {
  /// Where this run writes.
  let new: URL
  /// Where this run puts the earlier results for the moment of the swap.
  let old: URL
  private let target: URL

  /// A process may write one target twice at once, as tests do.
  private static let count = Atomic<Int>(0)

  /// Chooses names that no other run has, in this process or another.
  init(of target: URL) {
    self.target = target
    let parent = target.deletingLastPathComponent()
    let number = Self.count.add(1, ordering: .relaxed).newValue
    let run = "\(ProcessInfo.processInfo.processIdentifier).\(number)"
    new = parent.appending(path: Self.prefix(of: target, "new") + run)
    old = parent.appending(path: Self.prefix(of: target, "old") + run)
  }

  private static func prefix(of target: URL, _ kind: String) -> String {
    ".\(target.lastPathComponent).commonground-\(kind)-"
  }

  /// Removes what runs that are no more left half-written, and puts back results that one of them had set aside.
  func mendWhatKilledRunsLeft() throws {
    let files = FileManager.default
    let parent = target.deletingLastPathComponent()
    let names = try files.contentsOfDirectory(atPath: OutputFolder.path(parent)).sorted()
    for name in names where isLeft(name, "old") {
      let place = parent.appending(path: name)
      if files.fileExists(atPath: OutputFolder.path(target)) {
        try files.removeItem(at: place)
      } else {
        try files.moveItem(at: place, to: target)
      }
    }
    for name in names where isLeft(name, "new") {
      try files.removeItem(at: parent.appending(path: name))
    }
  }

  /// Whether a name is a working copy of a process that is no more.
  private func isLeft(_ name: String, _ kind: String) -> Bool {
    let prefix = Self.prefix(of: target, kind)
    guard name.hasPrefix(prefix),
      let process = name.dropFirst(prefix.count).split(separator: ".").first.flatMap({ Int32($0) })
    else { return false }
    return !FileManager.default.fileExists(atPath: "/proc/\(process)")
  }
}
