import Foundation
public import PlanModel

extension AdoptionRule {
  /// The share of all that the action could reach that people have taken up by the end of a year, 0…`ceiling`.
  public func reached(by year: Double) -> Double {
    switch curve {
    case .logistic(let midpoint, let steepness):
      return ceiling / (1 + exp(-steepness * (year - midpoint)))
    case .bass(let start, let innovation, let imitation):
      let time = year - start
      if time <= 0 { return 0 }
      let left = exp(-(innovation + imitation) * time)
      return ceiling * (1 - left) / (1 + imitation / innovation * left)
    }
  }
}
