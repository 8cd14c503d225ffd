import Motion

extension AgentDecoder {
  /// Text and calls of Realtime and Responses; `false` if the type is none of them.
  func readText(_ type: String, _ event: JSONMembers) throws(FormatsError) -> Bool {
    func slot(_ role: AgentEvent.Role, _ isTranscript: Bool) -> AgentEvent.Slot {
      AgentEvent.Slot(
        role, item: event.string("item_id"), response: event.string("response_id"),
        part: event.int("content_index") ?? 0, isTranscript: isTranscript)
    }
    func call(_ arguments: StaticString) -> AgentEvent.Call {
      AgentEvent.Call(
        item: event.string("item_id"), id: event.string("call_id"), name: event.string("name"),
        arguments: event.string(arguments), response: event.string("response_id"))
    }
    switch type {
    case "response.output_text.delta", "response.text.delta", "response.refusal.delta":
      events.append(.delta(slot(.assistant, false), event.string("delta") ?? ""))
    case "response.output_text.done", "response.text.done":
      events.append(.done(slot(.assistant, false), event.string("text") ?? ""))
    case "response.refusal.done":
      events.append(.done(slot(.assistant, false), event.string("refusal") ?? ""))
    case "response.output_audio_transcript.delta", "response.audio_transcript.delta":
      events.append(.delta(slot(.assistant, true), event.string("delta") ?? ""))
    case "response.output_audio_transcript.done", "response.audio_transcript.done":
      events.append(.done(slot(.assistant, true), event.string("transcript") ?? ""))
    case "response.audio_transcript.text", "response.text.text":
      events.append(
        .settled(
          slot(.assistant, type == "response.audio_transcript.text"), text: event.string("text") ?? "",
          stash: event.string("stash") ?? ""))
    case "conversation.item.input_audio_transcription.delta":
      events.append(.delta(slot(.user, true), event.string("delta") ?? ""))
    case "conversation.item.input_audio_transcription.text":
      events.append(
        .settled(slot(.user, true), text: event.string("text") ?? "", stash: event.string("stash") ?? ""))
    case "conversation.item.input_audio_transcription.completed":
      events.append(.done(slot(.user, true), event.string("transcript") ?? ""))
    case "conversation.item.input_audio_transcription.failed":
      let error = try event.members("error")
      events.append(.error("transcription: " + (error?.string("message") ?? "no message")))
    case "session.input_transcript.delta":
      events.append(.delta(slot(.user, true), event.string("delta") ?? ""))
    case "session.output_transcript.delta":
      events.append(.delta(slot(.assistant, true), event.string("delta") ?? ""))
    case "response.function_call_arguments.delta": events.append(.callDelta(call("delta")))
    case "response.function_call_arguments.done": events.append(.call(call("arguments")))
    case "response.custom_tool_call_input.delta": events.append(.callDelta(call("delta")))
    case "response.custom_tool_call_input.done": events.append(.call(call("input")))
    case "response.reasoning_text.delta", "response.reasoning_summary_text.delta", "response.reasoning.delta",
      "response.reasoning_summary.delta":
      events.append(.hidden(bytes: event.member("delta")?.text?.count ?? 0))
    default: return false
    }
    return true
  }

  /// Sound, voice activity and sessions; `false` if the type is none of them.
  func readSound(_ type: String, _ event: JSONMembers) throws(FormatsError) -> Bool {
    let keeps = keepsAudio
    switch type {
    case "response.output_audio.delta", "response.audio.delta", "session.output_audio.delta":
      let format = format(of: event)
      let slot = AgentEvent.Slot(
        .assistant, item: event.string("item_id"), response: event.string("response_id"),
        part: event.int("content_index") ?? 0, isTranscript: true)
      guard
        let audio = event.withBytes("delta", { AgentAudio(base64: $0, format: format, keepsBytes: keeps) })
      else { return true }
      events.append(.audio(slot, audio))
    case "input_audio_buffer.append", "session.input_audio.append":
      let format = format(of: event)
      guard
        let audio = event.withBytes("audio", { AgentAudio(base64: $0, format: format, keepsBytes: keeps) })
      else { return true }
      events.append(.audio(AgentEvent.Slot(.user, item: nil, isTranscript: true), audio))
    case "input_audio_buffer.speech_started":
      events.append(
        .speechStarted(item: event.string("item_id"), at: try milliseconds("audio_start_ms", event)))
    case "input_audio_buffer.speech_stopped":
      events.append(
        .speechStopped(item: event.string("item_id"), at: try milliseconds("audio_end_ms", event)))
    case "input_audio_buffer.committed":
      if let item = event.string("item_id") { events.append(.committed(item: item)) }
    case "session.created", "session.updated":
      try readSession(event, isNew: type == "session.created")
    default: return false
    }
    return true
  }

  private func format(of event: JSONMembers) -> AgentAudio.Format? {
    guard event.has("sample_rate") || event.has("format") || event.has("channels") else { return nil }
    return .named(
      event.string("format") ?? "", rate: event.int("sample_rate"), channels: event.int("channels"))
  }

  private func readSession(_ event: JSONMembers, isNew: Bool) throws(FormatsError) {
    guard let session = try event.members("session") else { return events.append(.ignored) }
    var ways: [AgentAudio.Format?] = [nil, nil]
    let audio = try session.members("audio")
    for (index, way) in (["input", "output"] as [StaticString]).enumerated() {
      if let format = try audio?.members(way)?.members("format") {
        ways[index] = .named(format.string("type") ?? "", rate: format.int("rate"))
      } else if let name = session.string(index == 0 ? "input_audio_format" : "output_audio_format") {
        // A bare `pcm` with a rate beside it is Qwen's, whose rate is that of the sound that goes in.
        let rate = index == 0 ? session.int("sample_rate") : nil
        ways[index] = .named(name, rate: rate)
      }
    }
    events.append(.session(id: session.string("id"), input: ways[0], output: ways[1], isNew: isNew))
  }

  /// Responses, messages, interruptions and all else of Realtime and Responses.
  func readTurn(_ type: String, _ event: JSONMembers) throws(FormatsError) {
    switch type {
    case "response.created":
      events.append(.responseCreated(id: try event.members("response")?.string("id")))
    case "response.done", "response.completed", "response.incomplete", "response.failed":
      let response = try event.members("response")
      let status = response?.string("status")
      let id = response?.string("id")
      if status == "cancelled" {
        let reason = try response?.members("status_details")?.string("reason")
        events.append(.cancelled(response: id, reason: reason ?? "cancelled"))
      }
      var error = try response?.members("error")
      if error == nil { error = try response?.members("status_details")?.members("error") }
      if let error {
        events.append(.error(error.string("message") ?? error.string("code") ?? "no message"))
      }
      events.append(.responseDone(id: id, status: status))
    case "response.cancel":
      events.append(.cancelled(response: event.string("response_id"), reason: "client cancelled"))
    case "output_audio_buffer.clear", "output_audio_buffer.cleared":
      events.append(.cancelled(response: event.string("response_id"), reason: "sound cleared"))
    case "conversation.item.truncate", "conversation.item.truncated":
      events.append(.truncated(item: event.string("item_id"), at: try milliseconds("audio_end_ms", event)))
    case "conversation.item.create", "conversation.item.created", "conversation.item.added",
      "conversation.item.done", "response.output_item.added", "response.output_item.done":
      guard let item = try event.members("item") else { return events.append(.ignored) }
      try readItem(item, type, event)
    case "error":
      let error = try event.members("error")
      events.append(.error(error?.string("message") ?? event.string("message") ?? "no message"))
    default: events.append(saysNothing(type) ? .ignored : .unknown(type))
    }
  }

  /// Whether a type is known and says nothing that other events do not, or nothing of the conversation, such as
  /// searches that a model's makers run for it.
  private func saysNothing(_ type: String) -> Bool {
    guard type.hasPrefix("response.") else { return AgentDialect.knows(type) }
    return Self.plain.contains(type) || type.hasPrefix("response.mcp_") || type.contains("_call.")
      || type.contains("_call_code.")
  }

  /// Types of responses that say nothing which others do not.
  private static let plain: Set<String> = [
    "response.create", "response.in_progress", "response.queued", "response.content_part.added",
    "response.content_part.done", "response.output_audio.done", "response.audio.done",
    "response.output_text.annotation.added", "response.reasoning_text.done",
    "response.reasoning_summary_text.done", "response.reasoning_summary_part.added",
    "response.reasoning_summary_part.done", "response.reasoning.done", "response.reasoning_summary.done",
  ]

  private func readItem(_ item: JSONMembers, _ type: String, _ event: JSONMembers)
    throws(FormatsError)
  {
    let id = item.string("id")
    switch item.string("type") ?? "message" {
    case "message":
      let isAnswer = type.hasPrefix("response.")
      let name = item.string("role") ?? (isAnswer ? "assistant" : "user")
      let role = AgentEvent.Role(rawValue: name) ?? (name == "developer" ? .system : .user)
      var message = AgentEvent.Message(
        item: id, role: role, texts: [], phase: item.string("phase"), response: event.string("response_id"),
        isSent: type == "conversation.item.create")
      var part = 0
      try item.each("content") { content throws(FormatsError) in
        if let text = content.string("text") ?? content.string("refusal"), !text.isEmpty {
          message.texts.append(.init(part: part, text: text, isTranscript: false))
        } else if let text = content.string("transcript"), !text.isEmpty {
          message.texts.append(.init(part: part, text: text, isTranscript: true))
        }
        part += 1
      }
      events.append(.message(message))
    case "function_call", "custom_tool_call":
      let arguments = item.string("arguments") ?? item.string("input")
      events.append(
        .call(
          AgentEvent.Call(
            item: id, id: item.string("call_id"), name: item.string("name"),
            arguments: arguments?.isEmpty == true ? nil : arguments, response: event.string("response_id"))))
    case "function_call_output", "custom_tool_call_output":
      events.append(
        .callResult(
          call: item.string("call_id"), output: item.string("output") ?? item.source("output") ?? ""))
    case "reasoning", "compaction", "item_reference": events.append(.ignored)
    case let other
    where other.hasSuffix("_call") || other.hasSuffix("_call_output") || other.hasPrefix("mcp_"):
      events.append(.ignored)
    case let other: events.append(.unknown("item \(other)"))
    }
  }
}
