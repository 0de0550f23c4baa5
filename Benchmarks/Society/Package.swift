// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "society-benchmark",
  dependencies: [.package(name: "commonground", path: "../..")],
  targets: [
    .executableTarget(
      name: "SocietyBenchmark",
      dependencies: [.product(name: "Participation", package: "commonground")])
  ],
  swiftLanguageModes: [.v6]
)
