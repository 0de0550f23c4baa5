import PlanModel

/// File names for ids.
///
/// ASCII letters, digits, `-` and `_` stay; a dot stays between two of them; every other byte of the id's UTF-8
/// is written as `~` and two hexadecimal digits, so the id can be read back (`A/1` is `A~2F1`, `..` is `~2E~2E`).
/// A name that some file system would take for another (`a` and `A`), or that is a device on Windows, or is
/// longer than 120 bytes, gets `~` and the id's position behind it, long ones after being cut.
enum FileName {
  private static let devices: Set<String> = Set(
    ["con", "prn", "aux", "nul"] + (0...9).flatMap { ["com\($0)", "lpt\($0)"] })

  /// The names of ids, in their order; no two are equal, whatever the case of letters counts for.
  static func names(of ids: [String]) -> [String] {
    var taken: Set<String> = []
    return ids.enumerated().map { position, id in
      var name = encoded(id)
      let isCut = name.utf8.count > 120
      if isCut { name = String(name.prefix(100)) }
      let stem = name.split(separator: ".").first.map { $0.lowercased() } ?? ""
      // `~` is followed by two hexadecimal digits in every encoded byte, so `~~` is met only here.
      if isCut || devices.contains(stem) || taken.contains(name.lowercased()) {
        name += "~~\(position)"
      }
      taken.insert(name.lowercased())
      return name
    }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
    default: false
    }
  }

  private static func encoded(_ id: String) -> String {
    let bytes = Array(id.utf8)
    if bytes.isEmpty { return "~" }
    var text = ""
    for (position, byte) in bytes.enumerated() {
      let scalar = Unicode.Scalar(byte)
      let isInside =
        position > 0 && position < bytes.count - 1 && isPlain(bytes[position - 1])
        && isPlain(bytes[position + 1])
      if isPlain(byte) || scalar == "." && isInside {
        text.unicodeScalars.append(scalar)
      } else {
        let hex = String(byte, radix: 16, uppercase: true)
        text += "~" + (hex.count == 1 ? "0" : "") + hex
      }
    }
    return text
  }
}
