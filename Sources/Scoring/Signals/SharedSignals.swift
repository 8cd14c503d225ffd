import Motion
import Synchronization

/// What several metrics need of one take, made by whoever asks first and kept with the take.
///
/// It depends on the take alone, so who asks first never shows. What cannot be made is tried anew each time.
final class SharedSignals: Sendable {
  private let kept = Mutex<[String: any Sendable]>([:])

  /// What was made under a name, else what `make` gives.
  ///
  /// Two threads may make the same value at once; both get equal ones.
  func value<Value: Sendable>(
    _ name: String, _ make: () throws(Undefined) -> Value
  ) throws(Undefined) -> Value {
    if let known = kept.withLock({ $0[name] }) as? Value { return known }
    let made = try make()
    kept.withLock { $0[name] = made }
    return made
  }

  /// The same for what always has a value.
  func value<Value: Sendable>(_ name: String, _ make: () -> Value) -> Value {
    if let known = kept.withLock({ $0[name] }) as? Value { return known }
    let made = make()
    kept.withLock { $0[name] = made }
    return made
  }
}

extension TakeEvidence {
  /// Speeds of the joints of ``JointSpeed/channels(of:)``, frame by frame, by name.
  var jointSpeeds: [String: [Double]] {
    shared.value("joint speeds") {
      let joints = JointSpeed.channels(of: track.layout)
      return Dictionary(
        zip(joints.map(\.name), JointSpeed.each(joints, in: track)), uniquingKeysWith: { first, _ in first })
    }
  }

  /// Beats of the joints that the reference moves, in the order of the layout.
  var jointBeats: [(name: String, frames: [Int])] {
    shared.value("joint beats") {
      let speeds = jointSpeeds
      return JointSpeed.channels(of: track.layout).compactMap { channel in
        guard let mean = reference.curves[channel.name]?.speed, mean > 0, let own = speeds[channel.name]
        else { return nil }
        return (channel.name, MotionBeats.frames(of: own.map { $0 / mean }))
      }
    }
  }
}
