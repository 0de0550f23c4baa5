import PlanModel
import Reference
import Testing

@Suite("Taxes and wages by country")
struct TaxesAndWagesTests {
  private let reference: ReferenceData

  init() throws { reference = try ReferenceData.load() }

  private func value(_ number: ReferenceData.TaxOrWage, _ country: String) -> Double {
    reference.taxOrWage(number, country: country).value
  }

  @Test("every country has all of its own, recalled, and no more is taken than there is")
  func countries() {
    for country in reference.countries {
      for tax in ReferenceData.TaxOrWage.allCases {
        let number = reference.taxOrWage(tax, country: country)
        #expect(number.name == "\(tax.rawValue).\(country)")
        #expect(number.confidence == .low && number.source.contains("recalled"), "\(number.name)")
      }
      #expect(value(.tradeTax, country) + value(.profitTax, country) < 0.4, "\(country)")
      #expect(value(.wageTax, country) + value(.socialContributions, country) < 0.45, "\(country)")
      #expect(value(.municipalIncomeTax, country) <= 1, "\(country)")
      #expect((10_000...80_000).contains(value(.wage, country)), "\(country)")
    }
  }

  @Test("Germany's are those that stood for all countries before")
  func germany() {
    let before = [0.14, 0.158, 0.16, 0.2, 0.15, 0, 45_000]
    for (tax, number) in zip(ReferenceData.TaxOrWage.allCases, before) {
      #expect(close(value(tax, "DE"), number), "\(tax)")
    }
  }

  @Test("the EU's taxes are the medians of the 27 members")
  func medians() {
    let members = reference.countries.filter { $0 != "CH" }
    #expect(members.count == 27)
    for tax in ReferenceData.TaxOrWage.allCases where tax != .wage {
      #expect(value(tax, "EU27") == members.map { value(tax, $0) }.sorted()[13], "\(tax)")
    }
  }

  @Test(
    "wages are Germany's in the proportion of Eurostat's mean salaries, to 100 EUR",
    arguments: [("IT", 32_749.0), ("BG", 13_503), ("LU", 81_064), ("EU27", 37_863)])
  func wages(country: String, salary: Double) {
    #expect(abs(value(.wage, country) - 45_000 * salary / 50_998) <= 50)
  }

  @Test("a country that is not in the table takes the EU's, and the source says so")
  func unknown() {
    for tax in ReferenceData.TaxOrWage.allCases {
      let number = reference.taxOrWage(tax, country: "NO")
      #expect(number.value == value(tax, "EU27") && number.confidence == .low)
      #expect(number.source.hasSuffix("the EU stands in for NO"))
    }
  }
}
