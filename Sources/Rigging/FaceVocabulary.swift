import Motion

/// A set of names by which faces are driven.
public enum FaceVocabulary: String, Hashable, Sendable, CaseIterable {
  /// The 52 shapes of ``Motion/ARKit``.
  case arkit
  /// The presets of VRM, ``ExpressionPreset``.
  case preset
  /// The 15 mouth shapes of ``Motion/Viseme``.
  case viseme

  /// Its names.
  public var names: [String] {
    switch self {
    case .arkit: ARKit.names
    case .preset: ExpressionPreset.names
    case .viseme: Viseme.names
    }
  }

  /// What it is called in reports.
  public var title: String {
    switch self {
    case .arkit: "ARKit shapes"
    case .preset: "VRM presets"
    case .viseme: "visemes"
    }
  }

  /// The vocabulary that a canonical name belongs to.
  public init?(of name: String) {
    guard let found = Self.byName[name] else { return nil }
    self = found
  }

  private static let byName: [String: FaceVocabulary] = {
    var table: [String: FaceVocabulary] = [:]
    for vocabulary in allCases {
      for name in vocabulary.names { table[name] = vocabulary }
    }
    return table
  }()
}
