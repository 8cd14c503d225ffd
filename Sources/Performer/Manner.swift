import Characters

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

  init(_ sheet: CharacterSheet) {
    style = sheet.style
    // Habits belong to the character and not to a session, so they hang on its id alone.
    var dice = Dice(seed: 0, "habits of " + sheet.id)
    strongSide = dice.sign()
    awaySide = dice.sign()
    hand = dice.chance(0.12) ? 1 : -1
    lopsided = 0.14 * style.asymmetry * scale(style.formality, 1.3, 0.4)
  }

  /// Factor on durations of emotions and head motion; never on speech.
  var slowness: Double { scale(style.tempo, 1.35, 0.75) }
  /// Strength of emotions.
  var emotion: Double { 0.8 * scale(style.energy, 0.55, 1.35) }
  /// Blinks per minute.
  var blinkRate: Double { 18 * scale(style.nervousness, 0.85, 1.5) }
  /// Smile of a face at rest.
  var restSmile: Double { 0.16 * style.warmth }
}
