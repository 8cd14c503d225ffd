import Catalog
import Foundation
import Motion
import Provenance
import Scoring
import Statistics

/// Times scoring beside a numpy and scipy process that reads the same hour of motion from the same file and computes the
/// same scores with the same formulas: whole processes, one thread, one run.
struct ScoringBenchmark {
  /// What is printed.
  struct Report: Encodable {
    /// Why there is no comparison; absent where there is one.
    var skipped: String?
    var numpy: String?
    var hours: Double
    var columns: Int
    /// Scores that this house makes of every take, with those of whole sets.
    var scores: Int
    /// Scores that the other process makes too.
    var scoresOfNumpy: Int?
    /// Fewest decimal digits in which these agree, and the score that has them.
    var agreeingDigits: Double?
    var leastAgreement: String?
    /// Seconds of processor time of our process that makes those metrics alone which the other has, and how many times
    /// that the other takes.
    var sameScoresSeconds: Double?
    var sameScoresTimesNumpy: Double?
    /// All our scores beside its fewer, in seconds of processor time of whole processes.
    var fullSetSeconds: Double
    var numpySeconds: Double?
    var fullSetTimesNumpy: Double?
    /// The same by the clock.
    var fullSetSecondsByClock: Double
    var numpySecondsByClock: Double?
    /// One take of sixty measured again and all scores made from the store, against numpy's whole.
    var rescoreSeconds: Double
    var rescoreTimesNumpy: Double?
    var parts: Parts?
    /// By the clock: one job over two.
    var twoJobsTimesOne: Double
    /// Peak memory of our process over the corpus and over four times its length.
    var peakMegabytes: Double
    var peakMegabytesOfFourTimes: Double
    var numpyPeakMegabytes: Double?
  }

  /// Parts alone, over the hour in one piece, without reading it.
  struct Parts: Encodable {
    var jerkSeconds: Double
    var numpyJerkSeconds: Double
    var jerkTimesNumpy: Double
    var jerkDigits: Double
    var covarianceSeconds: Double
    var numpyCovarianceSeconds: Double
    var covarianceTimesNumpy: Double
    var covarianceDigits: Double
    var covarianceNote =
      "numpy multiplies with the fused, widest instructions of this processor; ours must give the same bits on any of "
      + "a kind and fuses nothing"
  }

  private struct Other: Decodable {
    var scores: [String: Double]?
    var numpy: String
    var peakMegabytes: Double
    var jerkSeconds: Double?
    var jerk: [Double]?
    var covarianceSeconds: Double?
    var covariance: [Double]?
  }

  private struct Failed: Error, CustomStringConvertible {
    var description: String
  }

  /// The script of the other side; `nil` outside a checkout.
  let script: URL?
  let takes = 60

  func run() throws -> Report {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("mien-bench-scoring-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let work = ScoringWork(folder: folder)
    try work.write(takes: takes)
    let (kept, _) = try ours(folder, ["--keep"])
    let own = try (0..<3).map { _ in try ours(folder, []).time }
    let two = try (0..<3).map { _ in try ours(folder, ["--jobs", "2"]).result.seconds }.sorted()[1]
    let one = try (0..<3).map { _ in try ours(folder, []).result.seconds }.sorted()[1]
    let again = try (0..<5).map { try ours(folder, ["--take", "\($0)"]) }
    guard again[0].result.scores == kept.scores else {
      throw Failed(description: "scores made from the store differ from those made at once")
    }
    let four = try ours(folder, ["--times", "4"]).time
    var report = Report(
      hours: Double(takes * ScoringScene.seconds) / 3600, columns: ScoringScene.layout.width,
      scores: kept.count, fullSetSeconds: own.map(\.cpu).sorted()[1],
      fullSetSecondsByClock: own.map(\.wall).sorted()[1],
      rescoreSeconds: again.map(\.time.cpu).sorted()[2], twoJobsTimesOne: one / two,
      peakMegabytes: own.map(\.peakMegabytes).max() ?? 0, peakMegabytesOfFourTimes: four.peakMegabytes)
    try compare(kept, folder, work, &report)
    return report
  }

  private func compare(
    _ kept: ScoringWork.Result, _ folder: URL, _ work: ScoringWork, _ report: inout Report
  ) throws {
    guard let script, FileManager.default.fileExists(atPath: script.path) else {
      report.skipped = "the script of the numpy side lies in the checkout, which is not here"
      return
    }
    guard Stopwatch.process(["python3", "-c", "import numpy, scipy"], repeats: 1) != nil else {
      report.skipped = "python3 with numpy and scipy is not installed"
      return
    }
    let runs = try (0..<3).map { _ in try other(script, folder, []) }
    let numpy = runs.map(\.time.cpu).sorted()[1]
    report.numpy = runs[0].result.numpy
    report.numpySeconds = numpy
    report.numpySecondsByClock = runs.map(\.time.wall).sorted()[1]
    report.fullSetTimesNumpy = numpy / report.fullSetSeconds
    report.rescoreTimesNumpy = numpy / report.rescoreSeconds
    report.numpyPeakMegabytes = runs[0].time.peakMegabytes
    let theirs = runs[0].result.scores ?? [:]
    report.scoresOfNumpy = theirs.count
    let metrics = Metrics.all.filter { $0.descriptors.contains { theirs[$0.id] != nil } }.map(\.id)
    let same = try (0..<3).map { _ in
      try ours(folder, ["--metrics", metrics.joined(separator: ",")]).time.cpu
    }.sorted()[1]
    report.sameScoresSeconds = same
    report.sameScoresTimesNumpy = numpy / same
    let digits = theirs.map { id, value in
      (id: id, digits: kept.scores[id].map { Self.digits($0, value) } ?? 0)
    }.sorted { ($0.digits, $0.id) < ($1.digits, $1.id) }
    report.agreeingDigits = digits.first?.digits
    report.leastAgreement = digits.first?.id
    report.parts = try parts(try other(script, folder, ["--parts"]).result, work)
  }

  private func parts(_ other: Other, _ work: ScoringWork) throws -> Parts? {
    guard let jerk = other.jerkSeconds, let covariance = other.covarianceSeconds,
      let theirJerk = other.jerk, let theirCovariance = other.covariance
    else { return nil }
    let samples = try work.samples(0..<takes)
    let track = Track(layout: ScoringScene.layout, rate: ScoringScene.rate, samples: samples)
    let take = try work.scene().evidence(0, samples, try work.reference())
    let ownJerk = Stopwatch.median(5) { _ = JerkRatio().measure(take) }.cpu
    var matrix: [Double] = []
    let ownCovariance = try Stopwatch.median(5) {
      matrix = try Covariance(of: samples, dimensions: ScoringScene.layout.width).matrix()
    }.cpu
    let scale = theirCovariance.reduce(0) { max($0, $1.magnitude) }
    let worst = zip(matrix, theirCovariance).reduce(0) { max($0, abs($1.0 - $1.1)) }
    let jerks = ScoringReference(sessions: [take]).curves
    let jerkDigits = zip(track.layout.channels, theirJerk).map { channel, value in
      Self.digits(jerks[channel.name]?.jerk ?? 0, value)
    }.min()
    return Parts(
      jerkSeconds: ownJerk, numpyJerkSeconds: jerk, jerkTimesNumpy: jerk / ownJerk,
      jerkDigits: jerkDigits ?? 0, covarianceSeconds: ownCovariance, numpyCovarianceSeconds: covariance,
      covarianceTimesNumpy: covariance / ownCovariance,
      covarianceDigits: worst > 0 ? -log10(worst / scale) : 16)
  }

  /// Decimal digits in which two numbers agree, at most 16.
  private static func digits(_ a: Double, _ b: Double) -> Double {
    let distance = abs(a - b)
    guard distance > 0 else { return 16 }
    return min(16, max(0, -log10(distance / max(abs(a), abs(b)))))
  }

  private func ours(
    _ folder: URL, _ words: [String]
  ) throws -> (result: ScoringWork.Result, time: Stopwatch.Child) {
    try child(ScoringWork.Result.self, [SearchPath.executable.path, "score", folder.path] + words)
  }

  private func other(
    _ script: URL, _ folder: URL, _ words: [String]
  ) throws -> (result: Other, time: Stopwatch.Child) {
    try child(Other.self, ["python3", script.path, folder.path] + words)
  }

  private func child<Result: Decodable>(
    _ type: Result.Type, _ words: [String]
  ) throws -> (result: Result, time: Stopwatch.Child) {
    guard let time = Stopwatch.child(words) else {
      throw Failed(description: "'\(words.joined(separator: " "))' failed; run it alone to see why")
    }
    return (try JSONDecoder().decode(type, from: time.output), time)
  }
}
