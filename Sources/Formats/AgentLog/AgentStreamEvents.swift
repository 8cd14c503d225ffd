extension AgentDecoder {
  /// Anthropic Messages; `false` if the type is none of them.
  func readAnthropic(_ type: String, _ event: JSONMembers) throws(FormatsError) -> Bool {
    switch type {
    case "message_start":
      message = try event.members("message")?.string("id") ?? message
      blocks = [:]
      events.append(.responseCreated(id: message))
    case "content_block_start":
      guard let index = event.int("index"), let block = try event.members("content_block") else {
        throw event.fault("has a block without index or content", cure: "export the stream again")
      }
      let item = "\(message ?? "message")#\(index)"
      let kind = block.string("type") ?? "text"
      let call = kind.hasSuffix("tool_use") ? block.string("id") ?? item : nil
      blocks[index] = Block(item: item, call: call, isHidden: kind != "text" && call == nil)
      if let call {
        events.append(
          .call(AgentEvent.Call(item: item, id: call, name: block.string("name"), response: message)))
        if let input = block.source("input"), input != "{}", input != "null" {
          events.append(
            .callDelta(AgentEvent.Call(item: item, id: call, arguments: input, response: message)))
        }
      } else if kind == "text", let text = block.string("text"), !text.isEmpty {
        events.append(.delta(slot(item), text))
      }
    case "content_block_delta":
      guard let delta = try event.members("delta") else { return true }
      let index = event.int("index") ?? 0
      let block = blocks[index] ?? Block(item: "\(message ?? "message")#\(index)", call: nil, isHidden: false)
      switch delta.string("type") ?? "" {
      case "text_delta": events.append(.delta(slot(block.item), delta.string("text") ?? ""))
      case "input_json_delta":
        events.append(
          .callDelta(
            AgentEvent.Call(
              item: block.item, id: block.call, arguments: delta.string("partial_json") ?? "",
              response: message)))
      case "thinking_delta": events.append(.hidden(bytes: delta.member("thinking")?.text?.count ?? 0))
      case "signature_delta", "citations_delta": events.append(.ignored)
      case let other: events.append(.unknown("content_block_delta \(other)"))
      }
    case "content_block_stop":
      if let index = event.int("index"), let block = blocks.removeValue(forKey: index), let call = block.call
      {
        events.append(.call(AgentEvent.Call(item: block.item, id: call, response: message)))
      }
    case "message_delta": events.append(.ignored)
    case "message_stop":
      events.append(.responseDone(id: message, status: nil))
      message = nil
    case "ping": events.append(.ignored)
    default: return false
    }
    return true
  }

  private func slot(_ item: String) -> AgentEvent.Slot {
    AgentEvent.Slot(.assistant, item: item, response: message, isTranscript: false)
  }

  /// One chunk of Chat Completions.
  func readChat(_ event: JSONMembers) throws(FormatsError) {
    let id = event.string("id").flatMap { $0.isEmpty ? nil : $0 } ?? message ?? "completion"
    if !isChatOpen || message != id {
      message = id
      isChatOpen = true
      chatCalls = [:]
      events.append(.responseCreated(id: id))
    }
    try event.each("choices") { choice throws(FormatsError) in
      guard (choice.int("index") ?? 0) == 0 else { return self.leftOutChoices += 1 }
      if let delta = try choice.members("delta", or: "message") { try self.readChatDelta(delta, id) }
      if let reason = choice.string("finish_reason") {
        for (_, call) in self.chatCalls.sorted(by: { $0.key < $1.key }) {
          self.events.append(.call(AgentEvent.Call(item: call, id: call, response: id)))
        }
        self.events.append(.responseDone(id: id, status: reason))
        self.isChatOpen = false
      }
    }
  }

  private func readChatDelta(_ delta: JSONMembers, _ id: String) throws(FormatsError) {
    for key in ["content", "refusal"] as [StaticString] {
      guard let text = delta.string(key), !text.isEmpty else { continue }
      events.append(.delta(AgentEvent.Slot(.assistant, item: id, response: id, isTranscript: false), text))
    }
    for key in ["reasoning_content", "reasoning"] as [StaticString] {
      if let text = delta.member(key)?.text { events.append(.hidden(bytes: text.count)) }
    }
    if let audio = try delta.members("audio") {
      let slot = AgentEvent.Slot(.assistant, item: id, response: id, part: 1, isTranscript: true)
      if let text = audio.string("transcript") { events.append(.delta(slot, text)) }
      let keeps = keepsAudio
      if let sound = audio.withBytes("data", { AgentAudio(base64: $0, format: .pcm24k, keepsBytes: keeps) }) {
        events.append(.audio(slot, sound))
      }
    }
    try delta.each("tool_calls") { call throws(FormatsError) in
      let index = call.int("index") ?? 0
      let item = self.chatCalls[index] ?? call.string("id") ?? "\(id)#\(index)"
      let function = try call.members("function")
      if self.chatCalls.updateValue(item, forKey: index) == nil {
        self.events.append(
          .call(AgentEvent.Call(item: item, id: item, name: function?.string("name"), response: id)))
      }
      if let piece = function?.string("arguments"), !piece.isEmpty {
        self.events.append(
          .callDelta(AgentEvent.Call(item: item, id: item, arguments: piece, response: id)))
      }
    }
  }
}
