/// Why a recording cannot be performed.
public enum PerformerError: Error, Equatable, CustomStringConvertible {
  /// Nobody of that name takes part.
  case unknownParticipant(recording: String, participant: String)
  /// The participant speaks words, but the recording has no phones to shape lips from.
  case withoutPhones(recording: String, participant: String)
  /// The recording is empty or too long.
  case unusableLength(recording: String, seconds: Double)

  /// One line: what, where, cure.
  public var description: String {
    switch self {
    case .unknownParticipant(let recording, let participant):
      "recording '\(recording)' has no participant '\(participant)'; name one that corpus.json lists"
    case .withoutPhones(let recording, let participant):
      "recording '\(recording)' has words of '\(participant)' but no phones; align it or record it with the studio"
    case .unusableLength(let recording, let seconds):
      "recording '\(recording)' lasts \(seconds) s; a performance takes more than 0 s and at most an hour"
    }
  }
}
