public import Catalog

/// What somebody who records scripts decides for all of them; it overrides what they say.
public struct RecordingOptions: Sendable {
  /// Draws the gaps between turns.
  public var seed: UInt64 = 0
  /// How speech is stored.
  public var audio = AudioCoding.flac
  /// espeak-ng voices by participant; a partner with one is synthesised.
  public var voices: [String: String] = [:]
  /// Words a minute by participant.
  public var rates: [String: Int] = [:]
  /// Values of ``AgentTiming`` and the tool time, by the names that scripts use (`tts delay`).
  public var timing: [String: Double] = [:]
  /// Title of the corpus.
  public var title: String?
  /// Licence of the corpus.
  public var licence: String?

  /// Overrides nothing.
  public init() {}

  /// Changes the scripts.
  ///
  /// - Throws: ``StudioError/option(name:reason:cure:)`` for a value out of range, and for a participant whom no
  ///   script has.
  func apply(to screenplays: inout [Screenplay]) throws(StudioError) {
    for (name, value) in timing.sorted(by: { $0.key < $1.key }) {
      let setting = AgentTiming.Setting(rawValue: name)
      guard let range = setting?.range ?? (name == "tool time" ? 0...30 : nil) else {
        throw .option(
          name: name, reason: "there is no such time",
          cure: "choose of " + AgentTiming.Setting.allCases.map(\.rawValue).joined(separator: ", "))
      }
      guard range.contains(value) else {
        throw .option(name: name, reason: "\(value) is out of range", cure: "give \(range.words)")
      }
      for index in screenplays.indices {
        if let setting {
          screenplays[index].timing.set(setting, to: value)
        } else {
          screenplays[index].toolTime = value
        }
      }
    }
    for (participant, voice) in voices.sorted(by: { $0.key < $1.key }) {
      try change(participant, of: &screenplays) { $0.name = voice }
    }
    for (participant, rate) in rates.sorted(by: { $0.key < $1.key }) {
      guard VoiceSettings.rates.contains(rate) else {
        let range = VoiceSettings.rates
        throw .option(
          name: "rate", reason: "\(participant) would speak \(rate) words a minute",
          cure: "give a whole number from \(range.lowerBound) to \(range.upperBound)")
      }
      try change(participant, of: &screenplays) { $0.rate = rate }
    }
    for screenplay in screenplays {
      guard let fault = screenplay.voiceFault else { continue }
      throw .option(name: "voice", reason: "\(screenplay.file): \(fault)", cure: "give a rate too")
    }
  }

  private func change(
    _ participant: String, of screenplays: inout [Screenplay], _ body: (inout VoiceSettings) -> Void
  ) throws(StudioError) {
    var isThere = false
    for index in screenplays.indices {
      if screenplays[index].character == participant {
        body(&screenplays[index].voice)
        isThere = true
      } else if screenplays[index].partner == participant {
        body(&screenplays[index].partnerSound)
        isThere = true
      }
    }
    guard isThere else {
      let names = Set(screenplays.flatMap { [$0.character, $0.partner] }).sorted()
      throw .option(
        name: "voice", reason: "nobody is called '\(participant)'",
        cure: "there are " + names.joined(separator: ", "))
    }
  }
}
