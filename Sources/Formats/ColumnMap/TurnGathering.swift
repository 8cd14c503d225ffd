import Conversation
import Foundation
import Motion

/// Makes transcripts of rows as they come, by a column map.
struct TurnGathering {
  private struct Draft {
    var transcript: Transcript
    var speakers: Set<String> = []
    var turns: [String: Int] = [:]
    /// Labels of turns that were merged, so that none is added twice.
    var labels: [Int: Set<Transcript.Label>] = [:]
    var order: [Double] = []
    var notes = RowNotes()
  }

  /// Columns that are wanted of every row, each once, in the order of its cells.
  let columns: [String]
  /// What is to be said of rows that belong to no conversation.
  var fileNotes = RowNotes()

  private let map: ColumnMap
  private let cells: RowCells
  private let file: String
  private let position: [String: Int]
  private var drafts: [Draft] = []
  private var drafted: [String: Int] = [:]
  private var seen: [Bool]

  init(_ map: ColumnMap, file: String) {
    self.map = map
    self.file = file
    cells = RowCells(map: map)
    var columns: [String] = []
    let singles = [map.speaker, map.text, map.start, map.end, map.duration].compactMap { $0 }
    let others = [map.intensity, map.order, map.words, map.audio].compactMap { $0 }
    for name in map.conversation + map.unique + singles + map.emotion + others where !columns.contains(name) {
      columns.append(name)
    }
    self.columns = columns
    position = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
    seen = columns.map { _ in false }
  }

  /// Takes a row: its cells in the order of ``columns``, and its line or number.
  mutating func add(_ row: [JSONValue?], line: Int) {
    for slot in row.indices where row[slot] != nil { seen[slot] = true }
    func cell(_ name: String?) -> JSONValue? { name.flatMap { position[$0] }.flatMap { row[$0] } }
    guard let text = cells.sentence(cell(map.text)) else {
      fileNotes.add(.leftOut, line, "there is no text in '\(map.text)'; the row was left out")
      return
    }
    let keys = map.conversation.compactMap { cells.word(cell($0)) }
    guard keys.count == map.conversation.count else {
      fileNotes.add(.leftOut, line, "the row does not say which conversation it is of and was left out")
      return
    }
    let number = draft(keys)
    let uniques = map.unique.compactMap { cells.word(cell($0)) }
    let unique =
      uniques.count == map.unique.count && !uniques.isEmpty ? uniques.joined(separator: "\u{1F}") : nil
    if let unique, let turn = drafts[number].turns[unique] {
      merge(cells.labels(map.emotion.map(cell), cell(map.intensity)).0, text, into: turn, of: number, line)
      return
    }
    var turn = Transcript.Turn(speaker: "", text: text, line: map.form == .json ? 0 : line)
    var said: [(ImportNote.Sort, String)] = []
    turn.speaker = speaker(cell(map.speaker), turn: drafts[number].transcript.turns.count, &said)
    (turn.start, turn.end) = cells.times(cell(map.start), cell(map.end), cell(map.duration), &said)
    let (labels, fault) = cells.labels(map.emotion.map(cell), cell(map.intensity))
    turn.emotions = labels
    if let fault { said.append((.repaired, fault)) }
    if map.words != nil { turn.words = cells.words(cell(map.words), line: turn.line, &said) }
    for (sort, text) in said { drafts[number].notes.add(sort, line, text) }
    if let unique { drafts[number].turns[unique] = drafts[number].transcript.turns.count }
    if map.order != nil {
      let last = drafts[number].order.last ?? -.infinity
      drafts[number].order.append(cells.number(cell(map.order)) ?? last)
    }
    if drafts[number].transcript.audio == nil {
      drafts[number].transcript.audio = cells.word(cell(map.audio))
    }
    if drafts[number].speakers.insert(turn.speaker).inserted {
      drafts[number].transcript.speakers.append(
        .init(name: turn.speaker, role: map.character.contains(turn.speaker) ? .character : nil))
    }
    drafts[number].transcript.turns.append(turn)
  }

  private mutating func draft(_ keys: [String]) -> Int {
    let key = keys.joined(separator: "\u{1F}")
    if let number = drafted[key] { return number }
    let stem =
      file.split(separator: "/").last.map { $0.split(separator: ".").first.map(String.init) ?? "" } ?? ""
    drafted[key] = drafts.count
    drafts.append(Draft(transcript: Transcript(id: keys.isEmpty ? stem : keys.joined(separator: "-"))))
    return drafts.count - 1
  }

  private mutating func merge(
    _ labels: [Transcript.Label], _ text: String, into turn: Int, of number: Int, _ line: Int
  ) {
    drafts[number].notes.add(.read, line, "a further row of a turn was merged into its first one")
    if drafts[number].transcript.turns[turn].text != text {
      drafts[number].notes.add(
        .leftOut, line, "a further row of a turn has another text; the first one stays")
    }
    var known =
      drafts[number].labels.removeValue(forKey: turn) ?? Set(drafts[number].transcript.turns[turn].emotions)
    for label in labels where known.insert(label).inserted {
      drafts[number].transcript.turns[turn].emotions.append(label)
    }
    drafts[number].labels[turn] = known
  }

  private func speaker(
    _ cell: JSONValue?, turn: Int, _ said: inout [(ImportNote.Sort, String)]
  ) -> String {
    guard map.speaker != nil else {
      return map.speakers.isEmpty ? "" : map.speakers[turn % map.speakers.count]
    }
    guard let (names, isList) = cells.names(cell, form: map.speakerForm), let first = names.first else {
      said.append((.missing, "no speaker is named"))
      return ""
    }
    if !isList {
      said.append((.repaired, "the speaker is no list as the map says; it was taken as one name"))
    }
    if names.count > 1 {
      said.append((.assumed, "several speak together; the turn was given to the first named"))
    }
    return first
  }

  /// The conversations, in order of first appearance.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` when no row could be used.
  func transcripts() throws(FormatsError) -> [Transcript] {
    let unit = map.form == .json ? "row" : "line"
    guard !drafts.isEmpty else {
      throw .malformed(
        file: file, place: "\(unit) 1",
        reason: "no row has a text in '\(map.text)'"
          + (map.conversation.isEmpty ? "" : " and says which conversation it is of"),
        cure: "correct the column map or the file")
    }
    var transcripts = drafts.map { draft in
      var transcript = draft.transcript
      if map.order != nil {
        let sorted = draft.order.enumerated().sorted { ($0.element, $0.offset) < ($1.element, $1.offset) }
        transcript.turns = sorted.map { transcript.turns[$0.offset] }
      }
      transcript.notes = draft.notes.notes(file, unit: unit)
      return transcript
    }
    let empty = columns.indices.filter { !seen[$0] }.map {
      ImportNote(.missing, file, "no row has '\(columns[$0])'")
    }
    transcripts[0].notes.insert(contentsOf: fileNotes.notes(file, unit: unit) + empty, at: 0)
    return transcripts
  }
}
