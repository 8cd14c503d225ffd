import Motion

/// Puts the events of a log together into sessions.
struct AgentSessionBuilder {
  /// An item while it arrives.
  struct Draft {
    var item: AgentSession.Item
    var parts: [(slot: AgentEvent.Slot, text: AgentText)] = []
    /// Announced by the client, and not yet echoed by the server.
    var isSent = false
    var sentID: String?
  }

  private let file: String
  private let keepsAudio: Bool
  private var sessions: [AgentSession] = []
  private var session = AgentSession(id: "")
  private var hasSession = false
  var drafts: [Draft] = []
  var index: [String: Int] = [:]
  var responses: [String: Int] = [:]
  /// Items by the id of their call.
  var calls: [String: Int] = [:]
  /// Items of each response, until it is broken off.
  private var members: [String: [Int]] = [:]
  private var lastAnswer: Int?
  private var active: String?
  private var anonymous = 0
  private var input = AgentAudio.Format.pcm24k
  private var output = AgentAudio.Format.pcm24k
  private var hidden = 0
  private var unreadable = 0
  var notes: [ImportNote] = []

  init(file: String, keepsAudio: Bool) {
    self.file = file
    self.keepsAudio = keepsAudio
  }

  mutating func take(_ event: AgentEvent) {
    switch event.kind {
    case .session(let id, let input, let output, let isNew):
      // What the client sent before its session was there belongs to it.
      if isNew, hasSession { close() }
      hasSession = hasSession || isNew
      if let id, session.id.isEmpty { session.id = id }
      if let input { self.input = input }
      if let output { self.output = output }
    case .speechStarted(let item, let at):
      if item == nil { anonymous += 1 }
      let place = draft(item ?? "input-\(anonymous)", .user, event)
      if drafts[place].item.speechStart == nil {
        drafts[place].item.speechStart = at
        drafts[place].item.speechStartAt = event.at
      }
    case .speechStopped(let item, let at):
      let place = draft(item ?? "input-\(anonymous)", .user, event)
      drafts[place].item.speechEnd = at
      drafts[place].item.speechEndAt = event.at
    case .committed(let item): _ = draft(item, .user, event)
    case .audio(let slot, let audio): take(slot, audio, event)
    case .delta(let slot, let text): edit(slot, event) { $0.append(text, at: event.at) }
    case .settled(let slot, let text, _):
      edit(slot, event) { part in
        // What no longer begins with what was settled is set right by the whole text at the end.
        _ = part.settle(text, at: event.at)
      }
    case .done(let slot, let text): finish(slot, text, event)
    case .message(let message): take(message, event)
    case .callDelta(let call):
      let place = self.call(call, event)
      guard let piece = call.arguments, !piece.isEmpty else { return }
      drafts[place].item.call?.pieces.append(.init(piece, at: event.at))
    case .call(let call): take(call, event)
    case .callResult(let id, let output):
      guard let id, let place = calls[id] else {
        return note(.leftOut, event, "a tool's answer to a call that is not there")
      }
      guard drafts[place].item.call?.output == nil else { return }
      drafts[place].item.call?.output = output
      drafts[place].item.call?.outputAt = event.at
    case .responseCreated(let id): open(response: id, event)
    case .responseDone(let id, let status):
      let place = open(response: id ?? active, event)
      session.responses[place].doneAt = event.at
      session.responses[place].status = status
      active = nil
    case .cancelled(let id, _): cancel(id ?? active, event)
    case .truncated(let item, let at):
      guard let place = item.flatMap({ index[$0] }) ?? lastAnswer
      else {
        return note(.leftOut, event, "an interruption of an item that is not there")
      }
      if drafts[place].item.heardUntil == nil { drafts[place].item.heardUntil = at }
      cancel(at: place, event)
    case .hidden(let bytes): hidden += bytes
    case .error(let text): note(.read, event, "an error that the log reports: \(text.prefix(200))")
    case .ignored, .unknown: break
    }
  }

  /// All sessions; those in which nothing was said are left out.
  mutating func finished() -> [AgentSession] {
    close()
    return sessions
  }

  mutating func note(_ sort: ImportNote.Sort, _ event: AgentEvent, _ text: String) {
    guard notes.count < 1_000 else { return }
    notes.append(ImportNote(sort, "\(file): line \(event.line)", text))
  }

  /// Place of an item, which is made if it is new.
  mutating func draft(_ id: String, _ role: AgentEvent.Role, _ event: AgentEvent) -> Int {
    if let place = index[id] { return place }
    index[id] = drafts.count
    if role == .assistant { lastAnswer = drafts.count }
    drafts.append(Draft(item: AgentSession.Item(id: id, role: role, at: event.at, line: event.line)))
    return drafts.count - 1
  }

  private mutating func draft(_ slot: AgentEvent.Slot, _ event: AgentEvent) -> Int {
    let fallback = slot.role == .user ? "input-\(anonymous)" : "output-\(anonymous)"
    let place = draft(slot.item ?? slot.response ?? fallback, slot.role, event)
    if let response = slot.response, drafts[place].item.response == nil { assign(response, to: place) }
    return place
  }

  /// Makes an item part of a response.
  mutating func assign(_ response: String, to place: Int) {
    guard drafts[place].item.response != response else { return }
    drafts[place].item.response = response
    members[response, default: []].append(place)
  }

  private mutating func edit(
    _ slot: AgentEvent.Slot, _ event: AgentEvent, _ change: (inout AgentText) -> Void
  ) {
    let place = draft(slot, event)
    let part = drafts[place].parts.firstIndex {
      $0.slot.part == slot.part && $0.slot.isTranscript == slot.isTranscript
    }
    if let part {
      change(&drafts[place].parts[part].text)
    } else if drafts[place].parts.count < 64 {
      var text = AgentText()
      change(&text)
      drafts[place].parts.append((slot, text))
    }
  }

  private mutating func finish(_ slot: AgentEvent.Slot, _ text: String, _ event: AgentEvent) {
    var verdict = AgentText.Verdict.agrees
    edit(slot, event) { part in
      let hadText = !part.pieces.isEmpty
      verdict = part.finish(text, at: event.at)
      if !hadText { verdict = .agrees }
    }
    if verdict == .differs {
      note(
        .repaired, event,
        "the whole text is another one than its pieces; it stands in their place where they part")
    }
  }

  private mutating func take(_ slot: AgentEvent.Slot, _ audio: AgentAudio, _ event: AgentEvent) {
    unreadable += audio.isReadable ? 0 : 1
    let chunk = AgentSession.Sound.Chunk(byteCount: audio.byteCount, at: event.at)
    func add(_ sound: inout AgentSession.Sound?, _ format: AgentAudio.Format) {
      var whole = sound ?? AgentSession.Sound(format: audio.format ?? format)
      sound = nil
      whole.chunks.append(chunk)
      whole.byteCount += audio.byteCount
      whole.bytes += audio.bytes
      sound = whole
    }
    if slot.role == .user {
      add(&session.input, input)
    } else {
      let place = draft(slot, event)
      add(&drafts[place].item.sound, output)
    }
  }

  @discardableResult
  private mutating func open(response id: String?, _ event: AgentEvent) -> Int {
    let id = id ?? "response-\(session.responses.count + 1)"
    active = id
    if let place = responses[id] { return place }
    responses[id] = session.responses.count
    session.responses.append(.init(id: id, at: event.at))
    return session.responses.count - 1
  }

  private mutating func cancel(_ response: String?, _ event: AgentEvent) {
    guard let response else { return }
    for place in members.removeValue(forKey: response) ?? [] { cancel(at: place, event) }
  }

  private mutating func cancel(at place: Int, _ event: AgentEvent) {
    guard !drafts[place].item.isCancelled, drafts[place].item.role == .assistant else { return }
    drafts[place].item.isCancelled = true
    drafts[place].item.cancelledAt = event.at
  }

  private mutating func close() {
    for draft in drafts { if let item = whole(draft) { session.items.append(item) } }
    checkSound()
    if session.id.isEmpty { session.id = session.responses.first?.id ?? "" }
    if hidden > 0 {
      notes.append(ImportNote(.read, file, "\(hidden) bytes of thinking, which nobody hears, were not taken"))
    }
    if unreadable > 0 {
      notes.append(ImportNote(.leftOut, file, "\(unreadable) pieces of sound that are no base64"))
    }
    if !session.items.isEmpty || session.input != nil {
      session.notes = notes
      sessions.append(session)
    }
    let file = file
    let keeps = keepsAudio
    let done = sessions
    self = AgentSessionBuilder(file: file, keepsAudio: keeps)
    sessions = done
  }

  /// Says where sound is far shorter than what was said, so that nobody takes its length for a time.
  private mutating func checkSound() {
    var cut: [String] = []
    for place in session.items.indices {
      guard let duration = session.items[place].sound?.duration else { continue }
      let letters = session.items[place].wholeText.unicodeScalars.count { $0.properties.isAlphabetic }
      // Nobody says a hundred letters in a second.
      guard letters >= 3, duration.seconds * 100 < Double(letters) else { continue }
      session.items[place].sound?.isCut = true
      cut.append(session.items[place].id)
    }
    if let first = cut.first {
      notes.append(
        ImportNote(
          .missing, file,
          "sound of \(cut.count) items, the first of them \(first), is far shorter than what is said in it: "
            + "its pieces were cut when it was recorded"))
    }
    guard let input = session.input, let duration = input.duration else { return }
    let end = session.items.compactMap(\.speechEnd).max() ?? .zero
    if duration.seconds * 2 < end.seconds {
      session.input?.isCut = true
      notes.append(
        ImportNote(
          .missing, file,
          "\(input.byteCount) bytes of sound went in for speech up to \(end.seconds) s: they were cut"))
    }
  }
}
