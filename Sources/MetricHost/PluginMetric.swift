import Foundation
public import Provenance
public import Scoring
import StrategyHost

/// A metric or an encoder of somebody's own, run in processes of its own; among other metrics it is one like them.
///
/// Nothing that the script does reaches further than its own scores: what it raises, gives in the wrong form, takes too
/// long for or dies of makes the take's score undefined with the place in the script.
public struct PluginMetric: Metric {
  /// What is kept of it with runs.
  public private(set) var kept: ForeignMetric
  /// The bundle that it was loaded from.
  public let bundle: MetricBundle
  /// Hash of script, manifest, models, interpreter and packages.
  public let contentHash: ContentHash
  /// Whether NaN and infinity are failures, as in a trial; otherwise they are undefined.
  var isStrict = false
  private let crew: MetricCrew
  private let encoder: EncoderInput?
  private var reference: RowTable?
  private let heed: @Sendable (_ what: String, _ note: String) -> Void

  init(
    _ bundle: MetricBundle, crew: MetricCrew,
    heed: @escaping @Sendable (_ what: String, _ note: String) -> Void
  ) throws(MetricHostError) {
    self.bundle = bundle
    self.crew = crew
    self.heed = heed
    let stamp = bundle.files.stamp()
    let greeting = try crew.greeting()
    for name in bundle.functions where !greeting.functions.contains(name) {
      throw .noFunction(path: bundle.script.path, name: name, has: greeting.functions)
    }
    do { contentHash = try bundle.files.contentHash(environment: greeting.environment) } catch {
      throw .badBundle(
        path: bundle.folder.path, reason: "cannot be read: \((error as NSError).localizedDescription)")
    }
    // What was loaded is what was hashed.
    guard bundle.files.stamp() == stamp else { throw .changed(path: bundle.folder.path) }
    encoder = bundle.kind == .encoder ? EncoderInput(bundle.manifest) : nil
    kept = PluginDescription(bundle, hash: contentHash, encoder: encoder).metric
  }

  /// Id and version of the measurement, with the first digits of the hash.
  public var id: String { kept.id }
  /// Its scores, all of them diagnostics.
  public var descriptors: [MetricDescriptor] { kept.descriptors }

  /// Measures the character's held-out sessions, which scores of all takes together are held against.
  ///
  /// - Parameter sessions: the held-out ones; never rehearsal.
  /// - Throws: ``MetricHostError`` when the script fails on one of them.
  public mutating func learn(from sessions: [TakeEvidence]) throws(MetricHostError) {
    guard looksAtSessions else { return }
    var table: RowTable?
    for session in sessions {
      guard case .success(let rows) = try points(of: session) else { continue }
      guard table == nil || table?.columns == rows.columns else {
        throw .failed(
          id: bundle.id,
          reason: "rows of \(rows.columns) numbers for session \(session.key.recording), of "
            + "\(table?.columns ?? 0) for others: every take must give as many")
      }
      table = RowTable(columns: rows.columns, values: (table?.values ?? []) + rows.values)
    }
    reference = table
    if encoder != nil, let table, table.columns > 0 {
      kept.space = ForeignMetric.Space(dimensions: table.columns, points: table.values)
    }
  }

  /// Whether ``learn(from:)`` has something to do.
  public var looksAtSessions: Bool { encoder != nil || bundle.reducesItself }

  /// Measures a take; what fails makes it undefined.
  public func measure(_ take: TakeEvidence) -> TakeMeasurement {
    do throws(MetricHostError) { return try attempt(take) } catch {
      // A reason is kept with the take; what of it belongs to this machine is left out.
      let reason = error.reason.replacing(bundle.folder.path + "/", with: "")
      if case .stopped = error {} else { heed("\(take.key)", "\(bundle.id): \(reason)") }
      var result = TakeMeasurement(metric: id)
      undefine(&result, reason)
      return result
    }
  }

  /// Measures a take.
  ///
  /// - Throws: ``MetricHostError`` where the script fails, which is not the same as saying that there is no value.
  func attempt(_ take: TakeEvidence) throws(MetricHostError) -> TakeMeasurement {
    var result = TakeMeasurement(metric: id)
    if let reason = take.reasonAgainst(bundle.manifest.needs ?? []) {
      undefine(&result, reason)
      return result
    }
    if descriptors.contains(where: { $0.reduction != .set }) { try numbers(of: take, into: &result) }
    if descriptors.contains(where: { $0.reduction == .set }) {
      let reason: String
      switch try points(of: take) {
      case .success(let rows):
        result.series[ForeignMetric.rows] = rows.values
        result[ForeignMetric.columns] = .value(Double(rows.columns))
        reason = "a score of all takes of a run together"
      case .failure(let told): reason = told.text
      }
      for descriptor in descriptors where descriptor.reduction == .set {
        result[descriptor.id] = .undefined(reason: reason)
      }
    }
    undefine(&result, "\(bundle.script.lastPathComponent) gave no value of this name")
    return result
  }

  /// Gives a reason to every score that has neither value nor reason.
  private func undefine(_ result: inout TakeMeasurement, _ reason: String) {
    for descriptor in descriptors where result.quantities[descriptor.id] == nil {
      result[descriptor.id] = .undefined(reason: reason)
    }
  }

  private func numbers(of take: TakeEvidence, into result: inout TakeMeasurement) throws(MetricHostError) {
    let answer = try call(.measure, about: "\(take.key)") { try TakeParcel.take(take) }
    switch try checked({ try MetricAnswer.quantities(answer, isStrict: isStrict) }) {
    case .failure(let reason):
      for descriptor in descriptors { result[descriptor.id] = .undefined(reason: reason.text) }
    case .success(let values):
      for (name, value) in values {
        result[name.isEmpty ? descriptors[0].id : PluginDescription.score(name, of: kept) ?? name] = value
      }
    }
  }

  /// Rows of a take, or the points of its windows.
  private func points(of take: TakeEvidence) throws(MetricHostError) -> Result<RowTable, MetricAnswer.Reason>
  {
    let answer: Data
    if let encoder {
      switch encoder.samples(take.track) {
      case .failure(let reason): return .failure(reason)
      case .success(let input):
        answer = try call(.encode, about: "\(take.key)") {
          try TakeParcel.windows(
            input.samples, columns: input.columns, length: encoder.window, hop: encoder.hop,
            sown: "\(take.key)")
        }
      }
    } else {
      answer = try call(.rows, about: "\(take.key)") { try TakeParcel.take(take) }
    }
    return try checked { try MetricAnswer.rows(answer, isStrict: isStrict) }
  }

  /// Reduces the records of a run; scores of all takes together against the held-out sessions.
  public func reduce(_ records: [MeasurementRecord], reference: ScoringReference) -> [Score] {
    do throws(MetricHostError) { return try attempt(records, reference: reference) } catch {
      heed("the run", "\(bundle.id): \(error.reason)")
      return sets(records, [:], error.reason.replacing(bundle.folder.path + "/", with: ""))
    }
  }

  /// Reduces the records of a run.
  ///
  /// - Throws: ``MetricHostError`` where the script fails, which is not the same as saying that there is no value.
  func attempt(
    _ records: [MeasurementRecord], reference: ScoringReference
  ) throws(MetricHostError) -> [Score] {
    guard bundle.reducesItself else {
      guard encoder == nil || kept.space != nil else {
        return sets(records, [:], "the character has no held-out session of which the encoder makes points")
      }
      return kept.reduce(records, reference: reference)
    }
    let used = records.filter { !($0.measurement.series[ForeignMetric.rows] ?? []).isEmpty }
    guard let own = self.reference else {
      return sets(records, [:], "the character has no held-out sessions to hold takes against")
    }
    let widths = Set(used.compactMap { $0.measurement[ForeignMetric.columns].number })
    guard widths == [Double(own.columns)] else {
      let first = records.lazy.compactMap { $0.measurement[descriptors[0].id].reason }.first
      return sets(
        records, [:],
        used.isEmpty
          ? first ?? "there are no takes" : "takes give rows of another width than the held-out sessions")
    }
    let rows = RowTable(
      columns: own.columns, values: used.flatMap { $0.measurement.series[ForeignMetric.rows] ?? [] })
    let answer = try call(.reduce, about: "the run") { try TakeParcel.reduction(rows, reference: own) }
    switch try checked({ try MetricAnswer.quantities(answer, isStrict: isStrict) }) {
    case .failure(let reason): return sets(records, [:], reason.text)
    case .success(let values):
      var named: [String: ScoreValue] = [:]
      for (name, value) in values {
        let set = descriptors.first { $0.reduction == .set }?.id ?? ""
        named[name.isEmpty ? set : PluginDescription.score(name, of: kept) ?? name] = value
      }
      return sets(records, named, "\(bundle.script.lastPathComponent): reduce gave no value of this name")
    }
  }

  /// Scores in order: those of sets by name, the others reduced as their descriptors say.
  private func sets(
    _ records: [MeasurementRecord], _ values: [String: ScoreValue], _ reason: String
  ) -> [Score] {
    let used = records.filter { !($0.measurement.series[ForeignMetric.rows] ?? []).isEmpty }
    return descriptors.map { descriptor in
      guard descriptor.reduction == .set else { return ForeignMetric.reduced(descriptor, of: records) }
      let value = values[descriptor.id] ?? .undefined(reason: reason)
      let isDefined = value.number != nil
      return Score(
        metric: descriptor.id, value: value, n: isDefined ? Set(used.map(\.key.recording)).count : 0,
        takes: isDefined ? used.count : 0, undefinedTakes: records.count - (isDefined ? used.count : 0))
    }
  }

  private func call(
    _ call: MetricProcess.Call, about what: String, _ parcel: () throws -> Data
  ) throws(MetricHostError) -> Data {
    let data: Data
    do { data = try parcel() } catch {
      throw .failed(id: bundle.id, reason: "\(what) cannot be told to a script: \(error)")
    }
    return try crew.run(call, data) { heed(what, "\(bundle.id): \($0)") }
  }

  private func checked<Value>(_ work: () throws -> Value) throws(MetricHostError) -> Value {
    do { return try work() } catch { throw .failed(id: bundle.id, reason: "\(error)") }
  }
}

extension MetricHostError {
  /// What happened, without the id that stands before it elsewhere.
  var reason: String {
    if case .failed(_, let reason) = self { return reason }
    return description
  }
}
