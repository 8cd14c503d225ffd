public import StrategySDK

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a character does things, from the seven traits of its sheet (0…1, 0.5 = the ordinary).
///
/// Each factor is 1 at 0.5 and runs log-linearly to its ends.
public struct CharacterStyle: Sendable {
  /// Size of emotions.
  public let emotion: Float
  /// Jaw opening in speech.
  public let jaw: Float
  /// Probability of head accents in speech.
  public let accentRate: Float
  /// Size of head accents.
  public let accentSize: Float
  /// Size of sway.
  public let sway: Float
  /// Breaths per minute.
  public let breath: Float
  /// Probability of brow accents.
  public let browAccents: Float
  /// Smile at rest, 0…0.18.
  public let restSmile: Float
  /// Rate of listening nods.
  public let nods: Float
  /// Time on the partner when it is looked at.
  public let onPartner: Float
  /// Largest gaze aversion in degrees.
  public let aversion: Float
  /// Share of aversions that go down, beyond the ordinary.
  public let downward: Float
  /// Head bent at rest, degrees.
  public let bow: Float
  /// Probability of looking away before an own turn.
  public let turnAversion: Float
  /// Duration of head movement, blinks and emotions.
  public let duration: Float
  /// Blinks per minute against the ordinary.
  public let blinks: Float
  /// Size of fixation hops.
  public let hops: Float
  /// Difference between left and right, 0…0.2.
  public let asymmetry: Float
  /// Hand beats per minute of own speech against the ordinary.
  public let gestures: Float
  /// Share of openness in smiles.
  public let openSmile: Float

  /// Reads `style.*` and `signature.blinkRate` of a sheet; what it does not say is 0.5.
  public init(_ sheet: CharacterSheet) {
    func trait(_ name: String) -> Double { min(1, max(0, sheet.number("style." + name, fallback: 0.5))) }
    func between(_ trait: Double, _ low: Double, _ high: Double) -> Float {
      let end = trait < 0.5 ? low : high
      return Float(exp(log(end) * abs(trait - 0.5) * 2))
    }
    let energy = trait("energy")
    let warmth = trait("warmth")
    let formality = trait("formality")
    let asymmetry = trait("asymmetry")
    let tempo = trait("tempo")
    let nervous = trait("nervousness")
    let shy = trait("shyness")
    emotion = between(energy, 0.55, 1.35) * Float(formality > 0.5 ? 1 - 0.8 * (formality - 0.5) : 1)
    jaw = between(energy, 0.85, 1.15)
    accentRate = between(energy, 0.4, 1.5)
    accentSize = between(energy, 0.5, 1.6) * between(formality, 1.2, 0.6)
    sway = between(energy, 0.5, 1.6)
    breath = between(energy, 0.85, 1.2)
    browAccents = between(energy, 0.4, 1.7)
    restSmile = Float(max(0, warmth - 0.5) * 0.36)
    nods = between(warmth, 0.4, 1.8)
    onPartner = between(nervous, 1.2, 0.6) * Float(1 + 0.48 * (warmth - 0.5))
    aversion = Float(formality > 0.5 ? 14 - 14 * (formality - 0.5) : 14)
    downward = Float(max(0, shy - 0.5) * 0.8)
    bow = Float(max(0, shy - 0.5) * 10)
    turnAversion = Float(shy < 0.5 ? 0.5 + 0.4 * shy : 0.7 + 0.4 * (shy - 0.5))
    duration = between(tempo, 1.35, 0.75)
    let recorded = sheet.number("signature.blinkRate", fallback: 17) / 17
    blinks = between(nervous, 0.8, 1.7) * Float(min(3, max(0.2, recorded)))
    hops = between(nervous, 0.7, 1.5)
    self.asymmetry = Float(asymmetry * 0.2) * between(formality, 1.3, 0.4)
    gestures = between(energy, 0.4, 1.7) * between(formality, 1.2, 0.7)
    openSmile = between(formality, 1.2, 0.5) * between(shy, 1.1, 0.7)
  }
}
