public import Foundation

extension ColumnMap {
  /// Keys that a map may have.
  static let keys = [
    "schema", "id", "title", "form", "delimiter", "quote", "rows", "conversation", "unique", "speaker",
    "speakerForm", "speakers", "character", "text", "start", "end", "duration", "timeUnit", "rate", "emotion",
    "emotionForm", "intensity", "intensityRange", "vocabulary", "order", "words", "wordFields", "audio",
    "absent",
  ]

  /// Reads a map from its JSON file.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` with the key: bytes that are no JSON, a key that
  ///   is unknown or missing, a value of another type, keys that contradict each other; and
  ///   ``FormatsError/unsupported(file:place:reason:cure:)`` for another schema.
  public init(_ bytes: Data, file: String) throws(FormatsError) {
    try self.init(try JSONValue(parsing: bytes, file: file, place: ""), file: file)
  }

  init(_ value: JSONValue, file: String) throws(FormatsError) {
    guard let members = value.object else {
      throw .malformed(
        file: file, place: "the document", reason: "a column map is a JSON object",
        cure: "begin it with {\"schema\": \"\(Self.schema)\"")
    }
    if let unknown = members.keys.filter({ !Self.keys.contains($0) }).min() {
      throw .malformed(
        file: file, place: "key '\(unknown)'", reason: "a column map has no such key",
        cure: "take it out; the keys are \(Self.keys.joined(separator: ", "))")
    }
    let entries = ColumnMapEntries(members: members, file: file)
    let schema = try entries.text("schema")
    guard schema == Self.schema else {
      throw .unsupported(
        file: file, place: "key 'schema'", reason: "it is '\(schema ?? "absent")'",
        cure: "write \"\(Self.schema)\"")
    }
    guard let form = try entries.choice("form", Form.self), let text = try entries.text("text") else {
      throw .malformed(
        file: file, place: members["form"] == nil ? "key 'form'" : "key 'text'", reason: "it is missing",
        cure: "a map needs at least schema, form and text")
    }
    self.init(form: form, text: text)
    id = try entries.text("id") ?? ""
    title = try entries.text("title") ?? ""
    delimiter = try entries.text("delimiter").map { $0.count == 1 ? $0.first ?? "\0" : "\0" }
    quotes = try entries.truth("quote") ?? true
    rows = try entries.text("rows")
    conversation = try entries.names("conversation")
    unique = try entries.names("unique")
    speaker = try entries.text("speaker")
    speakerForm = try entries.choice("speakerForm", ListForm.self) ?? .plain
    speakers = try entries.names("speakers")
    character = try entries.names("character")
    start = try entries.text("start")
    end = try entries.text("end")
    duration = try entries.text("duration")
    timeUnit = try entries.choice("timeUnit", TimeUnit.self) ?? .seconds
    rate = try entries.number("rate")
    emotion = try entries.names("emotion")
    emotionForm = try entries.choice("emotionForm", ListForm.self) ?? .plain
    intensity = try entries.text("intensity")
    if let range = try entries.numbers("intensityRange") {
      guard range.count == 2, range[0] < range[1] else {
        throw entries.wrong("intensityRange", "[least, most]")
      }
      intensityRange = range[0]...range[1]
    }
    vocabulary = try entries.text("vocabulary")
    order = try entries.text("order")
    words = try entries.text("words")
    if members["wordFields"] != nil {
      wordFields = []
      for name in try entries.names("wordFields") {
        guard let field = WordField(rawValue: name) else {
          throw entries.wrong("wordFields", "a list of start, end, duration, word and -")
        }
        wordFields.append(field)
      }
    }
    audio = try entries.text("audio")
    absent = try entries.names("absent")
    if let (key, reason, cure) = contradiction {
      throw .malformed(file: file, place: "key '\(key)'", reason: reason, cure: cure)
    }
  }

  /// The first key that contradicts others, why, and the cure.
  var contradiction: (key: String, reason: String, cure: String)? {
    let isTable = form == .csv || form == .tsv
    if let delimiter {
      guard isTable else { return ("delimiter", "JSON has no delimiter", "take it out") }
      guard let byte = delimiter.asciiValue, byte != 0, byte != 0x22, byte != 0x0A, byte != 0x0D else {
        return ("delimiter", "it is not one ASCII character other than a quote", "write for example \";\"")
      }
    }
    if isTable, rows != nil { return ("rows", "a table has its rows where it has them", "take it out") }
    if end != nil, duration != nil { return ("duration", "there is 'end' too", "keep one of both") }
    if start == nil, end != nil || duration != nil {
      return (end != nil ? "end" : "duration", "there is no 'start'", "name the column of starts")
    }
    if timeUnit == .samples, (rate ?? 0) <= 0 {
      return ("rate", "times count samples and there is no rate above 0", "write samples a second")
    }
    if timeUnit != .samples, rate != nil { return ("rate", "times do not count samples", "take it out") }
    if speaker != nil, !speakers.isEmpty {
      return ("speakers", "there is 'speaker' too", "keep one of both")
    }
    let fields = Set(wordFields)
    let isTimed = fields.contains(.start) && fields.contains(.end) != fields.contains(.duration)
    if words != nil, !isTimed || !fields.contains(.word) {
      return ("wordFields", "words need word, start and either end or duration", "name these")
    }
    return nil
  }

  /// The map as JSON, readable by ``init(_:file:)``; keys that say nothing new are left out.
  public var json: JSONValue {
    var members: [String: JSONValue] = [
      "schema": .string(Self.schema), "form": .string(form.rawValue), "text": .string(text),
    ]
    func set(_ key: String, _ text: String?) { if let text, !text.isEmpty { members[key] = .string(text) } }
    func set(_ key: String, _ names: [String]) {
      if !names.isEmpty { members[key] = .array(names.map(JSONValue.string)) }
    }
    set("id", id)
    set("title", title)
    set("delimiter", delimiter.map(String.init))
    if !quotes { members["quote"] = .bool(false) }
    set("rows", rows)
    set("conversation", conversation)
    set("unique", unique)
    set("speaker", speaker)
    if speakerForm != .plain { set("speakerForm", speakerForm.rawValue) }
    set("speakers", speakers)
    set("character", character)
    set("start", start)
    set("end", end)
    set("duration", duration)
    if timeUnit != .seconds { set("timeUnit", timeUnit.rawValue) }
    if let rate { members["rate"] = .number(rate) }
    set("emotion", emotion)
    if emotionForm != .plain { set("emotionForm", emotionForm.rawValue) }
    set("intensity", intensity)
    if intensityRange != 0...1 {
      members["intensityRange"] = .array(
        [intensityRange.lowerBound, intensityRange.upperBound].map(JSONValue.number))
    }
    set("vocabulary", vocabulary)
    set("order", order)
    set("words", words)
    if wordFields != [.start, .end, .word] { set("wordFields", wordFields.map(\.rawValue)) }
    set("audio", audio)
    set("absent", absent)
    return .object(members)
  }
}

extension ColumnMap: Codable {
  /// Reads a map as ``init(_:file:)`` does.
  public init(from decoder: any Decoder) throws {
    try self.init(try JSONValue(from: decoder), file: "the column map")
  }

  /// Writes ``json``.
  public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}
