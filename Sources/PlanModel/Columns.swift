/// Which rows of a column have a value, one bit a row.
public struct ValidityMask: Sendable, Hashable {
  private var words: [UInt64]
  /// The number of rows.
  public private(set) var count: Int

  /// Creates a mask in which every row is alike.
  public init(count: Int, present: Bool) {
    self.count = count
    words = Array(repeating: present ? .max : 0, count: (count + 63) / 64)
  }

  /// Whether a row has a value.
  public subscript(row: Int) -> Bool {
    get { words[row >> 6] & (1 << UInt64(row & 63)) != 0 }
    set {
      if newValue {
        words[row >> 6] |= 1 << UInt64(row & 63)
      } else {
        words[row >> 6] &= ~(1 << UInt64(row & 63))
      }
    }
  }

  /// Adds a row at the end.
  public mutating func append(_ present: Bool) {
    if count & 63 == 0 { words.append(0) }
    count += 1
    self[count - 1] = present
  }

  /// How many rows have no value.
  public var missingCount: Int { (0..<count).reduce(0) { $0 + (self[$1] ? 0 : 1) } }
}

/// A column of numbers, in the internal unit of its dimension.
public struct NumberColumn: Sendable {
  /// The numbers; 0 where a row is missing.
  public var values: [Double]
  /// Which rows have a value.
  public var present: ValidityMask

  /// Creates a column; every row present where no mask is given.
  public init(values: [Double], present: ValidityMask? = nil) {
    self.values = values
    self.present = present ?? ValidityMask(count: values.count, present: true)
  }

  /// The number of a row, or nil where it is missing.
  public subscript(row: Int) -> Double? { present[row] ? values[row] : nil }
}

/// A column of text, kept as codes into a list of the distinct texts.
public struct TextColumn: Sendable {
  /// The position in `categories`, or −1 where a row is missing.
  public var codes: [Int32]
  /// The distinct texts, in order of first appearance.
  public var categories: [String]

  /// Creates a column from codes.
  public init(codes: [Int32], categories: [String]) {
    self.codes = codes
    self.categories = categories
  }

  /// Creates a column from texts.
  public init(_ texts: [String?]) {
    var known: [String: Int32] = [:]
    var categories: [String] = []
    codes = texts.map { text in
      guard let text else { return -1 }
      if let code = known[text] { return code }
      known[text] = Int32(categories.count)
      categories.append(text)
      return Int32(categories.count - 1)
    }
    self.categories = categories
  }

  /// The text of a row, or nil where it is missing.
  public subscript(row: Int) -> String? {
    codes[row] < 0 ? nil : categories[Int(codes[row])]
  }
}

/// A column of any kind.
public enum Column: Sendable {
  /// Numbers.
  case number(NumberColumn)
  /// Texts.
  case text(TextColumn)

  /// The number of rows.
  public var count: Int {
    switch self {
    case .number(let column): column.values.count
    case .text(let column): column.codes.count
    }
  }
}
