import Foundation
import Motion

extension WordJSONReader {
  /// Tiers of the Montreal Forced Aligner and praatIO: by name or in a list, entries as `[start, end,
  /// label]`; they mean what the tiers of a ``TextGrid`` mean.
  mutating func tiers(_ value: JSONValue, root: JSONValue) throws(FormatsError) {
    dialect("aligner tiers")
    var named: [(name: String, value: JSONValue)] = []
    if let members = value.object {
      named = members.keys.sorted().map { ($0, members[$0] ?? .null) }
    } else if let items = value.array {
      named = items.map { ($0["name"]?.string ?? "", $0) }
    } else {
      throw TimingPlace(file: file, list: "tiers").malformed("it is neither an object nor a list")
    }
    let end = try time(root["end"] ?? root["xmax"], "the end", at: place)
    var grid = TextGrid(start: 0, end: end?.seconds ?? 0, tiers: [])
    for (name, tier) in named {
      let list = "tiers.\(name.prefix(60)).entries"
      guard let entries = tier["entries"]?.array else {
        throw TimingPlace(file: file, list: list).malformed("there is no list 'entries'")
      }
      let type = (tier["type"] ?? tier["class"])?.string?.lowercased() ?? "interval"
      guard type.hasPrefix("interval") else {
        notes.add(.leftOut, "tier '\(name.prefix(60))' of type '\(type.prefix(40))' is not used")
        continue
      }
      var intervals: [TextGrid.Interval] = []
      for (number, entry) in entries.enumerated() {
        let place = TimingPlace(file: file, list: list, item: number)
        let parts = entry.array ?? []
        guard parts.count == 3, let label = parts[2].string,
          let start = try time(parts[0], "the start", at: place),
          let end = try time(parts[1], "the end", at: place)
        else { throw place.malformed("an entry is a list of start, end and label") }
        let span = TimingSpans.span(label, start, end, at: place, "label", notes: &notes)
        intervals.append(
          TextGrid.Interval(start: span.start.seconds, end: span.end.seconds, text: label, line: 0))
      }
      grid.end = max(grid.end, intervals.last?.end ?? 0)
      grid.tiers.append(
        TextGrid.Tier(name: name, start: 0, end: grid.end, content: .intervals(intervals)))
    }
    settled = grid.transcript(id: draft.transcript.id, file: file)
    if end == nil { settled?.duration = nil }
  }

  /// gentle's `words[]`: `case` tells whether a word was found; `phones[]` have durations and follow each
  /// other from the word's start, their labels marked with the place in the word (`_B` first, `_I` inner,
  /// `_E` last, `_S` only), which is taken off.
  mutating func gentle(_ words: [JSONValue]) throws(FormatsError) {
    dialect("gentle words")
    draft.speaker("")
    for (number, item) in words.enumerated() {
      let place = TimingPlace(file: file, list: "words", item: number)
      guard let found = item["case"]?.string else { throw place.malformed("there is no text 'case'") }
      guard found == "success" else {
        notes.add(.leftOut, place, "a word is '\(found.prefix(40))' and has no place in time")
        continue
      }
      guard let word = try word(item, at: place), let start = word.start, let end = word.end else {
        throw place.malformed("a word that was found has no 'start' and 'end'")
      }
      draft.add(
        TimingSpans.span(word.text, start, end, at: place, "word", notes: &notes), to: \.words, of: "")
      var reached = start
      for (index, phone) in (item["phones"]?.array ?? []).enumerated() {
        let here = TimingPlace(file: file, list: "\(place.name).phones", item: index)
        guard let label = phone["phone"]?.string,
          let length = try time(phone["duration"], "'duration'", at: here),
          reached.flicks <= Int64.max / 2
        else { throw here.malformed("a phone has 'phone' and 'duration'") }
        let isMarked = ["_B", "_I", "_E", "_S"].contains(label.suffix(2))
        let bare = isMarked ? String(label.dropLast(2)) : label
        let next = reached + length
        if !bare.isEmpty, bare.lowercased() != "sil" {
          draft.add(.init(bare, start: reached, end: next), to: \.phones, of: "")
        }
        reached = next
      }
    }
  }
}
