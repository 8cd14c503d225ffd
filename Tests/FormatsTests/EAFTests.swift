import Formats
import Foundation
import Motion
import Testing

@Suite("ELAN annotations")
struct EAFTests {
  private static let seeds = SeedFolder("EAF/readable")
  private static let meanings: [String: String] = [
    "default.eaf": """
    default: ''
    turn '' 0.1-0.9 héllo & hi
    """,
    "interview.eaf": """
    interview: 'Ann' 'Bob' of the talk.wav
    turn 'Ann' 0.5-3.5 one two three = one@0.5-1.5, two@1.5-2.5, three@2.5-3.5
    turn 'Bob' 4-4.5 yes no = yes@4-4.25, no@4.25-4.5
    assumed: interview.eaf: line 19: time slots of tier 'A_words' have no value; annotations divide what lies between known times equally
    assumed: interview.eaf: line 28: annotations of tier 'B_word' divide the one that they refer to equally
    read: interview.eaf: line 5: of 2 media this one is taken
    read: interview.eaf: line 5: annotations begin 500.0 ms into the media; times are given from the media's beginning
    left out: interview.eaf: line 30: tier 'B_hands' is not used
    """,
  ]

  @Test("a file means what its format says", arguments: meanings.keys.sorted())
  func means(_ name: String) throws {
    let seeds = Self.seeds
    #expect(
      TranscriptSketch(try EAF.transcript(seeds.bytes(name), file: name)).lines
        == Self.meanings[name]?.split(separator: "\n").map(String.init))
  }

  @Test("every readable seed is told here")
  func complete() { #expect(Self.seeds.names == Self.meanings.keys.sorted()) }

  private func document(_ tiers: String, slots: String, units: String = "milliseconds") -> Data {
    Data(
      """
      <ANNOTATION_DOCUMENT><HEADER TIME_UNITS="\(units)"/><TIME_ORDER>\(slots)</TIME_ORDER>\(tiers)</ANNOTATION_DOCUMENT>
      """.utf8)
  }

  private func tier(_ id: String, _ rest: String = "", _ annotations: String) -> String {
    "<TIER TIER_ID=\"\(id)\" \(rest)>\(annotations)</TIER>"
  }

  private let slots = """
    <TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="25"/><TIME_SLOT TIME_SLOT_ID="b" TIME_VALUE="50"/>
    """
  private let aligned = """
    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="x" TIME_SLOT_REF1="a" TIME_SLOT_REF2="b">
    <ANNOTATION_VALUE><![CDATA[a < b]]> &#233;</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
    """

  @Test("frames are times too; other units are refused")
  func units() throws {
    let pal = try EAF.transcript(
      document(tier("t", "", aligned), slots: slots, units: "PAL-frames"), file: "f.eaf")
    #expect(TranscriptSketch(pal).lines == ["f: ''", "turn '' 1-2 a < b é"])
    let ntsc = try EAF.transcript(
      document(tier("t", "", aligned), slots: slots, units: "NTSC-frames"), file: "f.eaf")
    #expect(ntsc.turns[0].start == MediaTime(flicks: 588_588_000))
    #expect(throws: FormatsError.self) {
      try EAF.transcript(document("", slots: slots, units: "fortnights"), file: "f.eaf")
    }
  }

  @Test(
    "where no tier says what it holds, those without a parent are speakers; names come from the participant")
  func speakers() throws {
    let two = try EAF.transcript(
      document(
        tier("K-Spch", "PARTICIPANT=\"Kim\"", aligned) + tier("W-Spch", "", aligned)
          + tier("child", "PARENT_REF=\"W-Spch\"", aligned), slots: slots), file: "f.eaf")
    #expect(two.speakers.map(\.name) == ["Kim", "W-Spch"] && two.turns.count == 2)
    #expect(two.notes.map(\.text) == ["tier 'child' is not used"])
    let toolbox = try EAF.transcript(
      document(tier("tx@SP1", "", aligned) + tier("ref@SP1", "", aligned), slots: slots), file: "f.eaf")
    #expect(toolbox.speakers.map(\.name) == ["SP1"] && toolbox.turns.count == 1)
  }

  @Test("a document of more than 10 MB is read whole")
  func large() throws {
    let text = String(repeating: "word ", count: 3_000)
    let annotations = (0..<800).map { number in
      "<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"x\(number)\" TIME_SLOT_REF1=\"a\" TIME_SLOT_REF2=\"b\">"
        + "<ANNOTATION_VALUE>\(text)</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>\n"
    }
    let bytes = document(tier("t", "", annotations.joined()), slots: slots)
    #expect(bytes.count > 12_000_000)
    let transcript = try EAF.transcript(bytes, file: "f.eaf")
    #expect(transcript.turns.count == 800 && transcript.turns.allSatisfy { $0.text.utf8.count == 14_999 })
  }

  @Test("slots in a circle, families in a circle and references to nothing end in notes")
  func circles() throws {
    func between(_ id: String, _ a: String, _ b: String) -> String {
      "<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"\(id)\" TIME_SLOT_REF1=\"\(a)\" TIME_SLOT_REF2=\"\(b)\">"
        + "<ANNOTATION_VALUE>\(id)</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
    }
    func reference(_ id: String, _ parent: String, after previous: String) -> String {
      "<ANNOTATION><REF_ANNOTATION ANNOTATION_ID=\"\(id)\" ANNOTATION_REF=\"\(parent)\" "
        + "PREVIOUS_ANNOTATION=\"\(previous)\"><ANNOTATION_VALUE>\(id)</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
    }
    let open = "<TIME_SLOT TIME_SLOT_ID=\"c\"/><TIME_SLOT TIME_SLOT_ID=\"d\"/>"
    let transcript = try EAF.transcript(
      document(
        tier(
          "words", "",
          between("x", "a", "b") + between("y", "b", "c") + between("z", "c", "d") + between("w", "d", "c"))
          + tier(
            "phones", "PARENT_REF=\"words\"",
            reference("p", "x", after: "q") + reference("q", "x", after: "p")
              + reference("r", "none", after: "")),
        slots: slots + open), file: "f.eaf")
    #expect(
      TranscriptSketch(transcript).lines == [
        "f: ''", "words '' x@0.025-0.05", "phones '' p@0.025-0.038, q@0.038-0.05",
        "left out: f.eaf: line 1: an annotation of tier 'words' has no time that could be told (3 times)",
        "assumed: f.eaf: line 1: annotations of tier 'phones' divide the one that they refer to equally",
        "left out: f.eaf: line 1: an annotation of tier 'phones' refers to one that is not there or has no time",
      ])
  }
}
