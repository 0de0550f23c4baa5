public import PlanModel

extension ReferenceData {
  /// The technologies that local value added is known of.
  public static let valueTechnologies = [
    "envelope", "heat", "network", "solar", "wind", "transport", "green", "equipment",
  ]

  /// What is known of each technology, as the last part of a number's name.
  static let valueParts = [
    "installation-share", "installation-wages", "installation-profit", "operation-wages",
    "operation-profit",
  ]

  /// The names that benefits ask for in every country, beside those of technologies.
  public static let benefitNames = [
    "value-added.local.installation", "value-added.local.operation", "value-added.local.citizen",
    "value-added.local.municipal", "value-added.local.external", "value-added.local.trade-tax",
    "benefits.household-traffic",
  ]

  /// Taxes and wages, which each country has of its own: what the municipality and the state take of profit and of wages, as
  /// shares of one, and the gross wage of a full-time job, EUR/a.
  public enum TaxOrWage: String, CaseIterable, Sendable {
    /// The municipality's tax on profit.
    case tradeTax = "value-added.trade-tax"
    /// The state's and the region's tax on profit.
    case profitTax = "value-added.profit-tax"
    /// Income tax as a share of gross wages.
    case wageTax = "value-added.wage-tax"
    /// Employees' social contributions as a share of gross wages.
    case socialContributions = "value-added.social-contributions"
    /// The municipality's part of the income tax of those who live there.
    case municipalIncomeTax = "value-added.municipal-income-tax"
    /// The municipality's tax on the wages paid there, as a share of gross wages.
    case payrollTax = "value-added.payroll-tax"
    /// Gross wage of a full-time job, EUR/a.
    case wage = "benefits.wage"
  }

  /// A tax or the wage of a country.
  ///
  /// - Parameter country: Two capital letters of ISO 3166.
  /// - Returns: Where the country has none, the EU's, with that said in its source.
  public func taxOrWage(_ tax: TaxOrWage, country: String) -> SourcedNumber {
    national(tax.rawValue, country: country)
  }

  /// The names of the taxes and wages of these countries and of the EU.
  static func taxAndWageNames(of countries: [String]) -> [String] {
    TaxOrWage.allCases.flatMap { tax in
      (countries + ["EU27"]).map { "\(tax.rawValue).\($0)" }
    }
  }

  /// The names of the numbers of a technology.
  public static func valueNames(of technology: String) -> [String] {
    valueParts.map { "value-added.\(technology).\($0)" }
  }

  static var allBenefitNames: [String] {
    benefitNames + valueTechnologies.flatMap(valueNames)
  }
}
