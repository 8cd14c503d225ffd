/// The fifteen mouth shapes of speech (Oculus' set) as weights of ARKit's shapes.
///
/// Each becomes a morph target of its own: the face computed for all its weights at once, which a sum of the single
/// targets only comes near to.
public enum VisemeTable {
  /// Names of the targets, in the set's order.
  public static let names = shapes.map(\.name)

  /// The weights of a viseme; empty for names that are none.
  static func weights(of name: String) -> [String: Double] {
    shapes.first { $0.name == name }?.weights ?? [:]
  }

  /// Which viseme each of VRM's mouth presets is.
  static let presets: [(preset: String, viseme: String)] = [
    ("aa", "viseme_aa"), ("ih", "viseme_I"), ("ou", "viseme_U"), ("ee", "viseme_E"), ("oh", "viseme_O"),
  ]

  private static func both(_ shape: String, _ weight: Double) -> [String: Double] {
    [shape + "Left": weight, shape + "Right": weight]
  }

  private static func lips(upper: Double = 0, lower: Double = 0, stretch: Double = 0, smile: Double = 0)
    -> [String: Double]
  {
    var out: [String: Double] = [:]
    for (shape, weight) in [
      ("mouthUpperUp", upper), ("mouthLowerDown", lower), ("mouthStretch", stretch), ("mouthSmile", smile),
    ] where weight > 0 {
      out.merge(both(shape, weight)) { $1 }
    }
    return out
  }

  private static let shapes: [(name: String, weights: [String: Double])] = [
    ("viseme_sil", [:]),
    ("viseme_PP", both("mouthPress", 0.6).merging(["mouthRollUpper": 0.35, "mouthRollLower": 0.4]) { $1 }),
    ("viseme_FF", lips(upper: 0.4).merging(["jawOpen": 0.08, "mouthRollLower": 0.75]) { $1 }),
    ("viseme_TH", lips(upper: 0.22, lower: 0.28).merging(["jawOpen": 0.18, "tongueOut": 0.4]) { $1 }),
    ("viseme_DD", lips(upper: 0.22, lower: 0.32, stretch: 0.15).merging(["jawOpen": 0.16]) { $1 }),
    ("viseme_kk", lips(upper: 0.16, lower: 0.26, stretch: 0.2).merging(["jawOpen": 0.22]) { $1 }),
    (
      "viseme_CH",
      lips(upper: 0.22, lower: 0.2).merging(["jawOpen": 0.12, "mouthFunnel": 0.55, "mouthPucker": 0.2]) { $1 }
    ),
    (
      "viseme_SS",
      lips(upper: 0.36, lower: 0.46, stretch: 0.38, smile: 0.15).merging(["jawOpen": 0.05]) { $1 }
    ),
    ("viseme_nn", lips(upper: 0.16, lower: 0.26).merging(["jawOpen": 0.14]) { $1 }),
    ("viseme_RR", ["jawOpen": 0.17, "mouthFunnel": 0.4, "mouthPucker": 0.25]),
    ("viseme_aa", lips(upper: 0.1, lower: 0.22).merging(["jawOpen": 0.65]) { $1 }),
    ("viseme_E", lips(upper: 0.28, lower: 0.36, stretch: 0.36, smile: 0.28).merging(["jawOpen": 0.3]) { $1 }),
    ("viseme_I", lips(upper: 0.22, lower: 0.32, stretch: 0.3, smile: 0.24).merging(["jawOpen": 0.18]) { $1 }),
    ("viseme_O", ["jawOpen": 0.42, "mouthFunnel": 0.6]),
    ("viseme_U", ["jawOpen": 0.16, "mouthPucker": 0.75, "mouthFunnel": 0.2]),
  ]
}
