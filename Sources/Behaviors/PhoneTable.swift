/// Lip targets of a phone at normal loudness.
public struct LipTarget: Sendable {
  /// `jawOpen`.
  public var jaw: Float = 0
  /// `mouthFunnel`, `mouthPucker`.
  public var round = SIMD2<Float>(0, 0)
  /// `mouthLowerDown…`, `mouthUpperUp…`, `mouthStretch…`, `mouthSmile…`.
  public var spread = SIMD4<Float>(0, 0, 0, 0)
  /// `tongueOut`.
  public var tongue: Float = 0

  /// Makes a target.
  public init(
    jaw: Float, lower: Float = 0, upper: Float = 0, stretch: Float = 0, smile: Float = 0,
    funnel: Float = 0, pucker: Float = 0, tongue: Float = 0
  ) {
    self.jaw = jaw
    round = SIMD2(funnel, pucker)
    spread = SIMD4(lower, upper, stretch, smile)
    self.tongue = tongue
  }
}

/// What a phone asks of the lips: blended targets with the pull of jaw, rounding, spread and tongue, and the
/// constraints that override the blend.
public struct PhoneShape: Sendable {
  /// The target, or its first part.
  public var target: LipTarget
  /// The second part of a diphthong or affricate, and the share of the phone after which it begins.
  public var second: (target: LipTarget, from: Double, pull: SIMD4<Float>)?
  /// Pull 0…1 on jaw, rounding, spread and tongue.
  public var pull: SIMD4<Float>
  /// Lips shut, with `mouthPress…`, `mouthRollUpper`, `mouthRollLower` at full closure.
  public var seal: SIMD3<Float>?
  /// Lip against teeth, with `mouthRollLower` and `mouthUpperUp…` at full contact.
  public var labiodental: SIMD2<Float>?
  /// Largest jaw opening in the middle of the phone, and how strictly it holds.
  public var cap: (jaw: Float, strength: Float)?

  private init(
    _ target: LipTarget, _ jaw: Float, _ round: Float, _ spread: Float, tongue: Float = 0.5,
    second: (LipTarget, Double)? = nil, secondRound: Float? = nil, seal: SIMD3<Float>? = nil,
    labiodental: SIMD2<Float>? = nil, cap: (Float, Float)? = nil
  ) {
    self.target = target
    pull = SIMD4(jaw, round, spread, tongue)
    self.seal = seal
    self.labiodental = labiodental
    self.cap = cap.map { (jaw: $0.0, strength: $0.1) }
    if let second {
      self.second = (second.0, second.1, SIMD4(jaw, secondRound ?? round, spread, tongue))
    }
  }

  /// The shape of a phone; `nil` for silence.
  public static func of(_ symbol: PhoneCode.Symbol) -> PhoneShape? { table[Int(symbol.rawValue)] }

  /// The vowel of unstressed syllables.
  public static let reduced = PhoneShape(LipTarget(jaw: 0.18, lower: 0.08), 0.35, 0.10, 0.2)

  private static let table: [PhoneShape?] = PhoneCode.Symbol.allCases.map(make)

  private static func make(_ symbol: PhoneCode.Symbol) -> PhoneShape? {
    switch symbol {
    case .AA: PhoneShape(LipTarget(jaw: 0.50, lower: 0.15, upper: 0.05), 0.75, 0.45, 0.6)
    case .AE:
      PhoneShape(LipTarget(jaw: 0.44, lower: 0.25, upper: 0.12, stretch: 0.18, smile: 0.08), 0.75, 0.45, 0.6)
    case .AH: PhoneShape(LipTarget(jaw: 0.32, lower: 0.12, upper: 0.04), 0.75, 0.45, 0.6)
    case .AO: PhoneShape(LipTarget(jaw: 0.42, funnel: 0.32, pucker: 0.12), 0.75, 0.75, 0.6)
    case .EH:
      PhoneShape(LipTarget(jaw: 0.34, lower: 0.22, upper: 0.10, stretch: 0.18, smile: 0.06), 0.75, 0.45, 0.6)
    case .ER: PhoneShape(LipTarget(jaw: 0.20, funnel: 0.20, pucker: 0.30), 0.75, 0.75, 0.6)
    case .IH:
      PhoneShape(LipTarget(jaw: 0.20, lower: 0.20, upper: 0.09, stretch: 0.18, smile: 0.08), 0.75, 0.45, 0.6)
    case .IY:
      PhoneShape(LipTarget(jaw: 0.13, lower: 0.28, upper: 0.18, stretch: 0.30, smile: 0.22), 0.75, 0.45, 0.6)
    case .UH: PhoneShape(LipTarget(jaw: 0.20, funnel: 0.18, pucker: 0.36), 0.75, 0.75, 0.6)
    case .UW: PhoneShape(LipTarget(jaw: 0.13, funnel: 0.10, pucker: 0.74), 0.75, 0.9, 0.6)
    case .OW:
      PhoneShape(
        LipTarget(jaw: 0.34, funnel: 0.30, pucker: 0.34), 0.75, 0.75, 0.6,
        second: (LipTarget(jaw: 0.16, funnel: 0.14, pucker: 0.62), 0.45), secondRound: 0.9)
    case .AW:
      PhoneShape(
        LipTarget(jaw: 0.48, lower: 0.15, upper: 0.05, stretch: 0.05), 0.75, 0.45, 0.6,
        second: (LipTarget(jaw: 0.20, funnel: 0.14, pucker: 0.50), 0.45), secondRound: 0.9)
    case .AY:
      PhoneShape(
        LipTarget(jaw: 0.48, lower: 0.15, upper: 0.06), 0.75, 0.45, 0.6,
        second: (LipTarget(jaw: 0.18, lower: 0.22, upper: 0.12, stretch: 0.24, smile: 0.15), 0.45))
    case .EY:
      PhoneShape(
        LipTarget(jaw: 0.29, lower: 0.24, upper: 0.12, stretch: 0.22, smile: 0.12), 0.75, 0.45, 0.6,
        second: (LipTarget(jaw: 0.15, lower: 0.25, upper: 0.15, stretch: 0.28, smile: 0.18), 0.45))
    case .OY:
      PhoneShape(
        LipTarget(jaw: 0.40, funnel: 0.38, pucker: 0.18), 0.75, 0.75, 0.6,
        second: (LipTarget(jaw: 0.18, lower: 0.20, upper: 0.10, stretch: 0.20, smile: 0.12), 0.45),
        secondRound: 0.45)
    case .P: bilabial(jaw: 0.08, SIMD3(0.40, 0.22, 0.30))
    case .B: bilabial(jaw: 0.10, SIMD3(0.30, 0.18, 0.25))
    case .M: bilabial(jaw: 0.10, SIMD3(0.20, 0.15, 0.20))
    case .F: PhoneShape(LipTarget(jaw: 0.07), 0.85, 0.25, 0.7, labiodental: SIMD2(0.62, 0.28))
    case .V: PhoneShape(LipTarget(jaw: 0.08), 0.85, 0.25, 0.7, labiodental: SIMD2(0.52, 0.22))
    case .TH: dental(LipTarget(jaw: 0.15, lower: 0.18, upper: 0.08, tongue: 0.28))
    case .DH: dental(LipTarget(jaw: 0.14, lower: 0.14, upper: 0.06, tongue: 0.18))
    case .W: PhoneShape(LipTarget(jaw: 0.07, funnel: 0.04, pucker: 0.90), 0.8, 1, 0.9)
    case .R: PhoneShape(LipTarget(jaw: 0.14, funnel: 0.20, pucker: 0.36), 0.5, 0.6, 0.3)
    case .L: PhoneShape(LipTarget(jaw: 0.19, lower: 0.12, upper: 0.04), 0.35, 0.08, 0.2)
    case .Y:
      PhoneShape(LipTarget(jaw: 0.12, lower: 0.20, upper: 0.10, stretch: 0.22, smile: 0.14), 0.55, 0.25, 0.3)
    case .S: sibilant(jaw: 0.05, cap: 0.08)
    case .Z: sibilant(jaw: 0.06, cap: 0.09)
    case .SH: PhoneShape(hushing(0.06, 0.40, 0.34, 0.12, 0.10), 0.95, 0.8, 0.7, cap: (0.10, 1))
    case .ZH: PhoneShape(hushing(0.07, 0.36, 0.30, 0.10, 0.08), 0.95, 0.8, 0.7, cap: (0.11, 1))
    case .CH:
      affricate(pucker: 0.38, funnel: 0.32, stop: LipTarget(jaw: 0.11, lower: 0.12, upper: 0.05), 0.10)
    case .JH:
      affricate(pucker: 0.34, funnel: 0.28, stop: LipTarget(jaw: 0.12, lower: 0.12, upper: 0.05), 0.11)
    case .T: alveolar(LipTarget(jaw: 0.11, lower: 0.12, upper: 0.05), cap: 0.16)
    case .D: alveolar(LipTarget(jaw: 0.12, lower: 0.12, upper: 0.05), cap: 0.17)
    case .N: alveolar(LipTarget(jaw: 0.13, lower: 0.10, upper: 0.05), cap: 0.18)
    case .K: PhoneShape(LipTarget(jaw: 0.19), 0.25, 0.04, 0.06)
    case .G, .NG: PhoneShape(LipTarget(jaw: 0.18), 0.25, 0.04, 0.06)
    case .HH: PhoneShape(LipTarget(jaw: 0.20), 0.05, 0.02, 0.03)
    case .SIL: nil
    }
  }

  private static func bilabial(jaw: Float, _ seal: SIMD3<Float>) -> PhoneShape {
    PhoneShape(LipTarget(jaw: jaw), 0.6, 0.08, 0.15, tongue: 0.3, seal: seal)
  }

  private static func dental(_ target: LipTarget) -> PhoneShape {
    PhoneShape(target, 0.7, 0.12, 0.4, tongue: 1, cap: (0.17, 0.7))
  }

  private static func alveolar(_ target: LipTarget, cap: Float) -> PhoneShape {
    PhoneShape(target, 0.55, 0.06, 0.2, cap: (cap, 0.7))
  }

  private static func sibilant(jaw: Float, cap: Float) -> PhoneShape {
    PhoneShape(LipTarget(jaw: jaw, lower: 0.16, upper: 0.12, stretch: 0.20), 1, 0.12, 0.45, cap: (cap, 1))
  }

  private static func hushing(
    _ jaw: Float, _ pucker: Float, _ funnel: Float, _ upper: Float, _ lower: Float
  ) -> LipTarget {
    LipTarget(jaw: jaw, lower: lower, upper: upper, funnel: funnel, pucker: pucker)
  }

  private static func affricate(
    pucker: Float, funnel: Float, stop: LipTarget, _ cap: Float
  ) -> PhoneShape {
    PhoneShape(
      stop, 0.95, 0.8, 0.7, second: (hushing(0.06, pucker, funnel, 0.12, 0.10), 0.4), cap: (cap, 1))
  }
}
