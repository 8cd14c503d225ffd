/// A column of the corruption table: one score, or several of which the one that moves furthest counts.
public struct CorruptionColumn: Hashable, Sendable {
  /// Key, such as `coup`.
  public let id: String
  /// Header, as short as can be.
  public let title: String
  /// Names of the scores, ids without their version.
  public let scores: [String]

  /// The scores of the column that the house measures.
  public var descriptors: [MetricDescriptor] {
    scores.compactMap { name in Metrics.descriptors.first { $0.id.hasPrefix(name + "/") } }
  }

  /// The columns, in order; those of the specification first.
  public static let all: [CorruptionColumn] = [
    CorruptionColumn(id: "fgd", title: "FGD", scores: ["fgd-lin.distance"]),
    CorruptionColumn(id: "env", title: "env", scores: ["envelope.inside"]),
    CorruptionColumn(id: "id", title: "id", scores: ["identity.top1"]),
    CorruptionColumn(id: "coup", title: "coup", scores: ["coupling.z"]),
    CorruptionColumn(id: "lip", title: "lip r0", scores: ["lip-sync.r0", "lip-sound.r0"]),
    CorruptionColumn(id: "l1", title: "L1", scores: ["amplitude.ratio"]),
    CorruptionColumn(id: "jerk", title: "jerk", scores: ["jerk.ratio"]),
    CorruptionColumn(id: "dead", title: "dead", scores: ["dead-face.share"]),
    CorruptionColumn(id: "plat", title: "plat", scores: ["plateau.share"]),
    CorruptionColumn(id: "blink", title: "blink", scores: ["blinks.deviation"]),
    CorruptionColumn(
      id: "side", title: "asym/hand", scores: ["signature.asymmetry", "signature.handedness"]),
    CorruptionColumn(id: "emotion", title: "emotion", scores: ["emotion.ccc"]),
    CorruptionColumn(id: "lag", title: "coup lag", scores: ["coupling.lag"]),
    CorruptionColumn(id: "lip-lag", title: "lip lag", scores: ["lip-sync.lag", "lip-sound.lag"]),
    CorruptionColumn(
      id: "f-gain", title: "lip F", scores: ["lip-sync.f-gain", "lip-sound.follow-gain"]),
    CorruptionColumn(id: "range", title: "range", scores: ["rig-validity.frames"]),
    CorruptionColumn(id: "gate", title: "gate", scores: ["rig-validity.gate"]),
    CorruptionColumn(id: "drift", title: "drift", scores: ["drift.residual"]),
    CorruptionColumn(id: "dist", title: "style dist", scores: ["envelope.distance"]),
    CorruptionColumn(id: "sig", title: "worst habit", scores: ["signature.worst"]),
    CorruptionColumn(id: "accuracy", title: "emo acc", scores: ["emotion.accuracy"]),
  ]

  /// The column of a key.
  public static func named(_ id: String) -> CorruptionColumn? { all.first { $0.id == id } }
}
