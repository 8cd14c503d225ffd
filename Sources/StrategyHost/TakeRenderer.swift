public import Conversation
import Foundation
public import Motion
public import Provenance
import StrategyDriver

/// A strategy ready to make takes: its code loaded, its channels bound to layouts.
///
/// Values of this type may be used from several threads at once; each take has an instance of its own.
public struct TakeRenderer: TakeSource {
  /// What the strategy says of itself.
  public let card: StrategyCard
  /// Channels that a take of it has.
  public let layout: ChannelLayout
  /// Values of all parameters as they will be in a take, by id.
  public let settings: [String: Double]
  private let parameters: [SessionBrief.Setting]
  private let resources: String
  private let measures: Bool
  private let rest: [Float]
  private let pool: RunnerPool

  /// Loads a strategy.
  ///
  /// In this process a library that is damaged or hostile may end it; isolated it costs its own process.
  ///
  /// - Parameters:
  ///   - bundle: where it is.
  ///   - parameters: values set before each take.
  ///   - execution: where it runs.
  ///   - rehearsal: sessions that it may learn from, handed over when it asks for them.
  ///   - shouldStop: asked while its process loads; true ends that.
  /// - Throws: ``StrategyHostError`` or `StrategyLibraryError`.
  public init(
    _ bundle: StrategyBundle, parameters: [String: Double] = [:], execution: StrategyExecution,
    rehearsal: [RehearsalSession] = [], shouldStop: @escaping () -> Bool = { false }
  ) throws {
    let descriptors: [StrategyDescriptor]
    let first: (any StrategyRunner)?
    let make: RunnerPool.Maker
    switch execution {
    case .inProcess(let copies):
      guard case .library(let file) = bundle.code else {
        throw StrategyHostError.scriptInProcess(id: bundle.id)
      }
      let library = try StrategyLibrary(loading: LibraryCopy.make(of: file, in: copies).path)
      descriptors = try library.descriptors()
      let index = descriptors.firstIndex { $0.id == bundle.id } ?? 0
      make = { rowFloats, _ in InProcessRunner(library, index: index, rowFloats: rowFloats) }
      first = nil
    case .isolated(let ground):
      var code = bundle.codeFile
      if case .library(let file) = bundle.code { code = LibraryCopy.make(of: file, in: ground.copies) }
      let launch = try WorkerLaunch(bundle, library: code, ground: ground)
      make = { rowFloats, shouldStop in
        do throws(WorkerFailure) {
          return try WorkerRunner(launch, rowFloats: rowFloats, shouldStop: shouldStop)
        } catch {
          if error == .stopped { throw StrategyDriverError.stopped }
          throw StrategyHostError.notLoaded(strategy: bundle.id, code: bundle.codeFile.path, reason: error)
        }
      }
      // The first one says what the strategy is, and is there when the first take wants it.
      let runner = try make(2 * RowLayout(width: 512, channels: 256, capacity: 60).slotStride, shouldStop)
      descriptors = (runner as? WorkerRunner)?.descriptors ?? []
      first = runner
    }
    guard let descriptor = descriptors.first(where: { $0.id == bundle.id }) else {
      throw StrategyHostError.notInLibrary(
        id: bundle.id, library: bundle.codeFile.path, holds: descriptors.map(\.id))
    }
    card = StrategyCard(descriptor)
    (self.parameters, settings) = try Self.check(parameters, of: card)
    layout = ChannelLayout(card.channels)
    rest = Track(layout: layout, rate: .fps60, frameCount: 1).samples
    resources = bundle.resources?.standardizedFileURL.path ?? ""
    if case .isolated(let ground) = execution { measures = ground.measures } else { measures = false }
    let lessons = card.needs.contains("rehearsal") ? rehearsal : []
    let hand: @Sendable (any StrategyRunner) throws -> Void = { runner in
      do { try RehearsalSession.hand(lessons, to: runner) } catch let error as WorkerFailure {
        throw StrategyHostError.notLoaded(strategy: bundle.id, code: bundle.codeFile.path, reason: error)
      }
    }
    pool = RunnerPool(most: bundle.maxInstances) { rowFloats, shouldStop in
      let runner = try make(rowFloats, shouldStop)
      try hand(runner)
      return runner
    }
    if let first {
      try hand(first)
      pool.add(first)
    }
  }

  /// Everything that a take depends on, beside the strategy.
  public struct Scene: Sendable {
    /// The conversation.
    public var recording: Recording
    /// Whom the strategy performs.
    public var participant: String
    /// When each record reaches them.
    public var schedule: ArrivalSchedule
    /// Speech audio by participant id.
    public var audio: [String: HeardAudio]
    /// The character.
    public var casting: Casting
    /// BCP 47 language, empty when unknown.
    public var language: String

    /// Makes a scene.
    public init(
      recording: Recording, participant: String, schedule: ArrivalSchedule, audio: [String: HeardAudio] = [:],
      casting: Casting = Casting(), language: String = ""
    ) {
      self.recording = recording
      self.participant = participant
      self.schedule = schedule
      self.audio = audio
      self.casting = casting
      self.language = language
    }
  }

  /// Makes a take.
  ///
  /// - Returns: the track, covering the recording whole, with channels that the strategy let go at rest.
  /// - Throws: ``StrategyHostError`` naming strategy, recording and frame; `StrategyDriverError.stopped`.
  public func render(
    _ scene: Scene, seed: Seed, rate: FrameRate, block: Int, shouldStop: () -> Bool
  ) throws -> RenderedTake {
    var performed = try perform(scene, seed: seed, rate: rate, block: block, shouldStop: shouldStop)
    if performed.activity.contains(where: { $0 != 1 }) {
      LayerRelease.apply(performed.activity, to: &performed.track)
    }
    return RenderedTake(track: performed.track, lookahead: performed.lookahead, notes: performed.notes)
  }

  /// Makes a take and leaves it as the strategy wrote it, with the activity of its channels.
  func perform(
    _ scene: Scene, seed: Seed, rate: FrameRate, block: Int, shouldStop: () -> Bool
  ) throws -> PerformedTake {
    let frames = rate.frameCount(covering: scene.recording.duration)
    return try naming(scene) {
      let floats =
        RowLayout.slots
        * RowLayout(width: layout.width, channels: layout.channels.count, capacity: block).slotStride
      return try withoutActuallyEscaping(shouldStop) { shouldStop in
        try pool.with(rowFloats: floats, shouldStop: shouldStop) { runner in
          runner.shouldStop = shouldStop
          defer { runner.shouldStop = { false } }
          let take = try TakeSession(
            runner, scene: scene, strategy: self, seed: seed, rate: rate, frames: frames, block: block)
          return try take.whole(shouldStop: shouldStop)
        }
      }
    }
  }

  /// A runner that belongs to the caller alone.
  func hire(block: Int) throws -> any StrategyRunner {
    let floats =
      RowLayout.slots
      * RowLayout(width: layout.width, channels: layout.channels.count, capacity: block).slotStride
    return try pool.hire(rowFloats: floats)
  }

  /// What a fresh instance is told of a scene.
  func brief(
    _ scene: Scene, seed: Seed, rate: FrameRate, block: Int, positions: [String: UInt32], scratch: String
  ) -> SessionBrief {
    let layout = RowLayout(width: layout.width, channels: layout.channels.count, capacity: block)
    var streams: [SessionBrief.Stream] = []
    for (id, position) in positions.sorted(by: { $0.value < $1.value }) where hears(position) {
      guard let audio = scene.audio[id] else { continue }
      streams.append(
        SessionBrief.Stream(
          participant: position, columns: audio.columns, rowsPerSecond: HeardAudio.rowsPerSecond,
          samplesPerSecond: HeardAudio.samplesPerSecond,
          rows: audio.columns.isEmpty ? 0 : audio.rows.count / audio.columns.count,
          samples: audio.samples.count))
    }
    return SessionBrief(
      strategy: card.id, rate: [UInt32(rate.numerator), UInt32(rate.denominator)],
      largestSpan: UInt32(clamping: block), seed: seed.value, participantCount: UInt32(positions.count),
      participant: scene.participant, language: scene.language,
      present: self.layout.channels.map { scene.casting.shows($0.name) }, parameters: parameters,
      numbers: scene.casting.numbers, streams: streams, layout: layout, rest: rest, resources: resources,
      scratch: scratch, measure: measures)
  }

  /// Whether the strategy reads the audio of a participant's number.
  func hears(_ position: UInt32) -> Bool {
    card.needs.contains(position == 0 ? "own-audio" : "partner-audio")
  }

  func naming<Result>(_ scene: Scene, _ work: () throws -> Result) throws -> Result {
    do { return try work() } catch let error as StrategyDriverError where error != .stopped {
      throw StrategyHostError.failed(
        strategy: card.id, recording: scene.recording.id, participant: scene.participant, reason: error)
    } catch WorkerFailure.stopped {
      throw StrategyDriverError.stopped
    } catch let error as WorkerFailure {
      throw StrategyHostError.died(
        strategy: card.id, recording: scene.recording.id, participant: scene.participant, reason: error)
    }
  }

  static func check(
    _ parameters: [String: Double], of card: StrategyCard
  ) throws(StrategyHostError) -> ([SessionBrief.Setting], [String: Double]) {
    let set = parameters.sorted { $0.key < $1.key }.map { SessionBrief.Setting(id: $0.key, value: $0.value) }
    var settings = Dictionary(card.parameters.map { ($0.id, $0.initial) }) { first, _ in first }
    for setting in set {
      guard let parameter = card.parameters.first(where: { $0.id == setting.id }) else {
        throw .badParameter(
          strategy: card.id, reason: .unknownParameter(setting.id, known: card.parameters.map(\.id)))
      }
      guard parameter.range.contains(setting.value) else {
        throw .badParameter(
          strategy: card.id,
          reason: .parameterOutOfRange(setting.id, value: setting.value, range: parameter.range))
      }
      settings[setting.id] = setting.value
    }
    return (set, settings)
  }
}
