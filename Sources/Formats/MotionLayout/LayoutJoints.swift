import Motion
import Rigging

/// The joints that a layout finds in a file, and their way into normalised rotations.
struct LayoutJoints {
  private struct Joint {
    var name: String
    var channel: Channel
    var table: ArrayShelf.Table
    /// First number in a row of the table.
    var offset: Int
    var form: RotationForm
    /// What it hangs on in the file.
    var parent: Int?
    /// What its channel's rotation is counted from.
    var above: Int?
  }

  private let layout: MotionLayout
  private var joints: [Joint] = []
  private var order: [Int] = []
  private var tables: [ArrayShelf.Table] = []

  /// The channels in the layout's order.
  var channels: [Channel] { joints.map(\.channel) }
  /// Frames of each array.
  var lengths: [Int] { tables.map(\.rows) }

  init(
    _ layout: MotionLayout, _ shelf: ArrayShelf, options: MotionLayout.Options, notes: inout [ImportNote]
  ) throws(FormatsError) {
    self.layout = layout
    for part in layout.rotations {
      let wanted = part.joints.count * part.form.width
      guard let shaped = try shelf.shaped(part.keys, width: wanted) else {
        guard part.isOptional else {
          throw .malformed(
            file: shelf.file, place: "array '\(part.keys[0])'",
            reason: MotionLayout.absence(shelf.names),
            cure: "name the array of the rotations in the layout's rotations.keys")
        }
        notes.append(ImportNote(.missing, shelf.file, "'\(part.keys[0])': \(part.joints.count) joints"))
        continue
      }
      let table = shaped.table
      guard table.width == wanted || table.rows == 0 else {
        let count = part.joints.count
        throw .malformed(
          file: shelf.file, place: "array '\(table.name)'",
          reason: "it has shape \(shaped.shape), expected [frames, \(wanted)] or [frames, \(count), "
            + "\(part.form.width)]: \(count) joints in \(part.form.summary)",
          cure: "correct joints or form in the layout, or choose another")
      }
      tables.append(table)
      var used = 0
      for (index, name) in part.joints.enumerated() {
        guard let name else { continue }
        used += 1
        let own = options.names[name] ?? name
        joints.append(
          Joint(
            name: name, channel: Channel("\(own).rotation", kind: .rotation), table: table,
            offset: index * part.form.width, form: part.form))
      }
      var text = "'\(table.name)' \(shaped.shape): \(used) joints, \(part.form.summary)"
      if used < part.joints.count { text += "; \(part.joints.count - used) not used" }
      notes.append(ImportNote(.read, shelf.file, text))
    }
    let custom = joints.filter { $0.channel.bone == nil }.map(\.name)
    if !custom.isEmpty {
      notes.append(
        ImportNote(
          .read, shelf.file,
          "joints that are no humanoid bones, kept as channels: \(MotionLayout.list(custom))"))
    }
    try connect(file: shelf.file)
  }

  /// Finds what every joint hangs on, and an order in which that comes first.
  private mutating func connect(file: String) throws(FormatsError) {
    var byName: [String: Int] = [:]
    var byBone: [HumanoidBone: Int] = [:]
    for (index, joint) in joints.enumerated() {
      byName[joint.name] = index
      if let bone = joint.channel.bone { byBone[bone] = index }
    }
    for index in joints.indices {
      let joint = joints[index]
      let ancestor = joint.channel.bone?.nearestAncestor { byBone[$0] != nil }.flatMap { byBone[$0] }
      joints[index].parent = layout.parents[joint.name].flatMap { byName[$0] } ?? ancestor
      joints[index].above = joint.channel.bone == nil ? joints[index].parent : ancestor
    }
    var state = [UInt8](repeating: 0, count: joints.count)
    for index in joints.indices {
      var chain: [Int] = []
      var at: Int? = index
      while let joint = at, state[joint] == 0 {
        state[joint] = 1
        chain.append(joint)
        at = joints[joint].parent
      }
      if let joint = at, state[joint] == 1 {
        throw .malformed(
          file: file, place: "parents", reason: "'\(joints[joint].name)' hangs on itself",
          cure: "correct parents in the layout")
      }
      for joint in chain.reversed() {
        state[joint] = 2
        order.append(joint)
      }
    }
  }

  /// Fills the channels of the joints.
  ///
  /// - Throws: ``FormatsError`` for numbers that are no rotation, and where more than half of the matrices are none.
  func fill(
    _ track: inout Track, valid: [Bool]?, file: String, notes: inout [ImportNote]
  ) throws(FormatsError) {
    var matrices = (all: 0, astray: 0)
    var firstAstray: (frame: Int, joint: String)?
    let isPlain = !layout.isGlobal && layout.rest == .identity
    let rest = isPlain ? [] : try restTurns(file: file)
    let offsets = joints.map { track.layout.offset(of: $0.channel.name) ?? 0 }
    var world = [Quaternion](repeating: .identity, count: joints.count)
    var normal = world
    let axes = layout.axes
    var correction = Quaternion.identity
    var turned = axes
    if case .axes(let other) = layout.world {
      correction = other.correction(from: axes)
      turned = other
    }
    frames: for frame in 0..<track.frameCount {
      for index in order {
        let joint = joints[index]
        guard let own = joint.form.rotation(joint.table.values, at: frame * joint.table.width + joint.offset)
        else {
          if valid?[frame] == false { continue frames }
          throw SMPLMotion.notFinite(joint.table.name, frame, "joint '\(joint.name)'", file)
        }
        if joint.form == .matrix {
          matrices.all += 1
          let at = frame * joint.table.width + joint.offset
          if RotationForm.isAstray(joint.table.values, at: at) {
            matrices.astray += 1
            firstAstray = firstAstray ?? (frame, joint.name)
          }
        }
        var turn: Quaternion
        if isPlain {
          turn = axes.rotation(own)
          if joint.above == nil, joint.channel.bone == .hips { turn = correction * turn }
        } else {
          world[index] = layout.isGlobal ? own : (joint.parent.map { world[$0] } ?? .identity) * own
          normal[index] =
            layout.rest == .identity
            ? correction * axes.rotation(world[index])
            : turned.rotation(world[index] * rest[index].conjugate)
          turn = (joint.above.map { normal[$0].conjugate } ?? .identity) * normal[index]
        }
        turn = turn.normalized
        for part in 0..<4 { track[frame, offsets[index] + part] = turn.vector[part] }
      }
    }
    guard let firstAstray else { return }
    let text =
      "\(matrices.astray) of \(matrices.all) matrices are no rotations (determinant or columns far from 1), the "
      + "first at frame \(firstAstray.frame), joint '\(firstAstray.joint)'"
    guard matrices.astray * 2 <= matrices.all else {
      throw .malformed(
        file: file, place: "matrices", reason: text,
        cure: "name the array of the rotations in the layout, or the form that it has")
    }
    notes.append(ImportNote(.repaired, file, "\(text); the rotation nearest to two of the columns is taken"))
  }

  /// World rotations of the joints in T-pose, in the file's axes.
  private func restTurns(file: String) throws(FormatsError) -> [Quaternion] {
    var turns = [Quaternion](repeating: .identity, count: joints.count)
    for index in order {
      let joint = joints[index]
      var own = Quaternion.identity
      switch layout.rest {
      case .identity: continue
      case .firstFrame:
        guard let turn = joint.form.rotation(joint.table.values, at: joint.offset) else {
          throw SMPLMotion.notFinite(joint.table.name, 0, "joint '\(joint.name)'", file)
        }
        own = turn
      case .joints(let numbers):
        if let numbers = numbers[joint.name] {
          guard numbers.count == joint.form.width, let turn = joint.form.rotation(numbers, at: 0) else {
            throw .malformed(
              file: file, place: "rest.\(joint.name)",
              reason: "\(numbers.count) numbers are no rotation in \(joint.form.summary)",
              cure: "give the joint's numbers in T-pose in the form of its array")
          }
          own = turn
        }
      }
      turns[index] = layout.isGlobal ? own : (joint.parent.map { turns[$0] } ?? .identity) * own
    }
    return turns
  }
}
