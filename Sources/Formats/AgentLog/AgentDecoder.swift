import Motion

/// Makes events out of messages of any dialect, one after the other.
final class AgentDecoder {
  /// What a running stream of blocks has open, by index.
  struct Block {
    var item: String
    var call: String?
    var isHidden: Bool
  }

  let file: String
  let keepsAudio: Bool
  /// What the last message came to; the caller empties it.
  var events: [AgentEvent.Kind] = []
  /// Messages of each dialect.
  private(set) var counts: [AgentDialect: Int] = [:]
  /// Messages whose dialect several share.
  private(set) var shared = 0
  var leftOutChoices = 0
  // Streams without ids in every event.
  var message: String?
  var blocks: [Int: Block] = [:]
  var isChatOpen = false
  var chatCalls: [Int: String] = [:]
  var geminiTurn = 0
  var geminiIsOpen = false

  init(file: String, keepsAudio: Bool) {
    self.file = file
    self.keepsAudio = keepsAudio
  }

  private var sorts: [String: (isKnown: Bool, dialect: AgentDialect?)] = [:]

  /// What a type says by itself; looked up once for each.
  private func sort(of type: String) -> (isKnown: Bool, dialect: AgentDialect?) {
    if let sort = sorts[type] { return sort }
    let sort = (isKnown: AgentDialect.knows(type), dialect: AgentDialect.of(type))
    if sorts.count < 256 { sorts[type] = sort }
    return sort
  }

  /// Whether an object looks like an event, not like something that is wrapped around one.
  func isEvent(_ members: JSONMembers) -> Bool {
    if let type = members.string("type") { return sort(of: type).isKnown }
    return members.has("choices") || Self.geminiKeys.contains { members.has($0) }
  }

  static let geminiKeys: [StaticString] = [
    "serverContent", "server_content", "setupComplete", "setup_complete", "realtimeInput", "realtime_input",
    "clientContent", "client_content", "toolCall", "tool_call", "toolResponse", "tool_response", "candidates",
    "toolCallCancellation", "goAway", "sessionResumptionUpdate", "setup",
  ]

  /// Reads one event.
  ///
  /// - Parameter name: type of the event where only its frame has one.
  func read(_ event: JSONMembers, name: String? = nil) throws(FormatsError) {
    guard let type = event.string("type") ?? name else {
      if event.has("choices") {
        counts[.chat, default: 0] += 1
        return try readChat(event)
      }
      if Self.geminiKeys.contains(where: { event.has($0) }) {
        counts[.gemini, default: 0] += 1
        return try readGemini(event)
      }
      if let error = try event.members("error") {
        return events.append(.error(error.string("message") ?? error.string("type") ?? "no message"))
      }
      return events.append(.unknown("no type"))
    }
    if let dialect = sort(of: type).dialect { counts[dialect, default: 0] += 1 } else { shared += 1 }
    if try readAnthropic(type, event) { return }
    if try readText(type, event) { return }
    if try readSound(type, event) { return }
    try readTurn(type, event)
  }

  /// Milliseconds of an event as a time; refuses what no session has.
  func milliseconds(_ key: StaticString, _ event: JSONMembers) throws(FormatsError) -> MediaTime? {
    guard let value = event.double(key) else { return nil }
    guard value >= 0, let time = MediaTime(seconds: value / 1000) else {
      throw event.fault(
        "has \(key) \(value), which is no time of a session", cure: "give milliseconds from 0 to a year")
    }
    return time
  }
}
