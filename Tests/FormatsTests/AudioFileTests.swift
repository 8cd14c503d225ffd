import Formats
import Foundation
import Testing

@Suite("Audio files")
struct AudioFileTests {
  private static let seeds = SeedFolder("Audio")
  private static let says: [String: String] = [
    "absurd-channels.wav": "header",
    "absurd-rate.wav": "header",
    "empty.wav": "the file is empty",
    "flac-magic-only.flac": "header",
    "header-only.wav": "no data chunk",
    "id3.wav": "it is MP3 data behind a .wav name",
    "mp3-in-riff.wav": "it is MP3 data behind a .wav name",
    "mp3.wav": "it is MP3 data behind a .wav name; convert it, for example with: ffmpeg -i mp3.wav",
    "mp4.wav": "it is MP4 data behind a .wav name",
    "nan.wav": "sample 2: it is not a finite number",
    "no-samples.wav": "it holds no samples",
    "text.wav": "begins like no audio file",
    "truncated-flac.wav": "sample ",
    "truncated.wav": "it says 4000 bytes and 320 are there: the file is cut off",
    "zero-channels.wav": "header",
    "zero-rate.wav": "the header states a rate of 0 Hz",
  ]

  @Test("a broken file is refused with file, place, reason and cure", arguments: seeds.names)
  func refuses(_ name: String) throws {
    let says = try #require(Self.says[name], "say here what \(name) must be refused with")
    let error = #expect(throws: FormatsError.self) { try AudioFile.decode(path: Self.seeds.path(name)) }
    let text = error?.description ?? ""
    #expect(text.contains(name) && text.contains(says), "\(text)")
  }

  @Test("every seed is still there")
  func complete() { #expect(Self.seeds.names == Self.says.keys.sorted()) }

  @Test("a file that does not exist is named")
  func missing() {
    let error = #expect(throws: FormatsError.self) { try AudioFile.decode(path: "/nowhere/a.wav") }
    #expect(error?.description.hasPrefix("/nowhere/a.wav: ") == true)
  }

  @Test("channels are averaged and the mix-down is said")
  func stereo() throws {
    let audio = try AudioFile.decode(path: Self.seeds.path("readable/stereo.wav"))
    #expect(audio.rate == 48000 && audio.channels == 2 && audio.samples.count == 480)
    #expect(audio.notes == ["2 channels were averaged to one"])
    // Left sin, right −sin/2: the mean is sin/4 of 8000, up to one 16-bit step.
    let expected = Float(8000 * sin(1.5) / 4 / 32768)
    #expect(abs(audio.samples[15] - expected) < 1.0 / 32768)
  }

  @Test("a header that leaves the length open is read to the end and said so")
  func openLength() throws {
    let audio = try AudioFile.decode(path: Self.seeds.path("readable/open-length.wav"))
    #expect(audio.samples.count == 160)
    #expect(audio.notes == ["the header leaves the length open; read to the end of the file"])
  }

  @Test("float samples beyond full scale are kept")
  func float() throws {
    let audio = try AudioFile.decode(path: Self.seeds.path("readable/float.wav"))
    #expect(audio.samples == [0, 0.5, -1.5, 0.25])
  }

  @Test(
    "the container is told by its bytes",
    arguments: [("opus.ogg", 1), ("vorbis.ogg", 1), ("flac-behind.wav", 8000.0 / 32768)])
  func containers(_ name: String, _ amplitude: Double) throws {
    let audio = try AudioFile.decode(path: Self.seeds.path("readable/\(name)"))
    #expect(audio.rate == 48000)
    #expect(abs(audio.samples.count - 9600) < 100)
    // A 440 Hz tone has the RMS of its amplitude over √2; lossy coders keep it to a percent.
    let middle = audio.samples[2400..<7200]
    let rms = (middle.reduce(0.0) { $0 + Double($1 * $1) } / Double(middle.count)).squareRoot()
    #expect(abs(rms - amplitude / 2.0.squareRoot()) < 0.01 * amplitude)
  }

  @Test("16-bit samples survive FLAC exactly")
  func lossless() throws {
    let samples = (0..<20000).map { Float(($0 * 7919) % 65536 - 32768) / 32768 }
    let (bytes, clipped) = try AudioFile.encodeFLAC(samples, rate: 16000, file: "a.flac")
    #expect(clipped == 0)
    #expect(bytes.prefix(4) == Data("fLaC".utf8))
    let back = try AudioFile.decode(bytes, file: "a.flac")
    #expect(back.samples == samples && back.rate == 16000)
    #expect(try AudioFile.encodeFLAC(samples, rate: 16000, file: "a.flac").bytes == bytes)
  }

  @Test("full scale is no clipping, beyond it is counted, NaN becomes silence and is counted")
  func clipping() throws {
    let (bytes, clipped) = try AudioFile.encodeFLAC([1, -1, 1.5, -2, .nan, 0], rate: 16000, file: "a.flac")
    #expect(clipped == 3)
    let back = try AudioFile.decode(bytes, file: "a.flac").samples
    #expect(back == [32767.0 / 32768, -1, 32767.0 / 32768, -1, 0, 0])
  }

  @Test("no prefix of a FLAC or WAV file crashes or passes as whole")
  func prefixes() throws {
    let samples = (0..<600).map { Float($0 % 64) / 64 }
    let flac = try AudioFile.encodeFLAC(samples, rate: 8000, file: "a.flac").bytes
    for count in stride(from: 1, to: flac.count, by: 7) {
      #expect(throws: FormatsError.self) { try AudioFile.decode(flac.prefix(count), file: "a.flac") }
    }
    let wav = try Self.seeds.bytes("readable/stereo.wav")
    for count in 1..<80 {
      #expect(throws: FormatsError.self) { try AudioFile.decode(wav.prefix(count), file: "a.wav") }
    }
  }

  private func opus(_ seconds: Double) throws -> Data {
    let samples = (0..<Int(seconds * 24_000)).map { Float(sin(Double($0) * 0.05) / 2) }
    return try AudioFile.encodeOpus(samples, rate: 24_000, file: "a.opus")
  }

  @Test("an Ogg file that is cut off, or behind which something else stands, says so at every length")
  func cutOgg() throws {
    let whole = try opus(3)
    let samples = try AudioFile.decode(whole, file: "a.opus")
    #expect(samples.notes.isEmpty && samples.samples.count == 72_000)
    for count in stride(from: 4, to: whole.count, by: 101) {
      let error = #expect(throws: FormatsError.self) {
        try AudioFile.decode(whole.prefix(count), file: "a.opus")
      }
      let text = error?.description ?? ""
      #expect(text.contains("the file is cut off") && text.contains("again"), "\(count): \(text)")
    }
    for tail in [1, 26, 27, 4096] {
      let error = #expect(throws: FormatsError.self) {
        try AudioFile.decode(whole + Data(count: tail), file: "a.opus")
      }
      #expect(error?.description.contains("the file is cut off") == true)
    }
  }

  @Test("streams one after another are refused and never half lost")
  func chainedOgg() throws {
    let one = try opus(1)
    let error = #expect(throws: FormatsError.self) { try AudioFile.decode(one + one + one, file: "a.opus") }
    let text = error?.description ?? ""
    #expect(text.contains("holds 3 streams one after another; join them into one"), "\(text)")
  }

  @Test("a folder is no audio file")
  func folder() {
    let error = #expect(throws: FormatsError.self) { try AudioFile.decode(path: "/tmp") }
    #expect(error?.description.contains("it is a folder; give an audio file") == true)
  }

  @Test(
    "real files: 88.2, 48, 44.1, 22.05 and 16 kHz", .enabled(if: SharedSamples.isSet, "MIEN_SHARED is unset"),
    arguments: [
      ("face-speech-livelink/generated_audio.wav", 88200, 10.16),
      ("speech-praatio/bobby.wav", 48000, 1.1946), ("speech-ljspeech/LJ002-0020.wav", 22050, 1.54),
      ("face-speech-livelink/take_first10s.wav", 44100, 10.15),
      ("speech-mfa/acoustic_corpus.wav", 16000, 26.723),
    ])
  func real(_ path: String, _ rate: Int, _ seconds: Double) throws {
    let audio = try AudioFile.decode(path: SharedSamples.path(path))
    #expect(audio.rate == rate)
    #expect(abs(audio.seconds - seconds) < 0.01)
    #expect(audio.samples.contains { abs($0) > 0.05 })
  }
}
