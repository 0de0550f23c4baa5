// swift-tools-version: 6.2
import PackageDescription

/// Rules every Swift target of this package is compiled under.
let houseRules: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableExperimentalFeature("Lifetimes"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// A target of ours, with the rules and the modules it may import.
func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: houseRules)
}

/// A test target that mirrors a target of ours.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["TestSupport", "PlanModel"],
    swiftSettings: houseRules)
}

let package = Package(
  name: "commonground",
  products: [
    .executable(name: "commonground", targets: ["commonground"]),
    .library(name: "Allocation", targets: ["Allocation", "PlanModel"]),
    .library(name: "Engine", targets: ["PlanModel", "Layers", "Overlay"]),
    .library(name: "Participation", targets: ["PlanModel", "Reference", "Society"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"])]),
    .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
    .systemLibrary(name: "CGDAL", pkgConfig: "gdal", providers: [.apt(["libgdal-dev"])]),
    .systemLibrary(name: "CCBC", pkgConfig: "cbc", providers: [.apt(["coinor-libcbc-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CPangoCairo", pkgConfig: "pangocairo",
      providers: [.apt(["libcairo2-dev", "libpango1.0-dev"])]),
    .systemLibrary(
      name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),

    module("GEOSBinding", ["CGEOS"]),
    module("PROJBinding", ["CPROJ"]),
    module("GDALBinding", ["CGDAL"]),
    module("CBCBinding", ["CCBC"]),
    module("CryptoBinding", ["CCrypto"]),
    module("CairoBinding", ["CPangoCairo"]),
    module("XLSXBinding", ["CXLSXWriter"]),

    module("PlanModel"),
    module("Reference", ["PlanModel"], resources: [.copy("data")]),
    module("Frameworks", ["PlanModel"], resources: [.copy("data")]),
    module("PlanFile", ["PlanModel", "Frameworks", .product(name: "Yams", package: "Yams")]),
    module("Layers", ["PlanModel", "GDALBinding", "PROJBinding", "GEOSBinding", "CryptoBinding"]),
    module("Overlay", ["PlanModel", "GEOSBinding"]),
    module("Indicators", ["PlanModel", "Reference"]),
    module("Actions", ["PlanModel", "Reference"], resources: [.copy("data")]),
    module("Society", ["PlanModel", "Reference"]),
    module("Allocation", ["PlanModel", "CBCBinding"]),
    module(
      "Exports",
      [
        "PlanModel", "Frameworks", "GDALBinding", "GEOSBinding", "PROJBinding", "XLSXBinding",
        "CairoBinding",
      ],
      resources: [.copy("data")]),
    module("Towns", ["PlanModel", "Reference", "GDALBinding"], resources: [.copy("data")]),
    module(
      "Import", ["PlanModel", "Reference", "GDALBinding", "PROJBinding", "GEOSBinding"],
      resources: [.copy("data")]),
    module(
      "Planning",
      [
        "PlanModel", "PlanFile", "Reference", "Frameworks", "Layers", "Overlay", "Indicators",
        "Actions", "Society", "Allocation", "Exports", "Towns", "Import",
      ]),
    .executableTarget(
      name: "commonground",
      dependencies: [
        "PlanModel", "Planning",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: houseRules),

    .target(
      name: "TestSupport", dependencies: ["PlanModel"], path: "Tests/TestSupport",
      swiftSettings: houseRules),
    tests("PlanModelTests", []),
    tests(
      "BindingTests",
      [
        "GEOSBinding", "PROJBinding", "GDALBinding", "CryptoBinding", "XLSXBinding",
        "CairoBinding",
      ]),
    tests("FrameworksTests", ["Frameworks"]),
    tests("ReferenceTests", ["Reference"]),
    tests("PlanFileTests", ["PlanFile", "Frameworks"]),
    tests("LayersTests", ["Layers", "GDALBinding", "PROJBinding", "GEOSBinding"]),
    tests("OverlayTests", ["Overlay", "GEOSBinding", "GDALBinding", "Layers"]),
    tests("IndicatorsTests", ["Indicators", "Reference", "Frameworks"]),
    tests("ActionsTests", ["Actions", "Reference", "PlanFile"]),
    tests("SocietyTests", ["Society", "Reference"]),
    tests("AllocationTests", ["Allocation", "CBCBinding"]),
    tests("ExportsTests", ["Exports", "Frameworks", "GDALBinding", "GEOSBinding", "CairoBinding"]),
    tests("TownsTests", ["Towns", "GDALBinding"]),
    tests("ImportTests", ["Import", "GDALBinding", "GEOSBinding"]),
    tests(
      "PlanningTests",
      [
        "Planning", "PlanFile", "Actions", "Allocation", "Layers", "Overlay", "GDALBinding",
        "GEOSBinding",
      ]),
    .testTarget(name: "ArchitectureTests", swiftSettings: houseRules),
  ],
  swiftLanguageModes: [.v6]
)
