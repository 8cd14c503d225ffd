import Foundation
import Motion
import Provenance
public import Scoring

/// Tries to make a metric fail: on sessions, on what is left of them when things are taken away, and again.
public struct MetricTrial {
  /// How a case came out.
  public enum Verdict: String, Sendable {
    /// A value, or the same as before.
    case ok
    /// The metric said that there is no value.
    case undefined
    /// Something that would cost takes their scores.
    case fails = "FAILS"
  }

  /// One case.
  public struct Case: Sendable {
    /// What was tried.
    public let name: String
    /// How it came out.
    public let verdict: Verdict
    /// Values, reasons, times.
    public let text: String
  }

  /// Id of the measurement.
  public let id: String
  private var metric: PluginMetric
  private let fresh: () throws -> PluginMetric
  private let sessions: [TakeEvidence]

  /// Loads a metric for trial.
  ///
  /// - Parameter sessions: at least one, as the metric will be held against.
  /// - Throws: ``MetricHostError`` when it does not load.
  public init(
    _ bundle: MetricBundle, shelf: MetricShelf, sessions: [TakeEvidence],
    shouldStop: @escaping @Sendable () -> Bool = { false },
    heed: @escaping @Sendable (_ what: String, _ note: String) -> Void = { _, _ in }
  ) throws(MetricHostError) {
    metric = try shelf.load(bundle, shouldStop: shouldStop, heed: heed)
    metric.isStrict = true
    fresh = {
      var metric = try shelf.load(bundle, shouldStop: shouldStop)
      metric.isStrict = true
      return metric
    }
    id = metric.id
    self.sessions = sessions
  }

  /// Runs every case.
  ///
  /// - Throws: ``MetricHostError/stopped``.
  public func run() throws -> [Case] {
    guard let session = sessions.first else { return [] }
    var cases = [
      Case(name: "loads", verdict: .ok, text: "content \(metric.contentHash.description.prefix(12))")
    ]
    if let channels = channels() { cases.append(channels) }
    let clock = ContinuousClock()
    let began = clock.now
    let (first, sample) = try attempt(session, metric)
    let taken = clock.now - began
    cases.append(Case(name: "a session", verdict: sample.verdict, text: sample.text))
    guard let first else { return cases }
    if sample.verdict == .ok {
      let seconds = Double(taken.components.seconds) + Double(taken.components.attoseconds) * 1e-18
      let minutes = max(1e-9, session.track.duration.seconds / 60)
      cases.append(
        Case(
          name: "time", verdict: .ok,
          text: String(format: "%.3f s for a minute of motion, sending it included", seconds / minutes)))
    }
    for (name, take) in Self.lessened(session) {
      let found = try attempt(take, metric).found
      cases.append(Case(name: name, verdict: found.verdict, text: found.text))
    }
    for other in sessions.dropFirst().prefix(1) { _ = try attempt(other, metric) }
    func compare(_ name: String, _ with: PluginMetric) throws {
      let again = try attempt(session, with).measurement
      let isSame = again == first
      cases.append(
        Case(
          name: name, verdict: isSame ? .ok : .fails,
          text: isSame
            ? "the same bits"
            : "other values than before: \(Self.text(again, with)) where \(Self.text(first, metric)) was"))
    }
    try compare("again, after others", metric)
    try compare("in another process", try fresh())
    if metric.looksAtSessions { cases.append(try together()) }
    return cases
  }

  /// Whether the channels that an encoder names are there to be read; `nil` where it is none.
  private func channels() -> Case? {
    guard let names = metric.bundle.manifest.channels else { return nil }
    let isAbsent = { (name: String) in
      name != "face" && !sessions.contains { $0.track.layout[name] != nil }
    }
    let absent = names.filter(isAbsent)
    let strangers = absent.filter { !EncoderInput.isOfTheField($0) }
    let list = { (names: [String]) in
      names.prefix(5).map { "'\($0)'" }.joined(separator: ", ") + (names.count > 5 ? ", …" : "")
    }
    guard strangers.isEmpty else {
      return Case(
        name: "channels", verdict: .fails,
        text: "no session has \(list(strangers)), and no bone or shape is called so: correct 'channels' of "
          + metric.bundle.kind.manifest)
    }
    return Case(
      name: "channels", verdict: absent.isEmpty ? .ok : .undefined,
      text: absent.isEmpty ? "all \(names.count) are there" : "no session has \(list(absent))")
  }

  /// What all takes together give: the held-out sessions against themselves.
  private func together() throws -> Case {
    var metric = metric
    let sorted: [MeasurementRecord]
    let scores: [Score]
    do throws(MetricHostError) {
      try metric.learn(from: sessions)
      var records: [MeasurementRecord] = []
      for session in sessions {
        records.append(MeasurementRecord(key: session.key, measurement: try metric.attempt(session)))
      }
      sorted = (try? MeasurementRecord.union([records])) ?? records
      scores = try metric.attempt(sorted, reference: sessions[0].reference).filter { score in
        metric.descriptors.contains { $0.id == score.metric && $0.reduction == .set }
      }
    } catch {
      if case .stopped = error { throw error }
      return Case(name: "all sessions", verdict: .fails, text: error.reason)
    }
    let rows = sorted.reduce(0) { $0 + ($1.measurement.series[ForeignMetric.rows] ?? []).count }
    let columns = sorted.lazy.compactMap { $0.measurement[ForeignMetric.columns].number }.first ?? 0
    let size = columns > 0 ? "\(Int(Double(rows) / columns)) rows of \(Int(columns)): " : ""
    let texts = scores.map { score in
      score.value.number.map { "\(score.metric) = \($0)" } ?? "undefined: \(score.value.reason ?? "")"
    }
    return Case(
      name: "all sessions", verdict: scores.allSatisfy { $0.value.number != nil } ? .ok : .undefined,
      text: size + texts.joined(separator: ", "))
  }

  private func attempt(
    _ take: TakeEvidence, _ metric: PluginMetric
  ) throws -> (measurement: TakeMeasurement?, found: (verdict: Verdict, text: String)) {
    do throws(MetricHostError) {
      let measurement = try metric.attempt(take)
      let isDefined =
        metric.descriptors.contains { measurement[$0.id].number != nil }
        || !(measurement.series[ForeignMetric.rows] ?? []).isEmpty
      return (measurement, (isDefined ? .ok : .undefined, Self.text(measurement, metric)))
    } catch {
      if case .stopped = error { throw error }
      return (nil, (.fails, error.reason))
    }
  }

  private static func text(_ measurement: TakeMeasurement?, _ metric: PluginMetric) -> String {
    guard let measurement else { return "a failure" }
    let columns = measurement[ForeignMetric.columns].number ?? 0
    let numbers = measurement.series[ForeignMetric.rows] ?? []
    let rows =
      numbers.isEmpty || columns <= 0
      ? [] : ["\(Int(Double(numbers.count) / columns)) rows of \(Int(columns)), first \(numbers[0])"]
    let values = metric.descriptors.compactMap { descriptor -> String? in
      if descriptor.reduction == .set, !rows.isEmpty { return nil }
      let value = measurement[descriptor.id]
      return value.number.map { metric.descriptors.count > 1 ? "\(descriptor.title) \($0)" : "\($0)" }
        ?? value.reason
    }
    var seen: Set<String> = []
    return (rows + values.filter { seen.insert($0).inserted }).joined(separator: "; ")
  }

  /// A session of which something has been taken away.
  private static func lessened(_ session: TakeEvidence) -> [(name: String, take: TakeEvidence)] {
    let track = session.track
    let width = track.layout.width
    func cut(_ frames: Int) -> Track {
      Track(layout: track.layout, rate: track.rate, samples: Array(track.samples.prefix(frames * width)))
    }
    let rest = Array(track.samples.prefix(width))
    let still = Track(
      layout: track.layout, rate: track.rate,
      samples: Array(repeating: rest, count: track.frameCount).flatMap { $0 })
    func without(_ kinds: Set<Channel.Kind>) -> Track {
      let layout = ChannelLayout(track.layout.channels.filter { !kinds.contains($0.kind) })
      var result = Track(layout: layout, rate: track.rate, frameCount: track.frameCount)
      for channel in layout.channels {
        guard let from = track.layout.offset(of: channel.name), let to = layout.offset(of: channel.name)
        else { continue }
        for frame in 0..<result.frameCount {
          for part in 0..<channel.kind.width { result[frame, to + part] = track[frame, from + part] }
        }
      }
      return result
    }
    let short = max(1, Int(track.rate.framesPerSecond / 5))
    return [
      ("held still", session.with(track: still)),
      ("without a face", session.with(track: without([.weight]))),
      ("without joints", session.with(track: without([.rotation, .translation]))),
      ("a fifth of a second", session.with(track: cut(short))),
      ("one frame", session.with(track: cut(1))), ("no frame", session.with(track: cut(0))),
    ]
  }
}
