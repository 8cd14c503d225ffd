public import Motion
public import Rigging

extension BVHFile {
  /// The motion of the file's own skeleton, lengths in the file's unit.
  ///
  /// Ends of chains become nodes that never move, `<joint>.end` where they have no name. Positions replace the offset
  /// of their joint, as common tools read and write them; positions that are zero in every frame are taken for not
  /// used. Frames that are held as in stepped animation are remembered as such.
  ///
  /// - Parameters:
  ///   - file: Its name, for notes.
  ///   - bones: Joint of each humanoid bone by name; `nil` to recognise them.
  /// - Returns: The motion, and what was found, assumed and mended.
  public func motion(
    file: String, bones: [HumanoidBone: String]? = nil
  ) -> (motion: NodeMotion, notes: [ImportNote]) {
    var notes = self.notes
    let names = uniqueNames(file, &notes)
    var nodes: [Rig.Node] = []
    for (joint, name) in zip(joints, names) {
      nodes.append(Rig.Node(name: name, parent: joint.parent, translation: SIMD3<Float>(joint.offset)))
    }
    let humanoid = SkeletonBones.find(nodes, skins: [], bones: bones, file: file, &notes)
    var motion = NodeMotion(nodes: nodes, humanoid: humanoid, rate: rate, frameCount: frameCount)
    addRotations(to: &motion)
    addTranslations(to: &motion, file, &notes)
    let holds = motion.holds
    if holds.areStepped {
      motion.step()
      notes.append(
        ImportNote(
          .read, file,
          "stepped: \(holds.heldRuns) of \(holds.runs) poses are held over several frames, and stay so"))
    }
    return (motion, notes)
  }

  private func uniqueNames(_ file: String, _ notes: inout [ImportNote]) -> [String] {
    var taken: Set<String> = []
    var repeated: [String] = []
    var names: [String] = []
    for (number, joint) in joints.enumerated() {
      var name = joint.name
      if name.isEmpty {
        let above = joint.parent.map { names[$0] } ?? ""
        name = joint.isEnd ? "\(above).end" : "joint\(number)"
      } else if !joint.isEnd, taken.contains(name) {
        repeated.append(name)
      }
      var unique = name
      var copy = 2
      while !taken.insert(unique).inserted {
        unique = "\(name)#\(copy)"
        // Names that repeat a thousand times must not make this slow.
        copy = copy < 8 ? copy + 1 : max(copy + 1, number + 9)
      }
      names.append(unique)
    }
    if !repeated.isEmpty {
      let list = repeated.prefix(5).map { "\"\($0.prefix(40))\"" }.joined(separator: ", ")
      notes.append(
        ImportNote(
          .repaired, file, "\(repeated.count) joints bear names of others (\(list)); numbers were added"))
    }
    return names
  }

  private func addRotations(to motion: inout NodeMotion) {
    struct Turn {
      var axes: [Int]
      var columns: [Int]
    }
    var turns: [Turn] = []
    for (number, joint) in joints.enumerated() {
      let used = joint.channels.indices.filter { joint.channels[$0].isRotation }
      guard !used.isEmpty else { continue }
      motion.rotated.append(NodeMotion.NodeColumn(number))
      turns.append(
        Turn(axes: used.map { joint.channels[$0].axis }, columns: used.map { joint.firstColumn + $0 }))
    }
    motion.rotations.reserveCapacity(frameCount * turns.count)
    values.withUnsafeBufferPointer { values in
      for frame in 0..<motion.frameCount {
        let row = frame * width
        for turn in turns {
          motion.rotations.append(
            EulerAngles.quaternion(axes: turn.axes) { values[row + turn.columns[$0]] })
        }
      }
    }
  }

  private func addTranslations(to motion: inout NodeMotion, _ file: String, _ notes: inout [ImportNote]) {
    var used: [(joint: Int, columns: [(axis: Int, column: Int)])] = []
    var unused: [String] = []
    for (number, joint) in joints.enumerated() {
      let columns = joint.channels.indices.filter { !joint.channels[$0].isRotation }
        .map { (axis: joint.channels[$0].axis, column: joint.firstColumn + $0) }
      guard !columns.isEmpty else { continue }
      let size = (joint.offset * joint.offset).sum().squareRoot()
      func stays(at wanted: (Int) -> Double, within: Double) -> Bool {
        (0..<frameCount).allSatisfy { frame in
          columns.allSatisfy { abs(values[frame * width + $0.column] - wanted($0.axis)) <= within }
        }
      }
      if joint.parent != nil, stays(at: { joint.offset[$0] }, within: max(1e-6, size * 1e-4)) { continue }
      if size > 0, stays(at: { _ in 0 }, within: 0) {
        unused.append(motion.nodes[number].name)
        continue
      }
      used.append((number, columns))
    }
    if !unused.isEmpty {
      notes.append(
        ImportNote(
          .assumed, file,
          "positions of \(unused.count) joints are zero in every frame (\(unused[0].prefix(40))\(unused.count > 1 ? ", …" : "")); their offsets hold"
        ))
    }
    motion.moved = used.map { NodeMotion.NodeColumn($0.joint) }
    motion.translations.reserveCapacity(frameCount * used.count)
    for frame in 0..<motion.frameCount {
      for entry in used {
        var place = joints[entry.joint].offset
        for (axis, column) in entry.columns { place[axis] = values[frame * width + column] }
        motion.translations.append(SIMD3<Float>(place))
      }
    }
  }
}
