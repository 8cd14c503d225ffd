public import Conversation
import Foundation
public import Motion
public import Provenance
import StrategyABI
import StrategyDriver

/// A strategy ready to make takes: its library loaded, its channels bound to layouts.
///
/// Values of this type may be used from several threads at once; each take has an instance of its own.
public struct TakeRenderer: Sendable {
  /// What the strategy says of itself.
  public let card: StrategyCard
  /// Channels that a take of it has.
  public let layout: ChannelLayout
  private let library: StrategyLibrary
  private let index: Int
  private let parameters: [(id: String, value: Double)]

  /// Loads a strategy into this process, which a library that is damaged or hostile may end: look at a strange
  /// one through ``StrategyShelf/card(of:)`` first, which does so in a child.
  ///
  /// - Parameters:
  ///   - bundle: where it is.
  ///   - parameters: values set before each take, in order of id.
  /// - Throws: ``StrategyHostError`` or `StrategyLibraryError`.
  public init(_ bundle: StrategyBundle, parameters: [String: Double] = [:]) throws {
    let library = try StrategyLibrary(loading: bundle.library.path)
    let all = try library.descriptors()
    guard let index = all.firstIndex(where: { $0.id == bundle.id }) else {
      throw StrategyHostError.notInLibrary(id: bundle.id, library: bundle.library.path, holds: all.map(\.id))
    }
    self.library = library
    self.index = index
    card = StrategyCard(all[index])
    let known = card.parameters
    self.parameters = parameters.sorted { $0.key < $1.key }.map { (id: $0.key, value: $0.value) }
    for (id, value) in self.parameters {
      guard let parameter = known.first(where: { $0.id == id }) else {
        throw StrategyHostError.badParameter(
          strategy: bundle.id, reason: .unknownParameter(id, known: known.map(\.id)))
      }
      guard parameter.range.contains(value) else {
        throw StrategyHostError.badParameter(
          strategy: bundle.id, reason: .parameterOutOfRange(id, value: value, range: parameter.range))
      }
    }
    layout = ChannelLayout(card.channels)
  }

  /// Values of all parameters as they will be in a take, by id.
  public var settings: [String: Double] {
    var result = Dictionary(uniqueKeysWithValues: card.parameters.map { ($0.id, $0.initial) })
    for (id, value) in parameters { result[id] = value }
    return result
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
  /// - Parameters:
  ///   - scene: conversation, participant and character.
  ///   - seed: the take's seed, the only source of randomness.
  ///   - rate: frames per second.
  ///   - block: frames handed over at once; never changes the result.
  ///   - shouldStop: asked before each block.
  /// - Returns: the track, covering the recording whole, and the lookahead in frames.
  /// - Throws: ``StrategyHostError`` naming strategy, recording and frame.
  public func render(
    _ scene: Scene, seed: Seed, rate: FrameRate = .fps60, block: Int = 60, shouldStop: () -> Bool = { false }
  ) throws -> (track: Track, lookahead: Int) {
    let table = HostTable(numbers: scene.casting.numbers)
    // The plugin holds a bare pointer to the table until destroy returns.
    return try withExtendedLifetime(table) {
      try render(scene, on: table, seed: seed, rate: rate, block: block, shouldStop: shouldStop)
    }
  }

  private func render(
    _ scene: Scene, on table: HostTable, seed: Seed, rate: FrameRate, block: Int, shouldStop: () -> Bool
  ) throws -> (track: Track, lookahead: Int) {
    let frames = rate.frameCount(covering: scene.recording.duration)
    let others = scene.recording.participants.map(\.id).filter { $0 != scene.participant }
    var positions: [String: UInt32] = [scene.participant: 0]
    for (index, id) in others.enumerated() { positions[id] = UInt32(index + 1) }
    let driver = try makeDriver(scene, on: table)
    do {
      for (id, value) in parameters { try driver.set(parameter: id, to: value) }
      // Streams exist from prepare on; how much of them is known depends on the lookahead settled there.
      let audio = tapes(scene, positions: positions)
      table.audio = audio.mapValues(\.tape)
      let lookahead = try prepare(driver, scene, seed: seed, rate: rate, block: block, others: others.count)
      for stream in audio.values {
        schedule(stream.tape, hearing: stream.hearing, rate: rate, frames: frames, lookahead: lookahead)
      }
      let encoding = RecordEncoding(participants: positions, rate: rate, lookahead: lookahead)
      let tape = encoding.tape(scene.schedule, frames: frames)
      var track = Track(layout: layout, rate: rate, frameCount: frames)
      var activity = [Float](repeating: 1, count: frames * layout.channels.count)
      let width = layout.width
      let channels = layout.channels.count
      try track.samples.withUnsafeMutableBufferPointer { rows in
        try activity.withUnsafeMutableBufferPointer { held in
          try driver.render(
            frames: frames, block: block, tape: tape,
            audio: audio.keys.sorted().compactMap { audio[$0]?.tape },
            rows: rows, rowWidth: width, activity: held, channels: channels, shouldStop: shouldStop)
        }
      }
      try checkFinite(track, activity: activity, recording: scene.recording.id)
      if activity.contains(where: { $0 != 1 }) { LayerRelease.apply(activity, to: &track) }
      return (track, lookahead)
    } catch let error as StrategyDriverError where error != .stopped {
      throw StrategyHostError.failed(
        strategy: card.id, recording: scene.recording.id, participant: scene.participant, reason: error)
    }
  }

  private func makeDriver(_ scene: Scene, on table: HostTable) throws(StrategyHostError) -> SpanDriver {
    do { return SpanDriver(owning: try library.create(index, host: table.pointer)) } catch {
      throw .notCreated(
        strategy: card.id, recording: scene.recording.id, participant: scene.participant, reason: error)
    }
  }

  private func prepare(
    _ driver: SpanDriver, _ scene: Scene, seed: Seed, rate: FrameRate, block: Int, others: Int
  ) throws -> Int {
    let present = layout.channels.map { UInt8(scene.casting.shows($0.name) ? 1 : 0) }
    return try present.withUnsafeBufferPointer { present in
      try scene.participant.withCString { participant in
        try scene.language.withCString { language in
          var session = mien_session(
            size: UInt32(MemoryLayout<mien_session>.size), rate_numerator: UInt32(rate.numerator),
            rate_denominator: UInt32(rate.denominator), largest_span: UInt32(clamping: block),
            seed: seed.value,
            participant_count: UInt32(others + 1), channel_count: UInt32(layout.channels.count),
            channel_present: present.baseAddress, participant: participant, language: language)
          return try driver.prepare(&session)
        }
      }
    }
  }

  private func tapes(
    _ scene: Scene, positions: [String: UInt32]
  ) -> [UInt32: (tape: AudioTape, hearing: ArrivalSchedule.Hearing)] {
    var result: [UInt32: (tape: AudioTape, hearing: ArrivalSchedule.Hearing)] = [:]
    for (id, heard) in scene.audio {
      guard let position = positions[id] else { continue }
      guard card.needs.contains(position == 0 ? "own-audio" : "partner-audio") else { continue }
      let tape = AudioTape(
        columns: heard.columns, rows: heard.rows, rowsPerSecond: HeardAudio.rowsPerSecond,
        samples: heard.samples, samplesPerSecond: HeardAudio.samplesPerSecond)
      result[position] = (tape, scene.schedule.hearing[id] ?? .live)
    }
    return result
  }

  private func schedule(
    _ tape: AudioTape, hearing: ArrivalSchedule.Hearing, rate: FrameRate, frames: Int, lookahead: Int
  ) {
    let until = (0..<frames).map { hearing.knownUntil(at: rate.time(ofFrame: $0 + lookahead)).flicks }
    tape.schedule(
      knownRows: until.map { Int($0 / (MediaTime.flicksPerSecond / Int64(HeardAudio.rowsPerSecond))) },
      knownSamples: until.map { Int($0 / (MediaTime.flicksPerSecond / Int64(HeardAudio.samplesPerSecond))) })
  }

  private func checkFinite(
    _ track: Track, activity: [Float], recording: String
  ) throws(StrategyHostError) {
    func refusal(_ channel: String, frame: Int) -> StrategyHostError {
      .notFinite(strategy: card.id, recording: recording, channel: channel, frame: frame)
    }
    if let at = Self.firstUnusable(track.samples) {
      let column = at % layout.width
      let channel = layout.offsets.lastIndex { $0 <= column } ?? 0
      throw refusal(layout.channels[channel].name, frame: at / layout.width)
    }
    if let at = Self.firstUnusable(activity) {
      let count = layout.channels.count
      throw refusal("\(layout.channels[at % count].name) (its activity)", frame: at / count)
    }
  }

  /// Index of the first number that is NaN or infinite.
  private static func firstUnusable(_ numbers: [Float]) -> Int? {
    // One pass without branches, which vectorises: an exponent of all ones marks NaN and infinities.
    let isClean = numbers.withUnsafeBufferPointer { numbers in
      var largest: UInt32 = 0
      for number in numbers { largest = max(largest, number.bitPattern & 0x7f80_0000) }
      return largest < 0x7f80_0000
    }
    return isClean ? nil : numbers.firstIndex { !$0.isFinite }
  }
}
