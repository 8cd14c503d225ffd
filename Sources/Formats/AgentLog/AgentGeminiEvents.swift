extension AgentDecoder {
  /// One message of Gemini Live or one chunk of a Gemini content stream; keys in either spelling.
  func readGemini(_ event: JSONMembers) throws(FormatsError) {
    if let content = try event.members("serverContent", or: "server_content") {
      return try readGeminiContent(content)
    }
    if event.has("candidates") {
      try event.each("candidates") { candidate throws(FormatsError) in
        guard (candidate.int("index") ?? 0) == 0 else { return self.leftOutChoices += 1 }
        if let turn = try candidate.members("content") { try self.readGeminiTurn(turn) }
        if candidate.string("finishReason") != nil { self.endGemini() }
      }
      return
    }
    if let call = try event.members("toolCall", or: "tool_call") {
      for key in ["functionCalls", "function_calls"] as [StaticString] {
        try call.each(key) { function throws(FormatsError) in self.readGeminiCall(function) }
      }
    } else if let answer = try event.members("toolResponse", or: "tool_response") {
      var results: [AgentEvent.Kind] = []
      for key in ["functionResponses", "function_responses"] as [StaticString] {
        try answer.each(key) { result throws(FormatsError) in
          results.append(.callResult(call: result.string("id"), output: result.source("response") ?? ""))
        }
      }
      events += results
    } else if let input = try event.members("realtimeInput", or: "realtime_input") {
      if let audio = try input.members("audio") { readGeminiSound(audio, .user, item: nil) }
      if let text = input.string("text") { readGeminiUser(text) }
    } else if let content = try event.members("clientContent", or: "client_content") {
      var texts: [String] = []
      try content.each("turns") { turn throws(FormatsError) in
        guard turn.string("role") ?? "user" == "user" else { return }
        try turn.each("parts") { part throws(FormatsError) in
          if let text = part.string("text") { texts.append(text) }
        }
      }
      for text in texts { readGeminiUser(text) }
    } else {
      events.append(.ignored)
    }
  }

  private func readGeminiUser(_ text: String) {
    geminiTurn += 1
    let slot = AgentEvent.Slot(.user, item: "input-\(geminiTurn)", isTranscript: false)
    events.append(.delta(slot, text))
  }

  private func readGeminiContent(_ content: JSONMembers) throws(FormatsError) {
    if let heard = try content.members("inputTranscription", or: "input_transcription"),
      let text = heard.string("text")
    {
      // What the user said before the answer belongs to it, and so does what is recognised late.
      let slot = AgentEvent.Slot(
        .user, item: "input-\(geminiTurn + (geminiIsOpen ? 0 : 1))", isTranscript: true)
      events.append(.delta(slot, text))
    }
    if let turn = try content.members("modelTurn", or: "model_turn") { try readGeminiTurn(turn) }
    if let said = try content.members("outputTranscription", or: "output_transcription"),
      let text = said.string("text")
    {
      events.append(.delta(openGemini(isTranscript: true), text))
    }
    if content.bool("interrupted") == true, geminiIsOpen {
      events.append(.cancelled(response: "output-\(geminiTurn)", reason: "interrupted"))
    }
    if content.bool("turnComplete") ?? content.bool("turn_complete") == true { endGemini() }
    if events.isEmpty { events.append(.ignored) }
  }

  private func readGeminiTurn(_ turn: JSONMembers) throws(FormatsError) {
    try turn.each("parts") { part throws(FormatsError) in
      if part.bool("thought") == true {
        self.events.append(.hidden(bytes: part.member("text")?.text?.count ?? 0))
      } else if let text = part.string("text"), !text.isEmpty {
        self.events.append(.delta(self.openGemini(isTranscript: false), text))
      } else if let sound = try part.members("inlineData", or: "inline_data") {
        let slot = self.openGemini(isTranscript: true)
        self.readGeminiSound(sound, .assistant, item: slot.item)
      } else if let call = try part.members("functionCall", or: "function_call") {
        self.readGeminiCall(call)
      }
    }
  }

  private func readGeminiCall(_ call: JSONMembers) {
    let response = openGemini(isTranscript: false).response
    let item = call.string("id") ?? "\(response ?? "output")-\(call.string("name") ?? "call")"
    events.append(
      .call(
        AgentEvent.Call(
          item: item, id: item, name: call.string("name"), arguments: call.source("args") ?? "{}",
          response: response)))
  }

  private func readGeminiSound(_ blob: JSONMembers, _ role: AgentEvent.Role, item: String?) {
    let keeps = keepsAudio
    let name = blob.string("mimeType") ?? blob.string("mime_type") ?? "audio/pcm"
    guard name.hasPrefix("audio/") else { return events.append(.ignored) }
    let format = AgentAudio.Format.named(name, assumed: role == .user ? 16_000 : 24_000)
    guard let audio = blob.withBytes("data", { AgentAudio(base64: $0, format: format, keepsBytes: keeps) })
    else {
      return
    }
    events.append(.audio(AgentEvent.Slot(role, item: item, response: item, isTranscript: true), audio))
  }

  private func openGemini(isTranscript: Bool) -> AgentEvent.Slot {
    if !geminiIsOpen {
      geminiIsOpen = true
      geminiTurn += 1
      events.append(.responseCreated(id: "output-\(geminiTurn)"))
    }
    let id = "output-\(geminiTurn)"
    return AgentEvent.Slot(.assistant, item: id, response: id, isTranscript: isTranscript)
  }

  private func endGemini() {
    guard geminiIsOpen else { return }
    events.append(.responseDone(id: "output-\(geminiTurn)", status: nil))
    geminiIsOpen = false
  }
}
