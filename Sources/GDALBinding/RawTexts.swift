/// A column of text as read: codes into the distinct texts, whose bytes may be no valid UTF-8.
public struct RawTexts: Sendable {
  /// The position among the distinct texts, or −1 where a row is null.
  public internal(set) var codes: [Int32] = []
  /// The bytes of the distinct texts, one after another, in order of first appearance.
  public internal(set) var bytes: [UInt8] = []
  /// Where each distinct text starts, and where the last one ends.
  public internal(set) var offsets: [Int] = [0]

  /// The number of distinct texts.
  public var distinctCount: Int { offsets.count - 1 }

  /// The bytes of a distinct text.
  public func bytes(of code: Int) -> ArraySlice<UInt8> { bytes[offsets[code]..<offsets[code + 1]] }
}

/// Gives equal texts equal codes, with one hash and no allocation per row.
struct TextInterner {
  private(set) var texts = RawTexts()
  // Open addressing: the code + 1 of the text in a slot, 0 where it is free; at most half full.
  private var slots = [Int32](repeating: 0, count: 64)
  private var hashes: [UInt64] = []

  /// Adds a null row.
  mutating func appendNull() { texts.codes.append(-1) }

  /// Adds a row.
  @unsafe
  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    // FNV-1a over the bytes; its upper half is folded in because the table uses the lower bits.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for i in 0..<text.count { hash = unsafe (hash ^ UInt64(text[i])) &* 0x0000_0100_0000_01b3 }
    hash ^= hash >> 32
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let code = Int(slots[slot]) - 1
      if hashes[code] == hash, unsafe isEqual(code, text) {
        texts.codes.append(Int32(code))
        return
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let code = Int32(texts.distinctCount)
    slots[slot] = code + 1
    hashes.append(hash)
    unsafe texts.bytes.append(contentsOf: text)
    texts.offsets.append(texts.bytes.count)
    texts.codes.append(code)
    if hashes.count * 2 > slots.count { grow() }
  }

  @unsafe
  private func isEqual(_ code: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = texts.offsets[code]
    guard texts.offsets[code + 1] - start == text.count else { return false }
    for i in 0..<text.count where unsafe texts.bytes[start + i] != text[i] { return false }
    return true
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 4)
    for (code, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(code + 1)
    }
  }
}

extension RawTexts {
  /// The column with only some rows; the distinct texts stay.
  public func selecting(_ rows: [Int]) -> RawTexts {
    var result = self
    result.codes = rows.map { codes[$0] }
    return result
  }
}
