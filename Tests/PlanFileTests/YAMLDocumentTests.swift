import Foundation
import PlanModel
import Testing

@testable import PlanFile

@Suite("Reading YAML")
struct YAMLDocumentTests {
  /// The codes of the findings in some bytes, without the domain.
  func codes(_ bytes: [UInt8]) -> [String] {
    let findings = YAMLFindings(file: "x.yaml", domain: "x")
    _ = YAMLDocument.read(bytes: bytes, findings: findings)
    return findings.diagnostics.map { String($0.code.dropFirst(2)) }
  }

  @Test("bytes that are no text of UTF-8 are named with their line")
  func encoding() {
    let findings = YAMLFindings(file: "x.yaml", domain: "x")
    #expect(
      YAMLDocument.read(bytes: Array("a: 1\nb: ".utf8) + [0xe9, 0x0a], findings: findings) == nil)
    #expect(findings.diagnostics.map(\.code) == ["x.encoding"])
    #expect(findings.diagnostics.first?.place.line == 2)
    #expect(codes([0xff, 0xfe, 0x61, 0x00]) == ["encoding"])
  }

  @Test("a byte order mark is no part of the first key")
  func byteOrderMark() {
    let findings = YAMLFindings(file: "x.yaml", domain: "x")
    let value = YAMLDocument.read(
      bytes: [0xef, 0xbb, 0xbf] + Array("a: 1".utf8), findings: findings)
    #expect(value?.entries().map(\.key) == ["a"])
    #expect(findings.diagnostics.isEmpty)
  }

  @Test("empty texts, comments alone and an end of document are empty")
  func empty() {
    for text in ["", "\n\n", "# nothing\n", "   "] { #expect(codes(Array(text.utf8)) == ["empty"]) }
  }

  @Test("nested aliases that stand for millions of values are refused at once")
  func aliasBomb() {
    var text = "a0: &a0 [x, x]\n"
    for i in 1...40 { text += "a\(i): &a\(i) [*a\(i - 1), *a\(i - 1)]\n" }
    #expect(codes(Array(text.utf8)) == ["too-many-aliases"])
    // As keys, which are hashed while they are parsed, with every line break that YAML knows.
    for lineBreak in ["\n", "\r", "\r\n", "\u{85}", "\u{2028}"] {
      var keys = "a0: &a0 [x, x]\(lineBreak)"
      for i in 1...40 {
        keys += "a\(i): &a\(i)\(lineBreak)  *a\(i - 1) : 1\(lineBreak)  b: &b\(i)\(lineBreak)"
        keys += "    *a\(i - 1) : 1\(lineBreak)"
      }
      #expect(codes(Array(keys.utf8)) == ["too-many-aliases"])
    }
  }

  @Test("few aliases over much text are refused when they are filled in")
  func largeAliases() {
    let items = (0..<20_000).map { "x\($0)" }.joined(separator: ",")
    let text = "a: &a [\(items)]\nb: [\(Array(repeating: "*a", count: 12).joined(separator: ","))]"
    #expect(codes(Array(text.utf8)) == ["too-many-values"])
  }

  @Test("an alias is its value, and stars in sentences are none")
  func aliases() throws {
    let findings = YAMLFindings(file: "x.yaml", domain: "x")
    let stars = Array(repeating: "r: this is *very* true, 3 * 4\n", count: 1).joined()
    let value = try #require(
      YAMLDocument.read(text: "a: &a {b: 1}\nc: *a\n" + stars, findings: findings))
    #expect(value.entries().map(\.key) == ["a", "c", "r"])
    #expect(value.entries()[1].value.entries()[0].value.scalar == "1")
    #expect(findings.diagnostics.isEmpty)
  }

  @Test(
    "nesting without end is refused",
    arguments: [
      String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 50_000),
      String(repeating: "- ", count: 100_000), String(repeating: "? ", count: 100_000),
      String(repeating: "[", count: 200) + String(repeating: "]", count: 200),
      (0..<300).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
    ])
  func nesting(text: String) {
    let codes = codes(Array(text.utf8))
    #expect(codes.count == 1)
    #expect(["too-deep", "syntax"].contains(codes.first ?? ""))
  }

  @Test("a text larger than any plan is refused")
  func tooLarge() {
    #expect(codes(Array(repeating: 0x23, count: 4_194_305)) == ["too-large"])
  }

  @Test("thousands of locks are kept")
  func manyLocks() throws {
    let folder = try PlanFolder()
    let locks = (0..<5000).map { "{unit: A/\($0)-1, action: wind, decision: out}" }
    let plan = """
      commonground: 1
      name: Oslo
      country: NO
      years: {base: 2020, target: 2030}
      layers: {districts: {source: data/town.gpkg, id: code}}
      problem: {locks: [\(locks.joined(separator: ","))]}
      """
    #expect(folder.read(plan).plan?.problem.locks.count == 5000)
  }

  @Test("of thousands of findings a thousand are told one by one, the rest as a number")
  func manyFindings() throws {
    let folder = try PlanFolder()
    let text = (0..<20_000).map { "unknown\($0): 1" }.joined(separator: "\n")
    let findings = folder.read(text).diagnostics
    #expect(findings.count == 1001)
    #expect(findings.last?.code == "plan.too-many-findings")
    #expect(findings.last?.severity == .error)
    // Five required keys are missing as well.
    #expect(findings.last?.count == 20_000 - 1000 + 5)
  }

  @Test("text may be written as a block")
  func block() {
    let findings = YAMLFindings(file: "x.yaml", domain: "x")
    let text = "a: >\n  one\n  two\nb: |\n  three\nc: |\n  four\n  five\n"
    let entries = YAMLDocument.read(text: text, findings: findings)?.entries() ?? []
    #expect(entries.map { $0.value.text() } == ["one two", "three", nil])
    #expect(findings.diagnostics.map(\.code) == ["x.control-character"])
    #expect(findings.diagnostics.map(\.place.line) == [6])
  }

  @Test("windows line ends count as one line each")
  func windowsLines() throws {
    let folder = try PlanFolder()
    let text = PlanFolder.completePlan.replacing("\n", with: "\r\n")
    #expect(folder.read(text).plan != nil)
    let bad = text.replacing("buffer: 50 m", with: "buffer: 50")
    let plain = PlanFolder.completePlan.replacing("buffer: 50 m", with: "buffer: 50")
    #expect(
      folder.read(bad).diagnostics.map(\.place.line)
        == folder.read(plain).diagnostics.map(\.place.line))
  }

  @Test("three thousand mutations of a plan give a plan or an error, and never a trap")
  func mutations() throws {
    let folder = try PlanFolder()
    let plan = Array(PlanFolder.completePlan.utf8)
    let pieces = [
      "{", "}", "[", "]", ":", "- ", "\t", "\"", "'", "&a ", "*a", "!!", "%", "\n", "? ", "|", ">",
      "#",
      "\u{0}", "é", "name: x\n", "1e400", "\\xff", "<<: ", "~", "---\n", "...", "!<", "\r",
      "\u{feff}", "@", "`",
    ]
    .map { Array($0.utf8) }
    var random = SplitMix(state: 42)
    for round in 0..<3000 {
      var bytes = plan
      for _ in 0...Int(random.next() % 4) {
        let place = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 5 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1:
          bytes.insert(contentsOf: pieces[Int(random.next() % UInt64(pieces.count))], at: place)
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + Int(random.next() % 40)))
        case 3:
          let from = Int(random.next() % UInt64(bytes.count))
          let part = bytes[from..<min(bytes.count, from + Int(random.next() % 200))]
          bytes.insert(contentsOf: part, at: place)
        default: bytes.swapAt(place, Int(random.next() % UInt64(bytes.count)))
        }
        if bytes.isEmpty { bytes = [0x20] }
      }
      let reading = readPlan(bytes: bytes, file: "plan.yaml", folder: folder.path)
      #expect((reading.plan == nil) == reading.diagnostics.containError, "round \(round)")
      let hasRemedies = reading.diagnostics.allSatisfy {
        $0.severity != .error || !$0.remedy.isEmpty
      }
      #expect(hasRemedies, "round \(round)")
    }
  }

  @Test("a plan cut off anywhere gives a plan or an error, and never a trap")
  func truncations() throws {
    let folder = try PlanFolder()
    let plan = Array(PlanFolder.completePlan.utf8)
    for length in stride(from: 0, to: plan.count, by: 3) {
      let reading = readPlan(bytes: Array(plan[..<length]), file: "plan.yaml", folder: folder.path)
      #expect((reading.plan == nil) == reading.diagnostics.containError, "length \(length)")
    }
  }
}

/// A small generator of repeatable numbers (Steele, Lea, Flood, OOPSLA 2014).
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
