import Foundation
import PlanModel

/// A problem like a town's: costs and effects of unlike units, a target or budget, a share, floors by district, an
/// equality in whole numbers now and then, two slots for some units, a few locks.
func townProblem(units: Int, options: Int, seed: Int) -> PlanningProblem {
  var draws = Draws(seed: seed + 77)
  let isMost = draws.whole(0...1) == 0
  var unit: [Int32] = []
  var slot: [Int32] = []
  var co2: [Double] = []
  var money: [Double] = []
  var land: [Double] = []
  for own in 0..<units {
    let size = exp(1.5 * draws.share())
    for ownSlot in 0..<(draws.whole(0...4) == 0 ? 2 : 1) {
      for _ in 0..<options {
        unit.append(Int32(own))
        slot.append(Int32(ownSlot))
        let effect = size * (0.2 + draws.share())
        co2.append(effect)
        money.append(effect * (0.4 + 1.2 * draws.share()) + 0.05)
        land.append(draws.whole(0...2) == 0 ? size * draws.share() : 0)
      }
    }
  }
  let district = (0..<units).map { Int32($0 * 6 / max(1, units)) }
  let total = co2.reduce(0, +) / Double(options)
  var rows: [PlanningProblem.Row] = []
  if isMost {
    rows.append(
      .init(name: "budget", terms: [(1, 1)], sense: .atMost, rhs: [0.35 * total]))
  } else {
    rows.append(
      .init(name: "target", terms: [(0, 1)], sense: .atLeast, rhs: [0.6 * total]))
  }
  rows.append(.init(name: "land", terms: [(2, 1)], sense: .atMost, rhs: [0.05 * total]))
  rows.append(
    .init(
      name: "floor", terms: [(0, 1)], sense: .atLeast, group: 0,
      rhs: (0..<6).map { _ in 0.12 * total * draws.share() }))
  rows.append(
    .init(name: "share", terms: [(2, 1), (1, -0.4)], sense: .atMost, rhs: [0]))
  var problem = PlanningProblem(
    sense: isMost ? .maximise : .minimise, units: units, unit: unit, slot: slot,
    optionClass: unit.indices.map { Int32($0 % options) + 1 }, objective: isMost ? co2 : money,
    amounts: [("co2", co2), ("money", money), ("land", land)], groups: [("district", district)],
    rows: rows)
  var taken: Set<[Int32]> = []
  for index in 0..<4 {
    let option = draws.whole(0...(unit.count - 1))
    guard taken.insert([unit[option], slot[option]]).inserted else { continue }
    problem.locks.append(
      .init(option: option, lockedIn: index == 0, name: "lock \(index)"))
  }
  return problem
}
