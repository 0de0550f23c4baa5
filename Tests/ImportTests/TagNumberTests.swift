import Testing

@testable import Import

struct TagNumberTests {
  @Test(
    "levels are read however they are written",
    arguments: [
      ("3", 3), ("2.5", 2.5), ("2,5", 2.5), (" 4 ", 4), ("3;2", 3), ("2;3", 3), ("2½", 2.5),
      ("~4", 4), ("3-4", 3.5), ("G+2", 3), ("0", 0), ("5 levels", 5), ("1;x", 1), ("163", 163),
    ] as [(String, Double)])
  func levels(text: String, expected: Double) {
    #expect(TagNumbers.levels(text) == expected)
  }

  @Test(
    "what is no number of levels is none",
    arguments: ["", "yes", "many", "-1", "164", "nan", "inf", "1e3", "3..", ";", "4-3", "0x10"])
  func noLevels(text: String) {
    #expect(TagNumbers.levels(text) == nil)
  }

  @Test(
    "heights are read in metres, feet and inches",
    arguments: [
      ("12", 12), ("12 m", 12), ("12m", 12), ("12,5", 12.5), ("12.5 metres", 12.5), ("~12", 12),
      ("1200 cm", 12), ("10-12", 11), ("8;12", 12), ("40'", 12.192), ("40 ft", 12.192),
      ("40 feet", 12.192), ("6'7\"", 2.0066), ("6′7″", 2.0066), ("12’6”", 3.81), ("12'6''", 3.81),
      ("6\"", 0.1524), ("0.5", 0.5), (".5", 0.5),
    ] as [(String, Double)])
  func heights(text: String, expected: Double) throws {
    let height = try #require(TagNumbers.height(text))
    #expect(abs(height - expected) < 1e-9)
  }

  @Test(
    "what is no height is none",
    arguments: [
      "", "tall", "12 stories", "-3", "1001", "6'13\"", "m", "ft", "12 m²", "12..", "1e2 m",
    ])
  func noHeight(text: String) {
    #expect(TagNumbers.height(text) == nil)
  }

  @Test(
    "years are read from dates, spans, decades and centuries",
    arguments: [
      ("1905", 1905), ("~1905", 1905), ("C19", 1850), ("c18", 1750), ("early C19", 1816),
      ("mid C19", 1849), ("late C19", 1883), ("1890s", 1895), ("~1890s", 1895),
      ("before 1950", 1950),
      ("after 1950", 1950), ("1950..1960", 1955), ("1950-1960", 1955), ("1950 - 1960", 1955),
      ("2001-05", 2001), ("2001-05-17", 2001), ("17.05.2001", 2001), ("2001-05-17T10:00", 2001),
      ("1914–1918", 1916), ("1900;1980", 1900), ("j:1712-03-02", 1712), ("mid 1920s", 1924),
      ("C18..C19", 1800), ("980", 980), ("ca. 1780", 1780), ("circa 1780", 1780),
      ("1890s..1910s", 1905), ("<1945", 1945), ("1905?", 1905), ("1905 AD", 1905),
      ("19th century", 1850),
      ("late 19th century", 1883), ("21st century", 2050),
    ] as [(String, Int)])
  func years(text: String, expected: Int) {
    #expect(TagNumbers.year(text) == expected)
  }

  @Test(
    "what is no year is none",
    arguments: [
      "", "old", "19", "C45", "C", "9999", "0", "1893s", "1960..1950", "2001-55", "12.5", "s",
      "unknown", "-500", "early", "19050",
    ])
  func noYear(text: String) {
    #expect(TagNumbers.year(text) == nil)
  }
}
