import Formats
import Foundation
import Motion
import Testing

/// A reader of timings by the folder of its seeds.
struct TimingReader: Sendable, CustomTestStringConvertible {
  let format: String
  let read: @Sendable (Data, String) throws -> [Transcript]
  var testDescription: String { format }

  static let all: [TimingReader] = [
    .init(format: "CTM") { try CTM.transcripts($0, file: $1) },
    .init(format: "STM") { try STM.transcripts($0, file: $1) },
    .init(format: "RTTM") { try RTTM.transcripts($0, file: $1) },
    .init(format: "EAF") { [try EAF.transcript($0, file: $1)] },
    .init(format: "WebVTT") { [try WebVTT.transcript($0, file: $1)] },
    .init(format: "SubRip") { [try SubRip.transcript($0, file: $1)] },
    .init(format: "WordJSON") { [try WordJSON.transcript($0, file: $1)] },
    .init(format: "Rhubarb") { [try Rhubarb.transcript($0, file: $1)] },
    .init(format: "GENEA") { [try GENEA.transcript($0, file: $1)] },
    .init(format: "TextGrid") { [try Transcript.textGrid($0, file: $1)] },
  ]

  var seeds: SeedFolder { SeedFolder(format) }
  var readable: SeedFolder { SeedFolder(format + "/readable") }
}

@Suite("Files of timings, whatever stands in them")
struct TimingTextTests {
  /// What the refusal of a seed must say; TextGrid has its own list beside its reader.
  private static let says: [String: String] = [
    "CTM/alternative-open.ctm": "line 2: alternatives are not closed by <ALT_END>",
    "CTM/alternative-stray.ctm": "line 1: '<ALT>' stands before <ALT_BEGIN>",
    "CTM/comments-only.ctm": "line 1: there is no word",
    "CTM/empty.ctm": "line 1: there is no word",
    "CTM/few-fields.ctm": "line 2: it has 4 fields",
    "CTM/huge.ctm": "line 2: the start is 1e+308 s, more than a year",
    "CTM/nan.ctm": "line 1: the start is not a number",
    "CTM/negative.ctm": "line 2: the duration is -0.5 s, before time zero",
    "CTM/not-utf-8.ctm": "line 1: it is neither UTF-8 nor UTF-16",
    "STM/backwards.stm": "line 2: it ends at 1.0 s, before it starts at 2.0 s",
    "STM/empty.stm": "line 1: there is no segment",
    "STM/few-fields.stm": "line 2: it has 4 fields",
    "STM/word-for-time.stm": "line 1: the end 'x' is not a number of seconds",
    "RTTM/empty.rttm": "line 1: there is no object",
    "RTTM/few-fields.rttm": "line 1: it has 5 fields",
    "RTTM/infinite.rttm": "line 1: the start is inf s, more than a year",
    "RTTM/other-type.rttm": "line 2: 'SPEAKERS' is no type of an RTTM object",
    "EAF/deep.eaf": "line 1: elements stand more than 64 deep",
    "EAF/entities.eaf": "line 2: it has a document type declaration",
    "EAF/external.eaf": "line 2: it has a document type declaration",
    "EAF/missing-slot.eaf": "line 4: there is no time slot 'ts9'",
    "EAF/negative.eaf": "line 2: TIME_VALUE '-5' is not a whole number from 0 to a year",
    "EAF/other-root.eaf": "line 1: its root is 'html'",
    "EAF/own-parent.eaf": "line 3: tier 'a' is its own ancestor",
    "EAF/stray-annotation.eaf": "line 2: REF_ANNOTATION stands outside of a TIER",
    "EAF/unclosed.eaf": "line 3: it is not well-formed XML",
    "EAF/unknown-parent.eaf": "line 2: there is no tier 'nobody'",
    "WebVTT/bad-arrow.vtt": "line 3: '00:01 --> soon' is not a pair of times",
    "WebVTT/empty.vtt": "line 1: it does not begin with WEBVTT",
    "WebVTT/no-head.vtt": "line 1: it does not begin with WEBVTT",
    "WebVTT/sixty-seconds.vtt": "line 3: '00:60.000 --> 01:00.000' is not a pair of times",
    "SubRip/bad-time.srt": "line 2: '00:00:01,0000 --> 00:00:02,000' is not a pair of times",
    "SubRip/no-times.srt": "line 1: there is no line of times",
    "SubRip/text-first.srt": "line 1: text stands before the first times",
    "WordJSON/bad-entry.json": "tiers.words.entries[0]: an entry is a list of start, end and label",
    "WordJSON/broken.json": "",
    "WordJSON/deep.json": "",
    "WordJSON/empty-list.json": "the document: the list is empty",
    "WordJSON/negative.json": "words[0]: 'start' is -1.0 s, before time zero",
    "WordJSON/huge.json": "segments[0].words[0]: 'end' is 1e+308 s, more than a year",
    "WordJSON/no-word.json": "segments[0].words[0]: there is no text 'word' or 'text'",
    "WordJSON/text-for-time.json": "chunks[0]: the start 'soon' is not a time",
    "WordJSON/unknown.json": "the document: its keys 'alpha', 'beta' are of no known dialect",
    "Rhubarb/backwards-text.tsv": "line 2: it has 1 fields",
    "Rhubarb/empty.tsv": "line 1: there is no cue",
    "Rhubarb/no-cues.json": "the document: there is no list 'mouthCues'",
    "Rhubarb/other-shape.json": "mouthCues[0]: 'J' is no mouth shape",
    "GENEA/header.tsv": "line 1: the start 'start' is not a number of seconds",
    "GENEA/negative.tsv": "line 1: the start is -1.0 s, before time zero",
    "GENEA/two-fields.tsv": "line 2: it has 2 fields divided by tabs",
  ]

  @Test("a broken file is refused with place, reason and cure", arguments: TimingReader.all)
  func refuses(_ reader: TimingReader) throws {
    guard reader.format != "TextGrid" else { return }
    let names = reader.seeds.names.filter { !$0.hasSuffix(".md") }
    #expect(
      names.map { "\(reader.format)/\($0)" }
        == Self.says.keys.filter { $0.hasPrefix(reader.format + "/") }.sorted())
    for name in names {
      let says = try #require(Self.says["\(reader.format)/\(name)"], "say here what \(name) is refused with")
      let bytes = try reader.seeds.bytes(name)
      let error = #expect(throws: FormatsError.self, "\(name)") { try reader.read(bytes, name) }
      let text = error?.description ?? ""
      #expect(text.hasPrefix("\(name): \(says)"), "\(text)")
      #expect(text.contains("; "), "no cure in '\(text)'")
      #expect(!text.contains("\n"))
    }
  }

  @Test(
    "good files are read, and cut off at any byte they give an error or a value", arguments: TimingReader.all)
  func truncation(_ reader: TimingReader) throws {
    let names = reader.readable.names
    #expect(names.count >= 2, "\(reader.format) needs readable seeds")
    for name in names {
      let bytes = try reader.readable.bytes(name)
      #expect(bytes.count <= 8 << 10)
      #expect(throws: Never.self, "\(name)") { try reader.read(bytes, name) }
      for count in 0..<bytes.count {
        do { _ = try reader.read(bytes.prefix(count), name) } catch is FormatsError {}
      }
    }
  }

  @Test("bytes thrown in anywhere give an error or a value", arguments: TimingReader.all)
  func mutation(_ reader: TimingReader) throws {
    let bad: [UInt8] = [0x00, 0x22, 0x2D, 0x3C, 0x39, 0x0A, 0x7B, 0xFF]
    for name in reader.readable.names {
      let bytes = try reader.readable.bytes(name)
      for index in stride(from: 0, to: bytes.count, by: 3) {
        var changed = bytes
        changed[changed.startIndex + index] = bad[index / 3 % bad.count]
        do { _ = try reader.read(changed, name) } catch is FormatsError {}
      }
    }
  }

  @Test(
    "lists come out in order, no stretch runs backwards, all speakers are listed", arguments: TimingReader.all
  )
  func laws(_ reader: TimingReader) throws {
    for name in reader.readable.names {
      for transcript in try reader.read(reader.readable.bytes(name), name) {
        let speakers = Set(transcript.speakers.map(\.name))
        #expect(speakers.count == transcript.speakers.count)
        #expect(Set(transcript.lanes.keys).union(transcript.turns.map(\.speaker)).isSubset(of: speakers))
        let lists =
          transcript.lanes.values.flatMap { [$0.words, $0.phones, $0.voice, $0.shapes] }
          + transcript.turns.map(\.words)
        for list in lists {
          #expect(list.allSatisfy { $0.start <= $0.end && $0.start >= .zero })
          #expect(zip(list, list.dropFirst()).allSatisfy { $0.start <= $1.start }, "\(name)")
        }
      }
    }
  }

  @Test("byte order marks and line ends make no difference", arguments: TimingReader.all)
  func encodings(_ reader: TimingReader) throws {
    for name in reader.readable.names {
      let bytes = try reader.readable.bytes(name)
      guard let text = String(data: bytes, encoding: .utf8), !text.contains("\r") else { continue }
      let plain = try reader.read(bytes, name)
      let big = try #require(text.data(using: .utf16BigEndian))
      let little = try #require(text.data(using: .utf16LittleEndian))
      #expect(try reader.read(Data([0xFE, 0xFF]) + big, name) == plain, "\(name)")
      #expect(try reader.read(Data([0xFF, 0xFE]) + little, name) == plain, "\(name)")
      #expect(try reader.read(Data([0xEF, 0xBB, 0xBF]) + bytes, name) == plain, "\(name)")
      guard !["EAF", "WordJSON", "Rhubarb"].contains(reader.format) else { continue }
      let windows = text.replacingOccurrences(of: "\n", with: "\r\n")
      let old = text.replacingOccurrences(of: "\n", with: "\r")
      if reader.format == "TextGrid" { continue }
      #expect(try reader.read(Data(windows.utf8), name) == plain, "\(name)")
      #expect(try reader.read(Data(old.utf8), name) == plain, "\(name)")
    }
  }
}
