/// The looks of OpenDocument texts: headings, tables, pages.
enum ODTStyles {
  /// The namespaces of every part.
  static let namespaces =
    [
      ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"),
      ("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
      ("meta", "meta"),
    ].map { "xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($1):1.0\"" }.joined(
      separator: " ")
    + " xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:ooow=\"http://openoffice.org/2004/writer\""

  /// The file `styles.xml`.
  ///
  /// - Parameters:
  ///   - title: The document's title, escaped, for the head of each page.
  ///   - words: The words of its form.
  static func text(title: String, words: DocumentWords) -> String {
    let locale = locale(of: words.language)
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <office:document-styles \(namespaces) office:version="1.3">
      <office:font-face-decls>
      <style:font-face style:name="Sans" svg:font-family="'Noto Sans', 'DejaVu Sans', 'Liberation Sans', Arial, sans-serif" style:font-family-generic="swiss"/>
      </office:font-face-decls>
      <office:styles>
      <style:default-style style:family="paragraph">
      <style:paragraph-properties fo:orphans="2" fo:widows="2" style:writing-mode="page"/>
      <style:text-properties style:font-name="Sans" fo:font-size="10pt" fo:language="\(locale[0])" fo:country="\(locale.count > 1 ? locale[1] : "none")" fo:hyphenate="false"/>
      </style:default-style>
      <style:default-style style:family="table"><style:table-properties table:border-model="collapsing"/></style:default-style>
      <style:style style:name="Standard" style:family="paragraph" style:class="text"/>
      \(paragraphs.joined(separator: "\n"))
      <style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
      <text:outline-style style:name="Outline">
      <text:outline-level-style text:level="1" style:num-format=""/><text:outline-level-style text:level="2" style:num-format=""/>
      </text:outline-style>
      <text:list-style style:name="Points">
      <text:list-level-style-bullet text:level="1" text:bullet-char="•"><style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="6mm" fo:text-indent="-5mm" fo:margin-left="6mm"/></style:list-level-properties></text:list-level-style-bullet>
      </text:list-style>
      </office:styles>
      <office:automatic-styles>
      <style:page-layout style:name="A4">
      <style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" style:print-orientation="portrait" fo:margin-top="16mm" fo:margin-bottom="14mm" fo:margin-left="18mm" fo:margin-right="18mm"/>
      <style:header-style><style:header-footer-properties fo:min-height="8mm" fo:margin-bottom="4mm"/></style:header-style>
      <style:footer-style><style:header-footer-properties fo:min-height="8mm" fo:margin-top="4mm"/></style:footer-style>
      </style:page-layout>
      <style:page-layout style:name="A4Wide">
      <style:page-layout-properties fo:page-width="297mm" fo:page-height="210mm" style:print-orientation="landscape" fo:margin-top="16mm" fo:margin-bottom="14mm" fo:margin-left="18mm" fo:margin-right="18mm"/>
      <style:header-style><style:header-footer-properties fo:min-height="8mm" fo:margin-bottom="4mm"/></style:header-style>
      <style:footer-style><style:header-footer-properties fo:min-height="8mm" fo:margin-top="4mm"/></style:footer-style>
      </style:page-layout>
      </office:automatic-styles>
      <office:master-styles>
      \(page("Standard", layout: "A4", title: title, words))
      \(page("Wide", layout: "A4Wide", title: title, words))
      </office:master-styles>
      </office:document-styles>

      """
  }

  /// A language with the country whose spelling is checked, where the language has one of its own.
  static func locale(of language: String) -> [String] {
    let countries = [
      "en": "GB", "it": "IT", "es": "ES", "et": "EE", "el": "GR", "de": "DE", "sl": "SI",
    ]
    return [ODTRenderer.escaped(language)] + (countries[language].map { [$0] } ?? [])
  }

  /// A kind of page with its head and foot.
  private static func page(
    _ name: String, layout: String, title: String, _ words: DocumentWords
  ) -> String {
    """
    <style:master-page style:name="\(name)" style:page-layout-name="\(layout)">
    <style:header><text:p text:style-name="Page_20_Head">\(title)</text:p></style:header>
    <style:footer><text:p text:style-name="Page_20_Foot">\(ODTRenderer.escaped(words.page)) <text:page-number text:select-page="current">1</text:page-number> \(ODTRenderer.escaped(words.of)) <text:page-count>1</text:page-count></text:p></style:footer>
    </style:master-page>
    """
  }

  /// Headings with which a page of another shape begins.
  static let turns = [1, 2].flatMap { level in
    [("Wide", "Wide"), ("Upright", "Standard")].map { name, page in
      "<style:style style:name=\"H\(level)_\(name)\" style:family=\"paragraph\" style:parent-style-name=\"Heading_20_\(level)\" style:master-page-name=\"\(page)\"><style:paragraph-properties style:page-number=\"auto\"/></style:style>"
    }
  }.joined(separator: "\n")

  private static let paragraphs: [String] =
    [
      style("Text body", "fo:margin-bottom=\"2mm\" fo:line-height=\"125%\""),
      style(
        "Title", "fo:margin-bottom=\"2mm\"",
        "fo:font-size=\"22pt\" fo:font-weight=\"bold\" fo:color=\"#00577a\""),
      style(
        "Subtitle", "fo:margin-bottom=\"6mm\"", "fo:font-size=\"11pt\" fo:color=\"#5b666e\""),
      style(
        "Notice", "fo:background-color=\"#fff3d6\" fo:padding=\"2mm\" fo:margin-bottom=\"4mm\"",
        "fo:color=\"#5d4300\""),
      style(
        "To Write",
        "fo:background-color=\"#eef2f3\" fo:padding=\"2mm\" fo:border-left=\"1mm solid #00577a\" fo:margin-bottom=\"3mm\" fo:line-height=\"120%\"",
        "fo:font-style=\"italic\""),
      heading(1, "fo:margin-top=\"8mm\" fo:margin-bottom=\"3mm\"", "16pt"),
      heading(2, "fo:margin-top=\"5mm\" fo:margin-bottom=\"2mm\"", "12pt"),
      style(
        "Contents Heading", "fo:margin-bottom=\"2mm\"",
        "fo:font-size=\"13pt\" fo:font-weight=\"bold\""),
      contents(1, indent: 0), contents(2, indent: 5),
      style("List Item", "fo:margin-bottom=\"1mm\" fo:line-height=\"120%\""),
      style(
        "Caption", "fo:margin-top=\"2mm\" fo:margin-bottom=\"1.5mm\" fo:keep-with-next=\"always\"",
        "fo:font-size=\"9pt\" fo:font-weight=\"bold\""),
      style("After Table", "fo:margin-bottom=\"2mm\"", "fo:font-size=\"5pt\""),
      style("Picture", "fo:text-align=\"center\" fo:margin-bottom=\"2mm\""),
      style(
        "Page Head", "fo:border-bottom=\"0.3pt solid #a3adb3\" fo:padding-bottom=\"1mm\"",
        "fo:font-size=\"8pt\" fo:color=\"#5b666e\""),
      style("Page Foot", "fo:text-align=\"end\"", "fo:font-size=\"8pt\" fo:color=\"#5b666e\""),
    ]
    + ["Head", "Text", "Sum"].flatMap { kind in
      ["", " Number"].flatMap { number in
        ["", " Small"].map { small in
          style(
            "Cell \(kind)\(number)\(small)",
            number.isEmpty ? "fo:text-align=\"start\"" : "fo:text-align=\"end\"",
            "fo:font-size=\"\(small.isEmpty ? "8.5pt" : "7pt")\"\(kind == "Text" ? "" : " fo:font-weight=\"bold\"")"
          )
        }
      }
    }

  private static func style(_ name: String, _ paragraph: String, _ text: String = "") -> String {
    let id = name.split(separator: " ").joined(separator: "_20_")
    return
      "<style:style style:name=\"\(id)\" style:display-name=\"\(name)\" style:family=\"paragraph\" style:parent-style-name=\"Standard\"><style:paragraph-properties \(paragraph)/>\(text.isEmpty ? "" : "<style:text-properties \(text)/>")</style:style>"
  }

  private static func heading(_ level: Int, _ paragraph: String, _ size: String) -> String {
    "<style:style style:name=\"Heading_20_\(level)\" style:display-name=\"Heading \(level)\" style:family=\"paragraph\" style:parent-style-name=\"Standard\" style:next-style-name=\"Text_20_body\" style:default-outline-level=\"\(level)\"><style:paragraph-properties \(paragraph) fo:keep-with-next=\"always\"/><style:text-properties fo:font-size=\"\(size)\" fo:font-weight=\"bold\" fo:color=\"#00577a\"/></style:style>"
  }

  private static func contents(_ level: Int, indent: Int) -> String {
    "<style:style style:name=\"Contents_20_\(level)\" style:display-name=\"Contents \(level)\" style:family=\"paragraph\" style:parent-style-name=\"Standard\"><style:paragraph-properties fo:margin-left=\"\(indent)mm\"><style:tab-stops><style:tab-stop style:position=\"\(174 - indent)mm\" style:type=\"right\" style:leader-style=\"dotted\" style:leader-text=\".\"/></style:tab-stops></style:paragraph-properties></style:style>"
  }

  /// Styles of tables, rows and cells, which stand with the content: word processors take them from there only.
  static let tables = """
    <style:style style:name="Table" style:family="table"><style:table-properties style:width="174mm" style:rel-width="100%" table:align="margins" style:may-break-between-rows="true"/></style:style>
    <style:style style:name="Row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>
    <style:style style:name="Head" style:family="table-cell"><style:table-cell-properties fo:padding="1mm" fo:border="0.3pt solid #a3adb3" fo:background-color="#e6ecef" style:vertical-align="bottom"/></style:style>
    <style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:padding="1mm" fo:border="0.3pt solid #a3adb3"/></style:style>
    <style:style style:name="Sum" style:family="table-cell"><style:table-cell-properties fo:padding="1mm" fo:border="0.3pt solid #a3adb3" fo:border-top="1pt solid #1d2226"/></style:style>
    """
}
