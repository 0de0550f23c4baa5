internal import PlanModel

extension CompactDual {
  /// Sets what labels of all nodes cost over label 0, and returns what label 0 costs together.
  mutating func priceNodes() -> Double {
    let graph = problem.graph
    let coupled = problem.coupled
    let label = problem.label
    let decisionOfNode = problem.decisionOfNode
    let (isFree, lockedIn, prices, tilt, sample) = (isFree, lockedIn, prices, tilt, sample)
    let stride = self.stride
    let width = sweeps.width
    var total = 0.0
    // Safe: nodes, labels, options and rows are counted by the problem that sized the buffers.
    unsafe sweeps.unary.withUnsafeMutableBufferPointer { unary in
      unsafe bestOption.withUnsafeMutableBufferPointer { bestOption in
        unsafe coupled.entryRow.withUnsafeBufferPointer { entryRow in
          unsafe coupled.entryValue.withUnsafeBufferPointer { entryValue in
            unsafe coupled.cost.withUnsafeBufferPointer { costs in
              unsafe coupled.starts.withUnsafeBufferPointer { starts in
                unsafe label.withUnsafeBufferPointer { label in
                  unsafe isFree.withUnsafeBufferPointer { isFree in
                    unsafe prices.withUnsafeBufferPointer { prices in
                      unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: stride) {
                        value in
                        // By unit, because options mostly lie in this order, and there is more to read than to write.
                        for unit in graph.nodeOf.indices {
                          let node = Int(graph.nodeOf[unit])
                          if node >= sample { continue }
                          let place = node * stride
                          for label in 0..<stride {
                            unsafe value[label] = .infinity
                            unsafe bestOption[place + label] = -1
                          }
                          let decision = Int(decisionOfNode[node])
                          let locked = decision < 0 ? -1 : Int(lockedIn[decision])
                          if locked < 0 { unsafe value[0] = 0 }
                          let begin = decision < 0 ? 0 : coupled.decisionStarts[decision]
                          let end = decision < 0 ? 0 : coupled.decisionStarts[decision + 1]
                          for position in begin..<end {
                            let option = Int(coupled.decisionOptions[position])
                            guard unsafe locked < 0 ? isFree[option] : option == locked else {
                              continue
                            }
                            var cost = unsafe costs[option]
                            for entry in unsafe starts[option]..<starts[option + 1] {
                              cost -= unsafe prices[Int(entryRow[entry])] * entryValue[entry]
                            }
                            let own = unsafe Int(label[option])
                            if unsafe cost < value[own] {
                              unsafe value[own] = cost
                              unsafe bestOption[place + own] = Int32(option)
                            }
                          }
                          var zero = unsafe value[0]
                          if zero == .infinity {
                            // Label 0 is not to be had: it costs as much more as no border could make up for.
                            zero =
                              unsafe value[Int(label[locked])] + 2 * graph.allBorders(of: node) + 1
                          }
                          total += zero
                          for lane in 0..<width {
                            var four = SIMD4<Float>(repeating: PottsSweeps.forbidden)
                            for part in 0..<max(0, min(4, stride - 1 - lane * 4)) {
                              let label = lane * 4 + part + 1
                              if unsafe value[label] < .infinity {
                                four[part] = unsafe Float(value[label] - zero)
                                if !tilt.isEmpty { four[part] += tilt[place + label] }
                              }
                            }
                            unsafe unary[node * width + lane] = four
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    return total
  }
}
