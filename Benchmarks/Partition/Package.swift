// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "partition-benchmark",
  dependencies: [.package(name: "commonground", path: "../..")],
  targets: [
    .executableTarget(
      name: "PartitionBenchmark",
      dependencies: [.product(name: "Engine", package: "commonground")])
  ],
  swiftLanguageModes: [.v6]
)
