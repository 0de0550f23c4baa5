public import PlanModel
public import Reference

/// How spending turns into value added in the place, as shares of one.
///
/// Stages and parts are those of Hirschl and others (IÖW 2010): of each stage's turnover, profit after tax, net income of
/// employees, and municipal tax. Making the plants is left out, as it hardly ever happens in the place.
public struct ValueAddedRules: Sendable, Hashable {
  /// Shares of one technology.
  public struct Technology: Sendable, Hashable {
    /// The part of the investment that is planning and installation.
    public var installationShare: Double
    /// Gross wages as a share of planning and installation.
    public var installationWages: Double
    /// Profit before tax as a share of planning and installation.
    public var installationProfit: Double
    /// Gross wages as a share of the running cost.
    public var operationWages: Double
    /// Profit before tax as a share of the running cost.
    public var operationProfit: Double

    /// Creates shares.
    public init(
      installationShare: Double, installationWages: Double, installationProfit: Double,
      operationWages: Double, operationProfit: Double
    ) {
      self.installationShare = installationShare
      self.installationWages = installationWages
      self.installationProfit = installationProfit
      self.operationWages = operationWages
      self.operationProfit = operationProfit
    }
  }
  /// By technology, in the order of `ValueTechnology`.
  public var technologies: [Technology]
  /// The municipality's tax on profit.
  public var tradeTax: Double
  /// The state's tax on profit.
  public var profitTax: Double
  /// Income tax as a share of gross wages.
  public var wageTax: Double
  /// Employees' social contributions as a share of gross wages.
  public var socialContributions: Double
  /// The municipality's part of income tax.
  public var municipalIncomeTax: Double
  /// The municipality's tax on wages paid there, as a share of gross wages; the employer pays it on top of them.
  public var payrollTax: Double
  /// What firms and people of the place do of planning and installation.
  public var localInstallation: Double
  /// The same of operation and maintenance.
  public var localOperation: Double
  /// The part of an owner's profit that stays in the place, in the order of `OwnerScenario`.
  public var localOwnership: [Double]
  /// The part of a plant's trade tax that the municipality gets where it stands.
  public var localTradeTax: Double
  /// Gross wage of a full-time job, EUR/a.
  public var wage: Double
  /// The part of private and commercial transport that is the households'.
  public var householdTraffic: Double

  /// Reads them from the default numbers; what the plan file says of its own goes first.
  ///
  /// - Parameter country: Two capital letters of ISO 3166, for taxes and wages; the EU's stand in for one that has none.
  public init(_ reference: ReferenceData, _ description: BenefitsDescription, country: String) {
    func number(_ name: String) -> Double { reference.number(name).value }
    func tax(_ tax: ReferenceData.TaxOrWage) -> Double {
      reference.taxOrWage(tax, country: country).value
    }
    technologies = ValueTechnology.allCases.map { technology in
      func part(_ name: String) -> Double { number("value-added.\(technology.rawValue).\(name)") }
      return Technology(
        installationShare: part("installation-share"),
        installationWages: part("installation-wages"),
        installationProfit: part("installation-profit"), operationWages: part("operation-wages"),
        operationProfit: part("operation-profit"))
    }
    tradeTax = tax(.tradeTax)
    profitTax = tax(.profitTax)
    wageTax = tax(.wageTax)
    socialContributions = tax(.socialContributions)
    municipalIncomeTax = tax(.municipalIncomeTax)
    payrollTax = tax(.payrollTax)
    localInstallation =
      description.localInstallation ?? number("value-added.local.installation")
    localOperation = description.localOperation ?? number("value-added.local.operation")
    localOwnership = [
      number("value-added.local.citizen"), number("value-added.local.municipal"),
      description.localExternal ?? number("value-added.local.external"),
    ]
    localTradeTax = number("value-added.local.trade-tax")
    wage = tax(.wage)
    householdTraffic = number("benefits.household-traffic")
  }

  /// The shares of a technology.
  public subscript(technology: ValueTechnology) -> Technology {
    technologies[ValueTechnology.allCases.firstIndex(of: technology)!]
  }
}

extension ValueAddedRules {
  /// Value added in the place by a turnover: gross wages and profit before tax, less what the state takes, times the local
  /// share.
  ///
  /// Wages leave net income w (1 − t_w − s) and, as tax, t_w m + t_l; profit leaves p (1 − t_t − t_p) and, as tax, t_t.
  ///
  /// - Parameter local: What firms and people of the place do of it, 0…1.
  /// - Returns: In the unit of the turnover.
  public func value(
    of turnover: Double, wages: Double, profit: Double, local: Double
  ) -> ValueAdded {
    let pay = turnover * wages * local
    let gain = turnover * profit * local
    return ValueAdded(
      profit: gain * (1 - tradeTax - profitTax), income: pay * (1 - wageTax - socialContributions),
      tax: gain * tradeTax + pay * (wageTax * municipalIncomeTax + payrollTax))
  }

  /// By planning and installation of an investment, once.
  public func installation(_ technology: ValueTechnology, investment: Double) -> ValueAdded {
    let shares = self[technology]
    return value(
      of: investment * shares.installationShare, wages: shares.installationWages,
      profit: shares.installationProfit, local: localInstallation)
  }

  /// By operation and maintenance, a year.
  public func operation(_ technology: ValueTechnology, running: Double) -> ValueAdded {
    let shares = self[technology]
    return value(
      of: running, wages: shares.operationWages, profit: shares.operationProfit,
      local: localOperation)
  }

  /// By owning a plant that sells what it generates, a year.
  ///
  /// Profit before tax is what is sold less running cost and the annuity of the investment, so it is what the plant earns
  /// beyond its interest. A loss is borne like a profit and saves no tax. The municipality gets its part of the trade tax
  /// whoever owns the plant.
  ///
  /// - Parameter local: The part of the profit that stays in the place, 0…1.
  public func ownership(profit: Double, local: Double) -> ValueAdded {
    if profit <= 0 { return ValueAdded(profit: profit * local) }
    return ValueAdded(
      profit: profit * (1 - tradeTax - profitTax) * local,
      tax: profit * tradeTax * localTradeTax)
  }

  /// Jobs to operate what has this running cost.
  public func operationJobs(_ technology: ValueTechnology, running: Double) -> Double {
    running * self[technology].operationWages / wage
  }
}
