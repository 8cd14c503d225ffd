import Foundation
import Motion

extension WordJSONReader {
  /// `results` of recognition services: Deepgram's `channels[]`, Amazon's `items[]`, Google's list; the first
  /// of alternatives counts.
  mutating func results(_ results: JSONValue, root: JSONValue) throws(FormatsError) {
    if let channels = results["channels"]?.array {
      dialect("Deepgram channels")
      if let length = try time(root["metadata"]?["duration"], "the duration", at: place) {
        draft.transcript.duration = length
      }
      for (number, channel) in channels.enumerated() {
        let name = channels.count > 1 ? "channel \(number)" : ""
        try loose(
          Self.words(channel), list: "results.channels[\(number)].words", speaker: name)
      }
    } else if let items = results["items"]?.array {
      dialect("Amazon items")
      try amazon(items)
    } else if let parts = results.array {
      dialect("Google results")
      // With speakers told apart, the last part holds all words once more, now with their speaker.
      let lists = parts.map(Self.words)
      let isTagged = lists.contains { $0.contains { Self.speaker($0) != nil } }
      for (number, words) in lists.enumerated() {
        guard !isTagged || words.contains(where: { Self.speaker($0) != nil }) else { continue }
        try loose(words, list: "results[\(number)].words")
      }
    } else {
      throw TimingPlace(file: file, list: "results").malformed(
        "there is no list 'channels' or 'items'", cure: "export the recogniser's answer as it came")
    }
  }

  private static func words(_ part: JSONValue) -> [JSONValue] {
    part["alternatives"]?.array?.first?["words"]?.array ?? []
  }

  private mutating func amazon(_ items: [JSONValue]) throws(FormatsError) {
    var order: [String] = []
    var words: [String: [TimingSpans.Draft]] = [:]
    var last: String?
    for (number, item) in items.enumerated() {
      let place = TimingPlace(file: file, list: "results.items", item: number)
      guard let text = item["alternatives"]?.array?.first?["content"]?.string else {
        throw place.malformed("there is no text 'content' of an alternative")
      }
      if item["type"]?.string == "punctuation" {
        if let last, let index = words[last]?.indices.last { words[last]?[index].text += text }
        continue
      }
      let name = Self.speaker(item) ?? ""
      if words[name] == nil { order.append(name) }
      last = name
      words[name, default: []].append(
        .init(
          text: text, start: try time(item["start_time"], "'start_time'", at: place),
          end: try time(item["end_time"], "'end_time'", at: place), item: number))
    }
    for name in order { keep(words[name] ?? [], of: name, list: "results.items") }
  }
}
