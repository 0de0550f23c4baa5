import Testing

@testable import Import

struct RingAssemblyTests {
  @Test("ways in any order and direction close to one ring")
  func closes() {
    let assembly = RingAssembly([[1, 2, 3], [5, 4, 3], [5, 1]])
    #expect(assembly.rings == [[1, 2, 3, 4, 5, 1]])
    #expect(assembly.looseEnds.isEmpty)
  }

  @Test("two rings stay two, closed ways among them")
  func twoRings() {
    let assembly = RingAssembly([[1, 2], [7, 8, 9, 7], [2, 3, 1]])
    #expect(assembly.rings == [[7, 8, 9, 7], [1, 2, 3, 1]])
  }

  @Test("a border that is cut off stays open, and its two ends are named")
  func staysOpen() {
    let assembly = RingAssembly([[2, 3], [1, 2], [3, 4], [9, 9]])
    #expect(assembly.rings == [[9, 9]])
    #expect(Set(assembly.looseEnds) == [1, 4])
  }

  @Test("nothing gives nothing, and a way of one node is none")
  func empty() {
    #expect(RingAssembly([]).rings.isEmpty)
    #expect(RingAssembly([[5], []]).rings.isEmpty)
    #expect(RingAssembly([[5], []]).looseEnds.isEmpty)
  }
}
