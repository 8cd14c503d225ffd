public import Conversation
import Foundation
import Motion

/// What the tiers of TextGrids say about speech, as records.
///
/// A tier named `words` or `word` holds words; `phones`, `phone` or `phonemes` holds phones in ARPABET or
/// IPA; where there are neither, each interval tier is a speaker's and holds utterances. `NAME - words` and
/// `NAME - phones` (several speakers in one file) belong to speaker NAME.
public struct TextGridSpeech: Sendable, Equatable {
  /// One speaker's records.
  public struct Speaker: Sendable, Equatable {
    /// Name from the tiers, empty where they name nobody.
    public var name: String
    /// Words: start, end, label.
    public var words: [TextGrid.Interval] = []
    /// Phones with their stretch.
    public var phones: [(interval: TextGrid.Interval, phone: Phone)] = []
    /// Utterances, where the tier holds them.
    public var utterances: [TextGrid.Interval] = []

    /// Equal when all the parts are.
    public static func == (left: Speaker, right: Speaker) -> Bool {
      left.name == right.name && left.words == right.words && left.utterances == right.utterances
        && left.phones.elementsEqual(right.phones) { $0.interval == $1.interval && $0.phone == $1.phone }
    }
  }

  /// The speakers in the order in which the tiers name them.
  public private(set) var speakers: [Speaker] = []
  /// What was left out and why, one line each.
  public private(set) var notes: [String] = []

  private static let wordTiers: Set<String> = ["words", "word"]
  private static let phoneTiers: Set<String> = ["phones", "phone", "phonemes"]

  /// Sorts the tiers of one recording's grids; `file` names them in the notes.
  public init(_ grids: [TextGrid], file: String) {
    let tiers = grids.flatMap(\.tiers)
    let isAligned = tiers.contains { tier in
      let kind = Self.role(of: tier.name).kind
      return Self.wordTiers.contains(kind) || Self.phoneTiers.contains(kind)
    }
    for tier in tiers {
      guard case .intervals(let intervals) = tier.content else {
        notes.append("\(file): point tier '\(tier.name)' is not used")
        continue
      }
      noteOverlaps(intervals, tier: tier.name, file: file)
      let (speaker, kind) = Self.role(of: tier.name)
      let labelled = intervals.filter { !Self.isBlank($0.text) && $0.end > $0.start }
      if Self.wordTiers.contains(kind) {
        if !self[speaker].words.isEmpty {
          notes.append("\(file): tier '\(tier.name)' is a second one and not used")
        }
        if self[speaker].words.isEmpty {
          self[speaker].words = labelled.filter { Phone(arpabet: $0.text)?.symbol != .silence }
        }
      } else if Self.phoneTiers.contains(kind) {
        addPhones(labelled, to: speaker, file: file)
      } else if isAligned {
        notes.append("\(file): tier '\(tier.name)' is not used")
      } else {
        self[tier.name].utterances += labelled
      }
    }
  }

  /// Records in order of start: turns, and their words and phones anchored or placed under them.
  ///
  /// Words without utterances are grouped into turns at pauses longer than 600 ms, and such turns are
  /// marked as estimated; words of utterances are spread by ``WordSpread``.
  public func records(participants: [String]) -> [Record] {
    var records: [Record] = []
    for (speaker, participant) in zip(speakers, participants) {
      var turns = 0
      func add(_ text: String, _ start: MediaTime, _ end: MediaTime, isEstimated: Bool) -> String {
        turns += 1
        let id = "\(participant).t\(turns)"
        records.append(
          Record(
            id: id, kind: .turn, participant: participant, start: start, end: end, text: text,
            isEstimated: isEstimated))
        return id
      }
      for utterance in speaker.utterances {
        let text = Self.oneLine(utterance.text)
        let (start, end) = Self.span(utterance)
        let id = add(text, start, end, isEstimated: false)
        records += WordSpread.words(of: text, turn: id, participant: participant, start: start, end: end)
      }
      let words = speaker.words.sorted { $0.start < $1.start }
      var number = 0
      for group in Self.groups(words) {
        let texts = group.map { Self.oneLine($0.text) }
        guard let first = group.first, let last = group.last else { continue }
        let id = add(texts.joined(separator: " "), Self.span(first).0, Self.span(last).1, isEstimated: true)
        var offset = 0
        for (word, text) in zip(group, texts) {
          number += 1
          let (start, end) = Self.span(word)
          records.append(
            Record(
              id: "\(participant).w\(number)", kind: .word, participant: participant, start: start, end: end,
              anchor: .init(turn: id, offset: offset), text: text))
          offset += text.utf8.count + 1
        }
      }
      for (index, (interval, phone)) in speaker.phones.enumerated() {
        let (start, end) = Self.span(interval)
        records.append(
          Record(
            id: "\(participant).p\(index + 1)", kind: .phone, participant: participant, start: start,
            end: end,
            text: phone.label))
      }
    }
    let order: [Record.Kind] = [.turn, .word, .phone]
    return records.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.start != b.start { return (a.start ?? .zero) < (b.start ?? .zero) }
      let (ka, kb) = (order.firstIndex(of: a.kind) ?? 3, order.firstIndex(of: b.kind) ?? 3)
      return (ka, left.offset) < (kb, right.offset)
    }.map(\.element)
  }

  private subscript(name: String) -> Speaker {
    get { speakers.first { $0.name == name } ?? Speaker(name: name) }
    set {
      if let index = speakers.firstIndex(where: { $0.name == name }) {
        speakers[index] = newValue
      } else {
        speakers.append(newValue)
      }
    }
  }

  private mutating func addPhones(_ intervals: [TextGrid.Interval], to speaker: String, file: String) {
    var unknown: [(label: String, line: Int, count: Int)] = []
    for interval in intervals {
      guard let phone = Phone(spelling: interval.text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
        if let index = unknown.firstIndex(where: { $0.label == interval.text }) {
          unknown[index].count += 1
        } else {
          unknown.append((interval.text, interval.line, 1))
        }
        continue
      }
      // Silence between phones is what is left when nothing is said.
      if phone.symbol != .silence { self[speaker].phones.append((interval, phone)) }
    }
    for (label, line, count) in unknown {
      let times = count > 1 ? " and \(count - 1) more times" : ""
      notes.append(
        "\(file): line \(line)\(times): phone '\(label)' is neither ARPABET nor known IPA; left out")
    }
  }

  private mutating func noteOverlaps(_ intervals: [TextGrid.Interval], tier: String, file: String) {
    var previous = -Double.infinity
    for interval in intervals {
      if interval.start < 0 {
        notes.append("\(file): line \(interval.line): an interval begins before time zero; it was cut there")
      }
      if interval.start < previous - 0.001 {
        notes.append(
          "\(file): line \(interval.line): an interval of tier '\(tier)' begins at \(interval.start) s, before the one before ends; kept"
        )
      }
      previous = max(previous, interval.end)
    }
  }

  private static func role(of name: String) -> (speaker: String, kind: String) {
    let trimmed = name.trimmingCharacters(in: .whitespaces)
    if let dash = trimmed.range(of: " - ", options: .backwards) {
      let kind = trimmed[dash.upperBound...].lowercased()
      if wordTiers.contains(kind) || phoneTiers.contains(kind) {
        return (String(trimmed[..<dash.lowerBound]), kind)
      }
    }
    return ("", trimmed.lowercased())
  }

  private static func groups(_ words: [TextGrid.Interval]) -> [[TextGrid.Interval]] {
    var groups: [[TextGrid.Interval]] = []
    for word in words {
      if let last = groups.last?.last, word.start - last.end <= 0.6 {
        groups[groups.count - 1].append(word)
      } else {
        groups.append([word])
      }
    }
    return groups
  }

  private static func span(_ interval: TextGrid.Interval) -> (MediaTime, MediaTime) {
    let start = max(.zero, MediaTime(seconds: interval.start) ?? .zero)
    return (start, max(start, MediaTime(seconds: interval.end) ?? start))
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
}
