public import StrategyABI

/// Runs one strategy instance over one take, beside the plugin.
///
/// A block is cut into spans in which nothing new becomes known: before a span every record due by its
/// first frame is delivered, and audio is published up to that frame. Output cannot depend on the size
/// of a block, since spans end where knowledge changes and blocks only cut them further.
public final class SpanDriver {
  private let strategy: UnsafeMutablePointer<mien_strategy>
  private var isPrepared = false

  /// Takes ownership of an instance, which is destroyed with the driver.
  public init(owning strategy: UnsafeMutablePointer<mien_strategy>) { self.strategy = strategy }

  deinit { strategy.pointee.destroy?(strategy) }

  /// Prepares the instance and gives its lookahead in frames.
  ///
  /// - Throws: ``StrategyDriverError`` when the plugin refuses or names a lookahead outside 0…600.
  public func prepare(_ session: inout mien_session) throws(StrategyDriverError) -> Int {
    precondition(!isPrepared, "prepare is called once")
    guard let prepare = strategy.pointee.prepare else { throw .incomplete(function: "prepare") }
    var binding = mien_binding(size: UInt32(MemoryLayout<mien_binding>.size), lookahead_frames: 0)
    let status = prepare(strategy, &session, &binding)
    guard status == MIEN_OK else { throw failure(of: "prepare", status: status, frames: nil) }
    guard binding.lookahead_frames <= 600 else {
      throw .badLookahead(frames: Int(binding.lookahead_frames))
    }
    isPrepared = true
    return Int(binding.lookahead_frames)
  }

  /// A plugin extension by id, or null.
  public func pluginExtension(_ id: String) -> UnsafeRawPointer? {
    strategy.pointee.get_extension?(strategy, id)
  }

  /// Sets a parameter through `mien.params/1`.
  ///
  /// - Throws: ``StrategyDriverError`` when there is no such parameter or its plugin refuses the value.
  public func set(parameter id: String, to value: Double) throws(StrategyDriverError) {
    guard let raw = pluginExtension(MIEN_EXT_PARAMS) else { throw .unknownParameter(id, known: []) }
    let table = raw.assumingMemoryBound(to: mien_params.self).pointee
    var known: [String] = []
    for index in 0..<min(4096, table.count?(strategy) ?? 0) {
      guard let parameter = table.parameter?(strategy, index)?.pointee, let name = parameter.id else {
        continue
      }
      known.append(String(cString: name))
      guard known.last == id else { continue }
      guard value >= parameter.minimum, value <= parameter.maximum else {
        throw .parameterOutOfRange(
          id, value: value, range: parameter.minimum...max(parameter.minimum, parameter.maximum))
      }
      let status = table.set?(strategy, index, value) ?? MIEN_UNSUPPORTED
      guard status == MIEN_OK else { throw failure(of: "params.set", status: status, frames: nil) }
      return
    }
    throw .unknownParameter(id, known: known)
  }

  /// Renders a whole take.
  ///
  /// - Parameters:
  ///   - frames: number of frames.
  ///   - block: frames that the caller hands over at once; never changes the result.
  ///   - tape: records with their due frames.
  ///   - audio: streams that the plugin may read.
  ///   - rows: `frames × rowWidth` floats, set to the rest pose.
  ///   - activity: `frames × channels` floats, set to 1.
  ///   - shouldStop: asked before each block; true ends the take with ``StrategyDriverError/stopped``.
  public func render(
    frames: Int, block: Int, tape: RecordTape, audio: [AudioTape],
    rows: UnsafeMutableBufferPointer<Float>, rowWidth: Int,
    activity: UnsafeMutableBufferPointer<Float>, channels: Int,
    shouldStop: () -> Bool = { false }
  ) throws(StrategyDriverError) {
    precondition(isPrepared && block > 0, "prepare comes first, and a block has frames")
    precondition(rows.count >= frames * rowWidth && activity.count >= frames * channels, "buffers too small")
    guard let render = strategy.pointee.render else { throw .incomplete(function: "render") }
    var nextRecord = 0
    var blockStart = 0
    while blockStart < frames {
      if shouldStop() { throw .stopped }
      let blockEnd = min(frames, blockStart + block)
      var frame = blockStart
      while frame < blockEnd {
        nextRecord = try deliver(from: nextRecord, dueBy: frame, tape: tape)
        var end = blockEnd
        if nextRecord < tape.count { end = min(end, tape.dueFrames[nextRecord]) }
        for stream in audio {
          stream.publish(frame: frame)
          end = stream.nextChange(after: frame, limit: end)
        }
        var input = mien_input(
          size: UInt32(MemoryLayout<mien_input>.size), frame_count: UInt32(end - frame),
          first_frame: Int64(frame))
        var output = mien_output(
          size: UInt32(MemoryLayout<mien_output>.size), row_stride: UInt32(rowWidth),
          activity_stride: UInt32(channels), reserved: 0,
          rows: rows.baseAddress.map { $0 + frame * rowWidth },
          activity: activity.baseAddress.map { $0 + frame * channels })
        let status = render(strategy, &input, &output)
        guard status == MIEN_OK else { throw failure(of: "render", status: status, frames: frame..<end) }
        frame = end
      }
      blockStart = blockEnd
    }
  }

  private func deliver(from first: Int, dueBy frame: Int, tape: RecordTape) throws(StrategyDriverError) -> Int
  {
    var end = first
    while end < tape.count, tape.dueFrames[end] <= frame { end += 1 }
    guard end > first else { return first }
    guard let receive = strategy.pointee.receive else { throw .incomplete(function: "receive") }
    let status = receive(strategy, tape.pointer(at: first), UInt32(end - first))
    guard status == MIEN_OK else { throw failure(of: "receive", status: status, frames: frame..<frame + 1) }
    return end
  }

  private func failure(of function: String, status: mien_status, frames: Range<Int>?) -> StrategyDriverError {
    let text = strategy.pointee.last_error?(strategy).map { String(cString: $0) } ?? ""
    // Foreign words stay on one line and of a length that can be read.
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(500)
    return .refused(
      function: function, status: status, frames: frames,
      text: line.isEmpty ? "no reason given" : String(line))
  }
}
