import GEOSBinding
import Overlay
import PlanModel
import TestSupport
import Testing

/// The cells of a grid against a slow twin that cuts each of them by GEOS.
@Suite struct CellTests {
  /// A round border of some corners with waves on it.
  private func wavy(
    _ x: Double, _ y: Double, radius: Double, corners: Int, clockwise: Bool = false
  ) -> [Shapes.Corner] {
    let around = (0..<corners).map { corner in
      // A parametrised circle without trigonometry, so that the corners are the same everywhere.
      let t = Double(corner) / Double(corners) * 4
      let side = Int(t)
      let u = t - Double(side)
      let reach = radius * (corner % 2 == 0 ? 1 : 0.93)
      let (a, b) = (1 - u, u)
      let length = (a * a + b * b).squareRoot()
      let unit = [(a, b), (-b, a), (-a, -b), (b, -a)][side]
      return (x: x + reach * unit.0 / length, y: y + reach * unit.1 / length)
    }
    return clockwise ? around.reversed() : around
  }

  @Test(
    "cells of a wavy district with a hole are those that GEOS cuts, one by one",
    arguments: [0.0, 4_321_000], [true, false])
  func agreesWithGEOS(origin: Double, hexagonal: Bool) throws {
    let (x, y) = (origin + 500.123, origin + 480.77)
    let district = Shapes.polygon(
      wavy(x, y, radius: 400, corners: 90),
      wavy(x + 30, y - 20, radius: 150, corners: 40, clockwise: hexagonal))
    let kind: UnitsDescription = hexagonal ? .hexagons(width: 25) : .squares(side: 25)
    let units = try planningUnits(
      kind, districts: plainLayer(Shapes.column(district)), gridSize: 0.001, workers: Workers(2))
    let context = try GEOSContext()
    let whole = try context.read(wkb: district)
    var sum = CompensatedSum()
    for unit in 0..<units.count {
      let cell = try context.read(wkb: units.geometry.row(unit))
      #expect(try cell.isValid())
      // In the district, and of its cell all that is in the district.
      #expect(try cell.difference(whole).area() < 1e-5)
      sum.add(try cell.area())
    }
    #expect(abs(sum.value - (try whole.area())) < 1e-9 * sum.value)
    #expect(Set(units.ids).count == units.count)
    // No two cells share ground: what they have in common with the next ones adds up to nothing.
    let union = try context.collection(
      of: (0..<units.count).map { try context.read(wkb: units.geometry.row($0)) }
    ).unaryUnion().area()
    #expect(abs(union - sum.value) < 1e-6)
  }

  @Test("borders along the sides and through the corners of cells give whole cells")
  func aligned() throws {
    let district = Shapes.polygon([(0, 0), (40, 0), (40, 20), (20, 40), (0, 40)])
    let units = try planningUnits(
      .squares(side: 10), districts: plainLayer(Shapes.column(district)), gridSize: 0.001,
      workers: Workers(1))
    // 14 cells lie inside; 2 are cut along their diagonal; those at the corner are only touched.
    #expect(units.count == 15)
    #expect(units.area.filter { $0 == 100 }.count == 13)
    #expect(units.area.filter { $0 == 50 }.count == 2)
    #expect(units.area.reduce(0, +) == 1400)
  }

  @Test("a district inside one cell, or in parts, is cut as it is")
  func smallParts() throws {
    let part = Shapes.rectangle(11, 11, 14, 14)
    let units = try planningUnits(
      .squares(side: 10),
      districts: plainLayer(
        Shapes.column(part, Shapes.multiPolygon([part, Shapes.rectangle(16, 12, 24, 18)]))),
      gridSize: 0.001, workers: Workers(2))
    #expect(units.ids == ["a/1-1", "b/1-1", "b/2-1"])
    #expect(units.area == [9, 33, 24])
  }

  @Test("a border in waves through one cell leaves it in two parts")
  func parts() throws {
    let district = Shapes.polygon([
      (1, -5), (3, -5), (3, 12), (7, 12), (7, -5), (9, -5), (9, 15), (1, 15),
    ])
    let units = try planningUnits(
      .squares(side: 10), districts: plainLayer(Shapes.column(district)), gridSize: 0.001,
      workers: Workers(1))
    #expect(units.ids == ["a/0--1", "a/0-0", "a/0-1"])
    #expect(units.area == [20, 40, 32])
    let context = try GEOSContext()
    for unit in 0..<3 { #expect(try context.read(wkb: units.geometry.row(unit)).isValid()) }
  }
}
