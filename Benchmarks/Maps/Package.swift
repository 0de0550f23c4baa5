// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "maps-benchmark",
  dependencies: [.package(name: "commonground", path: "../..")],
  targets: [
    .executableTarget(
      name: "MapsBenchmark",
      dependencies: [.product(name: "Maps", package: "commonground")])
  ],
  swiftLanguageModes: [.v6]
)
