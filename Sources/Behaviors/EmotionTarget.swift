/// How an emotion looks at full strength: weights, head, gaze and timing.
public struct EmotionTarget: Sendable {
  /// Weights by ``FaceWeight``.
  public var weights: [Float]
  /// Head: pitch, yaw, roll in degrees.
  public var head: SIMD3<Float>
  /// Gaze offset: yaw left, pitch up in degrees.
  public var gaze: SIMD2<Float>
  /// Onset, shortest and longest apex, offset in seconds.
  public var timing: SIMD4<Float>
  /// Blinks against the ordinary rate.
  public var blinks: Float

  /// The target of an emotion.
  public static func of(_ kind: EmotionKind) -> EmotionTarget { table[kind] ?? none }

  private static let none = EmotionTarget("", [0, 0, 0], [0, 0], [0.3, 0.3, 0.3, 0.3], 1)

  /// Short names of weights; one with `.L` or `.R` names one side.
  private static let names: [String: [FaceWeight]] = [
    "bIU": [.browInnerUp], "bD": [.browDownLeft, .browDownRight],
    "bO": [.browOuterUpLeft, .browOuterUpRight],
    "eW": [.eyeWideLeft, .eyeWideRight], "eS": [.eyeSquintLeft, .eyeSquintRight],
    "cS": [.cheekSquintLeft, .cheekSquintRight], "bl": [.eyeBlinkLeft, .eyeBlinkRight],
    "nS": [.noseSneerLeft, .noseSneerRight], "mS": [.mouthSmileLeft, .mouthSmileRight],
    "mF": [.mouthFrownLeft, .mouthFrownRight], "mD": [.mouthDimpleLeft, .mouthDimpleRight],
    "mP": [.mouthPressLeft, .mouthPressRight], "mSt": [.mouthStretchLeft, .mouthStretchRight],
    "jO": [.jawOpen], "UU": [.mouthUpperUpLeft, .mouthUpperUpRight],
    "LD": [.mouthLowerDownLeft, .mouthLowerDownRight], "SL": [.mouthShrugLower], "ru": [.mouthRollUpper],
    "rl": [.mouthRollLower], "pu": [.mouthPucker], "fu": [.mouthFunnel], "mL": [.mouthLeft],
    "mR": [.mouthRight],
  ]

  private init(
    _ text: String, _ head: SIMD3<Float>, _ gaze: SIMD2<Float>, _ timing: SIMD4<Float>, _ blinks: Float
  ) {
    weights = Array(repeating: 0, count: FaceWeight.allCases.count)
    for pair in text.split(separator: " ") {
      let parts = pair.split(separator: "=")
      guard parts.count == 2, let value = Float(parts[1]) else { preconditionFailure("bad target \(pair)") }
      let name = parts[0].split(separator: ".")
      guard let all = Self.names[String(name[0])] else { preconditionFailure("bad name \(pair)") }
      let chosen = name.count == 1 ? all : [name[1] == "L" ? all[0] : all[1]]
      for weight in chosen { weights[weight.rawValue] = value }
    }
    self.head = head
    self.gaze = gaze
    self.timing = timing
    self.blinks = blinks
  }

  private static let table: [EmotionKind: EmotionTarget] = [
    .joy: EmotionTarget(
      "mS=.85 cS=.55 eS=.10 bO=.35 bIU=.12 jO=.34 UU=.18 mD=.10", [-4, 0, 3], [0, 0], [0.47, 0.8, 3, 1.2], 1.1
    ),
    .amusement: EmotionTarget(
      "mS.L=.82 mS.R=.62 cS=.60 eS=.26 mP=.14 bO.R=.25 bD.L=.12 nS=.06", [-2, 0, 6], [2, 0],
      [0.45, 0.8, 2.5, 1.1], 1.1),
    .laugh: EmotionTarget(
      "mS=1 cS=.45 bl=.88 jO=.56 UU=.28 bO=.35 bIU=.15", [-9, 0, 4], [0, 0], [0.4, 0.6, 1.2, 1.1], 1),
    .contentment: EmotionTarget(
      "mS=.45 cS=.32 bl=.14 bIU=.06", [1, 0, 3], [0, 0], [0.9, 2, 5, 1.8], 0.8),
    .love: EmotionTarget("mS=.55 cS=.34 bIU=.50 bl=.12", [3, 0, 8], [0, 0], [0.9, 2, 5, 1.8], 0.8),
    .pride: EmotionTarget(
      "mS=.40 cS=.10 bl=.16 bO=.30 SL=.12 mP=.15", [-8, 0, 0], [0, -3], [0.9, 2, 4, 1.6], 0.8),
    .surprise: EmotionTarget(
      "bIU=.75 bO=.80 eW=.90 jO=.38 fu=.45 mF=.22", [-4, 0, 0], [0, 0], [0.16, 0.4, 0.9, 0.5], 0.3),
    .confusion: EmotionTarget(
      "bD.L=.55 eS.L=.26 bO.R=.55 bIU=.45 mF=.35 mP=.22 mL=.25 jO=.04", [2, 0, 9], [3, 0],
      [0.3, 0.8, 1.6, 0.6], 1.3),
    .interest: EmotionTarget(
      "bIU=.28 bO=.42 eW=.30 mS=.20 jO=.05", [3, 0, 5], [0, 0], [0.32, 0.8, 2.5, 0.7], 0.7),
    .thinking: EmotionTarget(
      "bD.R=.40 bO.L=.45 eS=.20 mP=.32 mR=.55 pu=.28 mF=.15", [-4, -8, -4], [-13, 9],
      [0.4, 0.8, 2, 0.7], 0.6),
    .sadness: EmotionTarget(
      "bIU=1 mF=.75 bl=.12 SL=.40", [6, 0, 4], [0, -5], [1.1, 2, 6, 2.2], 1.2),
    .disappointment: EmotionTarget(
      "bIU=.60 bD=.10 mF=.50 mP=.38 rl=.20 bl=.12 mL=.12", [5, 6, 5], [7, -6], [0.9, 1.5, 4, 1.8], 1.1),
    .fear: EmotionTarget(
      "bIU=1 bO=.25 bD=.22 eW=1 mSt=.55 LD=.30 jO=.16 mF=.60", [-5, 4, 0], [0, 0], [0.13, 0.6, 2, 0.9], 1.2),
    .anger: EmotionTarget(
      "bD=1 eS=.42 nS=.30 mP=.50 mF=.62 SL=.30 eW=.10", [7, 0, 0], [0, 3], [0.32, 0.7, 4, 0.9], 0.5),
    .annoyance: EmotionTarget(
      "bD=.62 eS=.24 mP=.45 mF=.45 mD.L=.30 mL=.22 bl=.14", [1, 5, -4], [4, 5], [0.3, 0.5, 1, 0.6], 1.2),
    .disgust: EmotionTarget(
      "nS=1 bD=.42 UU=.30 LD=.18 mF=.62 eS=.50 cS=.35 SL=.35 bl=.08", [-5, 8, -6], [-9, -3],
      [0.32, 0.5, 1.5, 0.7], 1.3),
    .contempt: EmotionTarget(
      "mS.R=.60 mD.R=.80 mF.L=.35 mP=.32 mR=.15 bl=.26 bO.L=.60 bD.R=.35", [-6, 6, -4], [-6, -3],
      [0.35, 0.6, 1.2, 0.5], 0.7),
    .embarrassment: EmotionTarget(
      "mS=.45 mP=.50 rl=.28 bIU=.50 cS=.18 bl=.06", [9, 9, 3], [10, -7], [0.47, 1.2, 3, 0.75], 1.8),
    .relief: EmotionTarget(
      "mS=.48 cS=.26 bIU=.42 bl=.42 jO=.06 fu=.08", [2, 0, 3], [0, -1], [0.5, 1, 3, 1.2], 1),
  ]

  /// Exponent of the strength by weight: channel = target × strength^p.
  static let exponents: [Float] = FaceWeight.allCases.map { weight in
    switch weight {
    case .browDownLeft, .browDownRight, .browInnerUp, .browOuterUpLeft, .browOuterUpRight: 0.7
    case .mouthFrownLeft, .mouthFrownRight, .mouthFunnel: 0.6
    case .eyeWideLeft, .eyeWideRight, .eyeSquintLeft, .eyeSquintRight, .noseSneerLeft, .noseSneerRight: 1.1
    case .cheekSquintLeft, .cheekSquintRight, .mouthUpperUpLeft, .mouthUpperUpRight, .mouthLowerDownLeft,
      .mouthLowerDownRight, .eyeBlinkLeft, .eyeBlinkRight:
      1.2
    case .jawOpen: 1.4
    default: 0.9
    }
  }

  /// Parts of the face that begin one after the other: brow, lids, cheek, mouth, jaw.
  static let parts: [Int] = FaceWeight.allCases.map { weight in
    switch weight {
    case .browDownLeft, .browDownRight, .browInnerUp, .browOuterUpLeft, .browOuterUpRight: 0
    case .eyeWideLeft, .eyeWideRight, .eyeSquintLeft, .eyeSquintRight, .eyeBlinkLeft, .eyeBlinkRight: 1
    case .cheekSquintLeft, .cheekSquintRight, .noseSneerLeft, .noseSneerRight: 2
    case .jawOpen: 4
    default: 3
    }
  }
}
