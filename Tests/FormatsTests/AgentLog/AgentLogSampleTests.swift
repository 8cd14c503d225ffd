import Foundation
import Motion
import Testing

@testable import Formats

/// The recorded sessions that lie outside of the project, held against what their README counts.
@Suite(.enabled(if: SharedSamples.isSet, "MIEN_SHARED is unset"))
struct AgentLogSampleTests {
  private func log(_ name: String) throws -> AgentLog {
    try AgentLog(SharedSamples.bytes("agent-logs/" + name), file: name, keepsAudio: true)
  }

  private func session(_ name: String) throws -> AgentSession {
    let sessions = try AgentLog.sessions(
      SharedSamples.bytes("agent-logs/" + name), file: name, keepsAudio: true)
    #expect(sessions.count == 1)
    let fromFile = try AgentLog.sessions(
      path: SharedSamples.path("agent-logs/" + name), file: name, keepsAudio: true)
    #expect(fromFile == sessions)
    return try #require(sessions.first)
  }

  private func says(_ session: AgentSession, _ sort: ImportNote.Sort, _ part: String) -> Bool {
    session.notes.contains { $0.sort == sort && $0.text.contains(part) }
  }

  @Test func `a turn heard by voice activity`() throws {
    let name = "openai-realtime_audio_in_server_vad_turn.yaml"
    let session = try session(name)
    #expect(session.id == "sess_E6U0wu9FmdwQ0Lgv9ESYH")
    #expect(session.items.map(\.role) == [.user, .assistant])
    let user = session.items[0]
    #expect(user.speechStart == .milliseconds(1460) && user.speechEnd == .milliseconds(4256))
    #expect(user.text.count == 7 && user.isTranscript && user.wholeText.hasPrefix(" Hello, my"))
    let answer = session.items[1]
    #expect(answer.text.count == 16 && answer.isTranscript)
    #expect(answer.sound?.chunks.count == 27 && answer.sound?.byteCount == 27 * 33)
    #expect(answer.sound?.format == .pcm24k && answer.sound?.isCut == true)
    #expect(session.input?.chunks.count == 55 && session.input?.isCut == true)
    #expect(session.responses.map(\.status) == ["completed"])
    #expect(says(session, .read, "124 messages of OpenAI Realtime"))
    #expect(says(session, .missing, "no message says when it arrived"))
    #expect(!session.notes.contains { $0.isFault })
    // The user's words are recognised while the answer runs.
    let kinds = try log(name).events.map(\.kind)
    let created = try #require(kinds.firstIndex { if case .responseCreated = $0 { true } else { false } })
    let heard = try #require(
      kinds.lastIndex { if case .delta(let slot, _) = $0 { slot.role == .user } else { false } })
    #expect(heard > created)
  }

  @Test func `a typed turn answered by sound`() throws {
    let session = try session("openai-realtime_text_in_audio_out_turn.yaml")
    #expect(session.items.map(\.role) == [.user, .assistant])
    #expect(!session.items[0].isTranscript && !session.items[0].wholeText.isEmpty)
    #expect(session.items[1].text.count == 3 && session.items[1].sound?.chunks.count == 4)
    #expect(says(session, .read, "24 messages"))
  }

  @Test func `a tool call and the answer behind it`() throws {
    let session = try session("openai-realtime_tool_call_round.yaml")
    #expect(session.items.map(\.role) == [.user, .assistant, .assistant])
    #expect(session.items[0].wholeText == "What is the weather in London?")
    let call = try #require(session.items[1].call)
    #expect(call.name == "get_weather" && call.id == "call_uMNE0Myi2tDTPu0w" && call.pieces.count == 12)
    #expect(call.arguments == "{  \n  \"city\": \"London\" \n} \n")
    #expect(call.output == "It is foggy and 12 degrees in London.")
    #expect(session.items[2].text.count == 11 && !session.items[2].isTranscript)
    #expect(session.responses.count == 2 && says(session, .read, "50 messages"))
    #expect(!session.notes.contains { $0.isFault })
  }

  @Test func `settled text with a stash`() throws {
    let session = try session("qwen-realtime_audio-turn.jsonl")
    #expect(session.items.map(\.role) == [.user, .assistant])
    #expect(session.items[0].speechStart == .zero && session.items[0].speechEnd == .milliseconds(4600))
    let answer = session.items[1]
    #expect(answer.wholeText == "The weather is very nice today, let's go for a walk in the park together.  ")
    #expect(answer.sound?.byteCount == 132 && answer.sound?.isCut == true)
    #expect(says(session, .read, "9 messages") && says(session, .read, "Qwen"))
  }

  @Test(arguments: ["qwen-realtime_session-created.json", "qwen-realtime_session-updated.json"])
  func `one event alone is a log without turns`(name: String) throws {
    let log = try log(name)
    #expect(log.events.count == 1)
    guard case .session(let id, let input, let output, _) = log.events[0].kind else {
      return #expect(Bool(false))
    }
    #expect(id == "sess_WvWctgpr1Qpcjq53Spt0p")
    #expect(input == .init(.pcm16, rate: 16_000) && output == .pcm24k)
  }

  @Test func `two running transcripts whose times are not in order`() throws {
    let session = try session("openai-realtime-speech-translation.chunks.txt")
    #expect(session.items.map(\.role) == [.user, .assistant])
    #expect(session.items[0].wholeText == " The quick brown fox jumps over the lazy")
    #expect(session.items[0].text.first?.at == .milliseconds(600))
    #expect(session.items[1].wholeText == "La rápida zorra marrón salta sobre el perro perezoso.")
    #expect(session.items[1].text.map(\.at).last == .milliseconds(5600))
    #expect(session.items[1].sound?.chunks == [.init(byteCount: 3, at: .milliseconds(200))])
    #expect(says(session, .read, "27 messages of") && says(session, .read, "elapsed_ms"))
    #expect(says(session, .read, "timed before the one above"))
  }

  @Test func `two messages of one response with their phases`() throws {
    let session = try session("openai-responses_phase.1.chunks.txt")
    #expect(session.items.map(\.phase) == ["commentary", "final_answer"])
    #expect(session.items[0].text.prefix(2).map(\.text) == ["Got", " it"])
    #expect(session.items[0].wholeText.hasSuffix("with links."))
    #expect(session.items[1].wholeText.hasPrefix("Here are a few **AI headlines"))
    #expect(
      session.responses.map(\.status) == ["completed"]
        && says(session, .read, "17 messages of OpenAI Responses"))
    #expect(!session.notes.contains { $0.isFault })
  }

  @Test func `a message streamed in blocks`() throws {
    let session = try session("anthropic-text.chunks.txt")
    #expect(session.items.count == 1 && session.items[0].text.count == 6)
    #expect(
      session.items[0].wholeText
        == "Hello! I'm doing well, thank you for asking. How are you doing today? Is there anything I can help you with?"
    )
    #expect(says(session, .read, "12 messages of Anthropic Messages"))
  }
}
