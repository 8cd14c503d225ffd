public import Characters
import Motion

extension ScoringReference {
  /// How a character's habits differ from session to session.
  public struct Signature: Hashable, Sendable, Codable {
    /// One habit over the sessions that show it.
    public struct Habit: Hashable, Sendable, Codable {
      /// Mean of the sessions.
      public var mean: Double
      /// Standard deviation between sessions (n - 1).
      public var deviation: Double
      /// Number of sessions.
      public var n: Int

      /// Makes a habit.
      public init(mean: Double, deviation: Double, n: Int) {
        self.mean = mean
        self.deviation = deviation
        self.n = n
      }

      /// Mean and deviation of values, one per session; `nil` for fewer than 3.
      init?(_ values: [Double]) {
        guard values.count >= Signature.leastSessions else { return nil }
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        self.init(mean: mean, deviation: (squares / (count - 1)).squareRoot(), n: values.count)
      }
    }

    /// Fewest sessions from which a deviation is taken.
    static let leastSessions = 3

    /// Habits by name.
    public var habits: [String: Habit]
    /// Habits by state of mind (`positive`, `neutral`, `negative`) and name.
    public var states: [String: [String: Habit]]
    /// Mean length of the sessions in seconds.
    public var seconds: Double
    /// Mean distance of any two sessions in the space of z, per habit they share.
    public var distance: Double?
    /// Habits that the character's sheet marks as those that must hold, sorted.
    public var mustHold: [String]

    /// Makes a signature.
    public init(
      habits: [String: Habit] = [:], states: [String: [String: Habit]] = [:], seconds: Double = 60,
      distance: Double? = nil, mustHold: [String] = []
    ) {
      self.habits = habits
      self.states = states
      self.seconds = seconds
      self.distance = distance
      self.mustHold = mustHold
    }
  }

  /// Takes from a sheet what sessions cannot tell: which habits must hold, and which expressions were approved.
  ///
  /// - Parameter sessions: the sessions of this reference, of which the scale of approved expressions is taken.
  public mutating func adopt(_ sheet: CharacterSheet, sessions: [TakeEvidence]) {
    signature?.mustHold = sheet.signature.filter { $0.value.mustHold == true }.keys.sorted()
    guard let approved = EmotionPrototypes.approved(sheet.expressions ?? [:]) else { return }
    let usable = sessions.filter { $0.track.frameCount > 0 && $0.firstUnusableSample == nil }
    emotion = Self.emotion(of: usable, prototypes: approved)
  }

  /// Measures the habits of sessions.
  static func signature(of sessions: [TakeEvidence]) -> Signature? {
    guard !sessions.isEmpty else { return nil }
    let measured = sessions.map { HabitMeasurement.habits(of: $0) }
    var result = Signature(
      seconds: sessions.reduce(0) { $0 + Double($1.track.frameCount) / $1.framesPerSecond }
        / Double(sessions.count))
    for habit in Scoring.Habit.all {
      result.habits[habit.name] = Signature.Habit(measured.compactMap { $0[habit.name] })
    }
    guard !result.habits.isEmpty else { return nil }
    let byState = sessions.map { StateHabits.measure($0) }
    for state in StateHabits.names {
      for habit in Scoring.Habit.all {
        if let found = Signature.Habit(byState.compactMap { $0[state]?.habits[habit.name] }) {
          result.states[state, default: [:]][habit.name] = found
        }
      }
    }
    let rows = measured.map { SignatureTable($0, result.habits, seconds: result.seconds, of: result.seconds) }
    var distances: [Double] = []
    for i in rows.indices {
      for j in rows.indices where j > i {
        if let distance = rows[i].distance(to: rows[j]) { distances.append(distance) }
      }
    }
    if !distances.isEmpty { result.distance = distances.reduce(0, +) / Double(distances.count) }
    return result
  }
}
