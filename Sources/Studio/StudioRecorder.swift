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

  /// Performs a script.
  public func record(_ screenplay: Screenplay) throws(StudioError) -> StudioRecording {
    let readings = screenplay.turns.map { ScriptReading($0.text) }
    let speech = try speech(screenplay, readings)
    let rate = speech.lazy.flatMap(\.self).first?.sampleRate ?? 22_050
    var session = Session(
      screenplay, seed: Seed(0).derive("studio", screenplay.id), clock: SampleClock(rate: rate))
    for (index, turn) in screenplay.turns.enumerated() {
      try session.place(turn, number: index, reading: readings[index], spoken: speech[index])
    }
    let audio: Waveform
    do { audio = try Waveform(sampleRate: rate, samples: session.audio()) } catch {
      throw .failed(tool: "the synthesiser", reason: "\(error)")
    }
    let recording = Recording(
      id: screenplay.id,
      participants: [
        .init(id: screenplay.character, role: .character), .init(id: screenplay.partner, role: .partner),
      ], duration: session.duration, log: session.log())
    do { try recording.validate() } catch {
      preconditionFailure("the studio wrote a log that breaks the rules: \(error)")
    }
    return StudioRecording(recording: recording, audio: [screenplay.character: audio])
  }

  /// Speech of every turn of the character, all in one go; the partner's turns have none.
  private func speech(_ screenplay: Screenplay, _ readings: [ScriptReading]) throws(StudioError)
    -> [[SpokenStretch]]
  {
    var texts: [String] = []
    var counts: [Int] = []
    for (turn, reading) in zip(screenplay.turns, readings) {
      let pieces = turn.speaker == screenplay.character ? CharacterTurn.stretches(of: reading) : []
      texts += pieces.map(\.text)
      counts.append(pieces.count)
    }
    let answers = try synthesizer.speak(texts, as: screenplay.voice)
    guard answers.count == texts.count, Set(answers.map(\.sampleRate)).count <= 1 else {
      throw .failed(tool: "the synthesiser", reason: "it did not answer every text at one sample rate")
    }
    var stretches: [SpokenStretch] = []
    for (answer, text) in zip(answers, texts) { stretches.append(try SpokenStretch(answer, text: text)) }
    var result: [[SpokenStretch]] = []
    var next = 0
    for count in counts {
      result.append(Array(stretches[next..<(next + count)]))
      next += count
    }
    return result
  }
}
