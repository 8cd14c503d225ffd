public import Scoring

/// The documentation of one score, made from its descriptor: what it measures, where it lies, when to use it.
public struct MetricPage: Sendable {
  /// The score.
  public let descriptor: MetricDescriptor
  /// Id of the measurement that it comes from, such as `lip-sync/1`.
  public let measurement: String

  /// A page about a score of a measurement.
  public init(_ descriptor: MetricDescriptor, of measurement: String) {
    self.descriptor = descriptor
    self.measurement = measurement
  }

  /// The pages that an id asks for: one for the id of a score, all of a measurement for its id; the version may be left
  /// off (`lip-sync.r0`, `lip-sync`).
  ///
  /// - Throws: ``ScoringError/unknownMetric(_:)``.
  public static func pages(
    for id: String, among metrics: [any Metric] = Metrics.all
  ) throws(ScoringError) -> [MetricPage] {
    func matches(_ full: String) -> Bool { full == id || full.prefix { $0 != "/" } == id[...] }
    var pages: [MetricPage] = []
    for metric in metrics {
      let wanted = metric.descriptors.filter { matches($0.id) }
      let chosen = wanted.isEmpty && matches(metric.id) ? metric.descriptors : wanted
      pages += chosen.map { MetricPage($0, of: metric.id) }
    }
    guard !pages.isEmpty else { throw .unknownMetric(id) }
    return pages
  }

  /// What the page says, as names and texts in reading order.
  public var entries: [(name: String, text: String)] {
    var entries = [
      ("id", descriptor.id), ("measurement", measurement), ("rank", rank), ("best", best), ("unit", unit),
      ("needs", needs), ("over takes", reduction), ("measures", descriptor.summary),
      ("lies", descriptor.whereItLies), ("use", use), ("source", descriptor.source),
    ]
    if let code = descriptor.code { entries.append(("code", code)) }
    let constants = descriptor.parameters.keys.sorted().map { name in
      let value = descriptor.parameters[name] ?? 0
      return "\(name) = \(Self.text(value))"
    }
    if !constants.isEmpty { entries.append(("parameters", constants.joined(separator: ", "))) }
    return entries
  }

  /// The page in Markdown: a heading, a list of facts and the paragraphs.
  public var markdown: String {
    let facts: Set = ["measures", "lies", "use"]
    var lines = ["## \(descriptor.title)", "", descriptor.summary, ""]
    lines += ["**Where it lies.** \(descriptor.whereItLies)", "", "**When to use it.** \(use)", ""]
    lines += entries.filter { !facts.contains($0.name) }.map { "- \($0.name): \($0.text)" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A constant in as few digits as name it; one that a Float32 holds in the Float32's.
  static func text(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return "\(Int(value))" }
    let short = Float(value)
    return Double(short) == value ? "\(short)" : "\(value)"
  }

  private var rank: String {
    switch descriptor.rank {
    case .headline(let number): "headline H\(number)"
    case .diagnostic: "diagnostic"
    case .portrait: "portrait: says how, not how well"
    }
  }

  private var unit: String { descriptor.unit.isEmpty ? "none (a pure number)" : descriptor.unit }

  private var best: String {
    if descriptor.rank == .portrait { return "none: \(usual)" }
    return switch descriptor.direction {
    case .higher: "more is better"
    case .lower: "less is better"
    case .closerToReference: "the character's own value is best"
    case .closerToZero: "zero is best, the sign tells the side"
    }
  }

  /// Where the character itself lies in a portrait.
  private var usual: String {
    descriptor.direction == .closerToZero
      ? "zero is like the character, the sign tells the side" : "compare with the character's own value"
  }

  private var needs: String {
    descriptor.needs.isEmpty
      ? "nothing but the track" : descriptor.needs.map(\.rawValue).joined(separator: ", ")
  }

  private var reduction: String {
    switch descriptor.reduction {
    case .mean: "mean over conversations of the mean over a conversation's takes"
    case .minimum: "the worst take decides"
    case .set: "all takes together make one value"
    }
  }

  /// When to use it, from its rank and from what it needs.
  public var use: String {
    let given =
      descriptor.needs.isEmpty ? "" : " It is undefined, never 0, where its needs (\(needs)) are not met."
    if let headline = descriptor.headline {
      return
        "In every comparison: it is part of headline H\(headline), beside its value for held-out reference, "
        + "mismatched script, constant pose and nearest other character." + given
    }
    if descriptor.rank == .portrait {
      return "To describe a manner: comparisons print the difference and call neither side better." + given
    }
    return
      "To explain a difference that a headline shows, or beside published figures; never alone, and not to rank by."
      + given
  }
}
