public import Foundation
import Motion

/// Annotations of ELAN (Max Planck Institute for Psycholinguistics, "EAF Annotation Format").
///
/// The speaker of a tier is its participant, else what stands behind `@` in its name or before ` - `, else
/// its parent's. What a tier holds is read off the words of its name and linguistic type: words, phones, or
/// utterances. Where no tier says so, each tier without a parent is a speaker's and holds utterances. Other
/// tiers are named in a note. Words that lie in an utterance of their speaker are its words. Times stand on
/// the axis of the audio file: a media offset (`TIME_ORIGIN`) is added.
public enum EAF {
  private enum Kind: String {
    case words, phones, utterances
  }

  /// Reads a document.
  ///
  /// - Throws: ``FormatsError/malformed(file:place:reason:cure:)`` with the line: XML that is not
  ///   well-formed, a document type declaration, elements too deep, a slot or tier that is not there, a time
  ///   that is none.
  public static func transcript(_ bytes: Data, file: String) throws(FormatsError) -> Transcript {
    let document = try EAFDocument(bytes, file: file)
    var notes = TimingNotes(file: file)
    let times = try EAFTimes(document, file: file, notes: &notes)
    var draft = TranscriptDraft(id: TranscriptDraft.stem(file))
    let offset = media(of: document, into: &draft, notes: &notes)
    let speakers = Self.speakers(document.tiers)
    var kinds = document.tiers.map(Self.kind)
    if !kinds.contains(where: { $0 != nil }) {
      kinds = document.tiers.map { $0.parent == nil ? .utterances : nil }
    }
    // A tier that names no speaker is one by itself, but a single one needs no name.
    let isNamed = kinds.contains { $0 == .words || $0 == .phones } || kinds.count { $0 != nil } == 1
    var used: Set<String> = []
    for (index, tier) in document.tiers.enumerated() where !tier.annotations.isEmpty {
      guard let kind = kinds[index] else {
        notes.add(.leftOut, TimingPlace(file: file, line: tier.line), "tier '\(tier.id)' is not used")
        continue
      }
      let speaker = speakers[index] ?? (isNamed ? "" : tier.id)
      guard used.insert("\(kind.rawValue) \(speaker)").inserted else {
        notes.add(
          .leftOut, TimingPlace(file: file, line: tier.line),
          "tier '\(tier.id)' is a second one with \(kind.rawValue) of '\(speaker)' and not used")
        continue
      }
      draft.speaker(speaker)
      for (annotation, span) in zip(tier.annotations, times.spans[index]) {
        let text = annotation.value.withoutOuterBlanks
        guard let span, !text.isEmpty else { continue }
        guard span.end + offset >= .zero else {
          notes.add(
            .leftOut, TimingPlace(file: file, line: annotation.line), "an annotation lies before the audio")
          continue
        }
        let (start, end) = (max(.zero, span.start + offset), span.end + offset)
        switch kind {
        case .utterances:
          draft.add(.init(speaker: speaker, text: text, start: start, end: end, line: annotation.line))
        case .words:
          draft.add(.init(text, start: start, end: end, line: annotation.line), to: \.words, of: speaker)
        case .phones:
          draft.add(.init(text, start: start, end: end, line: annotation.line), to: \.phones, of: speaker)
        }
      }
    }
    return draft.finished(isOrdered: false, notes: &notes)
  }

  /// Takes the audio file, sound before pictures, and tells how far its beginning lies before time zero.
  private static func media(
    of document: EAFDocument, into draft: inout TranscriptDraft, notes: inout TimingNotes
  )
    -> MediaTime
  {
    let media = document.media.first { $0.mimeType.hasPrefix("audio/") } ?? document.media.first
    guard let media else { return .zero }
    if document.media.count > 1 {
      notes.add(
        .read, TimingPlace(file: notes.file, line: media.line),
        "of \(document.media.count) media this one is taken")
    }
    let path = media.relativeURL.flatMap { $0.isEmpty ? nil : $0 } ?? media.url
    let name = path.split { $0 == "/" || $0 == "\\" }.last.map(String.init)
    draft.transcript.audio = name.map { $0.removingPercentEncoding ?? $0 }
    guard media.origin != 0, let offset = MediaTime(seconds: media.origin / 1000) else { return .zero }
    notes.add(
      .read, TimingPlace(file: notes.file, line: media.line),
      "annotations begin \(media.origin) ms into the media; times are given from the media's beginning")
    return offset
  }

  /// Speakers by tier; `nil` where neither the tier nor its parents name one.
  private static func speakers(_ tiers: [EAFDocument.Tier]) -> [String?] {
    var byName: [String: Int] = [:]
    for (index, tier) in tiers.enumerated() { byName[tier.id] = index }
    let names = tiers.map(name)
    let parents = tiers.map { $0.parent.flatMap { byName[$0] } }
    return tiers.indices.map { index in
      var tier = index
      for _ in 0..<ReadingLimits.depth {
        if let name = names[tier] { return name }
        guard let parent = parents[tier] else { return nil }
        tier = parent
      }
      return nil
    }
  }

  private static func name(of tier: EAFDocument.Tier) -> String? {
    let participant = tier.participant.withoutOuterBlanks
    if !participant.isEmpty { return participant }
    if let at = tier.id.lastIndex(of: "@"), at > tier.id.startIndex {
      let name = tier.id[tier.id.index(after: at)...]
      if !name.isEmpty { return String(name) }
    }
    if let dash = tier.id.range(of: " - ", options: .backwards), kind(tier) != nil {
      return String(tier.id[..<dash.lowerBound])
    }
    return nil
  }

  /// What a tier holds by the words of its name, else of its linguistic type.
  private static func kind(_ tier: EAFDocument.Tier) -> Kind? {
    let name = tier.id.split(separator: "@").first.map(String.init) ?? tier.id
    for text in [name, tier.type] {
      let words = Set(text.lowercased().split { !$0.isLetter }.map(String.init))
      if !words.isDisjoint(with: ["translation", "gloss", "note", "notes", "comment", "pos"]) { return nil }
      if !words.isDisjoint(with: ["word", "words", "wrd", "token", "tokens"]) { return .words }
      if !words.isDisjoint(with: ["phone", "phones", "phoneme", "phonemes"]) { return .phones }
      if !words.isDisjoint(with: utterances) { return .utterances }
    }
    return nil
  }

  private static let utterances: Set<String> = [
    "utterance", "utterances", "utt", "transcription", "transcript", "speech", "orthography", "orth", "text",
    "tx",
    "sentence", "sentences", "phrase", "phrases", "turn", "turns", "dialogue", "dialog",
  ]
}
