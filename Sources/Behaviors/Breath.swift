/// Breathing as a lung level 0…1: 14 breaths a minute, in to out 1 : 1.5, in speech 1 : 4, with an inhalation
/// before an own utterance.
public struct Breath: Sendable {
  private let pace: Float
  private var level: Float = 0.2
  private var from: Float = 0.2
  private var to: Float = 1
  private var elapsed: Float = 0
  private var length: Float = 1.7
  private var inhaledFor = -Double.infinity

  /// `pace` scales breaths per minute.
  public init(pace: Float) { self.pace = max(0.2, pace) }

  /// The lung level in a frame.
  public mutating func advance(_ now: Situation) -> Float {
    elapsed += now.step
    if let start = now.nextStart, start - now.time < 0.42, start > inhaledFor, now.state != .speaking {
      inhaledFor = start
      begin(to: 1.15, length: Float(max(0.25, min(0.45, start - now.time))))
    } else if elapsed >= length {
      let isIn = to > from
      let cycle = 60 / (14 * pace)
      if isIn {
        begin(to: 0, length: now.state == .speaking ? cycle * 0.8 : cycle * 0.6)
      } else {
        begin(to: 1, length: now.state == .speaking ? cycle * 0.2 : cycle * 0.4)
      }
    }
    level = from + (to - from) * Curve.minimumJerk(elapsed / length)
    return level
  }

  private mutating func begin(to target: Float, length seconds: Float) {
    from = level
    to = target
    length = seconds
    elapsed = 0
  }
}
