/// Habits of a take as deviations from the character's own.
struct SignatureTable {
  /// z by habit, in the order of ``Habit/all``.
  var rows: [(habit: Habit, value: Double, z: Double)] = []

  /// z = (x - mean)/sd', where sd' is the largest of the deviation between sessions and the habit's floor, times
  /// √(1 + 1/n) because the mean itself is known from n sessions only, times √(reference length / take's length)
  /// for takes shorter than the sessions: counts and shares of a short take vary that much more.
  init(
    _ habits: [String: Double], _ reference: [String: ScoringReference.Signature.Habit], seconds: Double,
    of length: Double
  ) {
    let shortness = seconds > 0 ? max(1, (length / seconds).squareRoot()) : 1
    for habit in Habit.all {
      guard let value = habits[habit.name], let own = reference[habit.name], own.n > 0 else { continue }
      let deviation =
        max(own.deviation, habit.floor) * (1 + 1 / Double(own.n)).squareRoot() * shortness
      rows.append((habit, value, (value - own.mean) / deviation))
    }
  }

  /// The row that strays most.
  var worst: (habit: Habit, value: Double, z: Double)? { rows.max { abs($0.z) < abs($1.z) } }

  /// Root mean square of the differences of z over the habits that both have; `nil` without any.
  func distance(to other: SignatureTable) -> Double? {
    var sum = 0.0
    var count = 0
    for row in rows {
      guard let match = other.rows.first(where: { $0.habit.name == row.habit.name }) else { continue }
      sum += (row.z - match.z) * (row.z - match.z)
      count += 1
    }
    return count > 0 ? (sum / Double(count)).squareRoot() : nil
  }
}
