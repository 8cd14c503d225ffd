public import Foundation

extension MELDTable {
  /// The dialogues in order of first appearance, `dia` and the number as id, rows in the file's order.
  ///
  /// Times stay those of the episode. Notes tell what was mended or left out, rows without a dialogue with the
  /// first one.
  public func transcripts() -> [Transcript] {
    var positions: [String: Int] = [:]
    var transcripts: [Transcript] = []
    var speakers: [Set<String>] = []
    for row in rows {
      let position: Int
      if let known = positions[row.dialogue] {
        position = known
      } else {
        position = transcripts.count
        positions[row.dialogue] = position
        let notes = faults[row.dialogue]?.notes(file) ?? []
        transcripts.append(Transcript(id: "dia\(row.dialogue)", notes: notes))
        speakers.append([])
      }
      if speakers[position].insert(row.speaker).inserted {
        transcripts[position].speakers.append(.init(name: row.speaker))
      }
      transcripts[position].turns.append(
        Transcript.Turn(
          speaker: row.speaker, text: row.text, start: row.start, end: row.end,
          emotions: row.emotion.isEmpty ? [] : [.init(row.emotion)], line: row.line))
    }
    let strays = faults.keys.filter { positions[$0] == nil }.sorted().flatMap {
      faults[$0]?.notes(file) ?? []
    }
    if !transcripts.isEmpty { transcripts[0].notes.insert(contentsOf: strays, at: 0) }
    return transcripts
  }

  /// Reads a table and gives its dialogues.
  ///
  /// - Throws: as ``init(_:file:)``.
  public static func read(_ bytes: Data, file: String) throws(FormatsError) -> [Transcript] {
    try MELDTable(bytes, file: file).transcripts()
  }
}
