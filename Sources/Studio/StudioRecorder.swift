import Catalog
public import Conversation
import Motion
import Provenance
import Script
public import Speech

/// What a recorded script gives.
public struct StudioRecording: Sendable, Equatable {
  /// The conversation and its log, in order of arrival at the character's side.
  public var recording: Recording
  /// Speech audio of each synthesised participant, from session time zero to the session's end.
  public var audio: [String: Waveform]
}

/// Records scripts: speech, word and phone times from a synthesiser, and the log that an agent with a
/// language model and a streaming voice would have seen.
///
/// The same script, synthesiser and version give the same log and the same samples.
public struct StudioRecorder: Sendable {
  /// Silence before the first word and after the last, in seconds.
  static let lead = 1.0
  static let tail = 1.5
  /// How long after the partner's words an interruption begins, and how long until silence, in seconds.
  static let onset = 0.06
  static let reaction = 0.2
  private let synthesizer: any SpeechSynthesizer

  /// Makes a recorder.
  public init(synthesizer: any SpeechSynthesizer) { self.synthesizer = synthesizer }

  /// Performs a script; the seed draws the gaps between turns and the pieces in which text streams in.
  public func record(_ screenplay: Screenplay, seed: UInt64 = 0) throws(StudioError) -> StudioRecording {
    let readings = screenplay.turns.map { ScriptReading($0.text) }
    let speech = try speech(screenplay, readings)
    let rate = speech.lazy.flatMap(\.self).first?.sampleRate ?? 22_050
    var session = Session(
      screenplay, seed: Seed(seed).derive("studio", screenplay.id), clock: SampleClock(rate: rate))
    for (index, turn) in screenplay.turns.enumerated() {
      try session.place(turn, number: index, reading: readings[index], spoken: speech[index])
    }
    guard session.duration.seconds <= CorpusManifest.longestSession else {
      throw .scripts(
        reason: "\(screenplay.file) lasts \(Int(session.duration.seconds)) s",
        cure: "split it into conversations of at most \(Int(CorpusManifest.longestSession)) s")
    }
    var audio: [String: Waveform] = [:]
    let heard = [screenplay.character] + (screenplay.partnerVoice == nil ? [] : [screenplay.partner])
    for participant in heard {
      do {
        audio[participant] = try Waveform(sampleRate: rate, samples: session.audio(of: participant))
      } catch { throw .failed(tool: "the synthesiser", reason: "\(error)") }
    }
    let recording = Recording(
      id: screenplay.id,
      participants: [
        .init(id: screenplay.character, role: .character), .init(id: screenplay.partner, role: .partner),
      ], duration: session.duration, log: session.log())
    do { try recording.validate() } catch {
      preconditionFailure("the studio wrote a log that breaks the rules: \(error)")
    }
    return StudioRecording(recording: recording, audio: audio)
  }

  /// Speech of every turn of whoever has a voice, all of a voice in one go; other turns have none.
  private func speech(_ screenplay: Screenplay, _ readings: [ScriptReading]) throws(StudioError)
    -> [[SpokenStretch]]
  {
    var result = [[SpokenStretch]](repeating: [], count: readings.count)
    let voices =
      [(screenplay.character, screenplay.voice)]
      + (screenplay.partnerVoice.map { [(screenplay.partner, $0)] } ?? [])
    var rates: Set<Int> = []
    for (participant, voice) in voices {
      let turns = readings.indices.filter { screenplay.turns[$0].speaker == participant }
      let texts = turns.map { CharacterTurn.stretches(of: readings[$0]).map(\.text) }
      let answers = try synthesizer.speak(texts.flatMap(\.self), as: voice)
      guard answers.count == texts.reduce(0, { $0 + $1.count }) else {
        throw .failed(tool: "the synthesiser", reason: "it did not answer every text")
      }
      rates.formUnion(answers.map(\.sampleRate))
      var next = 0
      for (turn, texts) in zip(turns, texts) {
        for text in texts {
          result[turn].append(try SpokenStretch(answers[next], text: text))
          next += 1
        }
      }
    }
    guard rates.count <= 1 else {
      throw .failed(tool: "the synthesiser", reason: "its voices have unlike sample rates")
    }
    return result
  }
}
