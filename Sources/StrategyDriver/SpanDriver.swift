import StrategyABI

/// Makes one take with one instance, beside the plugin: in the worker, or in the host when asked to.
///
/// The host feeds what becomes known up to the end of a block, then asks for the block. The driver cuts it
/// into spans in which nothing new becomes known: before a span every record due by its first frame is
/// received, and audio is published up to that frame. Output cannot depend on the size of a block, since
/// spans end where knowledge changes and blocks only cut them further.
public final class SpanDriver {
  private let strategy: UnsafeMutablePointer<mien_strategy>
  private let table: mien_strategy
  private let host: HostTable
  private let streams: [(participant: UInt32, stream: AudioStream)]
  private let progress: UnsafeMutablePointer<DriverProgress>
  private let probe: RenderProbe
  private let rest: [Float]
  private var queue = RecordQueue()
  private var isDestroyed = false
  /// Frame k may depend on what is known at t(k + lookahead).
  public private(set) var lookahead = 0

  /// Makes an instance, sets its parameters and prepares it.
  ///
  /// - Parameter progress: where the driver writes what it is doing; must outlive it.
  /// - Throws: ``StrategyDriverError`` when the plugin refuses or names a lookahead outside 0…600.
  public init(
    _ library: StrategyLibrary, index: Int, brief: SessionBrief, rehearsal: RehearsalShelf,
    progress: UnsafeMutablePointer<DriverProgress>
  ) throws(StrategyDriverError) {
    self.progress = progress
    probe = RenderProbe(isTimed: brief.measure)
    rest = brief.rest
    var made: [(participant: UInt32, stream: AudioStream)] = []
    for stream in brief.streams.sorted(by: { $0.participant < $1.participant }) {
      made.append((stream.participant, try AudioStream(stream)))
    }
    streams = made
    host = HostTable(
      numbers: brief.numbers,
      audio: Dictionary(made.map { ($0.participant, $0.stream) }, uniquingKeysWith: { first, _ in first }),
      rehearsal: rehearsal, resources: brief.resources, scratch: brief.scratch)
    Self.mark(progress, .create)
    do { (strategy, table) = try library.create(index, host: host.pointer) } catch {
      throw .refused(function: "create", status: MIEN_FAILED, frames: nil, text: error.reason)
    }
    do {
      for setting in brief.parameters { try set(parameter: setting.id, to: setting.value) }
      try prepare(brief)
    } catch {
      end()
      throw error
    }
  }

  deinit { end() }

  /// Destroys the instance; nothing may be asked of the driver afterwards but its ``notes``.
  public func end() {
    guard !isDestroyed else { return }
    isDestroyed = true
    Self.mark(progress, .destroy)
    // The plugin holds a bare pointer to the host until destroy returns.
    withExtendedLifetime(host) { table.destroy?(strategy) }
    Self.mark(progress, .none)
  }

  /// Lines that the plugin noted.
  public var notes: [String] { host.notes }

  /// A plugin extension by id, or null.
  func pluginExtension(_ id: String) -> UnsafeRawPointer? { table.get_extension?(strategy, id) }

  /// Takes what becomes known, as chunks of the worker protocol.
  ///
  /// - Throws: ``StrategyDriverError/protocolBreach(_:)``.
  public func feed(_ inbox: UnsafeRawBufferPointer) throws(StrategyDriverError) {
    var reader = FeedReader(inbox)
    while var chunk = try reader.next() {
      switch chunk.kind {
      case FeedWriter.Kind.records: try queue.append(&chunk)
      case FeedWriter.Kind.audio:
        let participant = try chunk.take(UInt32.self)
        let columns = try chunk.take(UInt32.self)
        try stream(participant).append(&chunk, columns: columns)
      case FeedWriter.Kind.known:
        let participant = try chunk.take(UInt32.self)
        let frames = try chunk.take(UInt32.self)
        try stream(participant).schedule(&chunk, frames: frames)
      default: throw .protocolBreach("chunk of unknown kind \(chunk.kind)")
      }
    }
  }

  /// Renders the frames of a block.
  ///
  /// - Parameters:
  ///   - first: index of the first frame; blocks follow each other without gaps.
  ///   - count: number of frames.
  ///   - memory: rows as `layout` has them; they are set to rest and their activities to 1 first.
  /// - Throws: ``StrategyDriverError`` when the plugin fails, with the frames that were asked for.
  public func render(
    first: Int, count: Int, memory: UnsafeMutablePointer<Float>, layout: RowLayout
  ) throws(StrategyDriverError) -> RenderProbe.Reading {
    guard let render = table.render else { throw .incomplete(function: "render") }
    guard rest.count == layout.width else {
      throw .protocolBreach("a row of \(rest.count) floats at rest, where rows have \(layout.width)")
    }
    // Here and not in the host: these lines of memory are then this processor's own when they are written.
    layout.rest(memory, rows: count, pose: rest)
    var reading = RenderProbe.Reading()
    let blockEnd = first + count
    var frame = first
    while frame < blockEnd {
      try receive(dueBy: frame)
      var end = blockEnd
      if let due = queue.nextDue { end = min(end, max(due, frame + 1)) }
      for (_, stream) in streams {
        stream.publish(frame: frame)
        end = stream.nextChange(after: frame, limit: end)
      }
      var input = mien_input(
        size: UInt32(MemoryLayout<mien_input>.size), frame_count: UInt32(end - frame),
        first_frame: Int64(frame))
      var output = mien_output(
        size: UInt32(MemoryLayout<mien_output>.size), row_stride: UInt32(layout.rowStride),
        activity_stride: UInt32(layout.activityStride), reserved: 0,
        rows: memory + layout.row(frame - first), activity: memory + layout.activity(frame - first))
      Self.mark(progress, .render, frame, end)
      let status = probe.around(&reading) { render(strategy, &input, &output) }
      guard status == MIEN_OK else { throw failure(of: "render", status: status, frames: frame..<end) }
      frame = end
    }
    for (_, stream) in streams { stream.forget(before: blockEnd) }
    Self.mark(progress, .none)
    return reading
  }

  private func receive(dueBy frame: Int) throws(StrategyDriverError) {
    guard let due = queue.nextDue, due <= frame else { return }
    guard let receive = table.receive else { throw .incomplete(function: "receive") }
    Self.mark(progress, .receive, frame, frame + 1)
    let status = queue.deliver(dueBy: frame) { receive(strategy, $0, $1) }
    guard status == MIEN_OK else { throw failure(of: "receive", status: status, frames: frame..<frame + 1) }
  }

  private func prepare(_ brief: SessionBrief) throws(StrategyDriverError) {
    guard let prepare = table.prepare else { throw .incomplete(function: "prepare") }
    guard brief.rate.count == 2 else { throw .protocolBreach("a rate of \(brief.rate.count) numbers") }
    var binding = mien_binding(size: UInt32(MemoryLayout<mien_binding>.size), lookahead_frames: 0)
    Self.mark(progress, .prepare)
    let present = brief.present.map { $0 ? UInt8(1) : 0 }
    let status = present.withUnsafeBufferPointer { present in
      brief.participant.withCString { participant in
        brief.language.withCString { language in
          var session = mien_session(
            size: UInt32(MemoryLayout<mien_session>.size), rate_numerator: brief.rate[0],
            rate_denominator: brief.rate[1], largest_span: brief.largestSpan, seed: brief.seed,
            participant_count: brief.participantCount, channel_count: UInt32(present.count),
            channel_present: present.baseAddress, participant: participant, language: language)
          return prepare(strategy, &session, &binding)
        }
      }
    }
    guard status == MIEN_OK else { throw failure(of: "prepare", status: status, frames: nil) }
    guard binding.lookahead_frames <= 600 else {
      throw .badLookahead(frames: Int(binding.lookahead_frames))
    }
    lookahead = Int(binding.lookahead_frames)
    Self.mark(progress, .none)
  }

  private func set(parameter id: String, to value: Double) throws(StrategyDriverError) {
    guard let raw = pluginExtension(MIEN_EXT_PARAMS),
      let params = SizedStruct.read(
        raw.assumingMemoryBound(to: mien_params.self), atLeast: MIEN_PARAMS_SIZE_1,
        zero: mien_params())
    else { throw .unknownParameter(id, known: []) }
    var known: [String] = []
    for index in 0..<min(4096, params.count?(strategy) ?? 0) {
      guard
        let parameter = params.parameter?(strategy, index).flatMap({
          SizedStruct.read($0, atLeast: MIEN_PARAMETER_SIZE_1, zero: mien_parameter())
        }), let name = parameter.id
      else { continue }
      known.append(String(cString: name))
      guard known.last == id else { continue }
      guard value >= parameter.minimum, value <= parameter.maximum else {
        throw .parameterOutOfRange(
          id, value: value, range: parameter.minimum...max(parameter.minimum, parameter.maximum))
      }
      let status = params.set?(strategy, index, value) ?? MIEN_UNSUPPORTED
      guard status == MIEN_OK else {
        throw failure(of: "params.set of \(id)=\(value)", status: status, frames: nil)
      }
      return
    }
    throw .unknownParameter(id, known: known)
  }

  private func stream(_ participant: UInt32) throws(StrategyDriverError) -> AudioStream {
    guard let found = host.audio[participant] else {
      throw .protocolBreach("audio of participant \(participant), who has no stream")
    }
    return found
  }

  func failure(of function: String, status: mien_status, frames: Range<Int>?) -> StrategyDriverError {
    let text = table.last_error?(strategy).map { String(cString: $0) } ?? ""
    return .refused(
      function: function, status: status, frames: frames, text: StrategyDriverError.oneLine(text))
  }

  private static func mark(
    _ progress: UnsafeMutablePointer<DriverProgress>, _ call: DriverProgress.Call, _ first: Int = 0,
    _ end: Int = 0
  ) {
    progress.pointee.first = Int64(first)
    progress.pointee.end = Int64(end)
    progress.pointee.call = call.rawValue
  }
}

extension SpanDriver {
  /// The instance's state through `state/1`; `nil` when it has none.
  ///
  /// - Throws: ``StrategyDriverError`` when the plugin fails or its state exceeds `limit` bytes.
  public func save(limit: Int) throws(StrategyDriverError) -> [UInt8]? {
    guard let state = state(), let save = state.save else { return nil }
    progress.pointee.call = DriverProgress.Call.save.rawValue
    defer { progress.pointee.call = DriverProgress.Call.none.rawValue }
    var bytes: [UInt8] = []
    for _ in 0..<2 {
      var length: UInt64 = 0
      let status = bytes.withUnsafeMutableBytes { save(strategy, $0.baseAddress, UInt64($0.count), &length) }
      guard status == MIEN_OK else { throw failure(of: "state.save", status: status, frames: nil) }
      guard length <= UInt64(limit) else {
        throw .refused(
          function: "state.save", status: MIEN_FAILED, frames: nil,
          text: "a state of \(length) bytes; \(limit) are allowed")
      }
      if length <= UInt64(bytes.count) { return Array(bytes.prefix(Int(length))) }
      bytes = [UInt8](repeating: 0, count: Int(length))
    }
    throw .refused(
      function: "state.save", status: MIEN_FAILED, frames: nil,
      text: "the state's length changes between calls")
  }

  /// Takes on a saved state; false when the strategy has no `state/1`.
  ///
  /// - Throws: ``StrategyDriverError`` when the plugin refuses it.
  public func load(_ bytes: UnsafeRawBufferPointer) throws(StrategyDriverError) -> Bool {
    guard let state = state(), let load = state.load else { return false }
    progress.pointee.call = DriverProgress.Call.load.rawValue
    defer { progress.pointee.call = DriverProgress.Call.none.rawValue }
    let status = load(strategy, bytes.baseAddress, UInt64(bytes.count))
    guard status == MIEN_OK else { throw failure(of: "state.load", status: status, frames: nil) }
    return true
  }

  private func state() -> mien_state? {
    pluginExtension(MIEN_EXT_STATE).flatMap {
      SizedStruct.read(
        $0.assumingMemoryBound(to: mien_state.self), atLeast: MIEN_STATE_SIZE_1,
        zero: mien_state())
    }
  }
}
