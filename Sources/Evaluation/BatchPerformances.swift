import Catalog
import Conversation
import Motion
import Provenance
import Runs
import Scoring

extension Batch {
  /// Source ids of the runs that recorded performances make.
  public enum Beside {
    /// The recorded performance of each recording, scored as a take.
    public static let natural = "natural"
    /// The recorded performance of another recording in its place.
    public static let mismatched = "mismatched"
  }

  /// Where recordings of the plan have real performances, scores these as the run `natural`, and each in the place
  /// of another recording's as the run `mismatched`: what people do, and what people do about something else.
  /// Gives the runs; none where there is no performance. Takes that are there already are kept.
  func performances() throws -> [String] {
    let keys = try plan.keys().filter { $0.seed == plan.seeds.first }
    let performed = try keys.filter { key in
      try plan.corpus.entry(key.recording).participants.contains {
        $0.id == key.participant && $0.performance != nil
      }
    }
    guard !performed.isEmpty else { return [] }
    var runs = [try perform(performed, as: Beside.natural) { $0 }]
    if Set(performed.map(\.recording)).count > 1 {
      runs.append(
        try perform(performed, as: Beside.mismatched) { index in
          let others = (1..<performed.count).lazy.map { (index + $0) % performed.count }
          return others.first { performed[$0].recording != performed[index].recording } ?? index
        })
    }
    return runs
  }

  private func perform(
    _ keys: [TakeKey], as source: String, _ other: (Int) -> Int
  ) throws -> String {
    let hash = try plan.corpus.contentHash().description
    let run = try archive.open(
      try plan.run(of: Run.Source(id: source, version: "", parameters: [:], contentHash: hash)))
    var remarks = plan.places
    remarks[RunRemark.strategyLicence] = plan.corpus.manifest.licence
    try archive.note(remarks, of: run)
    let finished = try archive.finishedTakes(of: run)
    for (index, key) in keys.enumerated() where !finished.contains(key) {
      if isInterrupted() { return run }
      let from = keys[other(index)]
      guard let own = try performance(of: key), let track = try performance(of: from) else { continue }
      let evidence = try RecordingEvidence(key.recording, of: plan.corpus)
      let frames = min(own.frameCount, plan.rate.frameCount(covering: evidence.recording.duration))
      let fitted = track.repeated(to: frames)
      try archive.store(
        Take(
          key: key,
          outcome: .finished(
            track: fitted, lookahead: 0, records: measure(fitted, key: key, evidence: evidence))),
        of: run)
    }
    try score(run)
    return run
  }

  /// A recorded performance at the plan's rate.
  private func performance(of key: TakeKey) throws -> Track? {
    try plan.corpus.performance(key.recording, of: key.participant)?.resampled(to: plan.rate).track
  }
}
