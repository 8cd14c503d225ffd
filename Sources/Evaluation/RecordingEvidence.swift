public import Catalog
public import Conversation
import Motion
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

  /// Reads a recording and, where somebody needs it, analyses its audio.
  ///
  /// - Parameter withAudio: whether a strategy needs audio; measures without stressed phones always do.
  /// - Throws: `CatalogError` naming the file that cannot be read.
  public init(_ id: String, of corpus: Corpus, withAudio: Bool) throws {
    recording = try corpus.recording(id)
    happened = Happened(recording)
    var audio: [String: HeardAudio] = [:]
    for participant in recording.participants {
      let stressed = happened.phones.contains {
        $0.participant == participant.id && Phone(arpabet: $0.text)?.stress != nil
      }
      guard withAudio || (participant.role == .character && !stressed) else { continue }
      guard let wave = try corpus.audio(id, of: participant.id) else { continue }
      let samples = wave.resampledForSpeech().samples
      let features = SpeechFeatures.analyse(samples)
      audio[participant.id] = HeardAudio(
        columns: SpeechFeatures.columns, rows: features.rows, samples: samples)
    }
    self.audio = audio
  }

  /// Level of a participant's voice for measures that fall back on it.
  func envelope(of participant: String) -> SpeechEnvelope? {
    guard let heard = audio[participant], let column = heard.columns.firstIndex(of: "level") else {
      return nil
    }
    let width = heard.columns.count
    let levels = stride(from: column, to: heard.rows.count, by: width).map { heard.rows[$0] }
    return SpeechEnvelope(rate: Double(HeardAudio.rowsPerSecond), decibels: levels)
  }
}
