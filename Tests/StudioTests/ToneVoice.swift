import Studio

/// A stand-in for a synthesiser: every letter is a sound of 80 ms, blanks between words last 40 ms, and
/// sentences end in a pause of 300 ms. Vowels are loud, everything else is soft; /p/ and /t/ inside of
/// words leave 40 ms of silence in the sound before them, as espeak-ng does.
struct ToneVoice: SpeechSynthesizer {
  static let rate = 22_050

  func speak(_ texts: [String], as voice: VoiceSettings) throws(StudioError) -> [SynthesizedSpeech] {
    texts.map(speech)
  }

  private func speech(_ text: String) -> SynthesizedSpeech {
    var result = SynthesizedSpeech(sampleRate: Self.rate, samples: [], words: [], sounds: [])
    let known: [Swift.Character: String] = [
      "a": "a", "e": "E", "i": "I", "o": "0", "u": "V", "p": "p", "b": "b", "m": "m", "t": "t", "s": "s",
    ]
    for token in text.split(whereSeparator: \.isWhitespace) {
      let letters = token.lowercased().filter(\.isLetter)
      guard !letters.isEmpty else { continue }
      let offset = text.utf8.distance(from: text.startIndex, to: token.startIndex)
      result.words.append(.init(offset: offset, length: token.utf8.count))
      for letter in letters {
        let name = known[letter] ?? "n"
        if "pt".contains(name), letter != letters.first {
          let quiet = Self.rate * 40 / 1000
          result.samples.replaceSubrange(
            (result.samples.count - quiet)..., with: repeatElement(0, count: quiet))
        }
        let isVowel = "aEI0V".contains(name)
        result.sounds.append(
          .init(
            sample: result.samples.count, mnemonic: name, stress: isVowel ? 1 : 0,
            word: result.words.count - 1))
        for step in 0..<(Self.rate * 80 / 1000) {
          result.samples.append(Int16((step / 50) % 2 == 0 ? 1 : -1) * (isVowel ? 8000 : 400))
        }
      }
      let closes = token.last.map { ".!?".contains($0) } ?? false
      result.sounds.append(.init(sample: result.samples.count, mnemonic: "_:"))
      result.samples += [Int16](repeating: 0, count: Self.rate * (closes ? 300 : 40) / 1000)
    }
    return result
  }
}
