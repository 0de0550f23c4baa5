/// A column of a table that was written.
package struct TableColumn: Sendable, Hashable {
  /// The name in the header.
  package var name: String
  /// Whether all cells are numbers or empty.
  package var isNumber = true
}
