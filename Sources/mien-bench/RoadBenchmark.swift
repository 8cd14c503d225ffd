import Catalog
import Conversation
import Evaluation
import Foundation
import Motion
import Provenance
import RunStore
import Runs
import Scoring
import StrategyHost

/// Measures the road from a recording to a stored score on one core, and its parts.
struct RoadBenchmark {
  /// What is printed.
  struct Report: Encodable {
    var schema = "mien.benchmark/1"
    var tool = ToolVersion.current
    var platform = Platform.description
    var corpus: String
    var corpusSeconds: Double
    var strategies: [StrategyReport]
    var stages: [Stage]
    var corpora: CorpusBenchmark.Report
    var plugins: PluginBenchmark.Report
    var motionFiles: MotionFileBenchmark.Report
    var exports: ExportBenchmark.Report
    var codec: CodecBenchmark.Report
    var scoring: ScoringBenchmark.Report
    var grownStore: StoreBenchmark.Report
    var startup: [Startup]
    var memory: Memory
  }

  /// The road alone.
  struct Road: Encodable {
    var strategies: [StrategyReport]
    var stages: [Stage]
  }

  /// One strategy.
  struct StrategyReport: Encodable {
    var id: String
    /// Whole road (read, render, score, store) in multiples of real time, by processor time of one core,
    /// median of repeats.
    var roadRealTime: Double
    /// The same by the clock.
    var roadRealTimeByClock: Double
    /// Rendering alone in multiples of real time, by processor time.
    var renderRealTime: Double
    /// Rendering alone in frames a second of processor time.
    var framesPerSecond: Double
  }

  /// A part of the road, in milliseconds of CPU per minute of recording.
  struct Stage: Encodable {
    var name: String
    var millisecondsPerMinute: Double
  }

  /// Wall time of a command, median of repeats.
  struct Startup: Encodable {
    var command: String
    var milliseconds: Double
  }

  /// Peak resident memory after growing parts of the corpus.
  struct Memory: Encodable {
    var peakMegabytesAfterFirstRecording: Double
    var peakMegabytesAfterCorpus: Double
  }

  private let paths = SearchPath.current()
  private let executableFolder = SearchPath.executable.deletingLastPathComponent()
  private var ground: WorkerGround {
    WorkerGround(
      worker: executableFolder.appendingPathComponent("mien-worker"),
      python: paths.bundled?.appendingPathComponent("Sources/Python"),
      copies: FileManager.default.temporaryDirectory.appendingPathComponent("mien-bench-cache"))
  }

  /// What is run: corpus, plan and strategies.
  private func scene() throws -> (Corpus, EvaluationPlan, StrategyShelf, [EvaluationPlan.Contender]) {
    let corpus = try paths.corpus("parlor")
    let cast = EvaluationPlan.Cast(try paths.character("nova"), conversations: paths)
    let shelf = StrategyShelf(
      path: (paths.bundled.map { [$0.appendingPathComponent("Plugins")] }) ?? [],
      executableFolder: executableFolder, ground: ground)
    let plan = EvaluationPlan(corpus: corpus, cast: cast, seeds: [7])
    let contenders = try ["still", "idle", "speech"].map { id in
      let bundle = try shelf.bundle(id)
      return EvaluationPlan.Contender(
        try TakeRenderer(bundle, execution: .inProcess(copies: ground.copies)),
        bundleHash: try bundle.contentHash())
    }
    return (corpus, plan, shelf, contenders)
  }

  /// The road alone: each strategy, and the stages.
  func road() throws -> Road {
    let (corpus, plan, _, contenders) = try scene()
    let seconds = corpus.manifest.recordings.reduce(0) { $0 + $1.duration }
    return Road(
      strategies: try contenders.map { try measure($0, plan: plan, seconds: seconds) },
      stages: try stages(plan, contenders, seconds: seconds))
  }

  func run() throws -> Report {
    let (corpus, plan, shelf, contenders) = try scene()
    let seconds = corpus.manifest.recordings.reduce(0) { $0 + $1.duration }

    var first = plan
    first.recordings = Array(plan.recordings.prefix(1))
    _ = try Stopwatch.store { try Batch(first, archive: $0).run(contenders) }
    let early = Stopwatch.peakMegabytes
    _ = try Stopwatch.store { try Batch(plan, archive: $0).run(contenders) }
    let late = Stopwatch.peakMegabytes

    return Report(
      corpus: corpus.manifest.id, corpusSeconds: seconds,
      strategies: try contenders.map { try measure($0, plan: plan, seconds: seconds) },
      stages: try stages(plan, contenders, seconds: seconds),
      corpora: try CorpusBenchmark(corpus: corpus).run(),
      plugins: try PluginBenchmark(
        shelf: shelf, ground: ground, executableFolder: executableFolder,
        scenes: try scenes(plan, needs: ["own-audio", "partner-audio"])
      ).run(),
      motionFiles: try MotionFileBenchmark(file: MotionFileBenchmark.sample).run(),
      exports: try ExportBenchmark(character: paths.character("nova")).run(),
      codec: try CodecBenchmark(
        shared: ProcessInfo.processInfo.environment["MIEN_SHARED"].map { URL(fileURLWithPath: $0) },
        sessions: paths.character("nova").place.appendingPathComponent("sessions")
      ).run(),
      scoring: try scoring(),
      grownStore: try StoreBenchmark(mien: executableFolder.appendingPathComponent("mien").path).run(),
      startup: startups(),
      memory: Memory(peakMegabytesAfterFirstRecording: early, peakMegabytesAfterCorpus: late))
  }

  /// Scoring alone, beside numpy.
  func scoring() throws -> ScoringBenchmark.Report {
    try ScoringBenchmark(script: paths.bundled?.appendingPathComponent(".ci/scoring_numpy.py")).run()
  }

  private func measure(
    _ contender: EvaluationPlan.Contender, plan: EvaluationPlan, seconds: Double
  ) throws -> StrategyReport {
    let road = try Stopwatch.median(3) {
      _ = try Stopwatch.store { try Batch(plan, archive: $0).run([contender]) }
    }
    let scenes = try scenes(plan, needs: Set(contender.source.card.needs))
    var frames = 0
    let render = try Stopwatch.median(3) {
      frames = 0
      for scene in scenes { frames += try contender.source.render(scene, seed: Seed(7)).track.frameCount }
    }
    return StrategyReport(
      id: contender.source.card.id, roadRealTime: seconds / road.cpu,
      roadRealTimeByClock: seconds / road.wall, renderRealTime: seconds / render.cpu,
      framesPerSecond: Double(frames) / render.cpu)
  }

  private func stages(
    _ plan: EvaluationPlan, _ contenders: [EvaluationPlan.Contender], seconds: Double
  ) throws -> [Stage] {
    let minutes = seconds / 60
    func stage(_ name: String, _ work: () throws -> Void) throws -> Stage {
      Stage(name: name, millisecondsPerMinute: try Stopwatch.median(3, work).cpu * 1000 / minutes)
    }
    let scenes = try scenes(plan, needs: ["own-audio", "partner-audio"])
    guard let speech = contenders.last else { return [] }
    let tracks = try scenes.map { try speech.source.render($0, seed: Seed(7)).track }
    let evidence = zip(scenes, tracks).map { scene, track in
      TakeEvidence(
        key: TakeKey(recording: scene.recording.id, participant: scene.participant, seed: 7), track: track,
        happened: Happened(scene.recording), duration: scene.recording.duration,
        reference: plan.cast.reference)
    }
    // What known motion scores on a character's ground is kept between runs: once, it has to be made.
    var bare = plan
    bare.cast.nulls = plan.cast.nulls.map { nulls in NullSource(key: { nil }, read: { try nulls() }) }
    return [
      try stage("whole road of \(speech.source.card.id), first run of a character") {
        _ = try Stopwatch.store { try Batch(bare, archive: $0).run([speech]) }
      },
      try stage("read log and audio, analyse audio") {
        for id in plan.recordings {
          _ = try RecordingEvidence(id, of: plan.corpus, needs: ["own-audio", "partner-audio"])
        }
      },
      try stage("read log") {
        for id in plan.recordings { _ = try RecordingEvidence(id, of: plan.corpus) }
      },
      try stage("score") { for take in evidence { _ = Metrics.measure(take) } },
      try stage("store") {
        _ = try Stopwatch.store { archive in
          let source = Run.Source(id: "bench", version: "1", parameters: [:], contentHash: "")
          let run = try archive.open(try plan.run(of: source))
          for take in evidence {
            try archive.store(
              Take(key: take.key, outcome: .finished(track: take.track, lookahead: 0, records: [])), of: run)
          }
        }
      },
    ]
  }

  private func scenes(_ plan: EvaluationPlan, needs: Set<String>) throws -> [TakeRenderer.Scene] {
    try plan.recordings.compactMap { id in
      let evidence = try RecordingEvidence(id, of: plan.corpus, needs: needs)
      let participants = evidence.recording.participants
      guard let performer = participants.first(where: { $0.role == .character })?.id else { return nil }
      return TakeRenderer.Scene(
        recording: evidence.recording, participant: performer,
        schedule: try plan.arrival.schedule(evidence.recording, for: performer), audio: evidence.audio,
        casting: plan.cast.casting, language: plan.corpus.manifest.language)
    }
  }

  /// Start-up beside what a researcher would otherwise start.
  private func startups() -> [Startup] {
    let mien = executableFolder.appendingPathComponent("mien").path
    let commands = [
      [mien, "strategies", "--quiet"], ["python3", "-c", "pass"], ["python3", "-c", "import numpy"],
    ].map { $0.filter { $0 != "--quiet" } }
    return commands.compactMap { words in
      guard let milliseconds = Stopwatch.process(words, repeats: 15) else { return nil }
      let name = ([URL(fileURLWithPath: words[0]).lastPathComponent] + words.dropFirst()).joined(
        separator: " ")
      return Startup(command: name, milliseconds: milliseconds)
    }
  }
}
