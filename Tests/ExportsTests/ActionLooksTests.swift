import Frameworks
import PlanModel
import TestSupport
import Testing

@testable import Exports

@Suite("One look for each action")
struct ActionLooksTests {
  @Test(
    "classes keep their place where it is free, else take their colour with the next hatching, else the next colour"
  )
  func apart() {
    let hues = Palette.colours.count
    #expect(ActionLooks.apart([4, 2, 7]) == [4, 2, 7])
    #expect(ActionLooks.apart([2, 2, 2]) == [2, 2 + hues, 2 + 2 * hues])
    // A hatching of one's own is kept although another has its colour, and after the last comes none.
    #expect(ActionLooks.apart([2, 2 + hues]) == [2, 2 + hues])
    #expect(ActionLooks.apart([3 + 5 * hues, 3 + 5 * hues]) == [3 + 5 * hues, 3])
    // What has a place by right keeps it.
    #expect(ActionLooks.apart([5], besides: [5]) == [5 + hues])
    let all = Palette.hatches * hues
    let many = ActionLooks.apart(Array(repeating: 5, count: all))
    #expect(Set(many) == Set(0..<all))
    #expect(many[Palette.hatches] % hues == 6)
  }

  @Test(
    "each action of the built-in catalogue has a look of its own, which no run changes"
  )
  func builtIn() throws {
    let catalogue = try WebMapSources.catalogue()
    #expect(catalogue.count == ActionLooks.own.count)
    #expect(Set(catalogue) == Set(ActionLooks.own.keys))
    #expect(Set(ActionLooks.own.values).count == ActionLooks.own.count)
    // Whatever is chosen, and wherever in the catalogue the action stands.
    let table = MadeUpTown().result.options
    for order in [[0, 1, 2], [2, 1, 0]] {
      for chosen in [[], [[0]], [[1, 2, 3]]] as [[[Int]]] {
        var table = table
        table.actions = order.map { table.actions[$0] }
        let looks = ActionLooks(table, used: [], chosen: chosen)
        let pv = try #require(table.actions.firstIndex { $0.id == "roof-pv" })
        #expect(looks.mark[pv] == ActionLooks.own["roof-pv"])
      }
    }
  }

  @Test("a reader without the legend guesses right: suns are yellow, plants green, motors blue")
  func kinds() throws {
    func hue(_ id: String) throws -> Int {
      try #require(ActionLooks.own[id]) % Palette.colours.count
    }
    #expect(try hue("roof-pv") == Palette.Hue.sun.rawValue)
    #expect(try hue("roof-pv-all") == Palette.Hue.sun.rawValue)
    #expect(try hue("afforestation") == Palette.Hue.plant.rawValue)
    #expect(try hue("electric-cars") == Palette.Hue.road.rawValue)
    #expect(try hue("district-heating") == Palette.Hue.network.rawValue)
    // One that the catalogue does not hold goes by what it acts on.
    var own = MadeUpTown().result.options.actions[2]
    own.id = "sun-fields"
    #expect(ActionLooks.place(of: own) % Palette.colours.count == Palette.Hue.sun.rawValue)
  }

  @Test(
    "in grey the looks without a hatching are apart by a fifth, and neighbours among all colours have first hatchings that differ"
  )
  func grey() throws {
    let plain = ActionLooks.own.values.filter { Palette.mark($0).hatch == 0 }
    let common = [
      "roof-pv", "afforestation", "district-heating", "heat-pump-air", "renovation-medium",
      "electric-cars",
    ].compactMap { ActionLooks.own[$0] }
    #expect(Set(common).isSubset(of: plain) && common.count == 6)
    let greys = (common.map { Palette.mark($0).colour } + [Palette.none]).map(luminance).sorted()
    #expect(zip(greys, greys.dropFirst()).allSatisfy { ($1 + 0.05) / ($0 + 0.05) >= 1.2 })
    let hues = Palette.colours.indices.sorted {
      luminance(Palette.colours[$0]) < luminance(Palette.colours[$1])
    }
    let first = ActionLooks.firstHatches
    for (one, other) in zip(hues, hues.dropFirst()) { #expect(first[one] != first[other]) }
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
    #expect(Set(web.classes.map { "\($0.colour) \($0.hatch)" }).count == web.classes.count)
  }

  @Test(
    "own actions of one kind are told apart, and take no look of a planned one of the catalogue")
  func ownActions() {
    var table = MadeUpTown().result.options
    let pv = table.actions[2]
    table.actions = (0..<8).map { place in
      var action = pv
      if place > 0 { action.id = "sun-\(place)" }
      return action
    }
    let looks = ActionLooks(table, used: Array(0..<8), chosen: [])
    #expect(Set(looks.mark).count == 8 && looks.mark[0] == ActionLooks.own["roof-pv"])
    // Six hatchings of the sun's colour, then the next colour.
    #expect(looks.mark[..<6].allSatisfy { $0 % Palette.colours.count == Palette.Hue.sun.rawValue })
  }
}
