import Characters

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A character's style turned into the numbers that planning needs, with the habits that its id settles.
struct Manner {
  let style: CharacterStyle
  /// The stronger side of the face and the favourite side of averted eyes: 1 left, −1 right.
  let strongSide: Double
  let awaySide: Double
  /// The hand that gestures: 1 left, −1 right.
  let hand: Double
  /// Relative difference of the sides of the face.
  let lopsided: Double
  /// Seconds by which beats of the body come later than most people's.
  let beatLag: Double
  /// Size of beats and nods beside most people's.
  let beatSize: Double
  let nodSize: Double
  /// Share of stretches of speech for which the hands are lifted, of these the share of both hands, and how high.
  let handiness: Double
  let bothHands: Double
  let handHeight: Double
  /// How willingly each kind of gesture is used: a small beat, a larger one, an open palm.
  let gestures: [Double]
  /// How far each forearm is lifted at rest, left and right: a share of the way to the lifted pose.
  let restLift: [Double]
  /// Pitch, yaw and roll of head and trunk at rest, in degrees.
  let headRest: SIMD3<Double>
  let trunkRest: SIMD3<Double>
  /// Frequency of the sway of head and trunk beside most people's.
  let swayPace: Double
  /// Weights of a face at rest.
  let faceRest: [(channel: String, weight: Double)]
  /// Share of the accents of the brows that lower them.
  let knitting: Double
  /// Rate and length of blinks beside most people's.
  private let blinkPace: Double
  let blinkLength: Double

  /// - Parameter seed: of the session: how the character stands and holds its face differs a little from day to day.
  init(_ sheet: CharacterSheet, seed: UInt64) {
    style = sheet.style
    // Habits belong to the character and not to a session, so they hang on its id alone.
    var dice = Dice(seed: 0, "habits of " + sheet.id)
    strongSide = dice.sign()
    awaySide = dice.sign()
    hand = dice.chance(0.12) ? 1 : -1
    lopsided = 0.3 * style.asymmetry * scale(style.formality, 1.3, 0.4)
    func factor(_ sigma: Double, _ dice: inout Dice) -> Double { dice.logNormal(median: 1, sigma: sigma) }
    beatLag = dice.between(-0.03, 0.03)
    beatSize = factor(0.12, &dice)
    nodSize = factor(0.15, &dice)
    handiness = min(0.75, dice.between(0.56, 0.68) * scale(style.energy, 0.9, 1.1))
    bothHands = dice.between(0.08, 0.3)
    handHeight = dice.between(0.9, 1.04)
    gestures = [dice.between(0.3, 0.7), dice.between(0.15, 0.45), dice.between(0.1, 0.35)]
    var day = Dice(seed: seed, "day")
    // The lopsided hold one hand a little higher as well.
    let lift = max(0.02, dice.between(0.02, 0.13) + 0.008 * day.normal())
    let higher = dice.sign() * 0.05 * style.asymmetry
    restLift = [max(0, lift + higher), max(0, lift - higher)]
    func pose(_ x: Double, _ y: Double, _ z: Double, _ share: Double) -> SIMD3<Double> {
      SIMD3(dice.between(-x, x), dice.between(-y, y), dice.between(-z, z))
        + SIMD3(day.normal(), day.normal(), day.normal()) * share
    }
    headRest = pose(2.2, 1.8, 2.6, 0.5)
    trunkRest = pose(1.4, 1.2, 0.9, 0.3)
    swayPace = factor(0.16, &dice)
    var rest: [(channel: String, weight: Double)] = []
    func weight(_ most: Double) -> Double {
      dice.between(0.1, 1) * most * day.logNormal(median: 1, sigma: 0.15)
    }
    let brows = (inner: weight(0.045), outer: weight(0.05), down: weight(0.04))
    let lids = (squint: weight(0.06), droop: weight(0.045))
    let mouth = (press: weight(0.04), dimple: weight(0.04), roll: weight(0.03))
    rest.append(("browInnerUp", brows.inner))
    rest.append(("mouthRollLower", mouth.roll))
    for side in ["Left", "Right"] {
      let own = 1 + (side == "Left" ? 1 : -1) * strongSide * lopsided
      rest.append(("browOuterUp" + side, brows.outer))
      rest.append(("browDown" + side, brows.down / own))
      rest.append(("eyeSquint" + side, lids.squint * own))
      rest.append(("eyeBlink" + side, lids.droop))
      rest.append(("mouthPress" + side, mouth.press * own))
      rest.append(("mouthDimple" + side, mouth.dimple * own))
    }
    faceRest = rest
    knitting = dice.between(0.3, 0.55)
    blinkPace = factor(0.26, &dice)
    blinkLength = factor(0.12, &dice)
  }

  /// Factor on durations of emotions and head motion; never on speech.
  var slowness: Double { scale(style.tempo, 1.35, 0.75) }
  /// Strength of emotions.
  var emotion: Double { 1.05 * scale(style.energy, 0.55, 1.35) }
  /// Blinks per minute.
  var blinkRate: Double { min(38, max(9, 18 * scale(style.nervousness, 0.7, 1.6) * blinkPace)) }
  /// Smile of a face at rest.
  var restSmile: Double { 0.085 * style.warmth }
}
