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
  targets: [
    room("Provenance"),
    room("Motion"),
    room("Rigging", ["Motion"]),
    room("Conversation", ["Motion"]),
  ],
  swiftLanguageModes: [.v6]
)
