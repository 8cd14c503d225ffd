import Foundation
import Testing

/// The plan of the house as a table: which room may import which. Foundation and the system are open to all.
@Suite("Rooms import only what the plan allows")
struct ImportTableTests {
  static let values: Set<String> = [
    "Provenance", "Motion", "Conversation", "Script", "Speech", "Rigging", "Characters",
  ]
  static let shims: Set<String> = [
    "CCrypto", "CSndfile", "CZlib", "CSys", "CReadline", "CWorker", "CAllocations", "CTrackCodec", "CLapack",
  ]

  /// Rooms that exist, in the order of the plan.
  static let table: [String: Set<String>] = [
    "Provenance": ["CCrypto"],
    "Motion": [],
    "Conversation": ["Motion"],
    "Script": ["Conversation"],
    "Speech": ["Motion"],
    "Rigging": ["Motion"],
    "Characters": ["Motion", "Rigging", "Provenance"],
    "Formats": ["Motion", "Conversation", "Rigging", "CSndfile", "CZlib", "Yams", "CYaml"],
    "Catalog": values.union(["Formats", "TrackCodec", "CZlib"]),
    "Looks": ["Rigging", "Motion", "Characters"],
    "Performer": ["Motion", "Conversation", "Characters"],
    "Studio": ["Conversation", "Script", "Speech", "Formats", "Catalog", "Motion", "Provenance"],
    "StrategySDK": ["StrategyABI", "Motion"],
    "Behaviors": ["StrategySDK", "StrategyABI", "Motion"],
    "StrategyDriver": ["StrategyABI", "CWorker"],
    "mien-worker": ["StrategyDriver"],
    "StrategyHost": [
      "StrategyDriver", "StrategyABI", "Motion", "Conversation", "Speech", "Characters", "Provenance",
      "CWorker",
    ],
    "StrategyCheck": values.union(["StrategyHost"]),
    "MetricHost": ["StrategyHost", "StrategyDriver", "Scoring", "Motion", "Conversation", "Provenance"],
    "Statistics": ["CLapack"],
    "Scoring": ["Motion", "Conversation", "Speech", "Rigging", "Characters", "Statistics", "Provenance"],
    "Runs": ["Motion", "Scoring", "Provenance"],
    "Evaluation": values.union(["StrategyHost", "Scoring", "Statistics", "Runs", "Catalog", "Performer"]),
    "RunStore": ["Runs", "Motion", "Scoring", "Provenance", "GRDB", "CZlib"],
    "TrackCodec": ["Motion", "Rigging"],
    "LiveHost": values.union(["StrategyHost", "TrackCodec", "Formats", "Catalog"]),
    "Rendering": ["Motion", "Rigging"],
    "Reporting": [
      "Runs", "Scoring", "Statistics", "Rendering", "Motion", "Conversation", "Provenance",
    ],
    "Commands": values.union([
      "ArgumentParser", "Catalog", "Evaluation", "Formats", "Looks", "Performer", "Rendering", "Reporting",
      "RunStore", "Runs", "Scoring", "Statistics", "StrategyCheck", "StrategyHost", "Studio", "LiveHost",
      "MetricHost",
    ]),
    "Shell": ["Commands", "CReadline", "CSys"],
    "mien": ["Commands", "Shell"],
    "mien-bench": values.union([
      "Catalog", "Evaluation", "Runs", "RunStore", "Scoring", "Statistics", "StrategyABI", "StrategyHost",
      "StrategySDK", "Formats", "TrackCodec",
    ]),
  ]

  static let open: Set<String> = [
    "Foundation", "FoundationXML", "Glibc", "Darwin", "Dispatch", "Synchronization",
  ]

  @Test("every room of Sources stands in the table, and none is empty")
  func everyRoomIsInTheTable() throws {
    for room in try House.rooms()
    where !Self.shims.contains(room) && room != "StrategyABI" && room != "Python" && room != "Rust" {
      #expect(Self.table[room] != nil, "Sources/\(room) is not in the plan")
      #expect(try !House.swiftFiles(in: "Sources/\(room)").isEmpty, "Sources/\(room) is empty")
    }
    for room in Self.table.keys {
      #expect(try House.rooms().contains(room), "the plan has \(room), Sources has not")
    }
  }

  @Test("imports follow the table", arguments: table.keys.sorted())
  func importsFollowTheTable(room: String) throws {
    let allowed = (Self.table[room] ?? []).union(Self.open)
    for file in try House.swiftFiles(in: "Sources/\(room)") {
      for module in try House.imports(of: file) {
        #expect(allowed.contains(module), "\(file) imports \(module), which \(room) may not")
      }
    }
  }

  @Test("plugins see the public contract only")
  func pluginsSeeTheContractOnly() throws {
    for file in try House.swiftFiles(in: "Plugins") {
      for module in try House.imports(of: file) {
        #expect(
          ["Behaviors", "StrategySDK", "StrategyABI", "Motion"].contains(module)
            || Self.open.contains(module),
          "\(file) imports \(module)")
      }
    }
  }

  @Test("the performer shares no code with strategies")
  func performerIsApart() throws {
    let shared: Set<String> = ["Behaviors", "StrategySDK", "StrategyABI", "StrategyHost", "StrategyDriver"]
    for file in try House.swiftFiles(in: "Sources/Performer") {
      #expect(try shared.isDisjoint(with: House.imports(of: file)), "\(file)")
    }
  }

  @Test("only the mien executable may link readline")
  func onlyTheShellUsesReadline() throws {
    for room in try House.rooms() where room != "Shell" && room != "CReadline" {
      for file in try House.swiftFiles(in: "Sources/\(room)") {
        #expect(try !House.imports(of: file).contains("CReadline"), "\(file) imports readline")
      }
    }
  }
}
