import Conversation

/// Makes transcripts of the chats of a file as they come.
struct ChatGathering {
  /// Members of a chat that hold its messages.
  private static let lists = ["messages", "conversations", "conversation", "items"]
  /// Members of a chat that name it.
  private static let names = ["id", "conversation_id", "chat_id", "session_id"]

  private let file: String
  private let stem: String
  private var chats: [Transcript] = []
  /// Messages that stand in the file without a chat around them.
  private var loose: ChatDraft?
  private var tally = ChatTally()
  private var rows = RowNotes()

  init(file: String) {
    self.file = file
    let name = file.split(separator: "/").last ?? "chat"
    stem = name.split(separator: ".").first.map(String.init) ?? "chat"
  }

  /// Whether any chat or message was found.
  var hasChats: Bool { !chats.isEmpty || loose != nil || tally.hasMessages }

  /// Takes the value of a whole file: one chat, a list of chats, or a list of messages.
  mutating func document(_ value: JSONValue) {
    guard case .array(let items) = value else {
      take(value, number: 1, line: 0)
      return
    }
    for (index, item) in items.enumerated() { take(item, number: index + 1, line: 0) }
  }

  /// Takes a line.
  mutating func line(_ line: JSONLines.Line) {
    do {
      self.line(try line.value(), number: line.number)
    } catch {
      rows.add(.leftOut, line.number, "the line is no JSON and was left out")
    }
  }

  /// Takes the value of a line: a chat, a list of messages, or a message.
  mutating func line(_ value: JSONValue, number: Int) { take(value, number: number, line: number) }

  private mutating func take(_ value: JSONValue, number: Int, line: Int) {
    if case .array(let messages) = value {
      add(messages, id: "\(stem)-\(number)", line: line)
      return
    }
    for name in Self.lists {
      if let messages = value[name]?.array {
        if let system = value["system"]?.string, !system.isEmpty { tally.add(.system) }
        let id = Self.names.lazy.compactMap { value[$0]?.plainText }.first { !$0.isEmpty }
        add(messages, id: id ?? "\(stem)-\(number)", line: line)
        return
      }
    }
    if let input = value["input"]?["messages"]?.array, let output = value["preferred_output"]?.array {
      add(input + output, id: "\(stem)-\(number)", line: line)
      tally.add(.unpreferred)
      return
    }
    guard let message = ChatMessage(value, tally: &tally) else {
      let place = line > 0 ? line : number
      rows.add(.leftOut, place, "it is neither a chat nor a message and was left out")
      return
    }
    var chat = loose ?? ChatDraft(id: stem)
    loose = nil  // so that it is not copied
    message.append(to: &chat, line: line, tally: &tally)
    loose = chat
  }

  private mutating func add(_ messages: [JSONValue], id: String, line: Int) {
    var chat = ChatDraft(id: id)
    for value in messages {
      if let message = ChatMessage(value, tally: &tally) {
        message.append(to: &chat, line: line, tally: &tally)
      } else {
        tally.add(.stranger)
      }
    }
    if chat.transcript.turns.isEmpty { tally.add(.silentChat) } else { chats.append(chat.transcript) }
  }

  /// The chats; notes of the file stand with the first.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` when there is none.
  func transcripts() throws(FormatsError) -> [Transcript] {
    var all = chats
    if let loose, !loose.transcript.turns.isEmpty { all.append(loose.transcript) }
    guard !all.isEmpty else {
      throw .malformed(
        file: file, place: "line 1", reason: "there is no chat in which anybody says anything",
        cure: "write {\"messages\": [{\"role\": \"user\", \"content\": \"…\"}]}, or import it by a column map"
      )
    }
    let unit = all[0].turns.first?.line == 0 ? "item" : "line"
    all[0].notes = rows.notes(file, unit: unit) + tally.notes(file)
    return all
  }
}
