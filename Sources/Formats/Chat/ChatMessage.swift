import Conversation

/// One message of a chat in any of the dialects.
struct ChatMessage {
  /// Who it is from.
  private enum Voice {
    case model, user, system, tool, call
    case unknown(String)

    init(_ role: String) {
      switch role.lowercased() {
      case "assistant", "gpt", "model", "chatgpt", "bing", "bard", "bot", "ai": self = .model
      case "user", "human": self = .user
      case "system", "developer": self = .system
      case "tool", "function", "observation", "tool_response", "function_response", "ipython": self = .tool
      case "function_call", "tool_call": self = .call
      default: self = .unknown(role)
      }
    }
  }

  private let voice: Voice
  private var name: String?
  private var text = ""
  private var calls: [Transcript.ToolCall] = []

  /// `nil` for a value that is no message: none with a role.
  init?(_ value: JSONValue, tally: inout ChatTally) {
    let type = value["type"]?.string
    if type == "function_call_output" || type == "custom_tool_call_output" {
      voice = .tool
      tally.hasMessages = true
      return
    }
    if type == "function_call" || type == "custom_tool_call", value["name"]?.string != nil {
      voice = .call
      tally.hasMessages = true
      call(value, arguments: value["arguments"] ?? value["input"], tally: &tally)
      return
    }
    guard let role = value["role"]?.string ?? value["from"]?.string else { return nil }
    voice = Voice(role)
    tally.hasMessages = true
    switch voice {
    case .system, .tool, .unknown: return
    case .call:
      written(value["value"] ?? value["content"], tally: &tally)
      return
    case .model, .user: break
    }
    name = value["name"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    read(value["content"] ?? value["value"] ?? value["text"], tally: &tally)
    if let refusal = value["refusal"]?.string, !refusal.isEmpty {
      tally.add(.refusal)
      join(refusal)
    }
    for entry in value["tool_calls"]?.array ?? [] {
      let custom = entry["custom"]
      let function = entry["function"] ?? custom ?? entry
      call(function, arguments: function["arguments"] ?? function["input"], tally: &tally)
    }
    if let function = value["function_call"], function != .null {
      call(function, arguments: function["arguments"], tally: &tally)
    }
  }

  /// Puts what is spoken or called behind the chat's turns.
  func append(to chat: inout ChatDraft, line: Int, tally: inout ChatTally) {
    let isModel: Bool
    switch voice {
    case .system: return tally.add(.system)
    case .tool: return tally.add(.toolResult)
    case .unknown(let role): return tally.add(.strangeRole, role)
    case .model, .call: isModel = true
    case .user: isModel = false
    }
    guard !calls.isEmpty || text.contains(where: { !$0.isWhitespace }) else { return tally.add(.empty) }
    let speaker = Transcript.Speaker(
      name: name ?? (isModel ? "assistant" : "user"), role: isModel ? .character : .partner)
    chat.append(
      speaker,
      Transcript.Turn(
        speaker: speaker.name, text: text, writing: isModel ? .marked : .spoken, calls: calls, line: line))
  }

  private mutating func join(_ piece: String) { text += text.isEmpty ? piece : "\n" + piece }

  /// Reads content: a text, or a list of parts.
  private mutating func read(_ content: JSONValue?, tally: inout ChatTally) {
    if let text = content?.string { return join(text) }
    let parts = content?.array ?? (content?.object == nil ? [] : [content ?? .null])
    for part in parts {
      if let text = part.string {
        join(text)
        continue
      }
      let type = part["type"]?.string ?? (part["text"]?.string == nil ? "" : "text")
      switch type {
      case "text", "input_text", "output_text", "summary_text":
        if let text = part["text"]?.string ?? part["text"]?["value"]?.string, !text.isEmpty { join(text) }
      case "refusal":
        tally.add(.refusal)
        if let text = part["refusal"]?.string, !text.isEmpty { join(text) }
      case "image_url", "image", "input_image", "image_file", "output_image", "video", "video_url":
        tally.add(.picture)
      case "input_audio", "output_audio", "audio", "audio_url":
        tally.add(.sound)
        if let text = part["transcript"]?.string, !text.isEmpty { join(text) }
      case "file", "input_file", "document": tally.add(.attachment)
      case "tool_use": call(part, arguments: part["input"], tally: &tally)
      case "tool_result": tally.add(.toolResult)
      default: tally.add(.strangePart, type)
      }
    }
  }

  /// Calls that a ShareGPT message holds as the text of a JSON object or list.
  private mutating func written(_ value: JSONValue?, tally: inout ChatTally) {
    guard let text = value?.string else {
      if let value, value != .null { call(value, arguments: value["arguments"], tally: &tally) }
      return
    }
    guard text.contains(where: { !$0.isWhitespace }) else { return }
    guard let parsed = try? JSONValue(parsing: text.utf8, file: "", place: "") else {
      tally.add(.namelessCall)
      calls.append(.init(name: "function", arguments: text))
      return
    }
    for entry in parsed.array ?? [parsed] {
      let function = entry["function"]?.object == nil ? entry : entry["function"] ?? entry
      call(function, arguments: function["arguments"] ?? function["parameters"], tally: &tally)
    }
  }

  private mutating func call(_ function: JSONValue, arguments: JSONValue?, tally: inout ChatTally) {
    let name = function["name"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    if name == nil { tally.add(.namelessCall) }
    let text: String
    switch arguments {
    case nil, .null?: text = ""
    case .string(let written)?: text = written
    case .some(let value): text = String(decoding: value.text, as: UTF8.self)
    }
    calls.append(.init(name: name ?? "function", arguments: text))
  }
}

/// A chat while its messages come.
struct ChatDraft {
  private(set) var transcript: Transcript
  private var names: Set<String> = []

  init(id: String) { transcript = Transcript(id: id) }

  mutating func append(_ speaker: Transcript.Speaker, _ turn: Transcript.Turn) {
    if names.insert(speaker.name).inserted { transcript.speakers.append(speaker) }
    transcript.turns.append(turn)
  }
}
