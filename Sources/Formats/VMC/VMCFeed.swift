public import Motion
import Rigging

/// Makes the datagrams of a track for receivers of the VMC protocol, frame by frame.
///
/// A frame is bundles of at most ``largestDatagram`` bytes: `/VMC/Ext/Root/Pos`, every bone of the rig as
/// `/VMC/Ext/Bone/Pos`, every weight as `/VMC/Ext/Blend/Val` and `/VMC/Ext/Blend/Apply`, `/VMC/Ext/OK` and
/// `/VMC/Ext/T`. Of ARKit's shapes the presets that they tell are sent beside them, for most receivers know no others;
/// `names=arkit` leaves them out. Gaze is sent as the turn of the eye bones. Weights are held to 0…1, as VRM demands.
public struct VMCFeed: Sendable {
  /// Bytes of a datagram that no network of 1500 has to break.
  public static let largestDatagram = 1400

  /// Channels that nothing is sent for.
  public let dropped: [String]
  /// Weights that were held to 0…1 so far.
  public private(set) var clampedCount = 0

  /// Presets that are sent beside the shapes that tell them, as they are spelt.
  public var derived: [String] { presets.map(\.name) }

  private let presets: [(name: String, preset: PresetDerivation.Preset)]
  private let skeleton: VMCSkeleton
  private let binding: TrackBinding
  private var posed: PosedRig
  private let weights: [(name: String, column: Int)]
  private var bundles: [[UInt8]] = []
  private var writer = OSCWriter()
  private var message = OSCWriter()

  /// Prepares the datagrams of a layout.
  public init(layout: ChannelLayout, skeleton: VMCSkeleton, expressions: VMCNames.Expressions = .vrm0) {
    self.skeleton = skeleton
    posed = skeleton.posed
    let humanoid = skeleton.posed.rig.humanoid
    let binding = TrackBinding(layout: layout, posed: skeleton.posed)
    self.binding = binding
    var weights: [(name: String, column: Int)] = []
    var dropped: [String] = []
    let turned = Set(binding.rotatedNodes)
    let eyes = [HumanoidBone.leftEye, .rightEye].compactMap { humanoid[$0] }
    for (channel, column) in zip(layout.channels, layout.offsets) {
      switch channel.kind {
      case .weight: weights.append((VMCNames.expression(channel.name, as: expressions), column))
      case .angle:
        let isGaze = channel == .gazeYaw || channel == .gazePitch
        // Where the take brings eyeLook shapes these are sent, and say the same.
        let isSeen = binding.hasEyeLook || eyes.contains(where: turned.contains)
        if !isGaze || !isSeen { dropped.append(channel.name) }
      case .rotation:
        if channel.bone.flatMap({ humanoid[$0] }) == nil { dropped.append(channel.name) }
      case .translation: if channel.bone != .hips { dropped.append(channel.name) }
      }
    }
    self.weights = weights
    self.dropped = dropped
    let found = expressions == .arkit ? [] : PresetDerivation(layout).presets
    presets = found.map { (VMCNames.expression($0.name, as: expressions), $0) }
  }

  /// The datagrams of one frame.
  ///
  /// - Parameters:
  ///   - row: Samples of the frame.
  ///   - time: Seconds since the sender began.
  public mutating func datagrams(_ row: UnsafeBufferPointer<Float>, time: Float) -> [[UInt8]] {
    bundles.removeAll(keepingCapacity: true)
    writer.removeAll()
    add(OSCMessage("/VMC/Ext/OK", [.int(1)]))
    add(OSCMessage("/VMC/Ext/T", [.float(time)]))
    add(Self.pose("/VMC/Ext/Root/Pos", "root", .zero, .identity))
    posed.apply(binding, row, updatingWorld: false)
    for joint in skeleton.joints {
      let local = posed.localRotations[joint.node]
      var place = posed.localTranslations[joint.node]
      var turn = local
      if skeleton.isNormalised {
        // What the rig's own axes moved the bone by, in the world's.
        let moved = place - posed.rig.nodes[joint.node].translation
        place = joint.rest + joint.frame.direction(moved)
        turn = (joint.above * local * joint.own.conjugate).normalized
      }
      add(Self.pose("/VMC/Ext/Bone/Pos", VMCNames.unity(joint.bone), place, turn))
    }
    if !weights.isEmpty {
      for weight in weights {
        let value = row[weight.column]
        let held = min(1, max(0, value))
        if held != value { clampedCount += 1 }
        add(OSCMessage("/VMC/Ext/Blend/Val", [.string(weight.name), .float(held)]))
      }
      for (name, preset) in presets {
        let value = PresetDerivation.weight(preset, row)
        add(OSCMessage("/VMC/Ext/Blend/Val", [.string(name), .float(value)]))
      }
      add(OSCMessage("/VMC/Ext/Blend/Apply"))
    }
    flush()
    return bundles
  }

  private static func pose(
    _ address: String, _ name: String, _ place: SIMD3<Float>, _ turn: Quaternion
  ) -> OSCMessage {
    let (p, q) = (VMCAxes.mirrored(place), VMCAxes.mirrored(turn))
    return OSCMessage(
      address,
      [.string(name)] + [p.x, p.y, p.z, q.x, q.y, q.z, q.w].map { .float($0) })
  }

  /// Puts a message into the bundle, or into the next one where this is full.
  private mutating func add(_ element: OSCMessage) {
    message.removeAll()
    message.append(element: element)
    if !writer.bytes.isEmpty, writer.bytes.count + message.bytes.count > Self.largestDatagram { flush() }
    if writer.bytes.isEmpty { writer.beginBundle() }
    writer.append(raw: message.bytes)
  }

  private mutating func flush() {
    guard !writer.bytes.isEmpty else { return }
    bundles.append(writer.bytes)
    writer.removeAll()
  }
}
