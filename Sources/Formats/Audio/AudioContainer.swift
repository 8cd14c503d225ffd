public import Foundation

/// The containers of audio, told apart by their first bytes and never by the file's name.
public enum AudioContainer: String, Sendable, CaseIterable {
  /// RIFF/WAVE, also its 64-bit form.
  case wav
  /// Native FLAC.
  case flac
  /// Ogg with Opus, Vorbis or FLAC inside.
  case ogg
  /// AIFF and AIFF-C.
  case aiff
  /// MPEG audio; recognised in order to be refused.
  case mp3
  /// MPEG-4 audio; recognised in order to be refused.
  case mp4

  /// The container whose mark stands at the start of the bytes (12 are enough); `nil` for none of them.
  public init?(sniffing head: Data) {
    let bytes = [UInt8](head.prefix(12))
    func text(_ from: Int, _ count: Int) -> String? {
      guard bytes.count >= from + count else { return nil }
      return String(bytes: bytes[from..<(from + count)], encoding: .isoLatin1)
    }
    switch (text(0, 4), text(8, 4)) {
    case ("RIFF", "WAVE"), ("RF64", "WAVE"), ("RIFX", "WAVE"): self = .wav
    case ("FORM", "AIFF"), ("FORM", "AIFC"): self = .aiff
    case ("fLaC", _): self = .flac
    case ("OggS", _): self = .ogg
    case _ where text(4, 4) == "ftyp": self = .mp4
    case _ where text(0, 3) == "ID3": self = .mp3
    default:
      // An MPEG audio frame: eleven sync bits, a layer, a bit rate and a sample rate that exist.
      guard bytes.count >= 3, bytes[0] == 0xFF, bytes[1] & 0xE0 == 0xE0, bytes[1] & 0x06 != 0,
        bytes[2] & 0xF0 != 0xF0, bytes[2] & 0x0C != 0x0C
      else { return nil }
      self = .mp3
    }
  }
}
