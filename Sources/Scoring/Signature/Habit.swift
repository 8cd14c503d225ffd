/// A habit that the signature table knows: one number per take.
struct Habit: Sendable {
  /// Name as on character sheets.
  let name: String
  /// Unit, `1` for a plain number.
  let unit: String
  /// Least deviation between sessions that counts: what nobody sees, or what counting alone gives.
  let floor: Double

  private init(_ name: String, _ unit: String, floor: Double) {
    self.name = name
    self.unit = unit
    self.floor = floor
  }

  /// Every habit, in order of the table: those of character sheets, then those that need the conversation.
  static let all: [Habit] = [
    Habit("blinkRate", "1/min", floor: 1), Habit("blinkDuration", "s", floor: 0.01),
    Habit("smileAsymmetry", "1", floor: 0.02), Habit("smileMean", "1", floor: 0.02),
    Habit("browRaiseRate", "1/min", floor: 1), Habit("headTilt", "deg", floor: 0.5),
    Habit("headSway", "deg", floor: 0.25), Habit("gazeOnPartner", "share", floor: 0.03),
    Habit("gazeAwayLeft", "share", floor: 0.1),
    Habit("armHandedness", "1", floor: 0.1), Habit("armStrokeRate", "1/min", floor: 2),
    Habit("idleSway", "Hz", floor: 0.1), Habit("restHandHeight", "m", floor: 0.01),
    Habit("restHandForward", "m", floor: 0.01), Habit("restHandSides", "m", floor: 0.02),
    Habit("gestureRate", "1/min", floor: 2),
  ]

  /// A habit by its name.
  static func named(_ name: String) -> Habit? { all.first { $0.name == name } }
}
