public import Motion
public import StrategySDK

/// A character that is alive but does not speak with its face: breath, blinks, sway, gaze and listening nods
/// from who speaks when. Causal, lookahead 0, no need of phones.
public final class IdleBehavior: Strategy {
  /// Id `idle`.
  public static let descriptor = StrategyDescriptor(
    id: "idle", version: "1.0.0", title: "Idle",
    summary: "Breath, blinks, sway, saccades and gaze by who speaks; the mouth stays shut.",
    channels: BehaviorChannels.all, needs: [.words],
    parameters: [
      StrategyParameter("gain", title: "Size of head and body movement", range: 0...2, initial: 1),
      StrategyParameter("blinkRate", title: "Blinks against the ordinary rate", range: 0...3, initial: 1),
    ])

  private let frame = PerformanceFrame()
  private let known = KnownConversation()
  private var parameters = ParameterValues(IdleBehavior.descriptor.parameters)
  private var reader = SituationReader()
  private var body: LivingBody?
  private var writer: RowWriter?
  private var style = CharacterStyle(CharacterSheet())
  private var clock = FrameClock(.fps60)

  /// Makes an instance.
  public init() {}

  /// Needs no lookahead.
  public func prepare(_ session: StrategySession) throws -> Int {
    parameters = session.parameters
    style = CharacterStyle(session.sheet)
    clock = FrameClock(session.rate)
    writer = RowWriter(session)
    body = LivingBody(
      seed: session.seed, style: style, rate: session.rate, gain: Float(parameters["gain"]),
      blinkRate: Float(parameters["blinkRate"]))
    return 0
  }

  /// Takes in who speaks.
  public func receive(_ record: KnownRecord) throws {
    if record.kind == .parameter, let id = record.text, let value = record.value {
      if parameters.set(id, to: value) {
        body?.gain = Float(parameters["gain"])
        body?.blinks.rate = style.blinks * Float(parameters["blinkRate"])
      }
      return
    }
    known.receive(record, now: clock.time)
  }

  /// Reads who speaks out of what was received.
  public func settle() throws { known.settle(now: clock.time) }

  /// Renders frames.
  public func render(_ span: FrameSpan, into rows: FrameRows) {
    guard let writer else { return }
    for index in 0..<span.frameCount {
      clock.move(to: span.firstFrame + index)
      frame.clear()
      let now = reader.read(known, at: clock.time, step: clock.step)
      let blink = body?.compose(frame, now) ?? .zero
      frame.add(style.restSmile, .mouthSmileLeft, .mouthSmileRight)
      Lids.compose(frame, blink: blink, gazePitch: frame.gaze.y)
      writer.write(frame, to: rows.row(index))
    }
  }
}

/// Frame index and time in seconds of the frame that is rendered, or comes next.
public struct FrameClock: Sendable {
  private let rate: FrameRate
  /// Time of the frame.
  public private(set) var time = 0.0
  /// Seconds from one frame to the next.
  public let step: Float

  /// Starts at frame 0.
  public init(_ rate: FrameRate) {
    self.rate = rate
    step = Float(rate.denominator) / Float(rate.numerator)
  }

  /// Goes to a frame.
  @inline(__always)
  public mutating func move(to frame: Int) {
    time = Double(frame) * Double(rate.denominator) / Double(rate.numerator)
  }
}
