import Foundation
import Motion
import Testing

@testable import Formats

/// Dialects that have no items of their own: streams of blocks, choices and turns.
@Suite struct AgentDecoderTests {
  private func session(_ lines: [String]) throws -> AgentSession {
    try #require(
      AgentLog.sessions(Data(lines.joined(separator: "\n").utf8), file: "log", keepsAudio: true).first)
  }

  @Test func `Anthropic blocks: text, thinking, a tool, an error`() throws {
    let session = try session([
      #"event: message_start"#,
      #"data: {"type":"message_start","message":{"type":"message","id":"m1","role":"assistant","content":[]}}"#,
      "",
      #"data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}"#,
      "",
      #"data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"secret"}}"#,
      "",
      #"data: {"type":"content_block_stop","index":0}"#, "",
      #"data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}"#, "",
      #"data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Let me look."}}"#,
      "",
      #"data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"t1","name":"look","input":{}}}"#,
      "",
      #"data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"a\":"}}"#,
      "",
      #"data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"1}"}}"#,
      "",
      #"data: {"type":"content_block_stop","index":2}"#, "", #"data: {"type":"message_stop"}"#, "",
      #"data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#, "",
    ])
    #expect(session.items.map(\.id) == ["m1#1", "m1#2"] && session.items[0].wholeText == "Let me look.")
    #expect(session.items[1].call?.name == "look" && session.items[1].call?.arguments == "{\"a\":1}")
    #expect(session.items[1].call?.pieces.count == 2 && session.responses.count == 1)
    #expect(!session.items.contains { $0.wholeText.contains("secret") })
    #expect(session.notes.contains { $0.text == "6 bytes of thinking, which nobody hears, were not taken" })
    #expect(session.notes.contains { $0.text.hasSuffix("Overloaded") })
  }

  @Test func `chat completions: several answers, tool calls by index, a second choice`() throws {
    func chunk(_ id: String, _ choice: String) -> String {
      #"data: {"id":"\#(id)","object":"chat.completion.chunk","created":1700000000,"choices":[\#(choice)]}"#
        + "\n"
    }
    let session = try session([
      chunk("c1", #"{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}"#),
      chunk("c1", #"{"index":0,"delta":{"content":"Hel"}},{"index":1,"delta":{"content":"no"}}"#),
      chunk("c1", #"{"index":0,"delta":{"content":"lo","reasoning_content":"hm"}}"#),
      chunk(
        "c1",
        #"{"index":0,"delta":{"tool_calls":[{"index":0,"id":"k1","function":{"name":"f","arguments":""}}]}}"#),
      chunk("c1", #"{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}}"#),
      chunk(
        "c1",
        #"{"index":0,"delta":{"tool_calls":[{"index":1,"id":"k2","function":{"name":"g","arguments":"[1"}}]}}"#
      ),
      chunk("c1", #"{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"]"}}]}}"#),
      chunk("c1", #"{"index":0,"delta":{},"finish_reason":"tool_calls"}"#),
      chunk("c2", #"{"index":0,"delta":{"content":"Bye"},"finish_reason":"stop"}"#), "data: [DONE]\n",
    ])
    #expect(session.items.map(\.id) == ["c1", "k1", "k2", "c2"])
    #expect(session.items[0].text.map(\.text) == ["Hel", "lo"] && session.items[3].wholeText == "Bye")
    #expect(session.items.compactMap { $0.call?.arguments } == ["{}", "[1]"])
    #expect(session.items.compactMap { $0.call?.name } == ["f", "g"])
    #expect(session.responses.map(\.status) == ["tool_calls", "stop"])
    #expect(session.notes.contains { $0.text == "1 pieces of second and further choices" })
  }

  @Test func `Gemini Live: both transcripts, sound, a call, an interruption`() throws {
    let session = try session([
      #"{"setupComplete":{}}"#,
      #"{"realtimeInput":{"audio":{"data":"AAAAAA==","mimeType":"audio/pcm;rate=16000"}}}"#,
      #"{"serverContent":{"inputTranscription":{"text":"Hi"}}}"#,
      #"{"serverContent":{"modelTurn":{"parts":[{"inlineData":{"mimeType":"audio/pcm;rate=24000","data":"AQACAA=="}}]}}}"#,
      #"{"serverContent":{"outputTranscription":{"text":"Hel"}}}"#,
      #"{"serverContent":{"inputTranscription":{"text":" you"}}}"#,
      #"{"toolCall":{"functionCalls":[{"id":"f1","name":"look","args":{"a":1}}]}}"#,
      #"{"toolResponse":{"functionResponses":[{"id":"f1","name":"look","response":{"b":2}}]}}"#,
      #"{"serverContent":{"outputTranscription":{"text":"lo"},"interrupted":true}}"#,
      #"{"serverContent":{"turnComplete":true}}"#,
      #"{"server_content":{"model_turn":{"parts":[{"text":"Next"},{"text":"hm","thought":true}]},"turn_complete":true}}"#,
    ])
    #expect(session.items.map(\.id) == ["input-1", "output-1", "f1", "output-2"])
    #expect(session.items.map(\.wholeText) == ["Hi you", "Hello", "", "Next"])
    #expect(session.items[1].sound?.byteCount == 4 && session.items[1].isCancelled)
    #expect(session.items[2].call?.arguments == "{\"a\":1}" && session.items[2].call?.output == "{\"b\":2}")
    #expect(session.input?.format.rate == 16_000 && session.responses.count == 2)
  }
}
