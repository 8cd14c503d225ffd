/// What a take is of: recording, performing participant and seed, written `RECORDING/PARTICIPANT@SEED`.
///
/// Keys order records before they are reduced, so that sums are the same wherever the records were made.
public struct TakeKey: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  /// Id of the recording; takes of one recording are one conversation.
  public var recording: String
  /// Id of the performing participant.
  public var participant: String
  /// Seed of the run that the take belongs to.
  public var seed: UInt64

  /// Makes a key.
  public init(recording: String, participant: String, seed: UInt64) {
    self.recording = recording
    self.participant = participant
    self.seed = seed
  }

  /// `RECORDING/PARTICIPANT@SEED`.
  public var description: String { "\(recording)/\(participant)@\(seed)" }

  /// Orders by recording, participant (both by their UTF-8 bytes) and seed.
  public static func < (left: TakeKey, right: TakeKey) -> Bool {
    if left.recording != right.recording {
      return left.recording.utf8.lexicographicallyPrecedes(right.recording.utf8)
    }
    if left.participant != right.participant {
      return left.participant.utf8.lexicographicallyPrecedes(right.participant.utf8)
    }
    return left.seed < right.seed
  }
}
