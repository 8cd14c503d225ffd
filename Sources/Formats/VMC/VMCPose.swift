public import Motion
import Rigging

/// What a receiver of the VMC protocol knows of its sender: the last values of all messages it got.
public struct VMCPose: Sendable, Equatable {
  /// A bone's transform, in our axes.
  public struct Transform: Sendable, Equatable {
    /// Metres from what the bone hangs on.
    public var place: SIMD3<Float>
    /// Local rotation.
    public var turn: Quaternion
  }

  /// Whether the sender has a model and sends its bones.
  public private(set) var isLoaded = false
  /// Seconds on the sender's clock.
  public private(set) var time: Float = 0
  /// The model's place.
  public private(set) var root = Transform(place: .zero, turn: .identity)
  /// The bones that were received.
  public private(set) var bones: [HumanoidBone: Transform] = [:]
  /// Weights by our names, as they were when last applied.
  public private(set) var weights: [String: Float] = [:]
  /// Messages of other addresses, and those whose arguments are not as the protocol says; they change nothing.
  public private(set) var ignoredCount = 0
  private var pending: [String: Float] = [:]

  /// The most names of weights that are kept; a sender that makes up more is not listened to.
  public static let largestWeightCount = 4096

  /// Knows nothing yet.
  public init() {}

  /// Takes in a datagram; `file` is the sender's name for errors.
  ///
  /// - Throws: ``FormatsError`` when it is no OSC packet. Numbers that are not finite, and rotations of no length,
  ///   are ignored.
  public mutating func receive(_ datagram: [UInt8], file: String) throws(FormatsError) {
    for message in try OSCPacket(datagram, file: file).messages {
      if !take(message) { ignoredCount += 1 }
    }
  }

  private mutating func take(_ message: OSCMessage) -> Bool {
    switch message.address {
    case "/VMC/Ext/OK":
      guard let loaded = message.arguments.first?.number else { return false }
      isLoaded = loaded == 1
    case "/VMC/Ext/T":
      guard let seconds = message.arguments.first?.number, seconds.isFinite else { return false }
      time = Float(seconds)
    case "/VMC/Ext/Root/Pos":
      guard let transform = Self.transform(message) else { return false }
      root = transform
    case "/VMC/Ext/Bone/Pos":
      guard let bone = message.arguments.first?.text.flatMap(VMCNames.bone),
        let transform = Self.transform(message)
      else { return false }
      bones[bone] = transform
    case "/VMC/Ext/Blend/Val":
      guard message.arguments.count >= 2, let name = message.arguments[0].text,
        let value = message.arguments[1].number, value.isFinite
      else { return false }
      let channel = VMCNames.channel(name)
      guard pending[channel] != nil || pending.count < Self.largestWeightCount else { return false }
      pending[channel] = min(1, max(0, Float(value)))
    case "/VMC/Ext/Blend/Apply":
      weights.merge(pending) { _, new in new }
      if weights.count > Self.largestWeightCount { weights = pending }
      pending.removeAll(keepingCapacity: true)
    default: return false
    }
    return true
  }

  private static func transform(_ message: OSCMessage) -> Transform? {
    guard message.arguments.count >= 8 else { return nil }
    let numbers = message.arguments[1..<8].compactMap(\.number).map { Float($0) }
    guard numbers.count == 7, numbers.allSatisfy(\.isFinite) else { return nil }
    let turn = Quaternion(x: numbers[3], y: numbers[4], z: numbers[5], w: numbers[6])
    guard turn.length > 1e-6, turn.length.isFinite else { return nil }
    return Transform(
      place: VMCAxes.mirrored(SIMD3(numbers[0], numbers[1], numbers[2])),
      turn: VMCAxes.mirrored(turn.normalized))
  }

  /// Normalised rotations of the bones, and the hips' displacement from rest in metres, on the sender's rig.
  public func normalised(on skeleton: VMCSkeleton) -> (
    rotations: [HumanoidBone: Quaternion], hips: SIMD3<Float>
  ) {
    var rotations: [HumanoidBone: Quaternion] = [:]
    var hips = SIMD3<Float>.zero
    for joint in skeleton.joints {
      guard let transform = bones[joint.bone] else { continue }
      rotations[joint.bone] = skeleton.normalised(joint, transform.turn)
      guard joint.bone == .hips else { continue }
      let moved = transform.place - joint.rest
      hips = skeleton.isNormalised ? moved : joint.frame.direction(moved)
    }
    return (rotations, hips)
  }
}
