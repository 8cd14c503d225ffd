import Motion

/// The rules of a log, checked entry by entry as it grows: unique announcements, revisions and cancellations of
/// things announced before, spans that do not end before they start, known participants, anchors within reason.
public struct LogRules: Sendable {
  private struct Announced {
    var kind: Record.Kind
    var participant: String
    var start: MediaTime?
    var end: MediaTime?
  }

  private let participants: Set<String>
  private var announced: [String: Announced] = [:]

  /// Starts with an empty log of these participants.
  public init(participants: some Sequence<Recording.Participant>, capacity: Int = 0) {
    self.participants = Set(participants.map(\.id))
    announced.reserveCapacity(capacity)
  }

  /// Takes the next entry.
  ///
  /// - Returns: the rule that it breaks, in words; `nil` when it keeps them all. An entry that breaks a rule leaves
  ///   no trace.
  public mutating func take(_ record: Record) -> String? {
    guard participants.contains(record.participant) else {
      return "participant '\(record.participant)' is not listed in the manifest"
    }
    var (start, end) = (record.start, record.end)
    let first = announced[record.id]
    if record.operation == .announce {
      if first != nil { return "id '\(record.id)' was announced before" }
      if record.kind == .cue, record.cue == nil { return "cue '\(record.id)' does not say which sort it is" }
    } else {
      guard let first else {
        return "\(record.operation.rawValue) of '\(record.id)', which was never announced"
      }
      guard first.kind == record.kind, first.participant == record.participant else {
        return "'\(record.id)' was announced as \(first.kind.rawValue) of \(first.participant)"
      }
      start = start ?? first.start
      end = end ?? first.end
    }
    // A cancel's end is when the thing fell silent, which may be before it would have begun.
    if record.operation == .cancel { return nil }
    if let start, let end, end < start {
      return "'\(record.id)' ends at \(end.seconds) s, before it starts at \(start.seconds) s"
    }
    announced[record.id] = Announced(
      kind: record.kind, participant: record.participant, start: start, end: end)
    return nil
  }
}
