import Motion

/// Times of all annotations of a document.
///
/// An annotation between slots that have values takes them. Slots without a value stand between annotations
/// that follow each other on a tier; they divide what lies between the known times around them into equal
/// parts. A reference annotation has its parent's time; several under one parent on one tier divide it
/// equally, in the order in which they name the one before them.
struct EAFTimes {
  /// Start and end of annotations by tier and position; `nil` where nothing tells them.
  private(set) var spans: [[(start: MediaTime, end: MediaTime)?]]

  private let document: EAFDocument
  private let file: String
  private var slots: [String: MediaTime] = [:]
  private var byAnnotation: [String: (start: MediaTime, end: MediaTime)] = [:]

  init(_ document: EAFDocument, file: String, notes: inout TimingNotes) throws(FormatsError) {
    self.document = document
    self.file = file
    spans = document.tiers.map { Array(repeating: nil, count: $0.annotations.count) }
    let unit = try Self.unit(document, file: file)
    var known: Set<String> = []
    for slot in document.slots {
      known.insert(slot.id)
      guard let value = slot.value else { continue }
      let time = MediaTime(flicks: value * unit)
      guard time.seconds <= MediaTime.largestSeconds else {
        throw TimingPlace(file: file, line: slot.line).malformed("TIME_VALUE \(value) is more than a year")
      }
      slots[slot.id] = time
    }
    for tier in document.tiers {
      for annotation in tier.annotations {
        guard let (first, second) = annotation.slots else { continue }
        for slot in [first, second] where !known.contains(slot) {
          throw TimingPlace(file: file, line: annotation.line).malformed(
            "there is no time slot '\(slot.prefix(40))'")
        }
      }
    }
    for index in document.tiers.indices { divide(document.tiers[index], notes: &notes) }
    for index in try order() { resolve(index, notes: &notes) }
  }

  /// Flicks of a unit of time.
  private static func unit(_ document: EAFDocument, file: String) throws(FormatsError) -> Int64 {
    switch document.units {
    case "milliseconds", "": return MediaTime.milliseconds(1).flicks
    case "PAL-frames", "PAL": return MediaTime.flicksPerSecond / 25
    case "NTSC-frames", "NTSC": return MediaTime.flicksPerSecond / 30_000 * 1001
    default:
      throw .unsupported(
        file: file, place: "HEADER", reason: "TIME_UNITS is '\(document.units.prefix(40))'",
        cure: "save it in ELAN with milliseconds")
    }
  }

  /// Gives times to slots without one, along chains of annotations that share slots.
  private mutating func divide(_ tier: EAFDocument.Tier, notes: inout TimingNotes) {
    let aligned = tier.annotations.filter { $0.slots != nil }
    guard aligned.contains(where: { slots[$0.slots?.0 ?? ""] == nil || slots[$0.slots?.1 ?? ""] == nil })
    else { return }
    var after: [String: Int] = [:]
    for (index, annotation) in aligned.enumerated() {
      if let first = annotation.slots?.0 { after[first] = index }
    }
    // Slots from which no known time is reached are walked from once.
    var lost: Set<String> = []
    for annotation in aligned {
      guard let (first, second) = annotation.slots, let start = slots[first], slots[second] == nil,
        !lost.contains(second)
      else { continue }
      var chain = [second]
      var end: MediaTime?
      // No chain is longer than its tier, so that a circle of slots ends.
      while end == nil, chain.count <= aligned.count, let index = after[chain[chain.count - 1]],
        let next = aligned[index].slots?.1
      {
        end = slots[next]
        if end == nil { chain.append(next) }
      }
      guard let end, end >= start else {
        lost.formUnion(chain)
        continue
      }
      let step = (end - start).flicks / Int64(chain.count + 1)
      for (number, slot) in chain.enumerated() where slots[slot] == nil {
        slots[slot] = MediaTime(flicks: start.flicks + Int64(number + 1) * step)
      }
      notes.add(
        .assumed, TimingPlace(file: file, line: annotation.line),
        "time slots of tier '\(tier.id)' have no value; annotations divide what lies between known times equally"
      )
    }
  }

  /// Tiers with parents before children.
  private func order() throws(FormatsError) -> [Int] {
    var children: [String: [Int]] = [:]
    var order: [Int] = []
    let names = Set(document.tiers.map(\.id))
    for (index, tier) in document.tiers.enumerated() {
      if let parent = tier.parent {
        guard names.contains(parent) else {
          throw TimingPlace(file: file, line: tier.line).malformed("there is no tier '\(parent.prefix(40))'")
        }
        children[parent, default: []].append(index)
      } else {
        order.append(index)
      }
    }
    var at = 0
    while at < order.count {
      order += children.removeValue(forKey: document.tiers[order[at]].id) ?? []
      at += 1
    }
    if order.count < document.tiers.count {
      let rest = Set(document.tiers.indices).subtracting(order).min() ?? 0
      throw TimingPlace(file: file, line: document.tiers[rest].line).malformed(
        "tier '\(document.tiers[rest].id.prefix(40))' is its own ancestor")
    }
    return order
  }

  private mutating func resolve(_ index: Int, notes: inout TimingNotes) {
    let tier = document.tiers[index]
    var families: [String: [Int]] = [:]
    var order: [String] = []
    for (position, annotation) in tier.annotations.enumerated() {
      let place = TimingPlace(file: file, line: annotation.line)
      if let (first, second) = annotation.slots {
        guard let start = slots[first], let end = slots[second] else {
          notes.add(.leftOut, place, "an annotation of tier '\(tier.id)' has no time that could be told")
          continue
        }
        let span = TimingSpans.span("", start, end, at: place, "annotation", notes: &notes)
        set(index, position, (span.start, span.end))
      } else if let parent = annotation.parent {
        if families[parent] == nil { order.append(parent) }
        families[parent, default: []].append(position)
      }
    }
    for parent in order {
      let family = sorted(families[parent] ?? [], in: tier)
      guard let span = byAnnotation[parent] else {
        for position in family {
          notes.add(
            .leftOut, TimingPlace(file: file, line: tier.annotations[position].line),
            "an annotation of tier '\(tier.id)' refers to one that is not there or has no time")
        }
        continue
      }
      if family.count > 1, let first = family.first {
        notes.add(
          .assumed, TimingPlace(file: file, line: tier.annotations[first].line),
          "annotations of tier '\(tier.id)' divide the one that they refer to equally")
      }
      let length = (span.end - span.start).flicks
      for (number, position) in family.enumerated() {
        let count = Int64(family.count)
        // Whole steps and the rest apart: the product of a year and a count might not fit.
        func cut(_ part: Int64) -> MediaTime {
          MediaTime(flicks: span.start.flicks + length / count * part + length % count * part / count)
        }
        set(index, position, (cut(Int64(number)), cut(Int64(number) + 1)))
      }
    }
  }

  private mutating func set(_ tier: Int, _ position: Int, _ span: (start: MediaTime, end: MediaTime)) {
    spans[tier][position] = span
    byAnnotation[document.tiers[tier].annotations[position].id] = span
  }

  /// Members of a family in the order of their `PREVIOUS_ANNOTATION`, others as they stand.
  private func sorted(_ family: [Int], in tier: EAFDocument.Tier) -> [Int] {
    guard family.count > 1 else { return family }
    var next: [String: Int] = [:]
    var firsts: [Int] = []
    let ids = Set(family.map { tier.annotations[$0].id })
    for position in family {
      if let previous = tier.annotations[position].previous, ids.contains(previous), next[previous] == nil {
        next[previous] = position
      } else {
        firsts.append(position)
      }
    }
    var order: [Int] = []
    for first in firsts {
      order.append(first)
      var id = tier.annotations[first].id
      while let position = next.removeValue(forKey: id) {
        order.append(position)
        id = tier.annotations[position].id
      }
    }
    // A circle has no first one; it stays as it stands.
    return order.count == family.count ? order : family
  }
}
