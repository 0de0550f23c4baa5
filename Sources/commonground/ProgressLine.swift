import ArgumentParser
import Foundation
import Planning

/// How progress is shown.
enum ProgressStyle: String, CaseIterable, ExpressibleByArgument {
  /// One line that is rewritten, where standard error is a terminal; nothing elsewhere.
  case auto
  /// One line a stage.
  case plain
  /// Nothing.
  case none
}

/// Shows how far a run is, on standard error, once it has taken a second.
final class ProgressLine {
  private let style: ProgressStyle
  private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1
  private var shown = 0
  private var lastActivity = ""

  init(_ style: ProgressStyle) { self.style = style }

  /// Shows one report.
  func show(_ progress: RunProgress) {
    guard style == .plain || style == .auto && isTerminal else { return }
    if style == .plain {
      guard progress.activity != lastActivity else { return }
    } else if progress.elapsed < 1 {
      return
    }
    lastActivity = progress.activity
    var line = "\(Int(progress.fraction * 100)) % · \(progress.activity)"
    if let remaining = progress.remaining, progress.elapsed >= 1 {
      line += " · about \(Self.words(remaining)) left"
    }
    if style == .plain {
      writeToStandardError(line + "\n")
    } else {
      let blanks = String(repeating: " ", count: max(0, shown - line.count))
      writeToStandardError("\r" + line + blanks)
      shown = line.count
    }
  }

  /// Removes the line, so that what follows starts clean.
  func end() {
    guard shown > 0 else { return }
    writeToStandardError("\r" + String(repeating: " ", count: shown) + "\r")
    shown = 0
  }

  private static func words(_ seconds: Double) -> String {
    seconds < 90 ? "\(max(1, Int(seconds.rounded()))) s" : "\(Int((seconds / 60).rounded())) min"
  }
}
