// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil) -> Target {
  .target(name: name, dependencies: dependencies, path: path, swiftSettings: settings)
}

let package = Package(
  name: "mien",
  dependencies: [
    // Commands, options and help from one definition.
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    // SQLite with migrations, on the system's libsqlite3.
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
  ],
  targets: [
    .systemLibrary(name: "CCrypto", providers: [.apt(["libssl-dev"])]),  // SHA-256
    .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),  // line editing
    .systemLibrary(name: "CSndfile", providers: [.apt(["libsndfile1-dev"])]),  // WAV, FLAC, Ogg
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),  // stored tracks
    room("Provenance", ["CCrypto"]),
    room("Motion"),
    room("Rigging", ["Motion"]),
    room("Conversation", ["Motion"]),
    .target(name: "StrategyABI"),
    room("StrategyDriver", ["StrategyABI"]),
    room("StrategyHost", ["StrategyDriver", "StrategyABI", "Motion", "Conversation", "Provenance"]),
    room("Script", ["Conversation"]),
    room("Speech", ["Motion"]),
    room("Characters", ["Motion", "Rigging", "Provenance"]),
    room("Formats", ["Motion", "Conversation", "Rigging", "CSndfile", "CZlib"]),
    room(
      "Catalog",
      ["Motion", "Conversation", "Rigging", "Characters", "Speech", "Formats", "Provenance", "CZlib"]),
    room("Looks", ["Rigging", "Motion"]),
    room("Rendering", ["Motion", "Rigging"]),
    room("Statistics"),
    room("Scoring", ["Motion", "Conversation", "Rigging", "Statistics", "Provenance"]),
    room("Runs", ["Motion", "Scoring", "Provenance"]),
    room(
      "RunStore",
      ["Runs", "Motion", "Scoring", "Provenance", "CZlib", .product(name: "GRDB", package: "GRDB.swift")]),
    room(
      "Evaluation",
      [
        "StrategyHost", "Scoring", "Runs", "Catalog", "Statistics", "Conversation", "Motion", "Speech",
        "Characters", "Rigging", "Provenance",
      ]),
    .executableTarget(name: "mien-worker", dependencies: ["StrategyDriver"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
