import Foundation
import Motion

/// Reads the cells of a row as a column map says. Nothing here throws: what is no value is none, and said.
struct RowCells {
  typealias Said = [(ImportNote.Sort, String)]

  private let map: ColumnMap
  private let absent: Set<String>

  init(map: ColumnMap) {
    self.map = map
    absent = Set(map.absent)
  }

  /// A text without surrounding spaces; `nil` where it is absent.
  func word(_ cell: JSONValue?) -> String? {
    guard let text = cell?.plainText.map(Self.trimmed), !text.isEmpty, !absent.contains(text) else {
      return nil
    }
    return text
  }

  /// What is said: a text, or a list of words. Only the empty text is none.
  func sentence(_ cell: JSONValue?) -> String? {
    let text = cell?.array.map { $0.compactMap(\.plainText).joined(separator: " ") } ?? cell?.plainText
    guard let trimmed = text.map(Self.trimmed), !trimmed.isEmpty else { return nil }
    return trimmed
  }

  private static func trimmed(_ text: String) -> String {
    guard let first = text.utf8.first, let last = text.utf8.last, first <= 0x20 || last <= 0x20 else {
      return text
    }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// A finite number.
  func number(_ cell: JSONValue?) -> Double? {
    guard let number = cell?.double ?? word(cell).flatMap(Double.init), number.isFinite else { return nil }
    return number
  }

  /// Names in a cell, and whether it had the form that was asked for. `nil` where it is absent.
  func names(_ cell: JSONValue?, form: ColumnMap.ListForm) -> (names: [String], isList: Bool)? {
    if case .array(let items) = cell {
      let names = items.compactMap { word($0) }
      return names.isEmpty ? nil : (names, true)
    }
    guard let text = word(cell) else { return nil }
    let list: [String]?
    switch form {
    case .plain: return ([text], true)
    case .pythonList: list = NameList.python(text)
    case .jsonList: list = NameList.json(text)
    }
    guard let list else { return ([text], false) }
    let names = list.map(Self.trimmed).filter { !$0.isEmpty && !absent.contains($0) }
    return names.isEmpty ? nil : (names, true)
  }

  /// A time in the map's unit; `nil` for what is none or lies before zero.
  func time(_ cell: JSONValue?) -> MediaTime? {
    let time: MediaTime?
    switch map.timeUnit {
    case .clock: time = word(cell).flatMap(ClockTime.parse)
    case .seconds: time = number(cell).flatMap { MediaTime(seconds: $0) }
    case .milliseconds: time = number(cell).flatMap { MediaTime(seconds: $0 / 1000) }
    case .samples: time = number(cell).flatMap { MediaTime(seconds: $0 / (map.rate ?? 1)) }
    }
    return time.flatMap { $0 < .zero ? nil : $0 }
  }

  private func isAbsent(_ cell: JSONValue?) -> Bool {
    switch cell {
    case nil, .null?: true
    case .string?: word(cell) == nil
    default: false
    }
  }

  /// Start and end of a turn. An end without a start, or not after it, is dropped.
  func times(
    _ start: JSONValue?, _ end: JSONValue?, _ duration: JSONValue?, _ said: inout Said
  ) -> (MediaTime?, MediaTime?) {
    guard !isAbsent(start) else {
      if map.start != nil, !isAbsent(end) || !isAbsent(duration) {
        said.append((.repaired, "there is an end and no start; the row was read without times"))
      }
      return (nil, nil)
    }
    guard let first = time(start) else {
      said.append((.repaired, "'\(map.start ?? "")' is no time; the row was read without times"))
      return (nil, nil)
    }
    let isLength = map.duration != nil
    let cell = isLength ? duration : end
    guard !isAbsent(cell) else { return (first, nil) }
    guard let other = time(cell) else {
      said.append(
        (.repaired, "'\(map.duration ?? map.end ?? "")' is no time; the row was read without an end"))
      return (first, nil)
    }
    let last = isLength ? first + other : other
    guard last > first else {
      said.append((.repaired, "the turn ends at or before its start; the end was dropped"))
      return (first, nil)
    }
    return (first, last)
  }

  /// The labels of emotion, the strength with the first column's, and what was wrong.
  func labels(_ cells: [JSONValue?], _ intensity: JSONValue?) -> ([Transcript.Label], fault: String?) {
    var fault: String?
    var value: Double?
    if !isAbsent(intensity) {
      let (low, high) = (map.intensityRange.lowerBound, map.intensityRange.upperBound)
      value = number(intensity).flatMap { $0 >= low && $0 <= high ? ($0 - low) / (high - low) : nil }
      if value == nil {
        fault = "'\(map.intensity ?? "")' is no strength within [\(low), \(high)]; it was dropped"
      }
    }
    var labels: [Transcript.Label] = []
    var known: Set<String> = []
    for (column, cell) in cells.enumerated() {
      for name in names(cell, form: map.emotionForm)?.names ?? [] {
        guard known.insert(name).inserted else { continue }
        labels.append(Transcript.Label(name, value: column == 0 ? value : nil))
      }
    }
    return (labels, fault)
  }

  /// Timed words in order of their start.
  func words(_ cell: JSONValue?, line: Int, _ said: inout Said) -> [Transcript.Span] {
    var list = cell
    if case .string(let text) = cell {
      if word(cell) == nil { return [] }
      list = try? JSONValue(parsing: text.utf8, file: "", place: "")
    }
    guard !isAbsent(list) else { return [] }
    guard let entries = list?.array else {
      said.append((.leftOut, "'\(map.words ?? "")' is no list of words and was left out"))
      return []
    }
    let words = entries.compactMap { span($0, line: line) }
    if words.count < entries.count {
      said.append((.leftOut, "words without text or with times that are none were left out"))
    }
    let sorted = words.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
    return sorted.map(\.element)
  }

  private func span(_ entry: JSONValue, line: Int) -> Transcript.Span? {
    func field(_ field: ColumnMap.WordField) -> JSONValue? {
      guard case .array(let items) = entry else { return entry[field.rawValue] }
      guard let index = map.wordFields.firstIndex(of: field), items.indices.contains(index) else {
        return nil
      }
      return items[index]
    }
    guard let text = sentence(field(.word)), let start = time(field(.start)) else { return nil }
    let end =
      map.wordFields.contains(.duration) ? time(field(.duration)).map { start + $0 } : time(field(.end))
    guard let end, end >= start else { return nil }
    return Transcript.Span(text, start: start, end: end, line: line)
  }
}
