import Conversation

/// What an emotion does to face, head and gaze at full strength, and how fast.
struct EmotionShape {
  let weights: [String: Double]
  /// Pitch, yaw and roll of the head in degrees.
  let head: SIMD3<Double>
  /// Yaw and pitch of the gaze in degrees; `nil` keeps to the partner.
  let gaze: SIMD2<Double>?
  /// Factor on the blink rate.
  let blinks: Double
  /// Seconds of rise, stay and fall.
  let onset: Double
  let apex: Double
  let offset: Double
  /// −1, 0 or 1.
  let valence: Double

  private init(
    _ text: String, head: SIMD3<Double> = .zero, gaze: SIMD2<Double>? = nil, blinks: Double = 1,
    _ onset: Double, _ apex: Double, _ offset: Double, valence: Double
  ) {
    weights = ShapeNotation.weights(text)
    self.head = head
    self.gaze = gaze
    self.blinks = blinks
    self.onset = onset
    self.apex = apex
    self.offset = offset
    self.valence = valence
  }

  /// The shape of an emotion; `nil` for neutral.
  static func shape(of emotion: Emotion) -> EmotionShape? { table[emotion] }

  /// Smaller feelings live in the brows first and in the jaw last: exponent of the strength by channel.
  static func exponent(of channel: String) -> Double {
    if channel.hasPrefix("brow") { return 0.7 }
    if channel.hasPrefix("mouthFrown") || channel == "mouthFunnel" { return 0.65 }
    if channel == "jawOpen" { return 1.4 }
    if channel.hasPrefix("eye") || channel.hasPrefix("nose") { return 1.1 }
    return channel.hasPrefix("mouthUpper") || channel.hasPrefix("mouthLower") || channel.hasPrefix("cheek")
      ? 1.2 : 0.9
  }

  private static let table: [Emotion: EmotionShape] = [
    .joy: EmotionShape(
      "mS .85 cS .55 eS .10 bO .35 bIU .12 jO .34 UU .18 mD .10", head: SIMD3(-4, 0, 3), blinks: 1.1, 0.46,
      2.2, 1.3,
      valence: 1),
    .amusement: EmotionShape(
      "mS .74 cS .60 eS .22 mP .12 bO.R .25 bD.L .10", head: SIMD3(-2, 0, 6), blinks: 1.1, 0.45, 2,
      1.2,
      valence: 1),
    .contentment: EmotionShape(
      "mS .45 cS .32 bl .10 bIU .06", head: SIMD3(1, 0, 3), blinks: 0.85, 0.9, 4, 1.8, valence: 1),
    .love: EmotionShape(
      "mS .55 cS .34 bIU .50 bl .10", head: SIMD3(3, 0, 8), blinks: 0.85, 0.9, 4, 1.8, valence: 1),
    .pride: EmotionShape(
      "mS .40 cS .10 bl .12 bO .30 SL .12 mP .15", head: SIMD3(-7, 0, 0), blinks: 0.85, 0.8, 3, 1.6,
      valence: 1),
    .surprise: EmotionShape(
      "bIU .75 bO .80 eW .85 jO .36 fu .32 mF .16", head: SIMD3(-4, 0, 0), blinks: 0.7, 0.17, 0.7, 0.5,
      valence: 0),
    .confusion: EmotionShape(
      "bD.L .55 eS.L .26 bO.R .55 bIU .45 mF .35 mP .22 mL .25", head: SIMD3(2, 0, 9), blinks: 1.2, 0.35, 1.2,
      0.7,
      valence: 0),
    .interest: EmotionShape(
      "bIU .28 bO .42 eW .28 mS .20 jO .05", head: SIMD3(3, 0, 5), blinks: 0.8, 0.35, 2, 0.8, valence: 1),
    .thinking: EmotionShape(
      "bD.R .40 bO.L .45 eS .20 mP .32 mR .45 pu .26 mF .12", head: SIMD3(-4, -7, -4), gaze: SIMD2(-13, 9),
      blinks: 0.7, 0.4, 1.8, 0.7, valence: 0),
    .sadness: EmotionShape(
      "bIU 1 mF .75 bl .10 SL .40", head: SIMD3(6, 0, 4), gaze: SIMD2(0, -5), blinks: 1.1, 1, 4, 2.2,
      valence: -1),
    .disappointment: EmotionShape(
      "bIU .60 bD .10 mF .50 mP .38 rl .20 bl .10 mL .12", head: SIMD3(5, 5, 5), gaze: SIMD2(7, -6), 0.9, 3,
      2,
      valence: -1),
    .fear: EmotionShape(
      "bIU 1 bO .25 bD .22 eW .9 mSt .5 LD .26 jO .16 mF .5", head: SIMD3(-5, 4, 0), blinks: 1.4, 0.14, 1.4,
      0.9,
      valence: -1),
    .anger: EmotionShape(
      "bD 1 eS .42 nS .30 mP .50 mF .62 SL .30", head: SIMD3(6, 0, 0), blinks: 0.6, 0.32, 2, 0.9, valence: -1),
    .annoyance: EmotionShape(
      "bD .62 eS .24 mP .45 mF .45 mD.L .30 mL .22 bl .10", head: SIMD3(1, 5, -4), blinks: 1.1, 0.3, 1, 0.6,
      valence: -1),
    .disgust: EmotionShape(
      "nS .9 bD .42 UU .28 LD .16 mF .6 eS .46 cS .3 SL .35", head: SIMD3(-4, 8, -6), gaze: SIMD2(-9, -3),
      blinks: 1.2, 0.32, 1, 0.7, valence: -1),
    .contempt: EmotionShape(
      "mS.L .12 mD.L .80 mF.R .30 mP .32 mL .15 bl .2 bO.L .60 bD.R .35", head: SIMD3(-5, 6, -4), blinks: 0.8,
      0.35,
      0.8, 0.5, valence: -1),
    .embarrassment: EmotionShape(
      "mS .45 mP .50 rl .28 bIU .50 cS .18 bl .06", head: SIMD3(8, 8, 3), gaze: SIMD2(10, -7), blinks: 1.5,
      0.45,
      1.8, 0.8, valence: 0),
    .relief: EmotionShape(
      "mS .48 cS .26 bIU .42 bl .34 jO .06 fu .08", head: SIMD3(2, 0, 3), 0.6, 1.8, 1.2, valence: 1),
  ]
}
