import PlanModel

/// The largest value of each of the classes that have the least squares within, ascending.
///
/// Exact dynamic programming over the sorted distinct values (Fisher 1958, Journal of the American Statistical Association 53;
/// recalled). The best last break moves up with the last value, so each class is found by halving, in O(*k n* log *n*).
/// Fewer classes than asked for where there are fewer distinct values.
///
/// - Precondition: At least one value and one class; all values finite.
func naturalBreaks(of values: [Double], classes: Int) -> [Double] {
  precondition(!values.isEmpty && classes > 0, "classes of nothing")
  let sorted = values.sorted()
  // Squares are taken from the middle value, so that large values with small differences lose nothing.
  let origin = sorted[sorted.count / 2]
  var distinct: [Double] = []
  var counts: [Double] = []
  for value in sorted {
    if value == distinct.last {
      counts[counts.count - 1] += 1
    } else {
      distinct.append(value)
      counts.append(1)
    }
  }
  if distinct.count <= classes { return distinct }
  let squares = WithinSquares(values: distinct.map { $0 - origin }, counts: counts)
  let n = distinct.count
  var cost = (0..<n).map { squares.sum(0, through: $0) }
  var lastStart: [[Int]] = [Array(repeating: 0, count: n)]
  for level in 1..<classes {
    var next = Array(repeating: Double.infinity, count: n)
    var starts = Array(repeating: 0, count: n)
    var open = [(ends: level...(n - 1), starts: level...(n - 1))]
    while let (ends, allowed) = open.popLast() {
      let end = (ends.lowerBound + ends.upperBound) / 2
      var best = allowed.lowerBound
      for start in allowed.lowerBound...max(allowed.lowerBound, min(end, allowed.upperBound)) {
        let value = cost[start - 1] + squares.sum(start, through: end)
        if value < next[end] {
          next[end] = value
          best = start
        }
      }
      starts[end] = best
      if end > ends.lowerBound {
        open.append((ends.lowerBound...(end - 1), allowed.lowerBound...best))
      }
      if end < ends.upperBound {
        open.append(((end + 1)...ends.upperBound, best...allowed.upperBound))
      }
    }
    cost = next
    lastStart.append(starts)
  }
  var tops = [distinct[n - 1]]
  var end = n - 1
  for level in stride(from: classes - 1, to: 0, by: -1) {
    end = lastStart[level][end] - 1
    tops.append(distinct[end])
  }
  return tops.reversed()
}

/// Sums of squares around the mean of any run of sorted values, from sums over their beginnings.
struct WithinSquares {
  private var count = [0.0]
  private var first = [0.0]
  private var second = [0.0]

  init(values: [Double], counts: [Double]) {
    var sums = (CompensatedSum(), CompensatedSum(), CompensatedSum())
    for (value, number) in zip(values, counts) {
      sums.0.add(number)
      sums.1.add(number * value)
      sums.2.add(number * value * value)
      count.append(sums.0.value)
      first.append(sums.1.value)
      second.append(sums.2.value)
    }
  }

  /// The squares of the values from one place through another.
  func sum(_ start: Int, through end: Int) -> Double {
    let number = count[end + 1] - count[start]
    let total = first[end + 1] - first[start]
    return max(0, second[end + 1] - second[start] - total * total / number)
  }
}
