import Foundation
import Motion
import Testing

@testable import Formats

@Suite struct AgentLogTests {
  private func session(_ text: String, file: String = "log") throws -> AgentSession {
    try #require(AgentLog.sessions(Data(text.utf8), file: file, keepsAudio: true).first)
  }

  private func message(_ text: String) -> String {
    do {
      _ = try AgentLog.sessions(Data(text.utf8), file: "log")
      return "read"
    } catch {
      return error.description
    }
  }

  /// A turn with an interruption, the same in each framing.
  static let events = [
    #"{"type":"session.created","session":{"id":"s","audio":{"output":{"format":{"type":"audio/pcm","rate":24000}}}}}"#,
    #"{"type":"input_audio_buffer.speech_started","audio_start_ms":500,"item_id":"u1"}"#,
    #"{"type":"input_audio_buffer.speech_stopped","audio_end_ms":1250,"item_id":"u1"}"#,
    #"{"type":"response.created","response":{"id":"r1"}}"#,
    #"{"type":"conversation.item.input_audio_transcription.delta","item_id":"u1","delta":"Hi "}"#,
    #"{"type":"response.output_audio_transcript.delta","response_id":"r1","item_id":"a1","delta":"Héllo"}"#,
    #"{"type":"response.output_audio.delta","response_id":"r1","item_id":"a1","delta":"AQACAA=="}"#,
    #"{"type":"response.output_audio_transcript.delta","response_id":"r1","item_id":"a1","delta":" 😀 there"}"#,
    #"{"type":"conversation.item.input_audio_transcription.completed","item_id":"u1","transcript":"Hi you"}"#,
    #"{"type":"conversation.item.truncated","item_id":"a1","content_index":0,"audio_end_ms":320}"#,
    #"{"type":"response.done","response":{"id":"r1","status":"cancelled","status_details":{"reason":"turn_detected"}}}"#,
  ]

  private static let lines = events.joined(separator: "\n") + "\n"

  @Test func `a turn and its interruption`() throws {
    let session = try session(Self.lines)
    #expect(session.id == "s" && session.items.map(\.id) == ["u1", "a1"])
    let user = session.items[0]
    #expect(user.speechStart == .milliseconds(500) && user.speechEnd == .milliseconds(1250))
    #expect(user.text.map(\.text) == ["Hi ", "you"] && user.line == 2)
    let answer = session.items[1]
    #expect(answer.text.map(\.text) == ["Héllo", " 😀 there"] && answer.response == "r1")
    #expect(answer.sound?.bytes == [1, 0, 2, 0] && answer.sound?.format.samples([1, 0, 2, 0]) == [1, 2])
    #expect(answer.heardUntil == .milliseconds(320) && answer.isCancelled)
    #expect(session.responses.map(\.status) == ["cancelled"])
  }

  @Test(arguments: [
    "lines", "crlf", "frames", "typed frames", "texts", "named", "stream", "array", "object", "pretty",
    "yaml", "yaml list",
  ])
  func `the same events mean the same in every framing`(framing: String) throws {
    let events = Self.events
    let text: String
    switch framing {
    case "crlf": text = "\u{FEFF}" + events.joined(separator: "\r\n\r\n")
    case "frames": text = events.map { #"{"direction":"received","data":\#($0)}"# }.joined(separator: "\n")
    case "typed frames":
      text = events.map { #"{"type":"\#($0.split(separator: "\"")[2])","payload":\#($0)}"# }.joined(
        separator: "\n")
    case "texts":
      text = try events.map { try #"{"level":"info","message":\#(Self.quoted($0))}"# }.joined(separator: "\n")
    case "named":
      text = events.map { #"{"event":"\#($0.split(separator: "\"")[2])","data":\#($0)}"# }.joined(
        separator: "\n")
    case "stream":
      text = ": hello\n" + events.map { "event: message\ndata: \($0)\n\n" }.joined() + "data: [DONE]\n\n"
    case "array": text = "[\n" + events.joined(separator: ",\n") + "]"
    case "object": text = #"{"version":1,"events":[\#(events.joined(separator: ",\n"))]}"#
    case "pretty":
      text = events.map { $0.replacingOccurrences(of: ",\"", with: ",\n  \"") }.joined(separator: "\n")
    case "yaml":
      text = "version: 1\ninteractions:\n" + events.map { "- kind: message\n  data: \($0)\n" }.joined()
    case "yaml list": text = events.map { "- \($0)\n" }.joined()
    default: text = Self.lines
    }
    var session = try session(text)
    var expected = try self.session(Self.lines)
    #expect(session.notes.map(\.sort) == expected.notes.map(\.sort))
    for k in session.items.indices { session.items[k].line = 0 }
    for k in expected.items.indices { expected.items[k].line = 0 }
    (session.notes, expected.notes) = ([], [])
    #expect(session == expected)
  }

  private static func quoted(_ text: String) throws -> String {
    String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
  }

  @Test(
    arguments: [
      ("\"at\":1.5", "\"at\":2.25", 1500, 2250), ("\"elapsed_ms\":1500", "\"elapsed_ms\":2250", 1500, 2250),
      ("\"timestamp\":1700000000.5", "\"timestamp\":1700000001.25", 0, 750),
      ("\"ts\":1700000000500", "\"ts\":1700000001250", 0, 750),
      ("\"time\":\"2024-02-29T23:59:59.5Z\"", "\"time\":\"2024-03-01T01:00:00.250+01:00\"", 0, 750),
      ("\"received_at\":\"2024-02-29 23:59:59,500\"", "\"received_at\":\"2024-03-01T00:00:00.250Z\"", 0, 750),
      ("\"at\":0,\"ts\":9", "\"at\":0.75,\"ts\":1", 0, 750),
    ] as [(String, String, Int64, Int64)])
  func `arrival is read where the log has it`(first: String, second: String, one: Int64, two: Int64) throws {
    for frame in ["{%,\"data\":$}", "$"] {
      func line(_ time: String, _ text: String) -> String {
        let event = #"{"type":"response.text.delta","item_id":"a","delta":"\#(text)""#
        return frame == "$" ? event + "," + time + "}" : "{" + time + ",\"data\":" + event + "}}"
      }
      let session = try session(line(first, "a") + "\n" + line(second, "b"))
      #expect(session.items[0].text.map(\.at) == [.milliseconds(one), .milliseconds(two)])
    }
  }

  @Test func `a second session counts from its own beginning`() throws {
    let lines = [
      #"{"at":0.5,"data":{"type":"session.created","session":{"id":"one"}}}"#,
      #"{"at":1,"data":{"type":"response.text.delta","item_id":"a","delta":"x"}}"#,
      #"{"at":100,"data":{"type":"session.created","session":{"id":"two"}}}"#,
      #"{"at":101,"data":{"type":"response.text.delta","item_id":"a","delta":"y"}}"#,
    ]
    let sessions = try AgentLog.sessions(Data(lines.joined(separator: "\n").utf8), file: "f")
    #expect(sessions.map(\.id) == ["one", "two"])
    #expect(sessions.map { $0.items[0].text[0].at } == [.milliseconds(1000), .milliseconds(1000)])
  }

  @Test func `what was sent before the session was there belongs to it`() throws {
    let lines = [
      #"{"at":0.5,"data":{"type":"input_audio_buffer.append","audio":"AAAA"}}"#,
      #"{"at":0.75,"data":{"type":"session.created","session":{"id":"one"}}}"#,
      #"{"at":1,"data":{"type":"response.text.delta","item_id":"a","delta":"x"}}"#,
    ]
    let sessions = try AgentLog.sessions(Data(lines.joined(separator: "\n").utf8), file: "f")
    #expect(sessions.map(\.id) == ["one"] && sessions[0].input?.byteCount == 3)
    #expect(sessions[0].items[0].text[0].at == .milliseconds(1000))
  }

  @Test(arguments: ["-1", "1e308", "\"x\"", "1e19"])
  func `times beyond a session are refused or not times`(time: String) {
    let text =
      #"{"at":0,"type":"response.text.delta","item_id":"a","delta":"x"}"# + "\n"
      + #"{"at":\#(time),"type":"response.text.delta","item_id":"a","delta":"y"}"#
    let message = message(text)
    #expect(
      time == "\"x\"" ? message == "read" : message.hasPrefix("log: line 2, column 1: has a"), "\(message)")
  }

  @Test func `whole texts that part from their pieces stand in their place`() throws {
    let session = try session(
      [
        #"{"type":"response.text.delta","item_id":"a","delta":"one two "}"#,
        #"{"type":"response.text.delta","item_id":"a","delta":"tree"}"#,
        #"{"type":"response.text.done","item_id":"a","text":"one two three"}"#,
      ].joined(separator: "\n"))
    #expect(session.items[0].text.map(\.text) == ["one two ", "t", "hree"])
    #expect(session.notes.contains { $0.sort == .repaired && $0.place == "log: line 3" })
  }

  @Test func `settled snapshots give what they add, and a stash is never taken`() throws {
    func line(_ text: String, _ stash: String) -> String {
      #"{"type":"response.audio_transcript.text","item_id":"a","text":"\#(text)","stash":"\#(stash)"}"#
    }
    let text = [
      line("", "Toda"), line("Today", " is"), line("Today is fine", ""), line("Today is fine", "x"),
    ]
    let done = #"{"type":"response.audio_transcript.done","item_id":"a","transcript":"Today is fine."}"#
    let session = try session((text + [done]).joined(separator: "\n"))
    #expect(session.items[0].text.map(\.text) == ["Today", " is fine", "."])
  }

  @Test func `the client's message and its echo are one, at the time of the first`() throws {
    let session = try session(
      [
        #"{"at":1,"data":{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}}}"#,
        #"{"at":2,"data":{"type":"conversation.item.added","item":{"id":"i","type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}}}"#,
        #"{"at":3,"data":{"type":"conversation.item.done","item":{"id":"i","type":"message","role":"user","content":[{"type":"input_text","text":"Hi"}]}}}"#,
      ].joined(separator: "\n"))
    #expect(
      session.items.map(\.id) == ["i"] && session.items[0].text == [.init("Hi", at: .milliseconds(1000))])
  }

  @Test func `unknown events are counted by type and errors are told`() throws {
    let session = try session(
      [
        #"{"type":"response.text.delta","item_id":"a","delta":"x"}"#, #"{"type":"response.strange"}"#,
        #"{"type":"x.y"}"#, #"{"type":"x.y"}"#, #"{"type":"error","error":{"message":"too many"}}"#,
      ].joined(separator: "\n"))
    let texts = session.notes.filter { $0.sort == .leftOut }.map(\.text)
    #expect(texts.contains("events of no known type: response.strange (1), x.y (2)"))
    #expect(
      session.notes.contains { $0.sort == .read && $0.text == "an error that the log reports: too many" })
  }

  @Test(arguments: [
    ("", "log: line 1: is empty"), ("{\"a\":1}\n", "has no event that is known here"),
    ("hello world", "expected an event as an object"),
    ("{\"type\":\"response.done\"}\n[1]\n", "line 2, column 2: expected an event"),
    ("{\"type\":\"response.done\"}\n{\"type\":}\n", "line 2, column 9: expected a value"),
    ("{\"type\":\"response.done\",\"type\":\"x\"}", "has the key \"type\" twice"),
    ("data: {\"type\":\"ping\"}\nnonsense\n", "line 2: is no line of a stream"),
    ("a: [b\nc: d", "is no valid YAML"), ("- *x\n", "alias *x without an anchor"),
    ("- ? [a]\n  : b\n", "key that is no text"),
    ("{\"type\":\"input_audio_buffer.speech_started\",\"audio_start_ms\":-5}", "has audio_start_ms -5.0"),
  ])
  func `what cannot be read is refused with its line`(text: String, part: String) {
    let message = message(text)
    #expect(message.contains(part) && message.hasPrefix("log: line ") && message.contains("; "), "\(message)")
  }

  @Test func `a last line that was cut off is left out, and said`() throws {
    let session = try session(Self.lines + "{\"type\":\"response.te")
    #expect(session.notes.contains { $0.sort == .repaired && $0.place == "log: line 12" })
    #expect(message("{\"type\":\"response.te\n" + Self.lines) != "read")
  }

  @Test func `YAML is bounded in depth and in aliases`() {
    let deep =
      "- {type: ping, a: " + String(repeating: "[", count: 70) + String(repeating: "]", count: 70) + "}\n"
    #expect(message(deep).contains("deeper than 64 levels"))
    var bomb = "a0: &a0 [xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx]\n"
    for k in 1..<12 {
      bomb += "a\(k): &a\(k) [" + Array(repeating: "*a\(k - 1)", count: 9).joined(separator: ", ") + "]\n"
    }
    #expect(message(bomb).contains("aliases that come to more than"))
    #expect(message(String(repeating: "[", count: 100_000)).contains("log: line 1"))
  }

  @Test func `YAML scalars keep their meaning`() throws {
    let yaml = """
      version: 1
      interactions:
      - kind: message
        direction: received
        at: 1.25
        data: {type: response.text.delta, item_id: &i a, delta: "\\ttrue \\u00e9", other: [~, yes, 0x1F, .inf, 1e3]}
      - kind: message
        at: 2
        data:
          type: response.text.delta
          item_id: *i
          delta: '12'
      - {kind: close, code: 1000, reason: '', ok: true, at: 3}
      """
    let session = try session(yaml)
    #expect(
      session.items[0].text == [
        .init("\ttrue é", at: .milliseconds(1250)), .init("12", at: .milliseconds(2000)),
      ])
    #expect(session.items[0].line == 3 && !session.notes.contains { $0.isFault })
  }
}
