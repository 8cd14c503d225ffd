/// Whose stream of events a log is.
public enum AgentDialect: String, Sendable, CaseIterable {
  /// OpenAI Realtime, both the current event names and the older ones.
  case realtime = "OpenAI Realtime"
  /// Realtime as Qwen speaks it: snapshots of settled text in place of deltas.
  case qwen = "Qwen Realtime"
  /// Realtime speech translation: two running transcripts without items.
  case translation = "Realtime translation"
  /// OpenAI Responses, streamed.
  case responses = "OpenAI Responses"
  /// Anthropic Messages, streamed.
  case anthropic = "Anthropic Messages"
  /// OpenAI Chat Completions and everybody who speaks like it, streamed.
  case chat = "Chat Completions"
  /// Gemini Live and Gemini content streams.
  case gemini = "Gemini"

  /// The dialect that the type of one event gives away; `nil` where several have it, or none.
  static func of(_ type: String) -> AgentDialect? {
    switch type {
    case "response.audio_transcript.text", "response.text.text",
      "conversation.item.input_audio_transcription.text":
      return .qwen
    case "session.input_transcript.delta", "session.output_transcript.delta", "session.output_audio.delta",
      "session.input_audio.append":
      return .translation
    case "response.in_progress", "response.completed", "response.incomplete", "response.failed",
      "response.queued":
      return .responses
    case "message_start", "message_delta", "message_stop", "content_block_start", "content_block_delta",
      "content_block_stop":
      return .anthropic
    default:
      let isRealtime =
        type.hasPrefix("input_audio_buffer.") || type.hasPrefix("output_audio_buffer.")
        || type.hasPrefix("conversation.item.") || type.hasPrefix("session.")
        || type.hasPrefix("response.output_audio") || type.hasPrefix("response.audio")
        || type.hasPrefix("response.text.") || type == "response.done" || type == "response.create"
        || type == "response.cancel" || type == "rate_limits.updated"
      return isRealtime ? .realtime : nil
    }
  }

  /// Whether a type is one of an event of any dialect.
  static func knows(_ type: String) -> Bool {
    of(type) != nil || type.hasPrefix("response.") || type == "error" || type == "ping"
      || type == "conversation.created"
  }
}
