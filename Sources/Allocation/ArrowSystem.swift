internal import PlanModel

/// The curvature of the smoothed dual, and Newton steps by it.
///
/// Rows of the group with most members meet only within a member, and with the few other rows: the matrix is an arrow,
/// solved by eliminating each member's own rows first (a Schur complement). Rows beyond what a dense border can hold count
/// by their diagonal alone, which still gives a direction of ascent.
struct ArrowSystem {
  /// Rows of the border that are held dense.
  static let largestBorder = 400

  private let table: DecisionTable
  /// The position of each row within its member, where it belongs to one of the large group; −1 otherwise.
  private let local: [Int32]
  /// The member of each row of the large group; −1 otherwise.
  private let member: [Int32]
  /// The position of each row in the border; −1 where it is local or counts by its diagonal.
  private let border: [Int32]
  private let borderRows: [Int]
  private let memberCount: Int
  private let localCount: Int

  init(_ table: DecisionTable) {
    self.table = table
    var byGroup: [Int: Int] = [:]
    for family in table.families {
      if let group = family.group {
        byGroup[group, default: 0] = max(byGroup[group] ?? 0, family.rowCount)
      }
    }
    let large = byGroup.sorted { ($0.value, -$0.key) > ($1.value, -$1.key) }.first
    var local = Array(repeating: Int32(-1), count: table.rows.count)
    var member = Array(repeating: Int32(-1), count: table.rows.count)
    var border = Array(repeating: Int32(-1), count: table.rows.count)
    var borderRows: [Int] = []
    var count = 0
    for family in table.families where family.group != nil && family.group == large?.key {
      for index in 0..<family.rowCount {
        local[family.firstRow + index] = Int32(count)
        member[family.firstRow + index] = Int32(index)
      }
      count += 1
    }
    // Rows over all units first: what couples everything must not be left to its diagonal.
    let global = table.families.filter { $0.group == nil }.map(\.firstRow)
    let isGlobal = Set(global)
    let others = table.rows.indices.filter { !isGlobal.contains($0) }
    for row in global + others where local[row] < 0 && borderRows.count < Self.largestBorder {
      border[row] = Int32(borderRows.count)
      borderRows.append(row)
    }
    self.local = local
    self.member = member
    self.border = border
    self.borderRows = borderRows
    localCount = count
    memberCount = large?.value ?? 0
  }

  /// Whether a row belongs to a member of the large group.
  func isLocal(_ row: Int) -> Bool { local[row] >= 0 }

  /// The step d with (H + damping) d = gradient, where rows that are held stay where they are.
  ///
  /// - Parameters:
  ///   - pass: Its covariances; H is these divided by the temperature.
  ///   - isHeld: Rows whose price stays 0.
  ///   - damping: What is added to the diagonal of each row.
  func step(
    _ pass: DualPass, temperature: Double, gradient: [Double], isHeld: [Bool], damping: [Double]
  ) -> [Double] {
    let borderCount = borderRows.count
    let locals = localCount
    var dense = Array(repeating: 0.0, count: borderCount * borderCount)
    var own = Array(repeating: 0.0, count: memberCount * locals * locals)
    var cross = Array(repeating: 0.0, count: memberCount * locals * borderCount)
    var diagonal = Array(repeating: 0.0, count: table.rows.count)
    assemble(pass, temperature, isHeld, &dense, &own, &cross, &diagonal)

    for (position, row) in borderRows.enumerated() {
      dense[position * borderCount + position] += isHeld[row] ? 1 : damping[row]
    }
    var right = borderRows.map { isHeld[$0] ? 0 : gradient[$0] }
    // The rows of each member, by position; −1 where a family has fewer.
    var rowOf = Array(repeating: -1, count: memberCount * locals)
    for row in table.rows.indices where local[row] >= 0 {
      rowOf[Int(member[row]) * locals + Int(local[row])] = row
    }
    var solvedRight = Array(repeating: 0.0, count: memberCount * locals)
    var solvedCross = cross
    var block = Array(repeating: 0.0, count: locals * locals)
    for index in 0..<memberCount where locals > 0 {
      for a in 0..<locals {
        for b in 0..<locals {
          block[a * locals + b] = own[(index * locals + a) * locals + b]
        }
        let row = rowOf[index * locals + a]
        if row < 0 || isHeld[row] {
          block[a * locals + a] = 1
        } else {
          block[a * locals + a] += damping[row]
          solvedRight[index * locals + a] = gradient[row]
        }
      }
      Cholesky.factor(&block, locals)
      let first = index * locals
      Cholesky.solve(block, locals, &solvedRight, offset: first, stride: 1)
      for column in 0..<borderCount {
        Cholesky.solve(
          block, locals, &solvedCross, offset: first * borderCount + column, stride: borderCount)
      }
      for a in 0..<locals {
        for i in 0..<borderCount {
          let value = cross[(first + a) * borderCount + i]
          if value == 0 { continue }
          right[i] -= value * solvedRight[first + a]
          for j in 0..<borderCount {
            dense[i * borderCount + j] -= value * solvedCross[(first + a) * borderCount + j]
          }
        }
      }
    }
    Cholesky.factor(&dense, borderCount)
    Cholesky.solve(dense, borderCount, &right, offset: 0, stride: 1)

    var step = Array(repeating: 0.0, count: table.rows.count)
    for row in table.rows.indices where !isHeld[row] {
      if border[row] >= 0 {
        step[row] = right[Int(border[row])]
      } else if local[row] >= 0 {
        let place = Int(member[row]) * locals + Int(local[row])
        var value = solvedRight[place]
        for column in 0..<borderCount {
          value -= solvedCross[place * borderCount + column] * right[column]
        }
        step[row] = value
      } else {
        step[row] = gradient[row] / (diagonal[row] + damping[row])
      }
    }
    return step
  }

  /// The diagonal of H, for damping.
  func diagonal(_ pass: DualPass, temperature: Double) -> [Double] {
    var dense: [Double] = []
    var own: [Double] = []
    var cross: [Double] = []
    var diagonal = Array(repeating: 0.0, count: table.rows.count)
    assemble(pass, temperature, [], &dense, &own, &cross, &diagonal)
    return diagonal
  }

  /// Adds the covariances of all signatures up; with empty matrices only the diagonal.
  private func assemble(
    _ pass: DualPass, _ temperature: Double, _ isHeld: [Bool], _ dense: inout [Double],
    _ own: inout [Double], _ cross: inout [Double], _ diagonal: inout [Double]
  ) {
    let amounts = table.amountCount
    let width = DualPass.width(table)
    let families = table.families
    let count = families.count
    let borderCount = borderRows.count
    let isWhole = !isHeld.isEmpty
    var product = Array(repeating: 0.0, count: count * amounts)
    for (part, signature) in pass.signatures.enumerated() {
      let first = part * width + amounts
      if pass.moments[first..<first + width - amounts].allSatisfy({ $0 == 0 }) { continue }
      let rows = Int(signature) * count
      for family in 0..<count {
        for amount in 0..<amounts {
          var sum = 0.0
          for other in 0..<amounts where families[family].factor[other] != 0 {
            let low = min(amount, other)
            let high = max(amount, other)
            let place = first + low * amounts - low * (low - 1) / 2 + high - low
            sum += families[family].factor[other] * pass.moments[place]
          }
          product[family * amounts + amount] = sum / temperature
        }
      }
      for a in 0..<count {
        let rowA = Int(table.signatureRows[rows + a])
        if rowA < 0 || isWhole && isHeld[rowA] { continue }
        for b in (isWhole ? 0 : a)..<(isWhole ? count : a + 1) {
          let rowB = Int(table.signatureRows[rows + b])
          if rowB < 0 || isWhole && isHeld[rowB] { continue }
          var value = 0.0
          for amount in 0..<amounts {
            value += families[a].factor[amount] * product[b * amounts + amount]
          }
          if a == b { diagonal[rowA] += value }
          if !isWhole { continue }
          if border[rowA] >= 0, border[rowB] >= 0 {
            dense[Int(border[rowA]) * borderCount + Int(border[rowB])] += value
          } else if local[rowA] >= 0, local[rowB] >= 0 {
            let place = Int(member[rowA]) * localCount + Int(local[rowA])
            own[place * localCount + Int(local[rowB])] += value
          } else if local[rowA] >= 0, border[rowB] >= 0 {
            let place = Int(member[rowA]) * localCount + Int(local[rowA])
            cross[place * borderCount + Int(border[rowB])] += value
          }
        }
      }
    }
  }
}

/// Cholesky factors of small dense matrices, row by row; what rounding makes negative on the diagonal becomes so large that
/// the step in that direction vanishes.
enum Cholesky {
  /// Replaces a matrix by its lower factor.
  static func factor(_ matrix: inout [Double], _ size: Int) {
    for column in 0..<size {
      var pivot = matrix[column * size + column]
      let whole = pivot
      for k in 0..<column {
        pivot -= matrix[column * size + k] * matrix[column * size + k]
      }
      let root = pivot > 1e-14 * abs(whole) && pivot > 0 ? pivot.squareRoot() : 1e100
      matrix[column * size + column] = root
      for row in column + 1..<max(size, column + 1) {
        var value = matrix[row * size + column]
        for k in 0..<column { value -= matrix[row * size + k] * matrix[column * size + k] }
        matrix[row * size + column] = value / root
      }
    }
  }

  /// Solves for one right-hand side, of which every `stride`th number from `offset` counts.
  static func solve(
    _ factor: [Double], _ size: Int, _ right: inout [Double], offset: Int, stride: Int
  ) {
    for row in 0..<size {
      var value = right[offset + row * stride]
      for k in 0..<row { value -= factor[row * size + k] * right[offset + k * stride] }
      right[offset + row * stride] = value / factor[row * size + row]
    }
    for row in (0..<size).reversed() {
      var value = right[offset + row * stride]
      for k in row + 1..<max(size, row + 1) {
        value -= factor[k * size + row] * right[offset + k * stride]
      }
      right[offset + row * stride] = value / factor[row * size + row]
    }
  }
}
