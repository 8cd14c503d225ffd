public import Motion

/// One conversation: participants and the log of what happened, in order of arrival.
public struct Recording: Sendable, Equatable {
  /// Somebody who takes part.
  public struct Participant: Hashable, Sendable {
    /// What a participant is to the workbench.
    public enum Role: String, Hashable, Sendable, CaseIterable {
      /// The one whose behavior strategies make.
      case character
      /// The other side.
      case partner
    }
    /// Id, unique in the recording.
    public var id: String
    /// What they are.
    public var role: Role
    /// Makes a participant.
    public init(id: String, role: Role) {
      self.id = id
      self.role = role
    }
  }

  /// Id, unique in the corpus.
  public var id: String
  /// Everyone who takes part.
  public var participants: [Participant]
  /// Length of the session; takes cover it whole.
  public var duration: MediaTime
  /// The log. Position in it is the sequence number that orders records of one arrival.
  public var log: [Record]

  /// Makes a recording.
  public init(id: String, participants: [Participant], duration: MediaTime, log: [Record]) {
    self.id = id
    self.participants = participants
    self.duration = duration
    self.log = log
  }

  /// Checks the log's own rules: unique announcements, revisions and cancellations of things announced
  /// before, spans that do not end before they start, known participants.
  ///
  /// - Throws: ``ConversationError/invalid(entry:reason:)`` with the number of the first faulty entry.
  public func validate() throws(ConversationError) {
    var rules = LogRules(participants: participants, capacity: log.count)
    for (entry, record) in log.enumerated() {
      if let reason = rules.take(record) { throw .invalid(entry: entry, reason: reason) }
    }
  }
}

extension Record {
  /// This record with every field replaced that a revision sets.
  public func revised(by revision: Record) -> Record {
    var result = self
    if let start = revision.start { result.start = start }
    if let end = revision.end { result.end = end }
    if let anchor = revision.anchor { result.anchor = anchor }
    if let text = revision.text { result.text = text }
    if let value = revision.value { result.value = value }
    if let cue = revision.cue { result.cue = cue }
    result.isEstimated = revision.isEstimated
    return result
  }
}
