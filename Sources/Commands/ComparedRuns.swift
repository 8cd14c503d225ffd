import ArgumentParser
import Catalog
import Evaluation
import Provenance
import Reporting
import Runs
import Scoring
import Statistics

/// Options of commands that hold runs against each other.
struct GroundOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where the runs' character is, for scores that all takes make together (default: where it was).",
      valueName: "name or folder"), completion: .directory)
  var character: String?
  @Option(
    help: ArgumentHelp(
      "Run of the character's own sessions (default: the youngest run of 'reference' or 'natural' on the same ground).",
      valueName: "run"))
  var reference: String?
}

/// Gathers runs with all that comparisons look at, and what else their ground has to say.
struct ComparedRuns {
  let archive: any RunArchive
  let options: GroundOptions
  /// The reference values of the ground; `nil` where they are not wanted or not found.
  private let values: (hash: String, reference: ScoringReference)?

  /// - Parameter descriptors: the scores to compare; the character is read where one of them needs all takes together.
  init(
    _ archive: any RunArchive, ground: RunSummary, options: GroundOptions, descriptors: [MetricDescriptor]
  ) {
    self.archive = archive
    self.options = options
    let scored = Set(ground.scores.map(\.metric))
    guard descriptors.contains(where: { $0.reduction == .set && scored.contains($0.id) }) else {
      values = nil
      return
    }
    do {
      values = (
        ground.run.referenceHash,
        try RunGround(archive: archive, run: ground, characterOption: options.character).reference()
      )
    } catch {
      values = nil
      Console.complain(
        "note: scores of all takes together are not compared: \(Console.oneLine(describing: error))")
    }
  }

  func measured(_ summary: RunSummary) throws -> MeasuredRun {
    let own = values.flatMap { $0.hash == summary.run.referenceHash ? $0.reference : nil }
    return try measured(summary, own)
  }

  private func measured(_ summary: RunSummary, _ reference: ScoringReference?) throws -> MeasuredRun {
    func gather(_ archive: some RunArchive) throws -> MeasuredRun {
      try MeasuredRun(summary, from: archive, reference: reference)
    }
    return try gather(archive)
  }

  /// The run of the character's own sessions on the ground of a run: the one named, else the youngest.
  func referenceRun(of ground: RunSummary) throws -> RunSummary? {
    if let named = options.reference { return try archive.find(named) }
    let names = ["reference", "natural", "external:reference", "external:natural"]
    return try alike(ground) { names.contains($0) }.last
  }

  /// Runs of strategies that cheat on the ground of a run: those named, else all that are there.
  func cheats(of ground: RunSummary, named: [String]) throws -> [RunSummary] {
    if !named.isEmpty { return try named.map { try archive.find($0) } }
    return try alike(ground) { $0.hasPrefix("cheat-") }.filter { !$0.scores.isEmpty }
  }

  /// Runs of some strategies on a run's ground, oldest first.
  private func alike(_ ground: RunSummary, of isWanted: (_ strategy: String) -> Bool) throws -> [RunSummary] {
    // An id is its strategy's, a dash and eight digits: only what may be meant is read.
    let ids = try archive.runIDs().filter { isWanted(String($0.dropLast(9))) }
    return try archive.runs(RunSelection(ids: Set(ids)))
      .filter { isWanted($0.run.source.id) && RunLikeness.differences($0.run, ground.run).isEmpty }
  }

  /// What the character's own sessions score, by id, and where that is known from: the run that was named, else the
  /// scale that was made with the run, else the youngest run of own sessions.
  func own(of ground: RunSummary) throws -> (values: [String: Double], source: String) {
    let known = ScoreNulls.read(try archive.remarks(of: ground.id))
    let scale = known.compactMapValues(\.ownReference.number)
    if options.reference == nil, !scale.isEmpty {
      return (scale, "held-out sessions, each against the others")
    }
    guard let reference = try referenceRun(of: ground) else { return ([:], "") }
    let values = reference.scores.compactMap { score in score.value.number.map { (score.metric, $0) } }
    return (Dictionary(values) { first, _ in first }, "run \(reference.id)")
  }

  /// Half the standard deviation of the own sessions' values, by score id, and where it is known from: the run that was
  /// named, else the scale that was made with the ground's run, else the youngest run of own sessions.
  func margins(
    of ground: RunSummary, _ descriptors: [MetricDescriptor]
  ) throws -> (values: [String: Double], source: String) {
    let deviations = ScoreNulls.read(try archive.remarks(of: ground.id)).compactMapValues(\.ownDeviation)
    if options.reference == nil, !deviations.isEmpty {
      let wanted = Set(descriptors.map(\.id))
      let values = deviations.filter { wanted.contains($0.key) && $0.value > 0 }.mapValues { $0 / 2 }
      return (values, "half the SD between held-out sessions, unless chosen")
    }
    guard let summary = try referenceRun(of: ground) else { return ([:], "") }
    let reference = try measured(summary)
    var margins: [String: Double] = [:]
    for descriptor in descriptors where descriptor.reduction != .set {
      let own = reference.scores.filter { $0.metric == descriptor.id }
      let sessions = Dictionary(grouping: own, by: \.key.recording).sorted { $0.key < $1.key }.compactMap {
        _, takes -> Double? in
        let numbers = takes.sorted { $0.key < $1.key }.compactMap(\.value.number)
        return numbers.isEmpty ? nil : numbers.reduce(0, +) / Double(numbers.count)
      }
      margins[descriptor.id] = try? PairedComparison.defaultMargin(referenceSessions: sessions)
    }
    return (margins, "half the SD of conversations in \(summary.id), unless chosen")
  }
}

extension RunGround {
  /// The reference values that the run's scores are held against, made again from the character's held-out sessions.
  ///
  /// Checked against the hash that the run keeps.
  func reference() throws -> ScoringReference {
    _ = try character()
    let paths = Workbench.searchPath
    let places = [characterOption, try archive.remarks(of: run.id)["character.place"], run.run.character.id]
    for place in places.compactMap({ $0 }) where !place.isEmpty {
      guard let folder = try? paths.character(place),
        folder.contentHash.description == run.run.character.contentHash
      else { continue }
      let reference = EvaluationPlan.Cast(folder, conversations: paths).reference
      if ContentHash(of: try CanonicalJSON.encode(reference)).description == run.run.referenceHash {
        return reference
      }
    }
    throw GroundError.unlikeReference(id: run.run.character.id, run: run.id)
  }
}
