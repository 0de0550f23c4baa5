/// The words that a document's form adds to its own: they follow the language of its labels.
struct DocumentWords {
  /// The language of the labels, by its two letters of ISO 639.
  var language = "en"
  /// What stands before the guidance on a text that people must write.
  var toBeWritten = Document.toBeWritten
  var table = "Table"
  var contents = "Contents"
  var page = "Page"
  var of = "of"

  /// The words in the language of some labels, as far as there are any.
  init(_ label: (String) -> String = { $0 }, language: String = "en") {
    self.language = language
    toBeWritten = label(toBeWritten)
    table = label(table)
    contents = label(contents)
    page = label(page)
    of = label(of)
  }
}
