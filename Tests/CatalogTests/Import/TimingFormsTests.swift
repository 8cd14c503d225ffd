import Conversation
import Formats
import Foundation
import Motion
import Speech
import Testing

@testable import Catalog

@Suite("Sound of files with times")
struct TimingFormsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A PCM file in which every channel stands at a level of its own: 0.25, -0.5, 0.125 …
  private static func pcm(_ channels: Int) -> Data {
    let levels: [Int16] = [8192, -16384, 4096, -2048]
    var bytes = Data()
    func put(_ value: some FixedWidthInteger) {
      withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
    let frames = 16_000
    bytes.append(contentsOf: "RIFF".utf8)
    put(UInt32(36 + frames * channels * 2))
    bytes.append(contentsOf: "WAVEfmt ".utf8)
    put(UInt32(16))
    put(UInt16(1))
    put(UInt16(channels))
    put(UInt32(16_000))
    put(UInt32(16_000 * channels * 2))
    put(UInt16(channels * 2))
    put(UInt16(16))
    bytes.append(contentsOf: "data".utf8)
    put(UInt32(frames * channels * 2))
    for _ in 0..<frames { for channel in 0..<channels { put(levels[channel]) } }
    return bytes
  }

  /// Level of each speaker's sound, and what was noted.
  private func levels(_ form: String, _ text: String, channels: Int) throws -> (
    levels: [String: Float], notes: [ImportNote]
  ) {
    let place = folder.url.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try Self.pcm(channels).write(to: place.appendingPathComponent("a.wav"))
    try Data(text.utf8).write(to: place.appendingPathComponent("a.\(form)"))
    var report = ImportReport()
    let job = CorpusImport(out: folder.url.appendingPathComponent("out"))
    let takes = try ImportForm.named(form).open(place, job, &report)
    let material = try #require(try takes.first?.read().first)
    var levels: [String: Float] = [:]
    for (name, sound) in material.sounds { levels[name] = try sound.waveform("a", &report).samples.first }
    return (levels, material.transcript.notes + report.notes)
  }

  @Test("who speaks on which channel is as the file says, whatever stands first in it")
  func order() throws {
    #expect(try levels("ctm", "a 2 0 .2 b\na 1 .5 .2 a\n", channels: 2).levels == ["1": 0.25, "2": -0.5])
    #expect(try levels("ctm", "a B 0 .2 b\na A .5 .2 a\n", channels: 2).levels == ["A": 0.25, "B": -0.5])
    #expect(
      try levels("stm", "a 2 Bo 0 .2 b\na 1 Al .5 .7 a\n", channels: 2).levels == ["Al": 0.25, "Bo": -0.5])
    let rttm = "SPEAKER a 2 0 .2 <NA> <NA> Bo <NA>\nSPEAKER a 1 .5 .2 <NA> <NA> Al <NA>\n"
    #expect(try levels("rttm", rttm, channels: 2).levels == ["Al": 0.25, "Bo": -0.5])
  }

  @Test("who is the only one named has the channel that is named, not the mix of all")
  func single() throws {
    #expect(try levels("ctm", "a 2 0 .2 b\n", channels: 2).levels == ["": -0.5])
    #expect(try levels("stm", "a B Bo 0 .2 b\n", channels: 2).levels == ["Bo": -0.5])
  }

  @Test("two on one channel are a mix, which is nobody's voice; the third has a channel alone")
  func mix() throws {
    let stm = "a 1 Al 0 .2 a\na 1 Bo .3 .4 b\na 2 Cy .5 .7 c\n"
    let (levels, notes) = try levels("stm", stm, channels: 2)
    #expect(levels == ["Cy": -0.5])
    #expect(notes.contains { $0.sort == .leftOut && $0.text.contains("channel 1 mixes Al, Bo") }, "\(notes)")
  }

  @Test("a channel that the sound does not have gives no sound, with a note")
  func beyond() throws {
    let (levels, notes) = try levels("ctm", "a 1 0 .2 a\na 99999999999999999999 .3 .2 b\n", channels: 2)
    #expect(levels == ["1": 0.25])
    #expect(notes.contains { $0.sort == .leftOut && $0.text.contains("2 channels") }, "\(notes)")
    #expect(try self.levels("ctm", "a 2 0 .2 a\n", channels: 1).levels.isEmpty)
  }

  @Test("one channel of one speaker is that one's, of several it is a mix; without channels order decides")
  func unchanged() throws {
    #expect(try levels("ctm", "a 1 0 .2 a\n", channels: 1).levels == ["": 0.25])
    let (none, notes) = try levels("stm", "a 1 Al 0 .2 a\na 1 Bo .3 .4 b\n", channels: 1)
    #expect(none.isEmpty && notes.contains { $0.text.contains("one channel mixes 2 speakers") })
    #expect(
      try levels("stm", "a mix Bo 0 .2 b\na mix Al .5 .7 a\n", channels: 2).levels == [
        "Bo": 0.25, "Al": -0.5,
      ])
  }
}
