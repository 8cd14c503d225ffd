import Foundation
import Testing

@testable import Formats

@Suite struct MarkerFilesTests {
  @Test func `captions keep to one line, escape marks, and stand in order of time`() throws {
    let bytes = MarkerFiles.captions([
      ("b", TakeMarker(time: 3661.5, kind: "cue --> x", text: "a <i> & b\nc")),
      ("a", TakeMarker(time: 1, end: 1.25, kind: "word", text: "hi")),
    ])
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "WEBVTT\n\nword\n00:00:01.000 --> 00:00:01.250\n<v a>hi\n\ncue → x\n01:01:01.500 --> 01:01:01.700\n<v b>a &lt;i&gt; &amp; b c\n"
    )
  }

  @Test func `a table has an empty end for points and quotes where fields need them`() {
    let bytes = MarkerFiles.table([("n", TakeMarker(time: 0.5, kind: "emoji", text: "a,\"b\""))])
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "time,end,kind,participant,text\n0.5,,emoji,n,\"a,\"\"b\"\"\"\n")
  }
}
