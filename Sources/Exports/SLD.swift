import PlanModel

/// Styles as Styled Layer Descriptors 1.1 with Symbology Encoding 1.1 (OGC 05-078r4, 05-077r4), for polygons.
///
/// Servers and programs that know no QML read them. Stripes are the marks `slash`, `backslash` and `horline` in the
/// spelling that GeoServer and QGIS share. Widths are in pixels of 0.28 mm, the unit that the standard starts from.
enum SLD {
  /// A style of a layer.
  static func document(of style: MapStyles.Style, ofPoints: Bool) -> String {
    var rules = self.rules(of: style.drawing.rule, only: style.only, ofPoints)
    if let label = style.drawing.label { rules.append(rule(of: label)) }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <StyledLayerDescriptor version="1.1.0" xmlns="http://www.opengis.net/sld" xmlns:se="http://www.opengis.net/se" xmlns:ogc="http://www.opengis.net/ogc" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.opengis.net/sld http://schemas.opengis.net/sld/1.1.0/StyledLayerDescriptor.xsd">
      <NamedLayer>
      <se:Name>\(escaped(style.layer))</se:Name>
      <UserStyle>
      <se:Name>\(escaped(style.name))</se:Name>
      <se:Description><se:Abstract>\(escaped(style.description))</se:Abstract></se:Description>
      <se:FeatureTypeStyle>
      \(rules.joined(separator: "\n"))
      </se:FeatureTypeStyle>
      </UserStyle>
      </NamedLayer>
      </StyledLayerDescriptor>

      """
  }

  /// - Parameter only: The features that are drawn at all.
  private static func rules(
    of rule: MapDrawing.Rule, only: MapFilter?, _ ofPoints: Bool
  ) -> [String] {
    func symbolizers(of symbol: MapSymbol) -> String {
      ofPoints ? point(symbol) : polygon(symbol)
    }
    func filter(_ condition: String) -> String {
      guard let only else { return "<ogc:Filter>\(condition)</ogc:Filter>" }
      return "<ogc:Filter>\(all([equal(property(only.field), only.value), condition]))</ogc:Filter>"
    }
    switch rule {
    case .single(let symbol):
      return [self.rule(named: "all", filter: "", symbolizers(of: symbol))]
    case .categories(let field, let classes):
      return classes.map { mark in
        let condition =
          mark.value.isEmpty
          ? rest(of: property(field), besides: classes.map(\.value).filter { !$0.isEmpty })
          : equal(property(field), mark.value)
        return self.rule(
          named: mark.label, filter: condition.isEmpty ? "" : filter(condition),
          symbolizers(of: mark.symbol))
      }
    case .ranges(let measure, let ranges):
      let number = number(of: measure)
      return ranges.enumerated().map { place, range in
        // A feature on a limit is drawn once, in the class that comes first, as QGIS does it.
        let before = ranges[..<place]
        let above =
          before.contains { $0.upper == range.lower }
          ? "PropertyIsGreaterThan" : "PropertyIsGreaterThanOrEqualTo"
        let below =
          before.contains { $0.lower == range.upper }
          ? "PropertyIsLessThan" : "PropertyIsLessThanOrEqualTo"
        let inside = all([
          "<ogc:\(above)>\(number)\(literal(range.lower.shortest))</ogc:\(above)>",
          "<ogc:\(below)>\(number)\(literal(range.upper.shortest))</ogc:\(below)>",
        ])
        let condition =
          range.holdsMissing
          ? "<ogc:Or>\(missing(property(measure.field)))\(inside)</ogc:Or>" : inside
        return self.rule(
          named: range.label, filter: filter(condition), symbolizers(of: range.symbol))
      }
    }
  }

  /// What no other class names, spelled out: QGIS 3.22 reads `ElseFilter` as no filter, so that rule would cover all others.
  private static func rest(of property: String, besides values: [String]) -> String {
    if values.isEmpty { return "" }
    let named = values.map { equal(property, $0) }
    let any = named.count == 1 ? named[0] : "<ogc:Or>\(named.joined())</ogc:Or>"
    // What is missing is neither equal nor unequal to anything.
    return "<ogc:Or>\(missing(property))<ogc:Not>\(any)</ogc:Not></ogc:Or>"
  }

  private static func equal(_ property: String, _ value: String) -> String {
    "<ogc:PropertyIsEqualTo>\(property)\(literal(value))</ogc:PropertyIsEqualTo>"
  }

  private static func missing(_ property: String) -> String {
    "<ogc:PropertyIsNull>\(property)</ogc:PropertyIsNull>"
  }

  private static func all(_ conditions: [String]) -> String {
    "<ogc:And>\(conditions.joined())</ogc:And>"
  }

  /// A number as an expression of Filter Encoding 1.1.
  private static func number(of measure: MapMeasure) -> String {
    var text = property(measure.field)
    if measure.factor != 1 {
      text = "<ogc:Mul>\(text)\(literal(measure.factor.shortest))</ogc:Mul>"
    }
    return measure.divisor.map { "<ogc:Div>\(text)\(property($0))</ogc:Div>" } ?? text
  }

  private static func rule(
    named name: String, filter: String, scale: String = "", _ symbolizers: String
  ) -> String {
    "<se:Rule><se:Name>\(escaped(name))</se:Name>\(filter)\(scale)\(symbolizers)</se:Rule>"
  }

  private static func rule(of label: MapLabel) -> String {
    rule(
      named: "labels", filter: "",
      scale: "<se:MaxScaleDenominator>\(label.closerThan)</se:MaxScaleDenominator>",
      "<se:TextSymbolizer><se:Label>\(property(label.field))</se:Label>"
        + "<se:Font>\(parameter("font-family", "Sans"))\(parameter("font-size", "\(label.size)"))</se:Font>"
        + "<se:Halo><se:Radius>2</se:Radius><se:Fill>\(parameter("fill", "#ffffff"))</se:Fill></se:Halo>"
        + "<se:Fill>\(parameter("fill", "#1d2226"))</se:Fill></se:TextSymbolizer>")
  }

  /// A dot in the colour of the ground.
  private static func point(_ symbol: MapSymbol) -> String {
    "<se:PointSymbolizer><se:Graphic><se:Mark><se:WellKnownName>circle</se:WellKnownName>"
      + "<se:Fill>\(parameter("fill", symbol.ground ?? symbol.border ?? "#000000"))</se:Fill>"
      + "<se:Stroke>\(parameter("stroke", "#1d2226"))</se:Stroke></se:Mark><se:Size>7</se:Size></se:Graphic></se:PointSymbolizer>"
  }

  private static func polygon(_ symbol: MapSymbol) -> String {
    var fill = ""
    if let ground = symbol.ground {
      fill =
        "<se:Fill>\(parameter("fill", ground))\(parameter("fill-opacity", symbol.opacity.shortest))</se:Fill>"
    }
    var stroke = ""
    if let border = symbol.border {
      stroke =
        "<se:Stroke>\(parameter("stroke", border))\(parameter("stroke-opacity", symbol.borderOpacity.shortest))"
        + "\(parameter("stroke-width", (symbol.borderWidth / 0.28).roundedToTwelveDigits.shortest))</se:Stroke>"
    }
    var symbolizers = "<se:PolygonSymbolizer>\(fill)\(stroke)</se:PolygonSymbolizer>"
    if symbol.hatch > 0 {
      let stroke = Palette.hatchColour(on: symbol.ground ?? Palette.none)
      let mark = ["slash", "backslash", "horline", "vertline", "cross"][symbol.hatch - 1]
      symbolizers +=
        "<se:PolygonSymbolizer><se:Fill><se:GraphicFill><se:Graphic><se:Mark><se:WellKnownName>\(mark)</se:WellKnownName>"
        + "<se:Stroke>\(parameter("stroke", stroke))\(parameter("stroke-opacity", "0.67"))</se:Stroke></se:Mark>"
        + "<se:Size>6</se:Size></se:Graphic></se:GraphicFill></se:Fill></se:PolygonSymbolizer>"
    }
    return symbolizers
  }

  private static func parameter(_ name: String, _ value: String) -> String {
    "<se:SvgParameter name=\"\(name)\">\(value)</se:SvgParameter>"
  }

  private static func property(_ field: String) -> String {
    "<ogc:PropertyName>\(escaped(field))</ogc:PropertyName>"
  }

  private static func literal(_ text: String) -> String {
    "<ogc:Literal>\(escaped(text))</ogc:Literal>"
  }

  private static func escaped(_ text: String) -> String { HTMLRenderer.escaped(text) }
}
