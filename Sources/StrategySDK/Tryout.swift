public import Motion
import StrategyABI

/// Runs a strategy without a host, as a host would: every record before the first frame that may use it, and
/// none earlier. For tests of a strategy beside its code.
///
///     let tryout = Tryout(seed: 1)
///     tryout.word("hello", start: 0.5, end: 0.8)
///     let jaw = try tryout.take(of: Nodder.self, frames: 120).curve("jawOpen")
public final class Tryout {
  /// Frames per second.
  public let rate: FrameRate
  /// Seed of the session.
  public let seed: UInt64
  /// Values set before the take, by parameter.
  public var parameters: [String: Double]
  /// Numbers of the character's sheet.
  public var sheet: [String: Double]
  /// Recorded sessions to learn from.
  public var rehearsal: [RecordedSession] = []
  /// Everything that becomes known.
  public private(set) var records: [KnownRecord] = []
  private var heard: [Int: Heard] = [:]

  /// A participant's speech.
  fileprivate struct Heard {
    var samples: [Float] = []
    var columns: [String] = []
    var rows: [Float] = []
  }

  /// Samples a second of what is heard.
  public static let samplesPerSecond = 16_000

  /// Makes a session in which nothing happens yet.
  public init(
    seed: UInt64 = 1, rate: FrameRate = .fps60, parameters: [String: Double] = [:],
    sheet: [String: Double] = [:]
  ) {
    self.seed = seed
    self.rate = rate
    self.parameters = parameters
    self.sheet = sheet
  }

  /// Makes a record known; records that arrive together stay in the order in which they were added.
  public func add(_ record: KnownRecord) { records.append(record) }

  /// Makes a word known, at its start unless `arrival` says otherwise. Times are seconds.
  ///
  /// - Returns: its id.
  @discardableResult
  public func word(
    _ text: String, start: Double, end: Double, arrival: Double? = nil, participant: Int = 0
  ) -> UInt64 {
    let id = UInt64(records.count + 1)
    add(
      KnownRecord(
        id: id, kind: .word, participant: participant, arrival: Self.time(arrival ?? start),
        start: Self.time(start), end: Self.time(end), text: text))
    return id
  }

  /// Gives a participant's speech from session time 0 on: mono, 16 kHz, full scale 1.
  public func hear(_ samples: [Float], participant: Int = 0) {
    heard[participant, default: Heard()].samples = samples
  }

  /// Gives features of a participant's speech from session time 0 on: 100 rows a second, each with a number per
  /// column, one row after the other.
  public func hear(rows: [Float], columns: [String], participant: Int = 0) {
    heard[participant, default: Heard()].columns = columns
    heard[participant, default: Heard()].rows = rows
  }

  /// Makes a take.
  ///
  /// - Parameters:
  ///   - block: the most frames asked for at once; a good strategy gives the same at every value.
  ///   - hop: the frame before which the state is saved and taken on by a fresh instance, which goes on.
  /// - Throws: what the strategy throws; ``StrategyError`` when `hop` is given and it is not a
  ///   ``StatefulStrategy``.
  public func take<S: Strategy>(
    of type: S.Type, frames: Int, block: Int = 60, hoppingAt hop: Int? = nil
  ) throws -> Track {
    let layout = ChannelLayout(S.descriptor.channels)
    var floats = (0..<frames).flatMap { _ in layout.restFrame }
    let streams = (0..<2).map { position in heard[position].map(HeardStream.init) }
    var lookahead = 0
    func make() throws -> S {
      let strategy = S()
      var values = ParameterValues(S.descriptor.parameters)
      for (id, value) in parameters { values.set(id, to: value) }
      lookahead = try strategy.prepare(
        StrategySession(
          rate: rate, largestSpan: block, seed: seed, participant: "me",
          channelPresent: layout.channels.map { _ in true }, parameters: values, sheet: CharacterSheet(sheet),
          features: streams.map { $0?.stream }, rehearsal: rehearsal))
      guard (0...600).contains(lookahead) else { throw StrategyError.lookahead(lookahead) }
      return strategy
    }
    var strategy = try make()
    let due = records.map { (max(0, rate.firstFrame(atOrAfter: $0.arrival) - lookahead), $0) }.enumerated()
      .sorted {
        ($0.element.0, $0.element.1.arrival, $0.offset) < ($1.element.0, $1.element.1.arrival, $1.offset)
      }
      .map(\.element)
    var next = 0
    var frame = 0
    while frame < frames {
      if frame == hop {
        guard let old = strategy as? any StatefulStrategy else {
          throw StrategyError.failed("\(S.self) is no StatefulStrategy")
        }
        let state = try old.save()
        strategy = try make()
        try (strategy as? any StatefulStrategy)?.load(state)
      }
      let known = next
      while next < due.count, due[next].0 <= frame {
        try strategy.receive(due[next].1)
        next += 1
      }
      if next > known { try strategy.settle() }
      var end = min(frames, (frame / block + 1) * block)
      if next < due.count { end = min(end, due[next].0) }
      if let hop, hop > frame { end = min(end, hop) }
      if streams.contains(where: { $0 != nil }) { end = frame + 1 }
      for stream in streams { stream?.publish(until: rate.time(ofFrame: frame + lookahead)) }
      floats.withUnsafeMutableBufferPointer { floats in
        guard let base = floats.baseAddress else { return }
        strategy.render(
          FrameSpan(firstFrame: frame, frameCount: end - frame),
          into: FrameRows(
            rows: base + frame * layout.width, rowStride: layout.width, activities: nil, activityStride: 0))
      }
      frame = end
    }
    return Track(layout: layout, rate: rate, samples: floats)
  }

  private static func time(_ seconds: Double) -> MediaTime { MediaTime(seconds: seconds) ?? .zero }
}

/// Audio in the contract's form, raised as it becomes known.
private final class HeardStream {
  private let samples: UnsafeMutableBufferPointer<Float>
  private let rows: UnsafeMutableBufferPointer<Float>
  private let names: UnsafeMutableBufferPointer<UnsafePointer<CChar>?>
  private let table: UnsafeMutablePointer<mien_feature_stream>
  private let sampleCount: Int
  private let rowCount: Int

  init(_ heard: Tryout.Heard) {
    samples = .allocate(capacity: max(1, heard.samples.count))
    _ = samples.initialize(from: heard.samples)
    rows = .allocate(capacity: max(1, heard.rows.count))
    _ = rows.initialize(from: heard.rows)
    names = .allocate(capacity: max(1, heard.columns.count))
    _ = names.initialize(from: heard.columns.map { CText.forever($0) })
    sampleCount = heard.samples.count
    rowCount = heard.columns.isEmpty ? 0 : heard.rows.count / heard.columns.count
    table = .allocate(capacity: 1)
    table.initialize(to: mien_feature_stream())
    table.pointee.size = UInt32(MemoryLayout<mien_feature_stream>.size)
    table.pointee.column_count = UInt32(heard.columns.count)
    table.pointee.rows_per_second = 100
    table.pointee.samples_per_second = UInt32(Tryout.samplesPerSecond)
    table.pointee.columns = UnsafePointer(names.baseAddress)
    table.pointee.rows = UnsafePointer(rows.baseAddress)
    table.pointee.samples = UnsafePointer(samples.baseAddress)
  }

  deinit {
    samples.deallocate()
    rows.deallocate()
    names.deallocate()
    table.deallocate()
  }

  var stream: FeatureStream { FeatureStream(table) }

  func publish(until time: MediaTime) {
    func known(_ perSecond: Int, of count: Int) -> UInt64 {
      UInt64(min(count, max(0, Int((time.seconds * Double(perSecond) + 1e-6).rounded(.down)))))
    }
    table.pointee.known_samples = known(Tryout.samplesPerSecond, of: sampleCount)
    table.pointee.known_rows = known(100, of: rowCount)
  }
}
