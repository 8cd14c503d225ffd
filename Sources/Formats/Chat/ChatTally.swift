/// Counts what a file of chats holds besides speech; each sort becomes one note.
struct ChatTally {
  /// What is counted.
  enum Sort: CaseIterable {
    case system, toolResult, refusal, unpreferred
    case empty, silentChat, picture, sound, attachment
    case namelessCall
    case stranger, strangePart, strangeRole
  }

  private var counts: [Sort: Int] = [:]
  private var details: [Sort: Set<String>] = [:]

  /// Whether a message of any kind was read.
  var hasMessages = false

  /// Counts one. Of details, such as the unknown role, the first few are told.
  mutating func add(_ sort: Sort, _ detail: String? = nil) {
    counts[sort, default: 0] += 1
    if let detail, details[sort, default: []].count < 8 {
      details[sort, default: []].insert(String(detail.prefix(40)))
    }
  }

  /// A note for each sort that was met.
  func notes(_ file: String) -> [ImportNote] {
    Sort.allCases.compactMap { sort in
      guard let count = counts[sort] else { return nil }
      let (kind, one, many) = Self.words(sort)
      let names = (details[sort] ?? []).sorted().map { "'\($0)'" }.joined(separator: ", ")
      return ImportNote(
        kind, file, "\(count) \(count == 1 ? one : many)" + (names.isEmpty ? "" : " (\(names))"))
    }
  }

  private static func words(_ sort: Sort) -> (ImportNote.Sort, String, String) {
    switch sort {
    case .system: (.read, "system prompt, not spoken", "system prompts, not spoken")
    case .toolResult: (.read, "answer of a tool, not spoken", "answers of tools, not spoken")
    case .refusal: (.read, "refusal, read as spoken", "refusals, read as spoken")
    case .unpreferred:
      (.read, "answer was not preferred and is not read", "answers were not preferred and are not read")
    case .empty: (.missing, "message has no text and no call", "messages have no text and no call")
    case .silentChat: (.missing, "chat has nothing spoken", "chats have nothing spoken")
    case .picture: (.missing, "picture in a message, not spoken", "pictures in messages, not spoken")
    case .sound: (.missing, "sound in a message, not read", "sounds in messages, not read")
    case .attachment: (.missing, "file in a message, not read", "files in messages, not read")
    case .namelessCall:
      (
        .repaired, "tool call without a name, called 'function'",
        "tool calls without a name, called 'function'"
      )
    case .stranger:
      (.leftOut, "message has no role and content", "messages have no role and content")
    case .strangePart:
      (.leftOut, "part of a message is of an unknown type", "parts of messages are of unknown types")
    case .strangeRole: (.leftOut, "message is of an unknown role", "messages are of unknown roles")
    }
  }
}
