public import Conversation
import Motion
public import Provenance

/// Counts over a corpus.
public struct CorpusStatistics: Sendable, Equatable {
  /// On what the material rests.
  public var evidence: Evidence
  /// Recordings that could be read.
  public var recordings = 0
  /// Length of the sessions in minutes.
  public var minutes = 0.0
  /// Minutes in which characters speak (voice activity where there is any, else words, else turns).
  public var characterSpeechMinutes = 0.0
  /// Minutes in which partners speak.
  public var partnerSpeechMinutes = 0.0
  /// Turns that happened.
  public var turns = 0
  /// Words that happened.
  public var words = 0
  /// Words whose times were spread by rule.
  public var estimatedWords = 0
  /// Phones that happened.
  public var phones = 0
  /// Cues that happened.
  public var cues = 0
  /// Participants with speech audio.
  public var audioFiles = 0
  /// Participants with recorded motion.
  public var performances = 0

  /// Counts nothing yet.
  public init(evidence: Evidence) { self.evidence = evidence }

  /// Adds one recording.
  public mutating func add(_ recording: Recording, entry: CorpusManifest.Entry) {
    let happened = Happened(recording)
    recordings += 1
    minutes += recording.duration.seconds / 60
    for person in recording.participants {
      let spoken = happened.speech(of: person.id).reduce(0.0) { $0 + ($1.end - $1.start).seconds } / 60
      if person.role == .character {
        characterSpeechMinutes += spoken
      } else {
        partnerSpeechMinutes += spoken
      }
    }
    turns += happened.turns.count
    words += happened.words.count
    estimatedWords += happened.words.count { $0.isEstimated }
    phones += happened.phones.count
    cues += happened.cues.count
    audioFiles += entry.participants.count { $0.audio != nil }
    performances += entry.participants.count { $0.performance != nil }
  }
}
