import Motion

/// What of poses a rig lacks.
struct PoseFit {
  /// Weight channels that the rig cannot show, under canonical names.
  private(set) var weights: Set<String> = []
  /// Humanoid bones that it does not have.
  private(set) var bones: Set<String> = []
  /// Poses that set something, of which nothing was left.
  var emptied: [String] = []

  /// Looks what the rig lacks; a fit that is not known lacks nothing.
  init(_ poses: [NamedPose], _ fit: RigFit?) {
    guard let fit else { return }
    let names = Set(poses.flatMap(\.expression.weights.keys).map { ARKit.canonicalName(for: $0) ?? $0 })
    let turned = Set(poses.flatMap(\.expression.rotations.keys)).compactMap { HumanoidBone(rawValue: $0) }
    let channels =
      names.sorted().map { Channel.weight($0) }
      + turned.sorted { $0.rawValue < $1.rawValue }.map { Channel.rotation(of: $0) }
    for channel in fit.unshown(of: channels) {
      if let bone = channel.bone { bones.insert(bone.rawValue) } else { weights.insert(channel.name) }
    }
  }

  /// What the rig lacks, by name.
  var lacked: [String] { weights.sorted() + bones.sorted() }

  /// A sentence for each sort of thing that was left out.
  var findings: [String] {
    var out: [String] = []
    if !lacked.isEmpty {
      out.append("The rig lacks what these channels move, they are left out: \(RigFit.list(lacked)).")
    }
    if !emptied.isEmpty {
      out.append("The rig can show nothing of these poses, they are left out: \(RigFit.list(emptied)).")
    }
    return out
  }

  /// The error where the poses leave nothing to limit.
  func nothingLeft(of count: Int, _ id: String) -> CharacterError {
    guard lacked.isEmpty else {
      return .tooLittle(
        character: id,
        reason: "nothing of the \(count) poses moves the rig, which lacks \(RigFit.list(lacked))",
        needed: "poses of channels that the rig has, or a rig map under which it has them")
    }
    return .tooLittle(
      character: id, reason: "none of the \(count) poses moves anything",
      needed: "poses that set weights or rotations")
  }
}
