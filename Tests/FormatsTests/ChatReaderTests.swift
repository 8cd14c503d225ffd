import Conversation
import Foundation
import Testing

@testable import Formats

@Suite("Chats with language models")
struct ChatReaderTests {
  private static let seeds = SeedFolder("Chat")

  private func read(_ name: String) throws -> [Transcript] {
    try ChatReader.read(try Self.seeds.bytes(name), file: name)
  }

  private func notes(_ transcript: Transcript) -> [String] { transcript.notes.map(\.description) }

  @Test("OpenAI messages: parts join, calls stay with their message, what is not spoken is counted")
  func openAI() throws {
    let all = try read("openai.jsonl")
    #expect(all.map(\.id) == ["openai-1", "openai-2"])
    #expect(
      all[0].speakers == [.init(name: "user", role: .partner), .init(name: "assistant", role: .character)])
    #expect(all[0].turns.map(\.text) == ["What is\nthis?", "", "A *cat*!"])
    #expect(all[0].turns.map(\.writing) == [.spoken, .marked, .marked])
    #expect(all[0].turns[1].calls == [.init(name: "look", arguments: "{\"at\": 1}")])
    #expect(all[1].turns.map(\.text) == ["Bad?", "I can not."] && all[1].turns.map(\.line) == [2, 2])
    #expect(
      notes(all[0]) == [
        "read: openai.jsonl: 1 system prompt, not spoken",
        "read: openai.jsonl: 1 answer of a tool, not spoken",
        "read: openai.jsonl: 1 refusal, read as spoken",
        "missing: openai.jsonl: 1 picture in a message, not spoken",
      ])
    #expect(all[1].notes == [])
  }

  @Test("the older function_call is a call like others")
  func legacyCalls() throws {
    let all = try read("legacy-call.jsonl")
    #expect(all[0].turns[1].calls == [.init(name: "sky", arguments: "{}")])
  }

  @Test("ShareGPT: calls are written as text, unknown voices are left out by name, empty ones counted")
  func shareGPT() throws {
    let all = try read("sharegpt.json")
    #expect(all.map(\.id) == ["a", "b"])
    #expect(all[0].turns.map(\.speaker) == ["user", "assistant", "assistant"])
    #expect(all[0].turns[2].calls == [.init(name: "f", arguments: "{\"x\":1}")])
    #expect(all[1].turns.map(\.text) == ["Hi"])
    #expect(
      notes(all[0]) == [
        "read: sharegpt.json: 1 system prompt, not spoken",
        "read: sharegpt.json: 1 answer of a tool, not spoken",
        "missing: sharegpt.json: 1 message has no text and no call",
        "left out: sharegpt.json: 1 message is of an unknown role ('martian')",
      ])
  }

  @Test("lines that are no JSON are left out with their numbers, the first and the last too")
  func brokenLines() throws {
    let all = try read("broken-line.jsonl")
    #expect(all.map { $0.turns[0].text } == ["1", "3"])
    #expect(
      notes(all[0]) == ["left out: broken-line.jsonl: lines 2, 4: the line is no JSON and was left out"])
    let later = try read("broken-first-line.jsonl")
    #expect(
      later[0].turns.map(\.text) == ["2"]
        && later[0].notes.map(\.place) == ["broken-first-line.jsonl: line 1"])
  }

  @Test("bare messages make one chat", arguments: ["messages.jsonl", "one-chat.json"])
  func bareMessages(_ name: String) throws {
    let all = try read(name)
    #expect(all.count == 1 && all[0].turns.map(\.text) == ["Hi", "Hello"])
  }

  @Test("messages of strange types are left out and do no harm")
  func wrongTypes() throws {
    let all = try read("wrong-types.jsonl")
    #expect(all[0].turns.map(\.text) == ["ok"])
    #expect(all[0].turns[0].calls.map(\.name) == ["function", "function"])
    #expect(all[0].notes.contains { $0.isFault })
  }

  @Test(
    "a file without a chat is refused",
    arguments: [
      "pretty-cut.json", "system-only.json", "numbers.jsonl", "empty.jsonl", "deep.jsonl",
    ])
  func refuses(_ name: String) throws {
    let error = #expect(throws: FormatsError.self) { try read(name) }
    #expect(error?.description.hasPrefix("\(name): line") == true, "\(error?.description ?? "")")
  }

  @Test("cut anywhere, a file is read or refused with its name", arguments: seeds.names)
  func cuts(_ name: String) throws {
    let bytes = try Self.seeds.bytes(name)
    for count in 0..<min(bytes.count, 2000) {
      do throws(FormatsError) {
        _ = try ChatReader.read(bytes.prefix(count), file: name)
      } catch {
        #expect(error.description.hasPrefix(name))
      }
    }
  }

  @Test(
    "the samples come in whole", .enabled(if: SharedSamples.isSet, "MIEN_SHARED is unset"),
    arguments: [("dummy_conversation.sharegpt.json", 500), ("toy_chat_fine_tuning.openai.jsonl", 5)])
  func samples(_ name: String, _ chats: Int) throws {
    let all = try ChatReader.read(try SharedSamples.bytes("llm-chat/" + name), file: name)
    #expect(all.count == chats)
    #expect(all.flatMap(\.notes).filter(\.isFault) == [])
    #expect(all.allSatisfy { chat in chat.speakers.allSatisfy { $0.role != nil } })
  }
}
