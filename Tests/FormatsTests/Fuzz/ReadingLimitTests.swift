import CZlib
import Foundation
import Testing

@testable import Formats

/// Files that claim or hold far more than any real one: refused by limits that the readers state.
@Suite("Fuzz: what is too large or lies about its size is refused", .serialized)
struct ReadingLimitTests {
  /// Bytes that the process may grow by while one such file is read: much less than what the files claim.
  private static let growth = 2 << 30

  /// Most memory that the process has had, in bytes.
  private static var peak: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss << 10
  }

  /// The refusal of a reader, which must keep to its memory.
  private func refusal(_ name: String, of bytes: Data, file: String = "claims") throws -> String {
    let reader = try #require(ReaderUnderTest.all.first { $0.name == name })
    let before = Self.peak
    let outcome = reader.outcome(of: bytes, file: file)
    let grown = Self.peak - before
    #expect(grown < Self.growth, "\(name) took \(grown >> 20) MB")
    guard case .refusal(let text) = outcome else {
      Issue.record("\(name): \(outcome)")
      return ""
    }
    return text
  }

  private static func row(_ text: String, _ count: Int) -> Data {
    let piece = Data(String(repeating: text, count: 100).utf8)
    var bytes = Data(capacity: piece.count * (count / 100))
    for _ in 0..<(count / 100) { bytes.append(piece) }
    return bytes
  }

  /// What each reader accepts as a beginning, before a line that does not end.
  private static let beginnings = [
    "CTM": "a 1 0 1 ", "STM": "a 1 b 0 1 ", "RTTM": "SPEAKER a 1 0 1 ", "GENEA": "0.5\t1.0\t",
    "Rhubarb": "0.00\tX\n",
    "WebVTT": "WEBVTT\n\n00:01.000 --> 00:02.000\n", "SubRip": "1\n00:00:01,000 --> 00:00:02,000\n",
    "JSONLines": #"{"text":""#, "Chat": #"{"text":""#, "AgentLog": #"{"type":""#,
    "ColumnMap-lhotse": #"{"text":""#,
    "CSV": "text,a\n", "MELD": "Utterance,", "LiveLink": "Timecode,BlendShapeCount,",
  ]

  @Test("a line of 100 MB is longer than is read", arguments: beginnings.keys.sorted())
  func longLine(_ name: String) throws {
    let head = Data((Self.beginnings[name] ?? "").utf8)
    let text = try refusal(name, of: head + Self.row("x", 100_000_000))
    #expect(text.contains("longer than \(ReadingLimits.lineBytes) bytes"), "\(name): \(text)")
  }

  @Test(
    "a quote that is not closed for 8 MB, in a long run for 60 MB, is refused by its line",
    arguments: [
      ("CSV", "a,b\n1,\""), ("MELD", "Utterance,Speaker\n1,\""),
      ("ColumnMap-annomi", "transcript_id,a\n1,\""),
      ("TextGrid", "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n0\n1\n<exists>\n1\n\""),
    ])
  func openQuote(_ name: String, _ head: String) throws {
    let count = FuzzTrial.seconds == nil ? 1_600_000 : 12_000_000
    let text = try refusal(name, of: Data(head.utf8) + Self.row("x, y\n", count))
    #expect(text.hasPrefix("claims: line "), "\(text)")
  }

  @Test("a row of 100 MB of commas has more fields than are read", arguments: ["CSV", "MELD", "LiveLink"])
  func manyColumns(_ name: String) throws {
    let text = try refusal(name, of: Self.row(",", 100_000_000))
    #expect(text.contains("more than the \(ReadingLimits.columns) fields"), "\(text)")
  }

  @Test(
    "JSON a hundred thousand levels deep is refused", arguments: ["[", #"{"a":"#],
    [
      "JSON", "JSONLines", "WordJSON", "Rhubarb", "Chat", "AgentLog", "Seamless", "ColumnMap", "GLTF",
      "Emotions",
    ])
  func deep(_ bracket: String, _ name: String) throws {
    _ = try refusal(name, of: Self.row(bracket, 100_000))
    _ = try refusal(name, of: Data(#"{"text":"#.utf8) + Self.row(bracket, 100_000))
  }

  @Test("a declared count that lies takes no memory")
  func counts() throws {
    let grid = "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n0\n1\n<exists>\n"
    for count in ["2147483647", "9223372036854775807", "1e18"] {
      let tiers = try refusal("TextGrid", of: Data((grid + count + "\n").utf8))
      #expect(tiers.hasPrefix("claims: line "))
      let intervals = grid + "1\n\"IntervalTier\"\n\"a\"\n0\n1\n" + count + "\n0\n1\n\"a\"\n"
      #expect(try refusal("TextGrid", of: Data(intervals.utf8)).hasPrefix("claims: line "))
    }
    let head = "{'descr': '<f4', 'fortran_order': False, 'shape': (1000000000, 1000000000), }"
    let array = Data([0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(head.utf8.count), 0]) + Data(head.utf8)
    #expect(try refusal("NPY", of: array).contains("shape [1000000000, 1000000000]"))
    var sound = Data("RIFF".utf8) + Data([0xF0, 0xFF, 0xFF, 0x7F]) + Data("WAVEfmt ".utf8)
    sound += Data([16, 0, 0, 0, 1, 0, 1, 0, 0x80, 0x3E, 0, 0, 0, 0x7D, 0, 0, 2, 0, 16, 0])
    sound += Data("data".utf8) + Data([0xC0, 0xFF, 0xFF, 0x7F]) + Data(count: 4000)
    #expect(try refusal("Audio", of: sound).contains("the file is cut off"))
  }

  @Test("an archive that unpacks to more than is read, or than its bytes can, is refused")
  func bombs() throws {
    for name in ["bomb-says-3-gb.npz", "total-over-4-gb.npz", "ratio-lies.npz"] {
      let seed = try #require(
        ReaderUnderTest.all.first { $0.name == "NPZ" }?.seeds().first { $0.name == name })
      _ = try refusal("NPZ", of: Data(seed.bytes))
    }
    // A table of blanks that gzip makes a thousand times smaller.
    let text = try refusal("ColumnMap-annomi", of: try Self.gzip(Self.row(" ", 80_000_000)))
    #expect(text.contains("it unpacks to more than"), "\(text)")
  }

  private static func gzip(_ bytes: Data) throws -> Data {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    try #require(deflateInit2_(&stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK)
    defer { deflateEnd(&stream) }
    var (input, output) = ([UInt8](bytes), [UInt8](repeating: 0, count: 1 << 20))
    let made = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        (stream.next_in, stream.avail_in) = (source.baseAddress, UInt32(source.count))
        (stream.next_out, stream.avail_out) = (target.baseAddress, UInt32(target.count))
        return deflate(&stream, Z_FINISH) == Z_STREAM_END ? target.count - Int(stream.avail_out) : 0
      }
    }
    return Data(output[..<made])
  }

  @Test("entities and aliases that multiply are refused")
  func multiplying() throws {
    var xml = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [\n<!ENTITY l0 \"lol\">\n"
    for level in 1..<12 {
      let inner = String(repeating: "&l\(level - 1);", count: 10)
      xml += "<!ENTITY l\(level) \"\(inner)\">\n"
    }
    xml += "]>\n<ANNOTATION_DOCUMENT><ANNOTATION_VALUE>&l11;</ANNOTATION_VALUE></ANNOTATION_DOCUMENT>\n"
    #expect(try refusal("EAF", of: Data(xml.utf8)).contains("document type declaration"))
    var yaml = "interactions:\n- a0: &a0 [lol, lol]\n"
    for level in 1..<40 {
      yaml +=
        "- a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", "))]\n"
    }
    _ = try refusal("AgentLog", of: Data(yaml.utf8), file: "cassette.yaml")
  }
}
