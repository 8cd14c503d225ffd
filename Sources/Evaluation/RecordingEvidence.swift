public import Catalog
public import Conversation
public import Motion
import Scoring
import Speech
public import StrategyHost

/// A recording made ready once for every strategy that performs it: log, audio, what happened.
public struct RecordingEvidence: Sendable {
  /// The conversation.
  public let recording: Recording
  /// What happened in it.
  public let happened: Happened
  /// Speech of each participant that has audio.
  public let audio: [String: HeardAudio]
  /// The recorded motion of each performer that has one.
  public let performances: [String: Track]

  /// Reads a recording and analyses the audio that somebody needs: strategies what they ask for, measures
  /// the voice of a performer whose stressed vowels nobody measured.
  ///
  /// - Parameter needs: what strategies read, as in `StrategyCard.needs`.
  /// - Throws: `CatalogError` naming the file that cannot be read.
  public init(_ id: String, of corpus: Corpus, needs: Set<String> = []) throws {
    recording = try corpus.recording(id)
    let happened = Happened(recording)
    self.happened = happened
    let performers = recording.participants.filter { $0.role == .character }.map(\.id)
    measuredByVoice = Set(performers.filter { !Self.hasStressedVowels($0, in: happened) })
    var audio: [String: HeardAudio] = [:]
    for participant in recording.participants {
      let isPartnerOfSomebody = performers.contains { $0 != participant.id }
      guard
        measuredByVoice.contains(participant.id)
          || needs.contains("own-audio") && participant.role == .character
          || needs.contains("partner-audio") && isPartnerOfSomebody
      else { continue }
      guard let speech = try corpus.speech(id, of: participant.id) else { continue }
      audio[participant.id] = HeardAudio(
        columns: SpeechFeatures.columns, rows: speech.features.rows, samples: speech.samples)
    }
    self.audio = audio
    var performances: [String: Track] = [:]
    for performer in performers { performances[performer] = try corpus.performance(id, of: performer) }
    self.performances = performances
  }

  private let measuredByVoice: Set<String>

  /// Level of a participant's voice for measures that fall back on it; `nil` where they need not, whether
  /// or not a strategy had the audio read, so that a score never depends on who else is in the batch.
  func envelope(of participant: String) -> SpeechEnvelope? {
    guard measuredByVoice.contains(participant), let heard = audio[participant],
      let column = heard.columns.firstIndex(of: "level")
    else { return nil }
    let width = heard.columns.count
    func levels(_ column: Int) -> [Float] {
      stride(from: column, to: heard.rows.count, by: width).map { heard.rows[$0] }
    }
    return SpeechEnvelope(
      rate: Double(HeardAudio.rowsPerSecond), decibels: levels(column),
      vowelDecibels: heard.columns.firstIndex(of: "level700").map(levels))
  }

  /// Whether phones with measured times give the stressed syllables of a participant.
  private static func hasStressedVowels(_ participant: String, in happened: Happened) -> Bool {
    var found = false
    for phone in happened.phones where phone.participant == participant {
      if phone.isEstimated { return false }
      if !found, let known = Phone(spelling: phone.text) { found = known.symbol.isVowel && known.stress == 1 }
    }
    return found
  }
}
