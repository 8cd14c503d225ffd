import Motion

/// Whether a take shows the character's habits: a table of z, its worst row, and habits that had to hold.
public struct CharacterSignature: Metric {
  /// Makes the metric.
  public init() {}

  /// Id and version of the measurement.
  public let id = "signature/1"

  /// |z| beyond which a habit that must hold does not.
  static let holding = 3.0
  /// Shortest take in seconds.
  static let leastLength = 10.0

  /// The worst row first.
  public var descriptors: [MetricDescriptor] {
    var floors: [String: Double] = ["holding z": Self.holding, "least length s": Self.leastLength]
    for habit in Habit.all { floors["floor \(habit.name)"] = habit.floor }
    func score(
      _ name: String, _ title: String, unit: String = "sd", _ rank: MetricDescriptor.Rank,
      _ reduction: MetricDescriptor.Reduction = .mean, summary: String,
      _ whereItLies: String
    ) -> MetricDescriptor {
      MetricDescriptor(
        id: "signature.\(name)/1", title: title, unit: unit, direction: .lower, rank: rank,
        reduction: reduction, needs: [.reference], parameters: floors, summary: summary,
        whereItLies: whereItLies, source: "ours; deviations are those between held-out sessions")
    }
    return [
      score(
        "worst", "Signature worst |z|", .headline(6),
        summary:
          "Largest distance of a habit from the character's own, in deviations between its sessions. Shorter takes "
          + "than the sessions are given √(length of sessions / length) wider deviations.",
        "The worst of some fifteen habits strays by about two deviations in any good take. Blind to how a habit is "
          + "done, and to what no habit names."),
      score(
        "asymmetry", "Lean of the smile |z|", .diagnostic,
        summary:
          "Distance of (left - right)/(left + right) of the smile from the character's own, in deviations between "
          + "its sessions.",
        "A character that smiles evenly cannot be told from its mirror image; undefined without a smile."),
      score(
        "handedness", "Handedness |z|", .diagnostic,
        summary:
          "Distance of (left - right)/(left + right) of arm speed from the character's own, in deviations between "
          + "its sessions.",
        "A character that uses both arms alike has wide deviations, and its mirror image is then no stranger."
      ),
      score(
        "failures", "Must-hold failures", unit: "", .diagnostic,
        summary: "Habits marked must-hold on the character's sheet that stray by more than three deviations.",
        "Says nothing about characters whose sheets mark no habit: undefined for them."),
      score(
        "state", "Signature, worst state", .diagnostic,
        summary:
          "Largest |z| of a habit within one state of mind (positive, neutral or negative feeling by the labels), "
          + "against the character in that state; the worst state counts.",
        "States of ten seconds hold few blinks and gestures: deviations are wide and the score is dull."),
      score(
        "sessions", "Signature across sessions", unit: "", .diagnostic, .set,
        summary:
          "Mean distance of every take's table of z from that of the first take in order of key, divided by the "
          + "mean distance between the character's own sessions: 1 is as unlike as they are.",
        "Distance has no direction: takes that all miss the character in the same way are alike."),
    ]
  }

  /// Compares habits. Undefined under 10 s, without a reference signature, or when no habit can be measured.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    measured { (result: inout TakeMeasurement) throws(Undefined) in
      try take.requireUsableTrack()
      let seconds = Double(take.track.frameCount) / take.framesPerSecond
      guard seconds >= Self.leastLength else {
        throw Undefined("the take is shorter than \(Self.leastLength) s")
      }
      guard let reference = take.reference.signature, !reference.habits.isEmpty else {
        throw Undefined("the reference has no signature: fewer than 3 sessions show a habit")
      }
      let table = SignatureTable(
        HabitMeasurement.habits(of: take), reference.habits, seconds: seconds, of: reference.seconds)
      guard let worst = table.worst else { throw Undefined("the track shows no habit of the reference") }
      for row in table.rows {
        result[row.habit.name] = ScoreValue(row.value)
        result["z \(row.habit.name)"] = ScoreValue(row.z)
      }
      result["habits"] = .value(Double(table.rows.count))
      result["signature.worst/1"] = ScoreValue(abs(worst.z))
      result["signature.asymmetry/1"] = distance(of: "smileAsymmetry", in: table)
      result["signature.handedness/1"] = distance(of: "armHandedness", in: table)
      result["signature.failures/1"] = failures(table, reference, &result)
      result["signature.state/1"] = worstState(take, reference, &result)
      result["signature.sessions/1"] = .undefined(reason: "it is made of all takes of a run")
    }
  }

  private func distance(of name: String, in table: SignatureTable) -> ScoreValue {
    table.rows.first { $0.habit.name == name }.map { ScoreValue(abs($0.z)) }
      ?? .undefined(reason: "take and reference do not both show \(name)")
  }

  private func failures(
    _ table: SignatureTable, _ reference: ScoringReference.Signature, _ result: inout TakeMeasurement
  ) -> ScoreValue {
    guard !reference.mustHold.isEmpty else { return .undefined(reason: "no habit is marked must-hold") }
    var failures = 0
    var measured = 0
    for row in table.rows where reference.mustHold.contains(row.habit.name) {
      measured += 1
      guard abs(row.z) > Self.holding else { continue }
      failures += 1
      let own = reference.habits[row.habit.name]
      result.findings.append(
        TakeMeasurement.Finding(
          rule: "must hold", frame: 0, channel: row.habit.name, value: row.value, limit: own?.mean))
    }
    guard measured > 0 else { return .undefined(reason: "the track shows no habit that must hold") }
    return .value(Double(failures))
  }

  private func worstState(
    _ take: TakeEvidence, _ reference: ScoringReference.Signature, _ result: inout TakeMeasurement
  ) -> ScoreValue {
    guard !reference.states.isEmpty else { return .undefined(reason: "the reference has no labelled states") }
    let states = StateHabits.measure(take)
    var worst: Double?
    for name in StateHabits.names {
      guard let own = reference.states[name], let state = states[name],
        let row = SignatureTable(state.habits, own, seconds: state.seconds, of: state.seconds).worst
      else { continue }
      result["worst z \(name)"] = ScoreValue(row.z)
      worst = max(worst ?? 0, abs(row.z))
    }
    return worst.map { ScoreValue($0) }
      ?? .undefined(
        reason: "no state of mind lasts \(StateHabits.leastSeconds) s in the take and the reference")
  }

  /// Reduces as usual, and compares the takes with the first one.
  public func reduce(_ records: [MeasurementRecord], reference: ScoringReference) -> [Score] {
    descriptors.map { descriptor in
      guard descriptor.reduction == .set else {
        return reduced(descriptor, records.map { ($0.key, $0.measurement[descriptor.id]) })
      }
      return acrossSessions(descriptor, records, reference)
    }
  }

  private func acrossSessions(
    _ descriptor: MetricDescriptor, _ records: [MeasurementRecord], _ reference: ScoringReference
  ) -> Score {
    let tables = records.compactMap { record -> (recording: String, z: [String: Double])? in
      var z: [String: Double] = [:]
      for habit in Habit.all { z[habit.name] = record.measurement["z \(habit.name)"].number }
      return z.isEmpty ? nil : (record.key.recording, z)
    }
    var recordings: [String] = []
    for table in tables where recordings.last != table.recording { recordings.append(table.recording) }
    let value = ScoreValue { () throws(Undefined) in
      guard let own = reference.signature?.distance, own > 0 else {
        throw Undefined("the reference does not say how unlike its sessions are")
      }
      guard let first = tables.first, tables.count > 1 else {
        throw Undefined("there are fewer than 2 takes with habits")
      }
      var sum = 0.0
      var count = 0
      for table in tables.dropFirst() {
        let shared = Habit.all.compactMap { habit -> Double? in
          guard let a = first.z[habit.name], let b = table.z[habit.name] else { return nil }
          return (a - b) * (a - b)
        }
        guard !shared.isEmpty else { continue }
        sum += (shared.reduce(0, +) / Double(shared.count)).squareRoot()
        count += 1
      }
      guard count > 0 else { throw Undefined("the takes share no habit") }
      return sum / Double(count) / own
    }
    return Score(
      metric: descriptor.id, value: value, n: value.number == nil ? 0 : recordings.count,
      takes: value.number == nil ? 0 : tables.count,
      undefinedTakes: value.number == nil ? records.count : records.count - tables.count)
  }
}
