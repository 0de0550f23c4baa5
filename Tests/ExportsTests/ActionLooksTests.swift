import Frameworks
import PlanModel
import TestSupport
import Testing

@testable import Exports

@Suite("One look for each action")
struct ActionLooksTests {
  @Test(
    "classes keep their place where it is free, else take a free colour, else share one with another pattern"
  )
  func apart() {
    #expect(ActionLooks.apart([4, 2, 7]) == [4, 2, 7])
    #expect(ActionLooks.apart([2, 2, 2]) == [2, 0, 1])
    // A pattern of one's own is kept although another has its colour.
    #expect(ActionLooks.apart([2, 11]) == [2, 11])
    let ten = ActionLooks.apart(Array(0..<9) + [3])
    #expect(ten == Array(0..<9) + [12])
    let many = ActionLooks.apart(Array(repeating: 5, count: 36))
    #expect(Set(many) == Set(0..<36))
    #expect(Set(many.prefix(9).map { Palette.mark($0).colour }).count == 9)
  }

  private static var account: PlanAccount {
    PlanAccount.withDocuments(of: MadeUpTown().result, labels: Labels())
  }

  @Test(
    "an action has one colour on the page, the web map, in QGIS, in figures and in the abatement curve"
  )
  func everywhere() throws {
    let account = Self.account
    let actions = account.result.options.actions
    let web = try #require(WebMapThemes(account).all.first { $0.key == "m" })
    let figure = MapThemes(account).main
    let layers = MapLayers(account).all
    let style = try #require(MapStyles(account, layers).all.first { $0.name == "main action" })
    guard case .categories(_, let classes) = style.drawing.rule else {
      Issue.record("the main action is a style of categories")
      return
    }
    let curve = try #require(AbatementCurve(AreaAccount(.municipality, of: account)))
    #expect(account.main.used.count > 1)
    for action in account.main.used {
      let name = actions[action].name
      let colour = Palette.mark(account.looks.mark[action]).colour
      #expect(web.classes.first { $0.title == name }?.colour == colour)
      #expect(figure.classes.first { $0.label == name }?.fill.colour == colour)
      #expect(classes.first { $0.label == name }?.symbol.ground == colour)
      if let step = curve.steps.firstIndex(where: { $0.name == name }) {
        #expect(curve.looks[step].colour == colour)
      }
    }
    #expect(Set(web.classes.map(\.colour)).count == web.classes.count)
  }

  @Test("chosen actions with the same place of colour in a long catalogue are drawn in two colours")
  func longCatalogue() {
    var table = MadeUpTown().result.options
    let chosen = [[Int]](repeating: [], count: MadeUpTown().result.units.count)
    let action = table.actions[0]
    table.actions = Array(repeating: action, count: 20)
    let looks = ActionLooks(table, used: [4, 13], chosen: chosen)
    #expect(looks.mark[4] == 4 && looks.mark[13] == 0)
    // What is not planned keeps its place.
    #expect(looks.mark[12] == 12)
  }
}
