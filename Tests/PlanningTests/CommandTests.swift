import Foundation
import Testing

@Suite struct CommandTests {
  @Test("a plan that is decided ends with 0 and says the certificate")
  func done() throws {
    let folder = try MiniTown().write()
    let plan = try Command.run("plan", folder, "--out", folder + "out")
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(plan.output.contains("No plan that keeps the rules can"))
    #expect(plan.output.contains("Results: \(folder)out"))
  }

  @Test("a folder whose record is no record of a run is told, and no empty answer given")
  func noRecord() throws {
    let folder = try MiniTown().write()
    try Data("{}".utf8).write(to: URL(filePath: folder + "run.json"))
    let answer = try Command.run("explain", folder)
    #expect(answer.status == 1)
    #expect(answer.errors.contains("There is no readable result."))
  }

  @Test("results on a mount point or in a folder that takes none are refused before the work")
  func destination() throws {
    let folder = try MiniTown().write()
    let mount = try Command.run("plan", folder, "--out", "/proc")
    #expect(mount.status == 1 && mount.errors.contains("/proc"), "\(mount.errors)")
    let inside = try Command.run("plan", folder, "--out", "/proc/results")
    #expect(
      inside.status == 1 && inside.errors.contains("make a folder in /proc"), "\(inside.errors)")
    #expect(!inside.output.contains("Chosen:"))
  }

  @Test("a plan that is wrong ends with 1, says all on standard error and writes nothing")
  func wrong() throws {
    let folder = try MiniTown().replacing("2 MEUR", by: "2").write()
    let plan = try Command.run("plan", folder, "--out", folder + "out")
    #expect(plan.status == 1)
    #expect(plan.output.isEmpty)
    #expect(plan.errors.contains("plan.yaml:"))
    #expect(!FileManager.default.fileExists(atPath: folder + "out"))
    #expect(try Command.run("check", folder).status == 1)
  }

  @Test(
    "a command that cannot be understood ends with 2",
    arguments: [
      ["plan"], ["plan", "x", "--gap", "2"], ["plan", "x", "--workers", "0"],
      ["plan", "x", "--nonsense"],
      ["nonsense"], ["plan", "x", "--gap", "much"], ["init", "x", "--buildings", "-1"],
      ["plan", "x", "--solver", "simplex"], ["plan", ""], ["plan", "x", "--out", ""],
    ])
  func usage(arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: Command.path)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 2)
  }

  @Test("rules that no plan can meet end with 3, and the conflict is said")
  func infeasible() throws {
    let folder = try MiniTown().replacing("20 % of baseline", by: "60 % of baseline")
      .replacing("2 MEUR", by: "1 kEUR").write()
    let plan = try Command.run("plan", folder, "--out", folder + "out")
    #expect(plan.status == 3, "\(plan.errors)")
    #expect(plan.output.contains("budget"))
    #expect(FileManager.default.fileExists(atPath: folder + "out/run.json"))
  }

  @Test("a problem of three units is solved to the optimum that can be seen by hand")
  func allocation() throws {
    let folder = try MiniTown().write()
    let problem = """
      { "commongroundProblem": 1, "sense": "minimise", "units": 3,
        "options": { "unit": [0,0,1,2], "slot": [0,0,0,0], "class": [1,2,1,1], "objective": [4.0,7.5,3.0,2.0],
                     "amounts": { "co2": [1.0,2.5,0.8,0.4], "money": [4.0,7.5,3.0,2.0] } },
        "groups": { "district": [0,0,1] },
        "rows": [ { "name": "target", "amount": "co2", "sense": ">=", "rhs": 2.0 },
                  { "name": "floor", "amount": "money", "sense": ">=", "per": "district", "rhs": [1.0, 1.0] } ],
        "locks": [ { "option": 2, "in": true } ] }
      """
    try Data(problem.utf8).write(to: URL(filePath: folder + "problem.json"))
    let solved = try Command.run(
      "allocate", folder + "problem.json", "--out", folder + "plan.json")
    #expect(solved.status == 0, "\(solved.errors)")
    let data = try Data(contentsOf: URL(filePath: folder + "plan.json"))
    let plan = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(plan["status"] as? String == "optimal")
    #expect(plan["objective"] as? Double == 9.0)
    #expect(plan["chosen"] as? [Int] == [0, 2, 3])
  }

  @Test("init writes a plan that check reads, and never into a folder that holds something")
  func initialise() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "commonground-\(UUID().uuidString)").path()
    #expect(try Command.run("init", folder, "--example", "thun", "--buildings", "60").status == 0)
    #expect(try Command.run("check", folder).status == 0)
    #expect(try Command.run("init", folder, "--example", "thun").status == 1)
    #expect(try Command.run("init", folder + "-b", "--example", "atlantis").status == 1)
  }

  @Test("a missing file of districts is told, and not that the plan names no districts")
  func missingDistricts() throws {
    let folder = try MiniTown().write()
    try FileManager.default.removeItem(atPath: folder + "districts.geojson")
    let check = try Command.run("check", folder)
    #expect(check.status == 1)
    #expect(check.output.contains("There is no `districts.geojson`"))
    #expect(!check.output.lowercased().contains("names no districts"))
  }

  @Test("one row that cannot be met is said to be so, not to clash with itself")
  func impossibleRow() throws {
    let folder = try MiniTown().write()
    let problem = """
      { "commongroundProblem": 1, "sense": "minimise", "units": 1,
        "options": { "unit": [0], "objective": [1.0], "amounts": { "co2": [1.0] } },
        "rows": [ { "name": "target", "amount": "co2", "sense": ">=", "rhs": 2.0 } ] }
      """
    try Data(problem.utf8).write(to: URL(filePath: folder + "problem.json"))
    let solved = try Command.run("allocate", folder + "problem.json", "--out", folder + "p.json")
    #expect(solved.status == 3)
    #expect((solved.output + solved.errors).contains("target cannot be met"))
    let plan = try String(contentsOf: URL(filePath: folder + "p.json"), encoding: .utf8)
    #expect(plan.contains("\"lhs\": null") && plan.contains("\"relaxationIsCheapest\": true"))
  }

  @Test(
    "examples of too few buildings are refused, and the smallest can be met",
    arguments: ["ljutomer", "tartu"])
  func smallExamples(town: String) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "commonground-\(UUID().uuidString)").path()
    #expect(try Command.run("init", folder, "--example", town, "--buildings", "0").status == 2)
    #expect(try Command.run("init", folder, "--example", town, "--buildings", "50").status == 0)
    #expect(try Command.run("plan", folder).status == 0)
  }

  @Test("the schema is JSON and knows the keys of the plan file")
  func schema() throws {
    let schema = try Command.run("schema")
    #expect(schema.status == 0)
    let parsed = try #require(
      try JSONSerialization.jsonObject(with: Data(schema.output.utf8)) as? [String: Any])
    let properties = try #require(parsed["properties"] as? [String: Any])
    for key in ["name", "country", "layers", "units", "problem"] {
      #expect(properties[key] != nil, "\(key) is missing")
    }
  }

  @Test("help says what each command does and the exit codes")
  func help() throws {
    let help = try Command.run("--help")
    #expect(help.status == 0)
    #expect(help.output.contains("Exit codes"))
    for command in ["init", "check", "plan", "explain", "allocate", "zonal", "schema"] {
      #expect(try Command.run(command, "--help").status == 0)
      #expect(help.output.contains(command))
    }
  }

  @Test("a summary that cannot be written ends with 1, and a closed standard error ends nothing")
  func streams() throws {
    let folder = try MiniTown().write()
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c", #""$0" check "$1" > /dev/full; a=$?; "$0" check "$1" > /dev/null 2>&-; echo "$a $?""#,
      Command.path, folder,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(String(decoding: said, as: UTF8.self) == "1 0\n")
  }
}
