import Conversation

/// Synthesised speech with phones of the house's inventory and closures where lips and tongue make them.
struct SpokenStretch {
  struct Sound {
    var phone: Phone
    /// Half-open, in samples from the stretch's first one.
    var span: Range<Int>
  }

  struct Word {
    /// Place in the stretch's text, in UTF-8 bytes.
    var offset: Int
    var length: Int
    var sounds: [Sound]
    var start: Int { sounds.first?.span.lowerBound ?? 0 }
    var end: Int { sounds.last?.span.upperBound ?? start }
  }

  var sampleRate: Int
  var samples: [Int16]
  /// Words that sound, in order.
  var words: [Word]

  /// Marks that espeak-ng gives a place of their own though they only colour the sound before: `;` is the
  /// glide between two vowels (`me about`).
  private static let coloring: Set<String> = [";"]

  init(_ speech: SynthesizedSpeech, text: String) throws(StudioError) {
    var speech = speech
    speech.sounds.removeAll { Self.coloring.contains($0.mnemonic) }
    sampleRate = speech.sampleRate
    samples = speech.samples
    let starts = try Self.corrected(speech, text: text)
    var words = speech.words.map { Word(offset: $0.offset, length: $0.length, sounds: []) }
    for (index, (sound, entry)) in zip(speech.sounds, starts).enumerated() {
      guard let word = sound.word, words.indices.contains(word) else { continue }
      let end = index + 1 < starts.count ? starts[index + 1].sample : speech.samples.count
      guard end > entry.sample else { continue }
      words[word].sounds.append(Sound(phone: entry.phone, span: entry.sample..<end))
    }
    self.words = words.filter { !$0.sounds.isEmpty }
  }

  /// First sample and phone of each sound.
  private static func corrected(_ speech: SynthesizedSpeech, text: String) throws(StudioError)
    -> [(sample: Int, phone: Phone)]
  {
    var result: [(sample: Int, phone: Phone)] = []
    for sound in speech.sounds {
      guard var phone = Phone(espeak: sound.mnemonic) else {
        // An empty mnemonic marks the end of a clause.
        guard sound.word == nil || sound.mnemonic.isEmpty else {
          throw .unknownPhone(mnemonic: sound.mnemonic, text: String(text.prefix(60)))
        }
        result.append((sound.sample, Phone(.silence)))
        continue
      }
      if phone.symbol.isVowel { phone.stress = sound.stress ?? phone.stress }
      result.append((sound.sample, phone))
    }
    let closures = Closures(speech)
    let original = result.map(\.sample)
    for index in result.indices.dropFirst() where Closures.stops.contains(result[index].phone.symbol) {
      // A flap has no closure.
      if speech.sounds[index].mnemonic == "t#" { continue }
      result[index].sample = closures.start(
        burst: original[index], soundBefore: original[index - 1],
        isPauseBefore: result[index - 1].phone.symbol == .silence)
    }
    return result
  }
}
