public import Motion

/// A named, versioned rule that says when each record of a log reaches the performing participant.
///
/// Part of a run's identity: runs under unlike models are not compared.
public struct ArrivalModel: Sendable {
  /// Name and version, such as `agent/1`.
  public let id: String
  /// One line for lists and help.
  public let summary: String
  /// Whether runs under it may be ranked.
  public let isRanked: Bool
  let rule: @Sendable (Recording, String) throws(ConversationError) -> ArrivalSchedule

  /// When everything in the recording arrives at `participant`.
  ///
  /// - Throws: ``ConversationError`` when the recording lacks what the rule needs, or the participant.
  public func schedule(_ recording: Recording, for participant: String) throws(ConversationError)
    -> ArrivalSchedule
  {
    guard recording.participants.contains(where: { $0.id == participant }) else {
      throw .unknownParticipant(participant, recording: recording.id)
    }
    return try rule(recording, participant)
  }

  /// Every model, the default one first.
  public static let all: [ArrivalModel] = [.agent, .known, .recorded, .oracle]

  /// The model of that id.
  public static func named(_ id: String) throws(ConversationError) -> ArrivalModel {
    guard let model = all.first(where: { $0.id == id }) else { throw .unknownModel(id) }
    return model
  }
}

/// The known view of a recording: records in the order in which they become known, and how far speech
/// audio can be read at each moment.
public struct ArrivalSchedule: Sendable, Equatable {
  /// A record and the time at which it becomes known.
  public struct Entry: Sendable, Equatable {
    /// When it becomes known.
    public var arrival: MediaTime
    /// Order among entries of one arrival.
    public var sequence: Int
    /// What becomes known.
    public var record: Record
  }

  /// How the performing side hears one participant's audio.
  public enum Hearing: Sendable, Equatable {
    /// As it sounds: at time t the audio is known up to t.
    case live
    /// In chunks: from `arrival` on, the audio is known up to `until`; what has sounded is always known.
    case chunks([(arrival: MediaTime, until: MediaTime)])

    /// How far the audio is known at a time.
    public func knownUntil(at time: MediaTime) -> MediaTime {
      switch self {
      case .live: return max(.zero, time)
      case .chunks(let chunks):
        var until = max(.zero, time)
        for chunk in chunks where chunk.arrival <= time { until = max(until, chunk.until) }
        return until
      }
    }

    /// Equal when the chunks are.
    public static func == (left: Hearing, right: Hearing) -> Bool {
      switch (left, right) {
      case (.live, .live): true
      case (.chunks(let a), .chunks(let b)):
        a.elementsEqual(b) { $0.arrival == $1.arrival && $0.until == $1.until }
      default: false
      }
    }
  }

  /// Entries ordered by arrival, then sequence.
  public let entries: [Entry]
  /// Hearing of each participant's audio, by id.
  public let hearing: [String: Hearing]

  /// Orders entries by arrival; those of one arrival stay in the order given.
  public init(_ records: [(arrival: MediaTime, record: Record)], hearing: [String: Hearing]) {
    let ordered = records.enumerated().sorted {
      ($0.element.arrival, $0.offset) < ($1.element.arrival, $1.offset)
    }
    entries = ordered.enumerated().map {
      Entry(arrival: $1.element.arrival, sequence: $0, record: $1.element.record)
    }
    self.hearing = hearing
  }
}
