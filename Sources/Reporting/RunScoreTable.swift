import Runs
import Scoring
import Statistics

/// The scores of one run as a table: value, interval over conversations, spread over seeds, n, evidence.
struct RunScoreTable {
  private let summary: RunSummary
  private let signature: ScoreSignature
  private let values: [String: [TakeScore]]
  private let isProvisional: Bool?
  private let nulls: [String: ScoreNulls]
  private let sessionInterval: ConfidenceInterval?

  init(
    _ summary: RunSummary, takes: [TakeSummary], values: [TakeScore], isProvisional: Bool?,
    nulls: [String: ScoreNulls] = [:], sessionInterval: ConfidenceInterval? = nil
  ) {
    self.sessionInterval = sessionInterval
    self.nulls = nulls
    self.summary = summary
    self.isProvisional = isProvisional
    self.values = Dictionary(grouping: values, by: \.metric)
    signature = ScoreSignature(summary, takes: takes)
  }

  /// One row per score, in the order given.
  func table(_ scores: [Score]) -> Table {
    let hasValues = !values.isEmpty
    let hasSeeds = hasValues && summary.run.seeds.count > 1
    var table = Table(columns: [
      .text("metric", "id"), .text("component", ""), .text("title", "score"), .text("direction", "best"),
      .number("n", "n"), .number("takes", "takes"), .number("of", "of"), .text("evidence", "evidence"),
      .text("unit", "unit"),
      Table.Column(id: "interval", title: "95 % interval", isForMachines: !hasValues), .machine("low"),
      .machine("high"),
      Table.Column(
        id: "seed_deviation", title: "SD over seeds", alignment: .trailing, isForMachines: !hasSeeds),
      .number("value", "value"), .machine("undefined"), .machine("undefined_takes"), .machine("signature"),
      null("own_reference", "own ref"), null("mismatched", "mismatched"), null("still_pose", "still pose"),
      null("nearest_other", "nearest other"),
    ])
    table.keys = 2
    for score in scores { table.append(cells(score)) }
    return table
  }

  private func cells(_ score: Score) -> [Table.Cell] {
    let descriptor = RunReport.descriptor(score.metric)
    let whole = score.takes + score.undefinedTakes
    let digits = NumberText.digits(for: score.value.number ?? 0)
    let own = values[score.metric] ?? []
    let usual = descriptor?.reduction == .mean ? Self.interval(own) : nil
    let interval = score.metric == SessionInterval.score ? sessionInterval ?? usual : usual
    return [
      .text(score.metric), .text(descriptor?.headline.map { "H\($0)" } ?? ""),
      .text(descriptor?.title ?? score.metric), .text(descriptor?.direction.symbol ?? "?"),
      .integer(score.n), .integer(score.takes), .integer(whole),
      .text(RunIdentity.evidence(summary.run, descriptor, isProvisional: isProvisional)),
      .text(descriptor?.unit ?? ""), IntervalText.cell(interval, digits),
      .optional(interval?.low, digits: digits), .optional(interval?.high, digits: digits),
      .optional(descriptor?.reduction == .mean ? Self.seedDeviation(own) : nil, digits: digits),
      .optional(score.value.number, digits: digits), .optional(score.value.reason),
      .integer(score.undefinedTakes),
      .text(signature.of(score.metric).description),
    ] + beside(score.metric, digits)
  }

  /// A column of what known motion scores; only machines see it where nothing was kept.
  private func null(_ id: String, _ title: String) -> Table.Column {
    Table.Column(id: id, title: title, alignment: .trailing, isForMachines: nulls.isEmpty)
  }

  /// What known motion scores, in the order of the columns.
  private func beside(_ score: String, _ digits: Int) -> [Table.Cell] {
    known(score).map { .optional($0.value?.number, digits: digits) }
  }

  private func known(_ score: String) -> [(title: String, value: ScoreValue?)] {
    let own = nulls[score]
    return [
      ("own ref", own?.ownReference), ("mismatched", own?.mismatched), ("still pose", own?.stillPose),
      ("nearest other", own?.nearestOther),
    ]
  }

  /// Why there are places without a value, each reason once: of scores, then of known motion where it is another one.
  func absences(_ scores: [Score]) -> [String] {
    var reasons: [(place: String, reason: String, scores: [String])] = []
    func note(_ score: String, _ place: String, _ reason: String) {
      let reason = reason.isEmpty ? "no reason given" : reason
      if let index = reasons.firstIndex(where: { $0.place == place && $0.reason == reason }) {
        reasons[index].scores.append(score)
      } else {
        reasons.append((place, reason, [score]))
      }
    }
    for score in scores { if let reason = score.value.reason { note(score.metric, "", reason) } }
    for score in scores {
      var places: [(reason: String, titles: [String])] = []
      for (title, value) in known(score.metric) {
        guard let reason = value?.reason, reason != score.value.reason else { continue }
        if let index = places.firstIndex(where: { $0.reason == reason }) {
          places[index].titles.append(title)
        } else {
          places.append((reason, [title]))
        }
      }
      for (reason, titles) in places { note(score.metric, titles.joined(separator: ", "), reason) }
    }
    return reasons.map { place, reason, scores in
      guard !place.isEmpty else { return "\(scores.joined(separator: ", ")) undefined: \(reason)" }
      let rest = scores.count > Self.mostNamed ? " and \(scores.count - Self.mostNamed) more" : ""
      let named = scores.prefix(Self.mostNamed).joined(separator: ", ")
      return "\(place) of \(named)\(rest) undefined: \(reason)"
    }
  }

  /// Scores that a remark on known motion names.
  private static let mostNamed = 4

  /// 95 % bootstrap interval of the mean over conversations, each by the mean of its takes; from seed 1.
  static func interval(_ values: [TakeScore]) -> ConfidenceInterval? {
    let means = conversationMeans(values)
    return means.count < 2 ? nil : try? Bootstrap.interval(of: means, seed: 1)
  }

  /// Standard deviation over seeds of the mean over conversations; `nil` below two seeds.
  static func seedDeviation(_ values: [TakeScore]) -> Double? {
    let means = Dictionary(grouping: values, by: \.key.seed).sorted { $0.key < $1.key }.compactMap { _, own in
      (try? Sample(conversationMeans(own)))?.mean
    }
    return (try? Sample(means)).flatMap { try? $0.standardDeviation() }
  }

  private static func conversationMeans(_ values: [TakeScore]) -> [Double] {
    Dictionary(grouping: values, by: \.key.recording).sorted { $0.key < $1.key }.compactMap { _, own in
      (try? Sample(own.sorted { $0.key < $1.key }.compactMap(\.value.number)))?.mean
    }
  }
}
