import Conversation
import Foundation
import Motion

/// Checks one log: every line that is no record, every record that breaks a rule of logs, and everything in what
/// happened that cannot be.
struct LogCheck {
  private(set) var findings: [Finding] = []
  /// The recording made of the lines that are right; `nil` when the file could not be read.
  private(set) var recording: Recording?
  /// When each participant's last measured word ends.
  private(set) var lastSpoken: [String: MediaTime] = [:]

  private let file: String
  /// Line of the last entry that set a time or an anchor of each record.
  private var lines: [String: Int] = [:]

  init(_ entry: CorpusManifest.Entry, of corpus: Corpus) {
    file = entry.log
    let bytes: Data
    do throws(CatalogError) {
      bytes = try StoredJSON.bytes(
        of: corpus.place(entry.log), cure: "restore it or take it out of the manifest")
    } catch {
      findings.append(CorpusCheck.finding(error, "log", file, corpus.directory))
      return
    }
    let people = entry.participants.map { Recording.Participant(id: $0.id, role: $0.role) }
    var rules = LogRules(participants: people, capacity: bytes.count / 96)
    var log: [Record] = []
    var arrived = MediaTime.zero
    var late: [(line: Int, record: Record)] = []
    RecordingLog.scan(bytes) { line, outcome in
      switch outcome {
      case .failure(let error):
        add(.error, "syntax", line, error.reason, "see Corpora/README.md for the schema")
      case .success(let record):
        if let reason = rules.take(record) {
          add(.error, "log-rule", line, reason, "see Corpora/README.md for the rules of a log")
          return
        }
        if let arrival = record.arrival {
          if arrival < arrived {
            add(
              .note, "arrival-order", line,
              "'\(record.id)' arrives at \(arrival.seconds) s, before the record above it",
              "put records in order of arrival")
          }
          arrived = max(arrived, arrival)
        }
        if let arrival = record.arrival, arrival.seconds > entry.duration + 0.001 {
          late.append((line, record))
        }
        lines[record.id] = line
        log.append(record)
      }
    }
    if log.isEmpty {
      findings.append(
        Finding(.warning, "log-empty", file, "the log is empty", cure: "add records or take it out"))
    }
    let duration = Self.duration(of: entry, in: corpus, covering: log)
    let recording = Recording(id: entry.id, participants: people, duration: duration, log: log)
    self.recording = recording
    let happened = Happened(recording)
    for (line, record) in late where (record.arrival ?? .zero) > duration + .milliseconds(1) {
      add(
        .warning, "arrival-after-session", line,
        "'\(record.id)' arrives at \(Self.text(record.arrival ?? .zero)), after the session: nobody learns of it",
        "correct the arrival or the duration")
    }
    checkSession(happened, duration)
    checkTurns(happened)
    checkEmotions(happened)
    checkAnchors(happened, log)
    checkWords(happened)
    checkPhones(happened)
    for word in happened.words where !word.isEstimated {
      lastSpoken[word.participant] = max(lastSpoken[word.participant] ?? .zero, word.end)
    }
    sort()
    let estimated = happened.words.count { $0.isEstimated }
    if estimated > 0 {
      findings.append(
        Finding(
          .note, "words-estimated", file,
          "\(estimated) of \(happened.words.count) words have times spread by rule"))
    }
  }

  /// Length of the session. A capture that is going on lengthens it in the manifest before it adds to the log, so
  /// where the log is longer the manifest is read again.
  private static func duration(
    of entry: CorpusManifest.Entry, in corpus: Corpus, covering log: [Record]
  ) -> MediaTime {
    let stated = MediaTime(seconds: entry.duration) ?? .zero
    guard log.contains(where: { ($0.end ?? .zero) > stated + .milliseconds(1) }),
      let now = try? Corpus.load(at: corpus.directory).entry(entry.id).duration
    else { return stated }
    return max(stated, MediaTime(seconds: now) ?? .zero)
  }

  private mutating func add(
    _ severity: Finding.Severity, _ rule: String, _ line: Int?, _ message: String, _ cure: String
  ) {
    findings.append(Finding(severity, rule, file, line: line, message, cure: cure))
  }

  /// In order of lines; those that stand on one line in the order in which they were found.
  private mutating func sort() {
    findings = findings.enumerated().sorted {
      ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
    }.map(\.element)
  }

  private static func text(_ time: MediaTime) -> String { String(format: "%.3f s", time.seconds) }

  private mutating func checkSession(_ happened: Happened, _ duration: MediaTime) {
    for spans in [happened.turns, happened.words, happened.phones, happened.cues, happened.voice] {
      for span in spans where span.end > duration + .milliseconds(1) {
        add(
          .error, "after-session", lines[span.id],
          "'\(span.id)' ends at \(Self.text(span.end)), after the session of \(Self.text(duration))",
          "lengthen the duration in the manifest or correct the time")
      }
    }
  }

  /// Turns of one participant that begin before the one before them ends.
  private mutating func checkTurns(_ happened: Happened) {
    var last: [String: Happened.Span] = [:]
    for turn in happened.turns {
      if let before = last[turn.participant], turn.start + .milliseconds(20) < before.end {
        add(
          .warning, "turns-overlap", lines[turn.id],
          "turn '\(turn.id)' of \(turn.participant) begins at \(Self.text(turn.start)), before '\(before.id)' of the "
            + "same one ends", "correct the times")
      }
      if (last[turn.participant]?.end ?? .zero) <= turn.end { last[turn.participant] = turn }
    }
  }

  private mutating func checkEmotions(_ happened: Happened) {
    for cue in happened.cues where cue.cue == .emotion && Emotion(label: cue.text) == nil {
      add(
        .warning, "emotion-unknown", lines[cue.id],
        "emotion '\(cue.text.prefix(40))' is none that the house knows",
        "name one of \(Emotion.allCases.map(\.rawValue).joined(separator: ", "))")
    }
  }

  private mutating func checkAnchors(_ happened: Happened, _ log: [Record]) {
    let texts = Dictionary(happened.turns.map { ($0.id, $0.text) }, uniquingKeysWith: { first, _ in first })
    var owners: [String: String] = [:]
    for record in log where record.kind == .turn { owners[record.id] = record.participant }
    for spans in [happened.words, happened.phones, happened.cues] {
      for span in spans {
        guard let anchor = span.anchor else { continue }
        guard let owner = owners[anchor.turn] else {
          add(
            .warning, "anchor-without-turn", lines[span.id],
            "'\(span.id)' is anchored to turn '\(anchor.turn)', which the log does not have",
            "announce the turn or correct the anchor")
          continue
        }
        if owner != span.participant {
          add(
            .warning, "anchor-of-other", lines[span.id],
            "'\(span.id)' of \(span.participant) is anchored to a turn of \(owner)", "correct the anchor")
        }
        guard let text = texts[anchor.turn], !text.isEmpty else { continue }
        if anchor.offset > text.utf8.count {
          add(
            .warning, "anchor-behind-text", lines[span.id],
            "'\(span.id)' is anchored at byte \(anchor.offset) of a text of \(text.utf8.count)",
            "correct the offset")
        } else if anchor.offset < text.utf8.count,
          let index = text.utf8.index(text.startIndex, offsetBy: anchor.offset, limitedBy: text.endIndex),
          text.utf8[index] & 0xC0 == 0x80
        {
          add(
            .warning, "anchor-inside-character", lines[span.id],
            "'\(span.id)' is anchored at byte \(anchor.offset), inside a character",
            "count offsets in UTF-8 bytes")
        }
      }
    }
  }

  /// Words that lie outside their turn, or begin before the word before them ends.
  private mutating func checkWords(_ happened: Happened) {
    let turns = Dictionary(happened.turns.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let slack = MediaTime.milliseconds(20)
    var last: [String: Happened.Span] = [:]
    var places: [String: (offset: Int, word: Happened.Span)] = [:]
    for word in happened.words {
      if let anchor = word.anchor {
        if let before = places[anchor.turn], anchor.offset < before.offset {
          add(
            .warning, "words-out-of-order", lines[word.id],
            "word '\(word.text)' is spoken after '\(before.word.text)' and stands before it in the text",
            "correct the offsets or the times")
        }
        places[anchor.turn] = (anchor.offset, word)
        checkText(of: word, anchor, in: turns[anchor.turn])
      }
      if let turn = word.anchor.flatMap({ turns[$0.turn] }), turn.end > turn.start,
        word.start + slack < turn.start || word.end > turn.end + slack
      {
        add(
          .warning, "word-outside-turn", lines[word.id],
          "word '\(word.text)' at \(Self.text(word.start)) to \(Self.text(word.end)) lies outside its turn "
            + "\(Self.text(turn.start)) to \(Self.text(turn.end))", "correct the word's or the turn's times")
      }
      if !word.isEstimated, let before = last[word.participant], word.start + slack < before.end {
        add(
          .warning, "words-overlap", lines[word.id],
          "word '\(word.text)' begins at \(Self.text(word.start)), before '\(before.text)' ends",
          "correct the times")
      }
      if !word.isEstimated, (last[word.participant]?.end ?? .zero) <= word.end {
        last[word.participant] = word
      }
    }
  }

  /// Words that are not what stands at their anchor.
  private mutating func checkText(
    of word: Happened.Span, _ anchor: Record.Anchor, in turn: Happened.Span?
  ) {
    guard let turn, !turn.text.isEmpty, !word.text.isEmpty, anchor.offset <= turn.text.utf8.count else {
      return
    }
    let rest = turn.text.utf8.dropFirst(anchor.offset).prefix(4 * word.text.utf8.count + 64)
    let there = String(decoding: rest, as: UTF8.self)
    let wanted = Self.letters(of: word.text)
    guard !wanted.isEmpty, !Self.letters(of: there).starts(with: wanted) else { return }
    add(
      .note, "word-not-in-text", lines[word.id],
      "word '\(word.text)' is anchored at byte \(anchor.offset), where '\(there.prefix(word.text.count))' stands",
      "")
  }

  private static func letters(of text: String) -> String {
    String(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  /// Phones outside the inventory, and measured phones that do not tile the measured word in which they lie.
  private mutating func checkPhones(_ happened: Happened) {
    for phone in happened.phones where Phone(arpabet: phone.text) == nil {
      add(
        .warning, "phone-unknown", lines[phone.id],
        "phone '\(phone.text)' is not ARPABET and will not be scored",
        "write it in ARPABET, such as AH0")
    }
    let slack = MediaTime.milliseconds(20)
    for participant in Set(happened.phones.map(\.participant)).sorted() {
      let phones = happened.phones.filter { $0.participant == participant && !$0.isEstimated }
      let words = happened.words.filter {
        $0.participant == participant && !$0.isEstimated && $0.end > $0.start
      }
      guard !phones.isEmpty, !words.isEmpty else { continue }
      var next = 0
      var loose: Happened.Span?
      var looseCount = 0
      for word in words {
        var inside: [Happened.Span] = []
        while next < phones.count {
          let phone = phones[next]
          let middle = MediaTime(flicks: phone.start.flicks + (phone.end - phone.start).flicks / 2)
          guard middle < word.end else { break }
          if middle >= word.start {
            inside.append(phone)
          } else {
            loose = loose ?? phone
            looseCount += 1
          }
          next += 1
        }
        guard let first = inside.first, let last = inside.last else {
          add(
            .warning, "word-without-phones", lines[word.id],
            "word '\(word.text)' at \(Self.text(word.start)) has no phones, others have", "add them")
          continue
        }
        let isTight =
          abs((first.start - word.start).seconds) <= slack.seconds
          && abs((last.end - word.end).seconds) <= slack.seconds
          && zip(inside, inside.dropFirst()).allSatisfy { abs(($1.start - $0.end).seconds) <= slack.seconds }
        if !isTight {
          add(
            .warning, "phones-do-not-tile", lines[first.id],
            "phones from \(Self.text(first.start)) to \(Self.text(last.end)) do not tile word '\(word.text)' at "
              + "\(Self.text(word.start)) to \(Self.text(word.end))", "correct the times")
        }
      }
      looseCount += phones.count - next
      if let loose = loose ?? (next < phones.count ? phones[next] : nil) {
        let more = looseCount > 1 ? " and \(looseCount - 1) more" : ""
        add(
          .note, "phone-outside-words", lines[loose.id],
          "phone '\(loose.text)' at \(Self.text(loose.start))\(more) of \(participant) lies in no word", "")
      }
    }
  }
}
