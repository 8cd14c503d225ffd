import Formats
import Foundation
import Testing

@Suite("Reading TextGrids")
struct TextGridReaderTests {
  private static let seeds = SeedFolder("TextGrid")
  private static let says: [String: String] = [
    "absurd-count.TextGrid": "line 7: the number of tiers",
    "backwards-interval.TextGrid":
      "line 17: interval 2 of tier 'words' ends at 1.2 s, before it starts at 1.5 s",
    "binary-tail.TextGrid": "line 1: it is a binary TextGrid (ooBinaryFile)",
    "binary.TextGrid": "line 1: it is a binary TextGrid",
    "chronological.TextGrid": "line 1: it is a chronological TextGrid",
    "empty.TextGrid": "line 1: the file ends where the file type is expected",
    "half-utf-16.TextGrid": "line 1: it is neither UTF-8 nor UTF-16",
    "huge-end.TextGrid": "line 5: the end time is 1e+308 s, more than a year",
    "huge-interval.TextGrid": "line 3: the end of interval 1 is 1e+300 s, more than a year",
    "infinite-end.TextGrid": "line 5: '1e999' is not a number",
    "infinite-word.TextGrid": "line 5: 'NaN' is not a number",
    "latin-1.TextGrid": "line 1: it is neither UTF-8 nor UTF-16",
    "negative-end.TextGrid": "line 5: it ends at -1.0 s, before time zero",
    "negative-count.TextGrid": "line 12: the number of entries of tier 'words' is -1",
    "open-quote.TextGrid": "line 15: a quoted text is not closed",
    "other-object.TextGrid": "line 2: it holds a Pitch 1, not a TextGrid",
    "too-few-intervals.TextGrid": "line 16: the file ends where interval 2 of tier 'words' is expected",
    "too-many-intervals.TextGrid": "line 16: more follows after the last tier's last entry",
    "unknown-tier.TextGrid": "line 8: 'CurveTier' is neither IntervalTier nor TextTier",
  ]

  @Test("a broken grid is refused with line, reason and cure", arguments: seeds.names)
  func refuses(_ name: String) throws {
    let says = try #require(Self.says[name], "say here what \(name) must be refused with")
    let bytes = try Self.seeds.bytes(name)
    let error = #expect(throws: FormatsError.self) { try TextGrid(bytes, file: name) }
    #expect(error?.description.hasPrefix("\(name): \(says)") == true, "\(error?.description ?? "")")
  }

  @Test("every seed is still there")
  func complete() { #expect(Self.seeds.names == Self.says.keys.sorted()) }

  static let long = """
    File type = "ooTextFile"
    Object class = "TextGrid"

    xmin = 0
    xmax = 2.5
    tiers? <exists>
    size = 2
    item []:
        item [1]:
            class = "IntervalTier"
            name = "wo""rds"
            xmin = 0
            xmax = 2.5
            intervals: size = 2
            intervals [1]:
                xmin = 0
                xmax = 1.25
                text = "say ""hi""
    there"
            intervals [2]:
                xmin = 1.25
                xmax = 2.5
                text = ""
        item [2]:
            class = "TextTier"
            name = "events"
            xmin = 0
            xmax = 2.5
            points: size = 1
            points [1]:
                number = 0.5
                mark = "click é"
    """

  static let short = """
    File type = "ooTextFile"
    Object class = "TextGrid"
    ! a comment with "quotes" and 17
    0
    2.5
    <exists>
    2
    "IntervalTier" "wo""rds" 0 2.5
    2
    0 1.25 "say ""hi""
    there"
    1.25
    2.5
    ""
    "TextTier"
    "events"
    0
    2.5
    1
    0.5
    "click é"
    """

  @Test("the long and the short form say the same")
  func forms() throws {
    let grid = try TextGrid(Data(Self.long.utf8), file: "long")
    #expect(grid.start == 0 && grid.end == 2.5)
    #expect(grid.tiers.map(\.name) == ["wo\"rds", "events"])
    #expect(grid.tiers[0].intervals.map(\.text) == ["say \"hi\"\nthere", ""])
    #expect(grid.tiers[0].intervals.map(\.line) == [16, 21])
    #expect(grid.tiers[1].content == .points([.init(time: 0.5, text: "click é", line: 31)]))
    let brief = try TextGrid(Data(Self.short.utf8), file: "short")
    #expect(brief.tiers.map(\.name) == grid.tiers.map(\.name))
    #expect(
      brief.tiers[0].intervals.map { [$0.start, $0.end] }
        == grid.tiers[0].intervals.map { [$0.start, $0.end] })
    #expect(brief.tiers[0].intervals.map(\.text) == grid.tiers[0].intervals.map(\.text))
  }

  @Test("byte order marks and CR LF make no difference")
  func encodings() throws {
    let plain = try TextGrid(Data(Self.long.utf8), file: "plain")
    let big = try #require(Self.long.data(using: .utf16BigEndian))
    let little = try #require(Self.long.data(using: .utf16LittleEndian))
    #expect(try TextGrid(Data([0xFE, 0xFF]) + big, file: "big") == plain)
    #expect(try TextGrid(Data([0xFF, 0xFE]) + little, file: "little") == plain)
    #expect(try TextGrid(Data([0xEF, 0xBB, 0xBF]) + Data(Self.long.utf8), file: "mark") == plain)
    let windows = try TextGrid(
      Data(Self.long.replacingOccurrences(of: "\n", with: "\r\n").utf8), file: "crlf")
    #expect(windows.tiers[1] == plain.tiers[1])
  }

  @Test("no prefix crashes or passes as whole")
  func prefixes() {
    let bytes = Data(Self.long.utf8)
    for count in 0..<(bytes.count - 1) {
      #expect(throws: FormatsError.self) { try TextGrid(bytes.prefix(count), file: "prefix") }
    }
  }

  @Test(
    "real grids of three makers", .enabled(if: SharedSamples.isSet, "MIEN_SHARED is unset"),
    arguments: [
      ("speech-mfa/acoustic_corpus", ["words:71", "phones:216"]),
      ("speech-mfa/michaelandsickmichael", ["michael:7", "sickmichael:9"]),
      ("speech-praatio/bobby_words", ["word:6", "phrase:3"]),
      ("speech-praatio/bobby_phones_elan", ["phone:15"]),
      ("speech-praatio/mary", ["phone:16", "word:6", "pitch:0"]),
    ])
  func real(_ name: String, _ tiers: [String]) throws {
    let grid = try TextGrid(SharedSamples.bytes(name + ".TextGrid"), file: name)
    #expect(grid.tiers.map { "\($0.name):\($0.intervals.count)" } == tiers)
  }
}
