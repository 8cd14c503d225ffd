// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

/// Rooms of arithmetic over whole takes, meshes and samples: unoptimised, what tests ask of them takes minutes.
let arithmetic: Set<String> = [
  "Motion", "Rigging", "Characters", "Catalog", "Statistics", "Scoring", "Speech", "TrackCodec", "Looks",
  "Performer", "Rendering",
]
let optimised: [SwiftSetting] = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

func room(_ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil) -> Target {
  .target(
    name: name, dependencies: dependencies, path: path,
    swiftSettings: arithmetic.contains(name) ? optimised : settings)
}

/// A bundled strategy: a target in `Plugins/<name>`, loaded like anybody's through `dlopen`.
func plugin(_ name: String) -> Target {
  .target(
    name: "\(name)Strategy", dependencies: ["Behaviors", "StrategySDK", "StrategyABI"],
    path: "Plugins/\(name)", exclude: ["README.md", "strategy.json"], swiftSettings: settings)
}

func pluginLibrary(_ name: String) -> Product {
  .library(name: "\(name)Strategy", type: .dynamic, targets: ["\(name)Strategy"])
}

/// Unit tests of a room: `Tests/<room>Tests`, one file per source file.
func tests(_ room: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(room)Tests", dependencies: [.byName(name: room)] + dependencies, path: "Tests/\(room)Tests",
    swiftSettings: settings)
}

/// A plugin that tests load, in C: `Tests/Fixtures/Plugins/<name>`.
func fixturePlugin(_ name: String) -> Target {
  .target(name: name, dependencies: ["StrategyABI"], path: "Tests/Fixtures/Plugins/\(name)")
}

func fixtureLibrary(_ name: String) -> Product { .library(name: name, type: .dynamic, targets: [name]) }

let package = Package(
  name: "mien",
  products: [
    .executable(name: "mien", targets: ["mien"]),
    .executable(name: "mien-worker", targets: ["mien-worker"]),
    .executable(name: "mien-bench", targets: ["mien-bench"]),
    .library(name: "StrategyABI", targets: ["StrategyABI"]),
    .library(name: "StrategySDK", type: .static, targets: ["StrategySDK", "Motion", "StrategyABI"]),
    .library(name: "Behaviors", type: .static, targets: ["Behaviors"]),
    .library(name: "CAllocations", type: .dynamic, targets: ["CAllocations"]),
    pluginLibrary("Still"), pluginLibrary("Idle"), pluginLibrary("Speech"),
    pluginLibrary("CheatCopy"), pluginLibrary("CheatMean"), pluginLibrary("CheatNoise"),
    fixtureLibrary("Ledger"), fixtureLibrary("ForeignMajor"), fixtureLibrary("NoEntry"),
    fixtureLibrary("Crasher"), fixtureLibrary("Misfit"), fixtureLibrary("Rogue"),
    fixtureLibrary("CreateCrash"), fixtureLibrary("LiarParams"), fixtureLibrary("SlowLoader"),
  ],
  dependencies: [
    // Commands, options and help from one definition.
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    // SQLite with migrations, on the system's libsqlite3.
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    // YAML 1.1 on libyaml: recorded agent sessions.
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),  // SHA-256
    .systemLibrary(name: "CLapack", providers: [.apt(["liblapack-dev"])]),  // eigenvalues, Cholesky
    .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),  // line editing
    .systemLibrary(name: "CSndfile", providers: [.apt(["libsndfile1-dev"])]),  // WAV, FLAC, Ogg
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),  // stored tracks
    room("Provenance", ["CCrypto"]),
    room("Motion"),
    room("Rigging", ["Motion"]),
    room("Conversation", ["Motion"]),
    .target(name: "StrategyABI"),
    .target(name: "CWorker"),  // the walls around a worker: spawn, memory, messages, limits, sandbox
    .target(name: "CAllocations"),  // counts allocations of a process into which it is preloaded
    room("StrategyDriver", ["StrategyABI", "CWorker"]),
    room(
      "StrategyHost",
      [
        "StrategyDriver", "StrategyABI", "Motion", "Conversation", "Characters", "Provenance", "CWorker",
      ]),
    room(
      "StrategyCheck",
      ["StrategyHost", "Motion", "Conversation", "Characters", "Speech", "Provenance"]),
    room(
      "MetricHost",
      ["StrategyHost", "StrategyDriver", "Scoring", "Motion", "Conversation", "Provenance"]),
    room("Script", ["Conversation"]),
    room("Speech", ["Motion"]),
    room("Characters", ["Motion", "Rigging", "Provenance"]),
    room(
      "Formats",
      [
        "Motion", "Conversation", "Rigging", "CSndfile", "CZlib", .product(name: "Yams", package: "Yams"),
      ]),
    room(
      "Catalog",
      [
        "Motion", "Conversation", "Script", "Rigging", "Characters", "Speech", "Formats", "TrackCodec",
        "Provenance", "CZlib",
      ]),
    room("TrackCodec", ["Motion", "Rigging"]),
    .target(name: "CTrackCodec", exclude: ["wasm"]),  // the decoder alone, for engines and browsers
    room("Looks", ["Rigging", "Motion"]),
    room("Performer", ["Motion", "Conversation", "Characters"]),
    room("Rendering", ["Motion", "Rigging"]),
    room("Statistics", ["CLapack"]),
    room(
      "Scoring",
      ["Motion", "Conversation", "Rigging", "Characters", "Statistics", "Provenance"]),
    room("Runs", ["Motion", "Scoring", "Provenance"]),
    room(
      "RunStore",
      ["Runs", "Motion", "Scoring", "Provenance", "CZlib", .product(name: "GRDB", package: "GRDB.swift")]),
    room(
      "Evaluation",
      [
        "StrategyHost", "Scoring", "Runs", "Catalog", "Conversation", "Motion", "Speech",
        "Characters", "Rigging", "Provenance", "Statistics", "Performer",
      ]),
    room("Studio", ["Conversation", "Script", "Speech", "Formats", "Catalog", "Motion", "Provenance"]),
    room(
      "Reporting", ["Runs", "Scoring", "Statistics", "Motion", "Conversation", "Provenance"]),
    room(
      "Commands",
      [
        "Catalog", "Characters", "Conversation", "Evaluation", "Formats", "LiveHost", "Looks", "MetricHost",
        "Motion", "Performer", "Provenance", "Rendering", "Reporting", "Rigging", "RunStore", "Runs",
        "Scoring",
        "Script", "Speech", "Statistics", "StrategyCheck", "StrategyHost", "Studio",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    room("LiveHost", ["Motion", "Rigging", "Formats", "TrackCodec"]),
    .target(name: "CSys"),  // terminals and signals
    room("Shell", ["Commands", "CReadline", "CSys"]),
    .executableTarget(name: "mien", dependencies: ["Commands", "Shell"], swiftSettings: settings),
    .executableTarget(name: "mien-worker", dependencies: ["StrategyDriver"], swiftSettings: settings),
    .executableTarget(
      name: "mien-bench",
      dependencies: [
        "Catalog", "Conversation", "Evaluation", "Formats", "Motion", "Provenance", "RunStore", "Runs",
        "Rigging", "Scoring", "Speech", "Statistics", "StrategyABI", "StrategyHost", "StrategySDK",
        "TrackCodec",
      ], swiftSettings: settings),
    room("StrategySDK", ["StrategyABI", "Motion"]),
    room("Behaviors", ["StrategySDK", "Motion"]),
    plugin("Still"), plugin("Idle"), plugin("Speech"),
    plugin("CheatCopy"), plugin("CheatMean"), plugin("CheatNoise"),

    tests("Provenance"), tests("Motion"), tests("Rigging", ["Motion"]), tests("Conversation", ["Motion"]),
    tests("Script", ["Conversation"]), tests("Speech", ["Motion"]), tests("Statistics"),
    tests("Characters", ["Motion", "Rigging", "Provenance"]),
    tests("Formats", ["Motion", "Conversation", "Rigging", "CZlib"]),
    tests(
      "Catalog",
      ["Characters", "Motion", "Conversation", "Formats", "Rigging", "Script", "Speech", "Provenance"]),
    tests("TrackCodec", ["CTrackCodec", "Formats", "Motion", "Rigging"]),
    tests("LiveHost", ["Formats", "Motion", "Rigging", "TrackCodec"]),
    tests("Looks", ["Motion", "Rigging"]), tests("Rendering", ["Motion", "Rigging"]),
    tests("Studio", ["Catalog", "Conversation", "Script", "Speech", "Formats", "Motion"]),
    tests(
      "Scoring",
      [
        "Motion", "Conversation", "Rigging", "Characters", "Provenance", "Statistics", "Catalog", "Formats",
        "Looks",
      ]),
    tests("Reporting", ["Runs", "Scoring", "Statistics", "Motion", "Conversation", "Provenance"]),
    tests("Shell", ["Commands"]),
    tests("Commands", [.product(name: "ArgumentParser", package: "swift-argument-parser")]),
    tests("StrategySDK", ["StrategyABI", "Motion"]),
    tests("Behaviors", ["StrategySDK", "StrategyABI", "Motion", "Speech"]),
    tests("Performer", ["Catalog", "Characters", "Conversation", "Motion", "Provenance"]),
    .testTarget(
      name: "SessionTests", dependencies: ["CSys", "mien"], path: "Tests/SessionTests",
      swiftSettings: settings),
    tests("CWorker"),
    .testTarget(name: "CAllocationsTests", path: "Tests/CAllocationsTests", swiftSettings: settings),
    tests("StrategyABI", ["StrategyDriver", "StrategySDK", "Motion"]),
    tests("StrategyDriver", ["StrategyABI"]),
    tests(
      "StrategyHost",
      [
        "StrategyDriver", "StrategyABI", "Catalog", "Characters", "Speech", "Motion", "Conversation",
        "Provenance", "Scoring", "CWorker",
      ]),
    tests(
      "StrategyCheck",
      ["StrategyHost", "Motion", "Conversation", "Characters", "Speech", "Provenance"]),
    tests(
      "MetricHost",
      ["StrategyHost", "Scoring", "Motion", "Conversation", "Provenance"]),
    tests("Runs", ["Scoring", "Motion", "Provenance"]),
    tests(
      "RunStore",
      [
        "Runs", "Scoring", "Conversation", "Motion", "Provenance",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    tests(
      "Evaluation",
      ["StrategyHost", "Catalog", "Conversation", "Runs", "Scoring", "Motion", "Provenance", "Speech"]),
    fixturePlugin("Ledger"), fixturePlugin("ForeignMajor"), fixturePlugin("NoEntry"),
    fixturePlugin("Crasher"), fixturePlugin("Misfit"), fixturePlugin("Rogue"), fixturePlugin("CreateCrash"),
    fixturePlugin("LiarParams"), fixturePlugin("SlowLoader"),
    .testTarget(name: "HouseTests", path: "Tests/HouseTests", swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
