import Foundation
import PlanModel

extension PlanDescription {
  /// A text in which paths stand as seen from the plan's folder, where they lie inside.
  ///
  /// Results name files this way, so that a plan folder gives the same bytes wherever it lies.
  func relative(_ text: String) -> String {
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return prefix == "/" ? text : text.replacingOccurrences(of: prefix, with: "")
  }

  /// Findings with paths as seen from the plan's folder.
  func relative(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.map { finding in
      var finding = finding
      // The plan file itself is named as the user wrote it, which may be another way from another folder.
      finding.place.file = finding.place.file.map {
        $0 == file ? URL(filePath: file).lastPathComponent : relative($0)
      }
      finding.message = relative(finding.message)
      finding.remedy = relative(finding.remedy)
      return finding
    }
  }

  /// Reports with sources as seen from the plan's folder.
  func relative(_ reports: [LayerReport]) -> [LayerReport] {
    reports.map { report in
      var report = report
      report.source = relative(report.source)
      return report
    }
  }
}
