import Foundation

/// What each corruption must do to each column: the specification's table as it stands, and where this house's
/// scores are claimed to do something else, with the reason.
enum CorruptionClaims {
  /// Keys of the specification's columns, in its order.
  static let columns = [
    "fgd", "env", "id", "coup", "lip", "l1", "jerk", "dead", "plat", "blink", "side", "emotion",
  ]

  /// The specification's rows, cell by cell: `+` rises, `-` falls, `0` stays, blank claims nothing; `lag +` and
  /// what stands in brackets is about the score beside the column's.
  static let source: [(corruption: String, cells: String)] = [
    ("constant-pose", "+ | - | - | - | - | - | - | + | + | + |  | -"),
    ("white-noise", "+ | - | - | - | - | 0 | + | 0 |  | + |  | -"),
    ("jitter", "+ | - | - |  |  | 0 | + |  |  | 0 |  | 0"),
    ("late-100", "0 | 0 | 0 | lag + | - (lag +) | 0 |  | 0 | 0 | 0 | 0 | "),
    ("late-500", "0 | 0 | 0 | - | - | 0 |  | 0 | 0 | 0 | 0 | "),
    (CorruptionTable.otherScript, "0 | 0 | 0 | - | - | 0 | 0 | 0 | 0 | 0 | 0 | -"),
    (CorruptionTable.otherCharacter, "+ | - | - | 0 | 0 |  |  |  |  | + | + | "),
    (CorruptionTable.lookAlike, " | 0 | - | 0 | 0 | 0 | 0 | 0 | 0 |  | + | 0"),
    ("exaggerated", "+ | - | - | 0 |  | + | + |  | + if clamped | 0 |  | 0"),
    ("exaggerated-clamped", "+ | - | - | 0 |  | + | + |  | + if clamped | 0 |  | 0"),
    ("underacted", "+ | - | - | 0 |  | - | - |  | + | + | 0 | 0"),
    ("clipped", " | 0 | 0 | 0 | - |  |  | 0 | + | + | + | "),
    ("mirrored", "+ | - | - | 0 | 0 | 0 | 0 | 0 | 0 | 0 | + | 0"),
    ("fast", " | - | - | - | - | 0 | + |  | 0 | + | 0 | -"),
    ("low-pass", "+ | - | - |  | - |  | - |  | + | + | 0 | 0"),
    ("emotion-inverted", "0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | -"),
    ("frozen-face", "+ | 0 |  | 0 | - | - | - | + | + | + |  | -"),
    ("reversed", "0 | 0 | 0 | - | - | 0 | 0 | 0 | 0 |  |  | -"),
    ("stutter", " |  |  | 0 |  |  | + |  | + |  |  | 0"),
    ("smile-drift", "0 |  | 0 | 0 | 0 |  | 0 |  |  | 0 |  | residual drift +"),
    ("looped", " | 0 | 0 | - | - |  |  |  | 0 |  |  | -"),
  ]

  /// Claims on columns that the specification's table does not have.
  static let additions: [(corruption: String, column: String, claim: CorruptionTable.Claim)] = [
    ("exaggerated", "range", .rises), ("exaggerated", "gate", .falls),
    ("constant-pose", "f-gain", .falls), ("white-noise", "f-gain", .falls), ("late-500", "f-gain", .falls),
    (CorruptionTable.otherScript, "f-gain", .falls), ("mirrored", "f-gain", .stays),
    ("frozen-face", "f-gain", .falls), ("reversed", "f-gain", .falls), ("looped", "f-gain", .falls),
    ("mirrored", "lip-lag", .stays), ("mirrored", "lag", .stays),
    ("constant-pose", "dist", .rises), ("white-noise", "dist", .rises), ("jitter", "dist", .rises),
    ("late-500", "dist", .stays), (CorruptionTable.otherScript, "dist", .stays),
    (CorruptionTable.otherCharacter, "dist", .rises), ("underacted", "dist", .rises),
    ("constant-pose", "sig", .rises), ("late-500", "sig", .stays),
    (CorruptionTable.otherScript, "sig", .stays), (CorruptionTable.otherCharacter, "sig", .rises),
    ("mirrored", "sig", .rises),
    ("constant-pose", "accuracy", .falls), ("emotion-inverted", "accuracy", .falls),
    ("mirrored", "accuracy", .stays),
  ]

  /// Where a claim differs from the specification's cell, and why.
  static let departures:
    [(corruption: String, column: String, claim: CorruptionTable.Claim?, reason: String)] = [
      (
        "low-pass", "plat", nil,
        "A plateau is a sample that equals the one before it bit for bit; smoothing leaves none."
      ),
      (
        "jitter", "l1", nil,
        "The ratio sums all columns: 0.02 on every one of them is more than fingers and spine move by themselves."
      ),
      (
        "frozen-face", "env", .falls,
        "Windows count every channel: a face that stands still beside a living body is nothing that the character does."
      ),
      (
        "underacted", "env", nil,
        "The distance of a window is taken from the middle of all windows, and small motion lies near it."
      ),
      (
        "low-pass", "env", nil,
        "The distance of a window is taken from the middle of all windows, and slow motion lies near it."
      ),
      (
        "emotion-inverted", "plat", nil,
        "A weight that rests at 0 takes a constant level in the other's range, and a level counts as standing."
      ),
      (
        CorruptionTable.otherScript, "sig", nil,
        "Gestures and hands at rest are counted by the own speech: under another script hands are lifted in silence."
      ),
    ]

  /// All claims: the specification's, less the departures, and the additions.
  static let all: [CorruptionTable.Claimed] = {
    var result: [CorruptionTable.Claimed] = []
    for row in source {
      let cells = row.cells.split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      precondition(cells.count == columns.count, "row \(row.corruption) has \(cells.count) cells")
      for (column, cell) in zip(columns, cells) where !cell.isEmpty {
        for (target, claim) in reading(cell, column, row.corruption) {
          result.append(
            .init(corruption: row.corruption, column: target, claim: claim, source: cell, reason: nil))
        }
      }
    }
    for addition in additions {
      result.append(
        .init(
          corruption: addition.corruption, column: addition.column, claim: addition.claim, source: "",
          reason: nil))
    }
    for departure in departures {
      let place = result.firstIndex {
        $0.corruption == departure.corruption && $0.column == departure.column
      }
      let claimed = CorruptionTable.Claimed(
        corruption: departure.corruption, column: departure.column, claim: departure.claim,
        source: place.map { result[$0].source } ?? "", reason: departure.reason)
      if let place { result[place] = claimed } else { result.append(claimed) }
    }
    return result
  }()

  /// What a cell claims, by column.
  private static func reading(
    _ cell: String, _ column: String, _ corruption: String
  ) -> [(String, CorruptionTable.Claim)] {
    switch cell {
    case "lag +": return [("lag", .rises)]
    case "- (lag +)": return [(column, .falls), ("lip-lag", .rises)]
    case "+ if clamped": return corruption == "exaggerated-clamped" ? [(column, .rises)] : []
    case "residual drift +": return [("drift", .rises)]
    default:
      guard let claim = CorruptionTable.Claim(rawValue: cell) else {
        preconditionFailure("row \(corruption): cell '\(cell)' cannot be read")
      }
      return [(column, claim)]
    }
  }
}
