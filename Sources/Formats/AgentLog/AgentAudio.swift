/// Sound as voice agents send it: pieces of base64 in messages.
public struct AgentAudio: Hashable, Sendable {
  /// How the bytes are to be read.
  public enum Encoding: Hashable, Sendable {
    /// 16-bit samples, little endian.
    case pcm16
    /// G.711 µ-law.
    case muLaw
    /// G.711 A-law.
    case aLaw
    /// Something that is not decoded here, by its name.
    case other(String)
  }

  /// Encoding, rate and channels.
  public struct Format: Hashable, Sendable {
    /// How the bytes are to be read.
    public var encoding: Encoding
    /// Samples a second of one channel.
    public var rate: Int
    /// Channels; samples are interleaved.
    public var channels: Int

    /// Makes a format.
    public init(_ encoding: Encoding, rate: Int, channels: Int = 1) {
      self.encoding = encoding
      self.rate = rate
      self.channels = channels
    }

    /// What OpenAI Realtime and its kin speak when nothing else is said.
    public static let pcm24k = Format(.pcm16, rate: 24_000)

    /// Bytes of one sample of one channel; 0 where that is not known.
    var sampleBytes: Int {
      switch encoding {
      case .pcm16: 2
      case .muLaw, .aLaw: 1
      case .other: 0
      }
    }

    /// A format by its name in a log (`pcm16`, `audio/pcm`, `g711_ulaw`, `audio/pcma` …).
    ///
    /// - Parameters:
    ///   - name: the name; what stands behind `;` may give a rate (`audio/pcm;rate=16000`).
    ///   - rate: samples a second where the log says so.
    ///   - assumed: samples a second of 16-bit PCM where nothing says so.
    static func named(_ name: String, rate: Int? = nil, channels: Int? = nil, assumed: Int = 24_000) -> Format
    {
      let parts = name.lowercased().split(separator: ";", maxSplits: 1)
      let kind = parts.first.map { String($0) } ?? ""
      var rate = rate
      if rate == nil, parts.count > 1, let tail = parts[1].split(separator: "=").last {
        rate = Int(tail.filter { $0.isASCII && $0.isNumber }.prefix(7))
      }
      let valid = rate.flatMap { (1_000...384_000).contains($0) ? $0 : nil }
      let channels = channels.flatMap { (1...8).contains($0) ? $0 : nil } ?? 1
      switch kind {
      case "pcm16", "pcm", "audio/pcm", "audio/l16", "pcm_s16le", "linear16", "":
        return Format(.pcm16, rate: valid ?? assumed, channels: channels)
      case "pcm24", "pcm_24000": return Format(.pcm16, rate: valid ?? 24_000, channels: channels)
      case "g711_ulaw", "audio/pcmu", "pcmu", "mulaw", "ulaw":
        return Format(.muLaw, rate: valid ?? 8_000, channels: channels)
      case "g711_alaw", "audio/pcma", "pcma", "alaw":
        return Format(.aLaw, rate: valid ?? 8_000, channels: channels)
      default: return Format(.other(String(kind.prefix(40))), rate: valid ?? assumed, channels: channels)
      }
    }
  }

  /// How the bytes are to be read, where the message itself says so.
  public var format: Format?
  /// Bytes that the piece holds, decoded.
  public var byteCount: Int
  /// The bytes; empty unless asked for.
  public var bytes: [UInt8]
  /// Whether the text was base64 at all; makers of logs replace audio by words.
  public var isReadable: Bool

  /// Decodes one piece.
  ///
  /// Lenient by this rule: space is stepped over, `-` and `_` are read as `+` and `/`, what stands behind `=` is
  /// left out, and one left-over character gives no byte. Any other character makes the piece unreadable, and it
  /// has no bytes.
  init(base64 text: UnsafeBufferPointer<UInt8>, format: Format? = nil, keepsBytes: Bool) {
    self.format = format
    bytes = []
    byteCount = 0
    isReadable = true
    if keepsBytes { bytes.reserveCapacity(text.count / 4 * 3 + 3) }
    var bits: UInt32 = 0
    var held = 0
    var digits = 0
    for character in text {
      let digit = Self.digits[Int(character)]
      if digit < 64 {
        digits += 1
        guard keepsBytes else { continue }
        bits = bits << 6 | UInt32(digit)
        held += 6
        if held >= 8 {
          held -= 8
          bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
        }
      } else if digit == 66 {
        break
      } else if digit != 65 {
        self.bytes = []
        isReadable = false
        return
      }
    }
    byteCount = digits / 4 * 3 + [0, 0, 1, 2][digits % 4]
  }

  /// Value of each character: 0…63, 65 space, 66 padding, 255 none.
  private static let digits: [UInt8] = {
    var table = [UInt8](repeating: 255, count: 256)
    for (value, character) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
      .enumerated()
    {
      table[Int(character)] = UInt8(value)
    }
    table[0x2D] = 62
    table[0x5F] = 63
    for space in [0x20, 0x09, 0x0A, 0x0D] { table[space] = 65 }
    table[0x3D] = 66
    return table
  }()
}
