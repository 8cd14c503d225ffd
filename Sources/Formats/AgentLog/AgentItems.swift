extension AgentSessionBuilder {
  /// Takes a message; the client's own and the server's echo of it are one.
  mutating func take(_ message: AgentEvent.Message, _ event: AgentEvent) {
    let echo = message.isSent ? nil : sent(like: message)
    let place: Int
    if let id = message.item, let known = index[id] {
      place = known
    } else if let echo {
      place = echo
      if let id = message.item {
        index[drafts[place].item.id] = nil
        index[id] = place
        drafts[place].item.id = id
      }
      drafts[place].isSent = false
    } else {
      place = draft(message.item ?? "message-\(drafts.count + 1)", message.role, event)
      drafts[place].isSent = message.isSent
    }
    drafts[place].item.role = message.role
    drafts[place].item.phase = message.phase ?? drafts[place].item.phase
    if let response = message.response { assign(response, to: place) }
    for text in message.texts {
      let slot = AgentEvent.Slot(
        message.role, item: drafts[place].item.id, part: text.part, isTranscript: text.isTranscript)
      // Texts of a message repeat what its parts said; they only count where nothing was said.
      let isThere = drafts[place].parts.contains {
        $0.slot.part == slot.part && $0.slot.isTranscript == slot.isTranscript && !$0.text.pieces.isEmpty
      }
      guard !isThere else { continue }
      var part = AgentText()
      _ = part.finish(text.text, at: event.at)
      drafts[place].parts.removeAll { $0.slot.part == slot.part && $0.slot.isTranscript == slot.isTranscript }
      drafts[place].parts.append((slot, part))
    }
  }

  /// The oldest message of the client that waits for its echo and says the same.
  private func sent(like message: AgentEvent.Message) -> Int? {
    // Echoes come soon: only the last items can wait for theirs.
    let recent = drafts.indices.suffix(64)
    return recent.first { place in
      let draft = drafts[place]
      guard draft.isSent, draft.item.role == message.role else { return false }
      return draft.parts.map { $0.text.pieces.map(\.text).joined() } == message.texts.map(\.text)
    }
  }

  /// Place of the item that is a call.
  mutating func call(_ call: AgentEvent.Call, _ event: AgentEvent) -> Int {
    let known = call.id.flatMap { calls[$0] } ?? call.item.flatMap { index[$0] }
    let place = known ?? draft(call.item ?? call.id ?? "call-\(drafts.count + 1)", .assistant, event)
    if drafts[place].item.call == nil {
      drafts[place].item.call = .init(id: call.id, name: "", arguments: "", at: nil, pieces: [])
    }
    if let id = call.id {
      calls[id] = place
      drafts[place].item.call?.id = id
    }
    if let name = call.name, !name.isEmpty { drafts[place].item.call?.name = name }
    if let response = call.response { assign(response, to: place) }
    return place
  }

  mutating func take(_ call: AgentEvent.Call, _ event: AgentEvent) {
    let place = self.call(call, event)
    guard var whole = drafts[place].item.call else { return }
    // A call is whole when its arguments are told at once, or told to be over after they came in pieces.
    let isOver = call.arguments != nil || call.name == nil
    guard isOver, whole.at == nil, drafts[place].item.doneAt == nil else { return }
    let joined = whole.pieces.map(\.text).joined()
    whole.arguments = call.arguments ?? (joined.isEmpty ? "{}" : joined)
    whole.at = event.at
    drafts[place].item.call = whole
    drafts[place].item.doneAt = event.at
  }

  /// The item as it stands at the end; `nil` if it holds nothing.
  func whole(_ draft: Draft) -> AgentSession.Item? {
    var item = draft.item
    let filled = draft.parts.filter { !$0.text.pieces.isEmpty }.sorted { $0.slot.part < $1.slot.part }
    // The same part may be written and heard; then it counts once, as heard.
    let chosen = filled.filter { part in
      part.slot.isTranscript || !filled.contains { $0.slot.isTranscript && $0.slot.part == part.slot.part }
    }
    item.text = chosen.flatMap { $0.text.pieces }
    item.isTranscript = chosen.first?.slot.isTranscript ?? false
    item.doneAt = item.doneAt ?? chosen.last?.text.doneAt
    if let call = item.call, call.arguments.isEmpty {
      item.call?.arguments = call.pieces.map(\.text).joined()
    }
    let isEmpty = item.text.isEmpty && item.sound == nil && item.call == nil && item.speechStart == nil
    return isEmpty ? nil : item
  }
}
