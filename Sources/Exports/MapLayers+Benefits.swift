import PlanModel

extension MapLayers {
  /// What a plan gives the people of each unit: local value added, work, smaller bills, relief. There is none without a plan.
  var benefits: Layer {
    let result = account.result
    guard let benefits = result.benefits else {
      return Layer(
        name: "benefits", crs: result.districts.crs, ids: [], geometry: GeometryColumn(rows: []))
    }
    let units = benefits.units
    func perPerson(_ values: [Double]) -> Column {
      finite(zip(values, units.people).map { $1 > 0 ? $0 / $1 : nil })
    }
    return Layer(
      name: "benefits", crs: result.districts.crs, ids: result.units.ids,
      geometry: result.units.geometry,
      fields: [
        (
          "district",
          .text(
            TextColumn(
              codes: result.units.district.map(Int32.init), categories: result.districts.ids))
        ),
        ("area_m2", finite(result.units.area)), ("people", finite(units.people)),
        ("local_value_once_EUR", finite(units.once)),
        ("local_value_EUR_per_a", finite(units.yearly)),
        ("job_years", finite(units.jobYears)),
        ("operation_jobs", finite(units.operationJobs)),
        ("household_bill_savings_EUR_per_a", finite(units.householdSavings)),
        ("household_bill_savings_EUR_per_person_a", perPerson(units.householdSavings)),
        ("people_reached_by_relief", finite(units.reachedPeople)),
        (
          "district_share_beyond_people",
          finite(result.units.district.map { share(of: $0, benefits) })
        ),
      ])
  }

  /// The share of the district's investment less its share of the people: above 0, it gets more than its people.
  private func share(of district: Int, _ benefits: BenefitsResult) -> Double? {
    let whole = benefits.municipality
    guard whole.investment > 0, whole.people > 0 else { return nil }
    let area = benefits.districts[district]
    return area.investment / whole.investment - area.people / whole.people
  }
}
