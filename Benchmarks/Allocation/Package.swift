// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "allocation-benchmark",
  dependencies: [.package(name: "commonground", path: "../..")],
  targets: [
    .executableTarget(
      name: "AllocationBenchmark",
      dependencies: [.product(name: "Allocation", package: "commonground")])
  ],
  swiftLanguageModes: [.v6]
)
