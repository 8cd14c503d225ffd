import Conversation
import Formats
import Foundation
import Motion
import Speech
import Testing

@testable import Catalog

@Suite("Recordings of agents' logs")
struct AgentSessionAssemblyTests {
  /// 48,000 bytes of silence: a second of 16 bits at 24 kHz.
  private static let second = Data(count: 48_000).base64EncodedString()

  private static let events: [(at: Double, event: String)] = [
    (
      0,
      #"{"type":"session.created","session":{"id":"s","audio":{"output":{"format":{"type":"audio/pcm","rate":24000}}}}}"#
    ),
    (0.6, #"{"type":"input_audio_buffer.speech_started","audio_start_ms":500,"item_id":"u1"}"#),
    (1.3, #"{"type":"input_audio_buffer.speech_stopped","audio_end_ms":1250,"item_id":"u1"}"#),
    (1.4, #"{"type":"response.created","response":{"id":"r1"}}"#),
    (
      1.5,
      #"{"type":"response.output_audio_transcript.delta","response_id":"r1","item_id":"a1","delta":"One two "}"#
    ),
    (1.6, #"{"type":"response.output_audio.delta","response_id":"r1","item_id":"a1","delta":"\#(second)"}"#),
    (
      1.7,
      #"{"type":"response.output_audio_transcript.delta","response_id":"r1","item_id":"a1","delta":"three four"}"#
    ),
    (1.75, #"{"type":"response.output_audio.delta","response_id":"r1","item_id":"a1","delta":"\#(second)"}"#),
    (
      1.8,
      #"{"type":"conversation.item.input_audio_transcription.completed","item_id":"u1","transcript":"Hi you"}"#
    ),
    (
      1.9,
      #"{"type":"response.output_audio_transcript.done","response_id":"r1","item_id":"a1","transcript":"One two three four"}"#
    ),
    (2.9, #"{"type":"input_audio_buffer.speech_started","audio_start_ms":2600,"item_id":"u2"}"#),
    (3.0, #"{"type":"conversation.item.truncated","item_id":"a1","content_index":0,"audio_end_ms":1000}"#),
    (
      3.1,
      #"{"type":"response.done","response":{"id":"r1","status":"cancelled","status_details":{"reason":"turn_detected"}}}"#
    ),
  ]

  private func made(isTimed: Bool) throws -> (recording: Recording, assembly: AgentSessionAssembly) {
    let lines = Self.events.map { isTimed ? "{\"at\":\($0.at),\"data\":\($0.event)}" : $0.event }
    let folder = try TemporaryFolder()
    let file = try folder.write(lines.joined(separator: "\n") + "\n", "log.jsonl")
    let session = try #require(
      try AgentLog.sessions(path: file.path, file: "log.jsonl", keepsAudio: true).first)
    var assembly = AgentSessionAssembly(session, id: "log", rules: ImportRules())
    let made = assembly.recording()
    let recording = try #require(made)
    try recording.validate()
    return (recording, assembly)
  }

  @Test("a timed log keeps its arrivals, in order, and recorded/1 works on it")
  func timed() throws {
    let (recording, _) = try made(isTimed: true)
    #expect(recording.log.allSatisfy { $0.arrival != nil })
    #expect(
      zip(recording.log, recording.log.dropFirst()).allSatisfy {
        ($0.arrival ?? .zero) <= ($1.arrival ?? .zero)
      })
    let deltas = recording.log.filter { $0.kind == .delta && $0.participant == "agent" }
    #expect(deltas.map(\.text) == ["One two ", "three four"])
    #expect(deltas.map { $0.arrival?.seconds } == [1.5, 1.7])
    #expect(deltas.map { $0.anchor?.offset } == [0, 8])
    let voice = recording.log.filter { $0.kind == .voice && $0.participant == "user" }
    #expect(
      voice.map(\.operation) == [.announce, .revise] && voice.map { $0.arrival?.seconds } == [0.6, 1.3])
    #expect(voice[0].start?.seconds == 0.5 && voice[0].end == nil && voice[1].end?.seconds == 1.25)
    let schedule = try ArrivalModel.recorded.schedule(recording, for: "agent")
    #expect(schedule.entries.count == recording.log.count)
  }

  @Test("the voice begins with its first sound, and sound arrives as it came, up to where it fell silent")
  func sound() throws {
    let (recording, assembly) = try made(isTimed: true)
    let sound = recording.log.filter { $0.kind == .audio }
    // The second piece was sent but never heard.
    #expect(sound.map { $0.start?.seconds } == [1.6] && sound.map { $0.end?.seconds } == [2.6])
    #expect(sound.map { $0.arrival?.seconds } == [1.6])
    #expect(assembly.audio["agent"]?.sampleRate == 24_000)
    #expect(assembly.audio["agent"]?.duration.seconds == 2.6)
    let user = try #require(Happened(recording).voice.first)
    #expect(user.participant == "user" && user.start.seconds == 0.5 && user.end.seconds == 1.25)
  }

  @Test("an interruption ends the turn and cancels the words behind it")
  func interruption() throws {
    let (recording, _) = try made(isTimed: true)
    let happened = Happened(recording).of("agent")
    #expect(happened.turns.map { $0.end.seconds } == [2.6])
    #expect(happened.words.allSatisfy { $0.end.seconds <= 2.6 + 1e-9 })
    #expect(happened.words.count < 4 && happened.words.first?.text == "One")
    let cancels = recording.log.filter { $0.operation == .cancel }
    #expect(!cancels.isEmpty && cancels.allSatisfy { ($0.arrival ?? .zero) >= .milliseconds(2900) })
  }

  @Test("without times turns follow by rule, nothing has an arrival, and recorded/1 is refused")
  func untimed() throws {
    let (recording, assembly) = try made(isTimed: false)
    #expect(recording.log.allSatisfy { $0.arrival == nil })
    #expect(throws: ConversationError.self) { try ArrivalModel.recorded.schedule(recording, for: "agent") }
    _ = try ArrivalModel.agent.schedule(recording, for: "agent")
    let agent = try #require(Happened(recording).turns.first { $0.participant == "agent" })
    // The user's speech is placed by the log; the agent follows 0.9 s behind it.
    #expect(abs(agent.start.seconds - 2.15) < 1e-9)
    #expect(assembly.notes.contains { $0.sort == .assumed && $0.text.contains("recorded/1 is refused") })
  }

  @Test("tool calls are cues behind the text before them, system messages are counted")
  func calls() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      {"at":0,"data":{"type":"conversation.item.created","item":{"id":"y","type":"message","role":"system","content":[{"type":"input_text","text":"Be kind"}]}}}
      {"at":1,"data":{"type":"response.output_text.delta","item_id":"a1","delta":"Let me *nods* look"}}
      {"at":2,"data":{"type":"response.output_item.added","item":{"id":"c1","type":"function_call","name":"weather","call_id":"k"}}}
      {"at":2.5,"data":{"type":"response.function_call_arguments.done","item_id":"c1","call_id":"k","arguments":"{}"}}

      """, "log.jsonl")
    let session = try #require(
      try AgentLog.sessions(path: file.path, file: "log.jsonl", keepsAudio: true).first)
    var assembly = AgentSessionAssembly(session, id: "log", rules: ImportRules())
    let made = assembly.recording()
    let recording = try #require(made)
    let cues = Happened(recording).cues
    #expect(Set(cues.map(\.cue)) == [.stage, .tool])
    let tool = try #require(cues.first { $0.cue == .tool })
    #expect(
      tool.text == "weather" && tool.anchor == .init(turn: "t1", offset: "Let me *nods* look".utf8.count))
    #expect(Happened(recording).words.map(\.text) == ["Let", "me", "look"])
    #expect(assembly.tallies.contains { $0.amount == 1 && $0.one.contains("system") })
  }

  @Test("nothing of a turn arrives before the turn, though its log says the words before they are spoken")
  func announced() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      {"at":0.1,"data":{"type":"conversation.item.input_audio_transcription.completed","item_id":"u1","transcript":"Hi you"}}
      {"at":0.2,"data":{"type":"input_audio_buffer.speech_started","audio_start_ms":5000,"item_id":"u1"}}
      {"at":0.3,"data":{"type":"input_audio_buffer.speech_stopped","audio_end_ms":6000,"item_id":"u1"}}

      """, "log.jsonl")
    let session = try #require(
      try AgentLog.sessions(path: file.path, file: "log.jsonl", keepsAudio: true).first)
    var assembly = AgentSessionAssembly(session, id: "log", rules: ImportRules())
    let made = assembly.recording()
    let recording = try #require(made)
    try recording.validate()
    let turn = try #require(recording.log.first)
    #expect(turn.id == "t1" && turn.operation == .announce && turn.arrival?.seconds == 5)
    #expect(recording.log.allSatisfy { ($0.arrival ?? .zero) >= .milliseconds(5000) })
    #expect(Happened(recording).turns.map(\.text) == ["Hi you"])
  }
}
