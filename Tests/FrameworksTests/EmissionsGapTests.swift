import Frameworks
import Testing

/// Padova's contract of 2023 (base year 2021): baseline, existing plans and actions as published, whole tonnes.
private let padova = EmissionsGap(
  share: 0.8,
  [
    ("Buildings", 938_957, 88_985, 673_846), ("Transport", 303_530, 63_094, 172_489),
    ("Waste", 52_221, 14_650, 9_167), ("AFOLU", -11_534, 1_288, 1_504),
  ])

@Suite("The emissions gap")
struct EmissionsGapTests {
  @Test("(4) = (2) − (3), (6) = (1) − (2), and what remains is (1) − (3) − (5)")
  func columns() {
    let row = EmissionsGap.Row("Waste", baseline: 100, target: 80, existing: 30, actions: 40)
    #expect(row.gap == 50)
    #expect(row.residual == 20)
    #expect(row.remaining == 30)
    #expect(row.missing == 10)
    #expect(row.closed == 0.8)
  }

  @Test("the two residuals differ by what the actions lack of the gap")
  func twoResiduals() {
    for row in padova.rows + [padova.total] {
      #expect(abs(row.remaining - row.residual - row.missing) < 1e-6)
    }
  }

  @Test("of a sector without a gap nothing is closed")
  func noGap() {
    #expect(
      EmissionsGap.Row("Land", baseline: -10, target: -8, existing: 1, actions: 2).closed == nil)
  }

  @Test("Padova's sectors are as published, to the tonne")
  func sectors() {
    #expect(padova.rows.prefix(3).map { $0.target.rounded() } == [751_166, 242_824, 41_777])
    #expect(padova.rows.map { $0.gap.rounded() } == [662_181, 179_730, 27_127, -10_515])
    #expect(padova.rows.prefix(3).map { $0.residual.rounded() } == [187_791, 60_706, 10_444])
    #expect(padova.rows[2].closed.map { ($0 * 100).rounded() } == 34)
    #expect(padova.rows[0].closed.map { ($0 * 100).rounded() } == 102)
  }

  @Test("Padova's totals are as published, with both residuals")
  func totals() {
    let total = padova.total
    #expect(total.baseline == 1_283_174)
    #expect(total.existing == 168_017)
    #expect(total.gap.rounded() == 858_522)
    #expect(total.actions == 857_006)
    #expect(total.missing.rounded() == 1_516)
    #expect(total.residual.rounded() == 256_635)
    #expect(total.remaining == 258_151)
    // The published 1,026,540 is the sum of sectors rounded to tonnes; 80 % of the whole is 1,026,539.2.
    #expect(padova.rows.reduce(0) { $0 + $1.target.rounded() } == 1_026_540)
    #expect(total.target.rounded() == 1_026_539)
  }
}
