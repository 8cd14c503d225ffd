import Conversation
import Formats
import Foundation
import Motion
import Speech

/// What one recording is made of, before it is made.
struct ImportMaterial {
  /// Where the sound of a speaker comes from.
  enum Sound {
    /// A whole file, mixed to one channel.
    case file(URL)
    /// One channel of a file, from 0.
    case channel(URL, Int)
    /// Samples that a reader gave.
    case samples(Waveform)
  }

  /// Proposed id; made fit and unique later.
  var id: String
  /// Who says what.
  var transcript: Transcript
  /// Sound by name of the speaker.
  var sounds: [String: Sound] = [:]
  /// Recorded motion by name of the speaker.
  var performances: [String: Track] = [:]
  /// The vocabulary of its labels of emotion, where its form knows it.
  var vocabulary: EmotionVocabulary?
  /// Length of a sound on whose clock the transcript is, where that sound is nobody's voice.
  var clock: MediaTime?
  /// Whether its turns are spoken anywhere in the whole sound: then they are placed where a voice is heard.
  var isSpokenThroughout = false
  /// An agent's log, which brings its own arrivals; then the transcript is empty.
  var session: AgentSession?

  init(id: String, transcript: Transcript, sounds: [String: Sound] = [:]) {
    self.id = id
    self.transcript = transcript
    self.sounds = sounds
  }
}

/// A part of the material that is read on its own: a file, or the files of one take.
struct ImportTake {
  /// File or stem, for messages.
  var name: String
  /// Reads it; one file may hold many recordings.
  var read: () throws(CatalogError) -> [ImportMaterial]
}

extension ImportMaterial.Sound {
  /// Decodes it and adds what the decoder had to say.
  func waveform(_ id: String, _ report: inout ImportReport) throws(CatalogError) -> Waveform {
    let file: URL
    var channel: Int?
    switch self {
    case .samples(let wave): return wave
    case .file(let url): file = url
    case .channel(let url, let number):
      file = url
      channel = number
    }
    let samples: AudioSamples
    do { samples = try AudioFile.decode(path: file.path, channel: channel) } catch { throw .format(error) }
    for note in samples.notes { report.add(.read, "\(id): \(file.lastPathComponent)", note) }
    do { return try Waveform(sampleRate: samples.rate, samples: samples.samples) } catch {
      throw .malformed(file: file.path, place: "header", reason: "\(error)", cure: "resample it")
    }
  }
}
