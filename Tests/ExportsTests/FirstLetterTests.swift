import PlanModel
import Testing

@testable import Exports

@Test("inside a sentence a name begins small, and an abbreviation stays as it is")
func firstLetters() {
  #expect("Wind turbines".lowercasedFirst == "wind turbines")
  #expect("LED street lighting".lowercasedFirst == "LED street lighting")
  #expect("".lowercasedFirst == "" && "A".lowercasedFirst == "a")
}
