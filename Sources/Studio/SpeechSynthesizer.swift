/// Something that turns texts into speech and says when each word and phone sounds.
public protocol SpeechSynthesizer: Sendable {
  /// Speaks each text on its own, in order; the answer to a text does not depend on its neighbours.
  func speak(_ texts: [String], as voice: VoiceSettings) throws(StudioError) -> [SynthesizedSpeech]
}

/// A text as speech.
public struct SynthesizedSpeech: Hashable, Sendable {
  /// A word's place in the text.
  public struct Word: Hashable, Sendable {
    /// Offset in UTF-8 bytes.
    public var offset: Int
    /// Length in UTF-8 bytes.
    public var length: Int

    /// Makes a word.
    public init(offset: Int, length: Int) {
      self.offset = offset
      self.length = length
    }
  }

  /// A sound that begins at a sample and lasts until the next one.
  public struct Sound: Hashable, Sendable {
    /// First sample.
    public var sample: Int
    /// The synthesiser's name for it (espeak-ng's ASCII mnemonics).
    public var mnemonic: String
    /// 0 unstressed, 1 primary, 2 secondary; `nil` where it is not known.
    public var stress: Int?
    /// Index of its word; `nil` for a pause.
    public var word: Int?

    /// Makes a sound.
    public init(sample: Int, mnemonic: String, stress: Int? = nil, word: Int? = nil) {
      self.sample = sample
      self.mnemonic = mnemonic
      self.stress = stress
      self.word = word
    }
  }

  /// Samples a second.
  public var sampleRate: Int
  /// 16-bit samples.
  public var samples: [Int16]
  /// Words in order.
  public var words: [Word]
  /// Sounds in order of sample.
  public var sounds: [Sound]

  /// Makes speech.
  public init(sampleRate: Int, samples: [Int16], words: [Word], sounds: [Sound]) {
    self.sampleRate = sampleRate
    self.samples = samples
    self.words = words
    self.sounds = sounds
  }
}
