import Catalog
public import Foundation

extension Screenplay {
  /// Reads a script file; its id is the file's name unless the header gives one.
  public static func read(at file: URL) throws(StudioError) -> Screenplay {
    let bytes: Data
    do { bytes = try Data(contentsOf: file) } catch {
      throw .malformed(
        file: file.path, line: 0, reason: "it cannot be read", cure: "check path and permissions")
    }
    guard let text = String(data: bytes, encoding: .utf8) else {
      throw .malformed(file: file.path, line: 1, reason: "it is not UTF-8", cure: "save it as UTF-8")
    }
    return try Screenplay(text, id: file.deletingPathExtension().lastPathComponent, file: file.path)
  }

  /// Reads a script.
  ///
  ///     title: Rain
  ///
  ///     guest: Will it rain?
  ///     nova: [thinking] Let me look. {{tool:weather {"city":"Oslo"}}} It will *sighs* and all day 🌧️
  ///     guest interrupts after "It will": Oh no.
  ///     pause 1.5
  ///     nova: Take an umbrella.
  ///
  /// - Throws: ``StudioError/malformed(file:line:reason:cure:)`` with the number of the faulty line.
  public init(_ text: String, id: String, file: String = "script") throws(StudioError) {
    var reader = ScreenplayReader(file: file, screenplay: Screenplay(id: id, turns: [], file: file))
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      try reader.take(line.hasSuffix("\r") ? String(line.dropLast()) : String(line), number: number + 1)
    }
    self = try reader.finish()
  }
}

/// Reads a script line by line.
struct ScreenplayReader {
  let file: String
  var screenplay: Screenplay
  private var pause: Double?
  private var isHeader = true
  private var number = 0

  init(file: String, screenplay: Screenplay) {
    self.file = file
    self.screenplay = screenplay
  }

  mutating func take(_ line: String, number: Int) throws(StudioError) {
    self.number = number
    let bare = line.trimmingCharacters(in: .whitespaces)
    if bare.isEmpty || line.hasPrefix("#") { return }
    if line.first == " " || line.first == "\t" {
      guard !screenplay.turns.isEmpty, !isHeader else { throw refuse("a continued line continues nothing") }
      screenplay.turns[screenplay.turns.count - 1].text += "\n" + bare
      return
    }
    if let seconds = Self.word("pause", of: bare) {
      isHeader = false
      guard let value = Double(seconds), (0...60).contains(value) else {
        throw refuse("a pause of '\(seconds)'", "give seconds between 0 and 60")
      }
      pause = value
      return
    }
    for speaker in [screenplay.character, screenplay.partner] {
      guard let rest = Self.word(speaker, of: bare) else { continue }
      isHeader = false
      try turn(speaker, rest)
      return
    }
    let parts = bare.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
    guard parts.count == 2 else { throw refuse("'\(bare)' is neither a turn nor a setting") }
    guard isHeader else {
      throw refuse(
        "'\(parts[0])' is neither \(screenplay.character) nor \(screenplay.partner)",
        "settings stand above the first turn")
    }
    try setting(parts[0].lowercased(), parts[1])
  }

  func finish() throws(StudioError) -> Screenplay {
    if let fault = RecordingID.fault(in: screenplay.id) {
      throw StudioError.malformed(
        file: file, line: 1, reason: "the file's name is no id: \(fault)",
        cure: "name the recording with 'id:' or rename the file")
    }
    guard !screenplay.turns.isEmpty else { throw refuse("nobody says anything") }
    guard screenplay.character != screenplay.partner else { throw refuse("both parties bear one name") }
    if let fault = screenplay.voiceFault { throw refuse(fault, "give a rate that espeak-ng speaks at") }
    return screenplay
  }

  /// What follows a leading word; `nil` when the line begins otherwise.
  private static func word(_ word: String, of line: String) -> String? {
    guard line.hasPrefix(word) else { return nil }
    let rest = line.dropFirst(word.count)
    guard let next = rest.first, next == ":" || next.isWhitespace else { return nil }
    return rest.trimmingCharacters(in: .whitespaces)
  }

  private mutating func turn(_ speaker: String, _ rest: String) throws(StudioError) {
    var entrance = Screenplay.Entrance.free(pause: pause)
    var text = rest
    if !rest.hasPrefix(":") {
      guard pause == nil else {
        throw refuse("a pause before a turn that does not wait", "leave the pause out")
      }
      if let overlapping = Self.word("overlaps", of: rest) {
        (entrance, text) = try overlap(overlapping)
      } else {
        (entrance, text) = try quoted(speaker, rest)
      }
      guard screenplay.turns.contains(where: { $0.speaker != speaker }) else {
        throw refuse("\(speaker) would talk over nobody", "let the other party speak before")
      }
    }
    guard text.hasPrefix(":") else { throw refuse("the colon before the text is missing") }
    text = String(text.dropFirst()).trimmingCharacters(in: .whitespaces)
    guard !text.isEmpty else { throw refuse("\(speaker) says nothing", "write the text behind the colon") }
    pause = nil
    screenplay.turns.append(.init(speaker: speaker, text: text, entrance: entrance, line: number))
  }

  /// `overlaps 0.4`, whose verb is read already.
  private func overlap(_ rest: String) throws(StudioError) -> (Screenplay.Entrance, String) {
    let amount = rest.prefix { $0 != ":" && !$0.isWhitespace }
    guard let seconds = Double(amount), seconds > 0, seconds <= 10 else {
      throw refuse("an overlap of '\(amount)'", "give seconds above 0, at most 10")
    }
    return (.overlapping(seconds), rest.dropFirst(amount.count).trimmingCharacters(in: .whitespaces))
  }

  /// `interrupts after "words"` or `murmurs after "words"`.
  private func quoted(_ speaker: String, _ rest: String) throws(StudioError) -> (Screenplay.Entrance, String)
  {
    let isInterruption = rest.hasPrefix("interrupts after ")
    guard isInterruption || rest.hasPrefix("murmurs after "),
      let open = rest.firstIndex(of: "\""),
      let close = rest[rest.index(after: open)...].firstIndex(of: "\"")
    else {
      throw refuse(
        "'\(speaker) \(rest.prefix(30))' is no turn", "write: \(speaker) interrupts after \"words\": text")
    }
    let words = String(rest[rest.index(after: open)..<close])
    guard words.contains(where: { $0.isLetter || $0.isNumber }) else { throw refuse("the words are empty") }
    let text = rest[rest.index(after: close)...].trimmingCharacters(in: .whitespaces)
    return (isInterruption ? .interrupting(words) : .murmuring(words), text)
  }

  private mutating func setting(_ name: String, _ value: String) throws(StudioError) {
    func whole(_ range: ClosedRange<Int>) throws(StudioError) -> Int {
      guard let number = Int(value), range.contains(number) else {
        throw refuse(
          "\(name) is '\(value)'", "give a whole number from \(range.lowerBound) to \(range.upperBound)")
      }
      return number
    }
    func number(_ range: ClosedRange<Double>) throws(StudioError) -> Double {
      guard let number = Double(value), range.contains(number) else {
        throw refuse("\(name) is '\(value)'", "give \(range.words)")
      }
      return number
    }
    func id(_ value: String, _ fault: String?) throws(StudioError) -> String {
      if let fault { throw refuse("\(name): \(fault)", "give a name without blanks and slashes") }
      return value
    }
    if let timing = AgentTiming.Setting(rawValue: name) {
      screenplay.timing.set(timing, to: try number(timing.range))
      return
    }
    switch name {
    case "id": screenplay.id = try id(value, RecordingID.fault(in: value))
    case "title": screenplay.title = value
    case "character": screenplay.character = try id(value, CorpusManifest.fault(inID: value))
    case "partner": screenplay.partner = try id(value, CorpusManifest.fault(inID: value))
    case "voice": screenplay.voice.name = value
    case "rate": screenplay.voice.rate = try whole(VoiceSettings.rates)
    case "volume": screenplay.voice.volume = try whole(0...200)
    case "pitch": screenplay.voice.pitch = try whole(0...99)
    case "range": screenplay.voice.range = try whole(0...99)
    case "partner voice": screenplay.partnerSound.name = value
    case "partner rate": screenplay.partnerSound.rate = try whole(60...450)
    case "partner volume": screenplay.partnerSound.volume = try whole(0...200)
    case "partner pitch": screenplay.partnerSound.pitch = try whole(0...99)
    case "partner range": screenplay.partnerSound.range = try whole(0...99)
    case "tool time": screenplay.toolTime = try number(0...30)
    default:
      let known =
        ["id", "title", "character", "partner"]
        + ["", "partner "].flatMap { whose in
          ["voice", "rate", "volume", "pitch", "range"].map { whose + $0 }
        }
      let all = known + ["tool time"] + AgentTiming.Setting.allCases.map(\.rawValue)
      throw refuse("there is no setting '\(name)'", "settings are " + all.joined(separator: ", "))
    }
  }

  private func refuse(_ reason: String, _ cure: String = "see Corpora/README.md for the script format")
    -> StudioError
  { .malformed(file: file, line: number, reason: reason, cure: cure) }
}

extension ClosedRange<Double> {
  /// For messages.
  var words: String {
    func text(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }
    return "a number from \(text(lowerBound)) to \(text(upperBound))"
  }
}
