public import Catalog
import Motion

extension StudioSession {
  /// What recordings of scripts with the usual settings rest on, stored as FLAC.
  public static var assumptions: [String] {
    assumptions(of: [Screenplay(id: "usual", turns: [])], stored: .flac)
  }

  /// What recordings of these scripts rest on, with the values that each was recorded with. Where scripts
  /// differ, their ids stand before what is theirs.
  public static func assumptions(of screenplays: [Screenplay], stored coding: AudioCoding) -> [String] {
    let parts: [(Screenplay) -> String] = [
      { _ in speech }, text, { _ in cues }, { interruptions($0, coding) }, partner, gaps,
    ]
    let texts = parts.flatMap { part in
      var groups: [(text: String, ids: [String])] = []
      for screenplay in screenplays {
        let text = part(screenplay)
        if let index = groups.firstIndex(where: { $0.text == text }) {
          groups[index].ids.append(screenplay.id)
        } else {
          groups.append((text, [screenplay.id]))
        }
      }
      guard groups.count > 1 else { return groups.map(\.text) }
      return groups.map { "In \($0.ids.joined(separator: ", ")): \($0.text)" }
    }
    return texts + voices(of: screenplays)
  }

  /// One sentence with the voice of every partner who has one.
  private static func voices(of screenplays: [Screenplay]) -> [String] {
    let voices = screenplays.compactMap { screenplay in
      screenplay.partnerVoice.map { "\(screenplay.id) \($0.name) at \($0.rate)" }
    }
    return voices.isEmpty
      ? [] : ["Voices of the partners, words a minute: \(voices.joined(separator: ", "))."]
  }

  private static let speech =
    "The character's speech, word times and phone times come from espeak-ng. Its events put stops at the burst; "
    + "their start is moved back over the silence of the closure that the samples show (46 dB below the "
    + "loudest, at most 60 ms and two thirds of the sound before; behind a pause 48 ms or half of it). Flaps stay."

  private static let cues =
    "A cue is announced when its text arrives and gets its time with the chunk that speaks it: an emoji as the "
    + "word before it ends, other cues as the next word starts; a tool call holds the speech up."

  private static func text(_ screenplay: Screenplay) -> String {
    let timing = screenplay.timing
    let chunk = timing.ttsChunk.map { ", and once a chunk is \(number($0)) s long" } ?? ""
    let bytes = timing.tokensPerSecond * AgentTiming.bytesPerToken
    return
      "The character's arrivals simulate agent/1: text begins \(milliseconds(timing.lead.seconds)) before "
      + "the first word and streams at \(number(bytes)) bytes a second in pieces of 20 to 60 bytes, never later "
      + "than the speech made of it; speech arrives by sentence or pause\(chunk), the first chunk 250 ms ahead, "
      + "each next one after 150 ms and 0.3 of the length of the one before."
  }

  private static func interruptions(_ screenplay: Screenplay, _ coding: AudioCoding) -> String {
    let stored =
      switch coding {
      case .flac: "Its samples keep 14 significant bits."
      case .opus(let bitrate):
        "Speech is stored as Ogg Opus of \(bitrate) bits a second, which is not exact: mouths that read the audio "
          + "see what the coding left."
      }
    let barges = screenplay.turns.contains { turn in
      if case .interrupting = turn.entrance { return turn.speaker == screenplay.character }
      return false
    }
    let after = number(screenplay.timing.reply + 0.05)
    let barging = barges ? "The character interrupts \(after) s after a word of the partner's. " : ""
    return
      "An interruption starts 60 ms after a word; the character is silent 200 ms later, faded out over 20 "
      + "ms. " + barging + stored
  }

  private static func partner(_ screenplay: Screenplay) -> String {
    let delay = screenplay.timing.asrDelay
    let recogniser =
      delay == 0.3
      ? "recognisers' delays are those of agent/1."
      : "its words and turns are known \(milliseconds(delay)) after they end, its cues 200 ms later."
    if screenplay.partnerVoice != nil {
      return
        "The partner is synthesised too, with word and phone times like the character's; its phones are for "
        + "metrics, and \(recogniser)"
    }
    let rate = screenplay.partnerSound.rate
    let scaled = rate == 170 ? "" : "; here \(rate)"
    return
      "The partner is not synthesised. Its words are spread by rule (80 ms and 170 ms a syllable at 170 words "
      + "a minute\(scaled), pauses of 180 and 450 ms) and marked estimated; \(recogniser)"
  }

  private static func gaps(_ screenplay: Screenplay) -> String {
    let least = screenplay.timing.reply
    return
      "Gaps between turns are drawn from a seed: \(number(least)) to \(number(least + 0.4)) s before the "
      + "character, 0.3 to 0.9 s before the partner."
  }

  private static func milliseconds(_ seconds: Double) -> String { number(seconds * 1000) + " ms" }

  private static func number(_ value: Double) -> String {
    let rounded = (value * 1e6).rounded() / 1e6
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
