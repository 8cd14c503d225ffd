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
  /// Words of characters.
  public var characterWords = 0
  /// Words whose times were spread by rule.
  public var estimatedWords = 0
  /// Phones that happened.
  public var phones = 0
  /// Cues that happened.
  public var cues = 0
  /// Cues of each sort.
  public var cueCounts: [Record.Cue: Int] = [:]
  /// Cues of each emotion, those of all participants.
  public var emotionCounts: [Emotion: Int] = [:]
  /// Names of emotions in cues that the house does not know, and how often.
  public var unknownEmotions: [String: Int] = [:]
  /// Records taken back: words of interrupted turns and the like.
  public var cancelled = 0
  /// From the end of a turn to the beginning of the next one by somebody else, in seconds, in no order; below zero
  /// where they overlap.
  public var responseGaps: [Double] = []
  /// Participants with speech audio.
  public var audioFiles = 0
  /// Participants with recorded motion.
  public var performances = 0

  /// Counts nothing yet.
  public init(evidence: Evidence) { self.evidence = evidence }

  /// Share of the session in which characters speak; `nil` for an empty corpus.
  public var characterShare: Double? { minutes > 0 ? characterSpeechMinutes / minutes : nil }

  /// Words a minute of character speech; `nil` where there is none.
  public var wordsPerMinute: Double? {
    characterSpeechMinutes > 0 && characterWords > 0 ? Double(characterWords) / characterSpeechMinutes : nil
  }

  /// A quantile of the response gaps by linear interpolation between order statistics; `nil` when there are none.
  public func responseGap(quantile: Double) -> Double? {
    let sorted = responseGaps.sorted()
    guard let last = sorted.last else { return nil }
    let place = min(1, max(0, quantile)) * Double(sorted.count - 1)
    let low = Int(place)
    guard low + 1 < sorted.count else { return last }
    return sorted[low] + (sorted[low + 1] - sorted[low]) * (place - Double(low))
  }

  /// Adds one recording.
  public mutating func add(_ recording: Recording, entry: CorpusManifest.Entry) {
    let happened = Happened(recording)
    recordings += 1
    minutes += recording.duration.seconds / 60
    var characters: Set<String> = []
    for person in recording.participants {
      let spoken = happened.speech(of: person.id).reduce(0.0) { $0 + ($1.end - $1.start).seconds } / 60
      if person.role == .character {
        characterSpeechMinutes += spoken
        characters.insert(person.id)
      } else {
        partnerSpeechMinutes += spoken
      }
    }
    turns += happened.turns.count
    words += happened.words.count
    characterWords += happened.words.count { characters.contains($0.participant) }
    estimatedWords += happened.words.count { $0.isEstimated }
    phones += happened.phones.count
    cues += happened.cues.count
    for cue in happened.cues {
      guard let sort = cue.cue else { continue }
      cueCounts[sort, default: 0] += 1
      guard sort == .emotion else { continue }
      if let emotion = Emotion(label: cue.text) {
        emotionCounts[emotion, default: 0] += 1
      } else {
        unknownEmotions[cue.text, default: 0] += 1
      }
    }
    cancelled += recording.log.count { $0.operation == .cancel }
    for (before, after) in zip(happened.turns, happened.turns.dropFirst())
    where before.participant != after.participant {
      responseGaps.append((after.start - before.end).seconds)
    }
    audioFiles += entry.participants.count { $0.audio != nil }
    performances += entry.participants.count { $0.performance != nil }
  }
}
