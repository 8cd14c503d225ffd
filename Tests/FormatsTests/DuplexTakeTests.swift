import Conversation
import Foundation
import Motion
import Testing

@testable import Formats

@Suite("Two-party tests of speaking agents")
struct DuplexTakeTests {
  private static let output = Data(
    #"{"text": "One two", "chunks": [{"text": " One", "timestamp": [1, 1.5]}, {"text": "two", "timestamp": [1.5, null]}]}"#
      .utf8)
  private static let interrupt = Data(
    #"[{"context": "Tell me.", "interrupt": "Stop!", "timestamp": [2.0, 2.5]}]"#.utf8)

  @Test("input and output behind a stem, and alone in folders, are user and agent")
  func layouts() throws {
    let sound = ArrayFixtures.wav(seconds: 3)
    let folder = try TakeFolder([
      "a_input.wav": sound, "a_output.wav": sound, "a_output.json": Self.output,
      "a_interrupt.json": Self.interrupt,
      "set/7/input.wav": sound, "set/7/output.wav": sound, "set/8/output.wav": sound,
    ])
    let listing = try MotionFolder.takes(at: folder.url)
    #expect(listing.handles.map(\.id) == ["7", "a"])
    #expect(listing.notes.count == 1)
    let take = try listing.handles[1].read()
    #expect(take.participants.map(\.id) == ["user", "agent"])
    #expect(take.participants.map(\.role) == [.partner, .character])
    #expect(take.participants.map { $0.sound?.file.lastPathComponent } == ["a_input.wav", "a_output.wav"])
    guard case .transcript(let user)? = take.participants[0].words,
      case .transcript(let agent)? = take.participants[1].words
    else {
      Issue.record("no words")
      return
    }
    #expect(user.turns.map(\.text) == ["Tell me.", "Stop!"])
    #expect(user.turns.map(\.start) == [nil, .milliseconds(2000)])
    #expect(agent.lanes["agent"]?.words.map(\.text) == ["One", "two"])
    #expect(agent.lanes["agent"]?.words.map(\.end) == [.milliseconds(1500), .milliseconds(1500)])
    #expect(agent.notes.contains { $0.sort == .repaired })
  }

  @Test("two channels are two parties when that is asked for")
  func twoChannels() throws {
    let folder = try TakeFolder([
      "call.wav": ArrayFixtures.wav(seconds: 1, channels: 2), "mono.wav": ArrayFixtures.wav(seconds: 1),
      "call.json": Self.output,
    ])
    let listing = try MotionFolder.takes(at: folder.url, options: .init(form: .twoChannels))
    #expect(listing.handles.map(\.id) == ["call"])
    #expect(listing.notes.map(\.place) == ["mono.wav"])
    let take = try listing.handles[0].read()
    #expect(take.participants.map { $0.sound?.channel } == [0, 1])
    #expect(take.participants[1].words != nil)
    #expect(take.notes.contains { $0.sort == .assumed })
  }

  @Test(
    "times that are none are refused with their place",
    arguments: ["[-1, 2]", "[1, 0.5]", "[1e307, 1e308]", "[1]", "\"x\""])
  func brokenTimes(timestamp: String) {
    var transcript = Transcript(id: "a", speakers: [.init(name: "agent")])
    let chunks = Data("{\"chunks\":[{\"text\":\"a\",\"timestamp\":\(timestamp)}]}".utf8)
    let error = #expect(throws: FormatsError.self) {
      try DuplexTake.addChunks(chunks, to: &transcript, file: "a.json")
    }
    #expect(error?.description.contains("chunks[0]") == true)
    let rows = Data("[{\"interrupt\":\"a\",\"timestamp\":\(timestamp)}]".utf8)
    #expect(throws: FormatsError.self) {
      try DuplexTake.addInterruptions(rows, to: &transcript, file: "a.json")
    }
  }

  @Test("the sample test comes in with both sides", .enabled(if: SharedSamples.isSet, "MIEN_SHARED is unset"))
  func sample() throws {
    let listing = try MotionFolder.takes(at: URL(fileURLWithPath: SharedSamples.path("duplex-fdb")))
    #expect(listing.handles.map(\.id) == ["user_interruption"])
    let take = try #require(listing.handles.first).read()
    #expect(take.participants.map { $0.sound?.seconds }.allSatisfy { abs(($0 ?? 0) - 28.16) < 0.01 })
    guard case .transcript(let user)? = take.participants[0].words,
      case .transcript(let agent)? = take.participants[1].words
    else {
      Issue.record("no words")
      return
    }
    #expect(user.turns.last?.text == "Can we talk about something else? How about fiction books?")
    #expect(user.turns.last?.end == .milliseconds(13_144))
    #expect(agent.lanes["agent"]?.words.first?.start == .milliseconds(17_224))
    #expect(take.notes.filter(\.isFault).isEmpty)
  }
}
