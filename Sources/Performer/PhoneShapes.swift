import Conversation

/// What the lips do for each phone.
struct PhoneShape {
  /// Weights of channels, speech at normal loudness.
  let weights: [String: Double]
  /// How strongly the phone insists on its jaw, its rounding and its spread, 0…1. Below 0.2 the neighbours decide.
  let jaw: Double
  let round: Double
  let spread: Double

  private init(_ text: String, _ jaw: Double, _ round: Double, _ spread: Double) {
    weights = ShapeNotation.weights(text)
    self.jaw = jaw
    self.round = round
    self.spread = spread
  }

  /// One shape, or two for diphthongs (the second from 45 % of the phone on).
  static func shapes(of phone: Phone) -> [PhoneShape] {
    if phone.symbol == .AH, phone.stress == 0 { return [reduced] }
    return table[phone.symbol] ?? [reduced]
  }

  /// Jaw that a phone must not exceed, and how strictly: teeth or tongue tip need it.
  static func jawCap(of symbol: Phone.Symbol) -> (cap: Double, strength: Double)? {
    switch symbol {
    case .S, .Z: (0.085, 1)
    case .SH, .ZH, .CH, .JH: (0.105, 1)
    case .T, .D, .N: (0.17, 0.7)
    case .TH, .DH: (0.17, 0.7)
    default: nil
    }
  }

  private static let reduced = PhoneShape("jO .18 LD .08", 0.4, 0.1, 0.2)

  private static let table: [Phone.Symbol: [PhoneShape]] = [
    .AA: [PhoneShape("jO .50 LD .15 UU .05", 0.8, 0.45, 0.6)],
    .AE: [PhoneShape("jO .44 mSt .18 mS .08 LD .25 UU .12", 0.8, 0.45, 0.6)],
    .AH: [PhoneShape("jO .32 LD .12 UU .04", 0.7, 0.4, 0.5)],
    .AO: [PhoneShape("jO .42 fu .28 pu .16", 0.8, 0.75, 0.6)],
    .EH: [PhoneShape("jO .34 mSt .18 mS .06 LD .22 UU .10", 0.75, 0.45, 0.6)],
    .ER: [PhoneShape("jO .20 pu .32 fu .16", 0.75, 0.75, 0.6)],
    .IH: [PhoneShape("jO .20 mSt .18 mS .08 LD .20 UU .09", 0.7, 0.45, 0.6)],
    .IY: [PhoneShape("jO .13 mSt .30 mS .22 LD .28 UU .18", 0.75, 0.45, 0.7)],
    .UH: [PhoneShape("jO .20 pu .38 fu .14", 0.75, 0.8, 0.6)],
    .UW: [PhoneShape("jO .13 pu .74 fu .10", 0.75, 0.95, 0.6)],
    .OW: [
      PhoneShape("jO .34 pu .36 fu .26", 0.8, 0.8, 0.6), PhoneShape("jO .16 pu .62 fu .12", 0.7, 0.95, 0.6),
    ],
    .AW: [
      PhoneShape("jO .48 LD .15 UU .05 mSt .05", 0.8, 0.45, 0.6),
      PhoneShape("jO .20 pu .50 fu .12", 0.7, 0.95, 0.6),
    ],
    .AY: [
      PhoneShape("jO .48 LD .15 UU .06", 0.8, 0.45, 0.6),
      PhoneShape("jO .18 mSt .24 mS .15 LD .22 UU .12", 0.7, 0.45, 0.6),
    ],
    .EY: [
      PhoneShape("jO .29 mSt .22 mS .12 LD .24 UU .12", 0.75, 0.45, 0.6),
      PhoneShape("jO .15 mSt .28 mS .18 LD .25 UU .15", 0.7, 0.45, 0.6),
    ],
    .OY: [
      PhoneShape("jO .40 fu .34 pu .22", 0.8, 0.8, 0.6),
      PhoneShape("jO .18 mSt .20 mS .12 LD .20 UU .10", 0.7, 0.5, 0.6),
    ],
    .P: [PhoneShape("jO .08 mP .40 ru .22 rl .30", 0.6, 0.1, 0.15)],
    .B: [PhoneShape("jO .10 mP .30 ru .18 rl .25", 0.6, 0.1, 0.15)],
    .M: [PhoneShape("jO .10 mP .20 ru .15 rl .20", 0.6, 0.1, 0.15)],
    .F: [PhoneShape("jO .07 rl .62 UU .28", 0.85, 0.25, 0.7)],
    .V: [PhoneShape("jO .08 rl .52 UU .22", 0.85, 0.25, 0.7)],
    .TH: [PhoneShape("jO .15 to .24 LD .18 UU .08", 0.7, 0.12, 0.4)],
    .DH: [PhoneShape("jO .14 to .16 LD .14 UU .06", 0.7, 0.12, 0.4)],
    .W: [PhoneShape("pu .88 fu .04 jO .07", 0.8, 1, 0.9)],
    .R: [PhoneShape("pu .36 fu .18 jO .14", 0.5, 0.6, 0.3)],
    .L: [PhoneShape("jO .19 LD .12 UU .04", 0.4, 0.1, 0.2)],
    .Y: [PhoneShape("jO .12 mSt .22 mS .14 LD .20 UU .10", 0.55, 0.25, 0.3)],
    .S: [PhoneShape("jO .05 mSt .20 LD .16 UU .12", 1, 0.15, 0.45)],
    .Z: [PhoneShape("jO .06 mSt .20 LD .16 UU .12", 1, 0.15, 0.45)],
    .SH: [PhoneShape("jO .06 pu .40 fu .32 UU .12 LD .10", 0.95, 0.8, 0.7)],
    .ZH: [PhoneShape("jO .07 pu .36 fu .28 UU .10 LD .08", 0.95, 0.8, 0.7)],
    .CH: [PhoneShape("jO .06 pu .38 fu .30 UU .12 LD .10", 0.95, 0.8, 0.7)],
    .JH: [PhoneShape("jO .07 pu .34 fu .26 UU .10 LD .08", 0.95, 0.8, 0.7)],
    .T: [PhoneShape("jO .11 LD .12 UU .05", 0.55, 0.08, 0.2)],
    .D: [PhoneShape("jO .12 LD .12 UU .05", 0.55, 0.08, 0.2)],
    .N: [PhoneShape("jO .13 LD .10 UU .05", 0.55, 0.08, 0.2)],
    .K: [PhoneShape("jO .19", 0.25, 0.04, 0.06)],
    .G: [PhoneShape("jO .18", 0.25, 0.04, 0.06)],
    .NG: [PhoneShape("jO .18", 0.25, 0.04, 0.06)],
    .HH: [PhoneShape("jO .20", 0.05, 0.02, 0.03)],
  ]
}
