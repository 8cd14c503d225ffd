public import Motion

/// Plays a track in real time to several receivers at once. No sound is played.
public struct TrackPlayer {
  /// One receiver.
  public struct Output {
    /// Its name for the report.
    public var name: String
    /// What makes its datagrams.
    public var sender: any FrameSender
    /// Where they go.
    public var socket: DatagramSocket

    /// Makes an output.
    public init(name: String, sender: any FrameSender, socket: DatagramSocket) {
      self.name = name
      self.sender = sender
      self.socket = socket
    }
  }

  private let track: Track
  private let frames: Range<Int>
  private let speed: Double
  private let loops: Int
  private var outputs: [Output]

  /// Prepares to play.
  ///
  /// - Parameters:
  ///   - from: Seconds at which the stretch begins.
  ///   - until: Seconds at which it ends, to the end of the track where `nil`.
  ///   - speed: How many times as fast; above 0.
  ///   - loops: How often the stretch is played; at least 1.
  /// - Throws: ``LiveHostError/emptyStretch(from:until:duration:)`` when no frame lies in it.
  public init(
    _ track: Track, from: Double = 0, until: Double? = nil, speed: Double = 1, loops: Int = 1,
    outputs: [Output]
  ) throws(LiveHostError) {
    let end = min(until ?? .infinity, track.duration.seconds)
    func frame(_ seconds: Double) -> Int {
      MediaTime(seconds: max(0, seconds)).map { track.rate.firstFrame(atOrAfter: $0) } ?? track.frameCount
    }
    let first = min(track.frameCount, frame(from))
    let last = end >= track.duration.seconds ? track.frameCount : min(track.frameCount, frame(end))
    guard first < last else {
      throw .emptyStretch(
        from: from, until: until ?? track.duration.seconds, duration: track.duration.seconds)
    }
    precondition(speed > 0 && loops > 0, "speed and loops are above 0")
    self.track = track
    frames = first..<last
    self.speed = speed
    self.loops = loops
    self.outputs = outputs
  }

  /// Frames that will be sent.
  public var frameCount: Int { frames.count * loops }

  /// Sends all frames, each when it is due; ends early when asked.
  ///
  /// - Throws: ``LiveHostError/unreachable(target:reason:)`` when the network says so.
  public mutating func run(
    clock: any PlayClock = MonotonicClock(), shouldStop: () -> Bool = { false }
  ) throws(LiveHostError) -> PlayReport {
    var report = PlayReport(outputs: outputs.map { PlayReport.Outcome(name: $0.name) })
    let width = track.layout.width
    var pacer = FramePacer(rate: track.rate, speed: speed, clock: clock)
    var count = 0
    let samples = track.samples
    playing: for _ in 0..<loops {
      for frame in frames {
        guard pacer.wait(for: count, shouldStop: shouldStop) else { break playing }
        for index in outputs.indices {
          let datagrams = samples.withUnsafeBufferPointer { all in
            outputs[index].sender.datagrams(
              PlayFrame(
                count: count, frame: frame, seconds: track.rate.time(ofFrame: count).seconds,
                row: UnsafeBufferPointer(rebasing: all[frame * width..<(frame + 1) * width])))
          }
          for datagram in datagrams {
            let outcome = try outputs[index].socket.send(datagram)
            report.outputs[index].add(datagram.count, outcome)
          }
        }
        count += 1
      }
    }
    for index in outputs.indices {
      for datagram in outputs[index].sender.ending() {
        report.outputs[index].add(datagram.count, try outputs[index].socket.send(datagram))
      }
    }
    report.frames = pacer.count
    report.planned = frameCount
    report.late = pacer.lateCount
    report.largestLateness = Double(pacer.largestLateness) / 1e9
    report.seconds = Double(pacer.elapsed) / 1e9
    for (index, output) in outputs.enumerated() {
      report.outputs[index].dropped = output.sender.dropped
      report.outputs[index].notes = output.sender.notes
    }
    return report
  }
}
