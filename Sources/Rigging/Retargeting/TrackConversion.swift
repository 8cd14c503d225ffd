import Motion

/// Motion of a skeleton on its way to a track.
struct TrackConversion {
  private let motion: NodeMotion
  private let rest: SkeletonRest
  private(set) var outcome = Retargeting.Outcome()

  /// A rotation channel: the node, and for a bone the node whose turn is undone, `nil` for none.
  private struct Turn {
    var node: Int
    var above: Int?
    var isBone: Bool
  }
  private struct Move {
    var node: Int
    var column: Int
  }

  init(_ motion: NodeMotion, _ rest: SkeletonRest) {
    self.motion = motion
    self.rest = rest
  }

  mutating func track() -> Track {
    var channels: [Channel] = []
    let nodes = motion.nodes
    let parents = nodes.map(\.parent)
    var bones: [Int: HumanoidBone] = [:]
    for bone in HumanoidBone.allCases { if let node = motion.humanoid[bone] { bones[node] = bone } }
    var carriesBone = Array(repeating: false, count: nodes.count)
    for node in rest.order.reversed() {
      if bones[node] != nil { carriesBone[node] = true }
      if carriesBone[node], let parent = parents[node] { carriesBone[parent] = true }
    }
    let turning = Set(motion.rotated.map(\.node))

    var turns: [Turn] = []
    for bone in HumanoidBone.allCases {
      guard let node = motion.humanoid[bone] else { continue }
      let above = TPose.parent(of: bone, among: motion.humanoid).flatMap { motion.humanoid[$0] }
      guard isTurned(node, above: above, parents, turning) else { continue }
      channels.append(.rotation(of: bone))
      turns.append(Turn(node: node, above: above, isBone: true))
    }
    let moving = Set(motion.moved.map(\.node))
    let hips = motion.humanoid[.hips].flatMap { hips -> Int? in
      var at: Int? = hips
      while let node = at {
        if moving.contains(node) || node != hips && turning.contains(node) { return hips }
        at = parents[node]
      }
      return nil
    }
    if hips != nil { channels.append(.translation(of: .hips)) }

    var taken = Set(channels.map(\.name))
    func name(_ node: Int, _ property: String) -> String {
      var name = "\(nodes[node].name).\(property)"
      if HumanoidBone(rawValue: nodes[node].name) != nil || taken.contains(name) { name = "node." + name }
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(nodes[node].name)#\(number).\(property)"
        number += 1
      }
      return name
    }
    for (k, column) in motion.rotated.enumerated() {
      guard !carriesBone[column.node], leavesRest(rotationColumn: k) else { continue }
      channels.append(Channel(name(column.node, "rotation"), kind: .rotation))
      turns.append(Turn(node: column.node, above: nil, isBone: false))
    }
    var moves: [Move] = []
    for (k, column) in motion.moved.enumerated() where hips == nil || !carriesBone[column.node] {
      guard leavesRest(translationColumn: k) else { continue }
      if bones[column.node] != nil || carriesBone[column.node] {
        outcome.dropped.append(nodes[column.node].name + ".translation")
        continue
      }
      channels.append(Channel(name(column.node, "translation"), kind: .translation))
      moves.append(Move(node: column.node, column: k))
    }
    if let hips { dropStretching(hips, carriesBone, parents) }
    let firstCurve = channels.count
    channels += motion.curveColumns.map(\.channel)
    return fill(ChannelLayout(channels), turns, hips, moves, firstCurve)
  }

  /// Bones below the hips that are displaced: their lengths change, for which a humanoid has no channel.
  private mutating func dropStretching(_ hips: Int, _ carriesBone: [Bool], _ parents: [Int?]) {
    var above: Set<Int> = []
    var at: Int? = hips
    while let node = at {
      above.insert(node)
      at = parents[node]
    }
    for (k, column) in motion.moved.enumerated()
    where carriesBone[column.node] && !above.contains(column.node) {
      if leavesRest(translationColumn: k) {
        outcome.dropped.append(motion.nodes[column.node].name + ".translation")
      }
    }
  }

  /// Whether a bone or a node between it and the bone above turns, or stands otherwise than in the T-pose.
  private func isTurned(_ node: Int, above: Int?, _ parents: [Int?], _ turning: Set<Int>) -> Bool {
    var at: Int? = node
    while let place = at, place != above {
      if turning.contains(place) { return true }
      at = parents[place]
    }
    guard let walk = SkeletonWalk(motion.nodes) else { return false }
    let own = rest.motionAxes * walk.rotations[node] * rest.rotations[node].conjugate
    let other = above.map { rest.motionAxes * walk.rotations[$0] * rest.rotations[$0].conjugate }
    return own.degrees(to: other ?? .identity) > 0.01
  }

  private func leavesRest(rotationColumn k: Int) -> Bool {
    let rest = motion.nodes[motion.rotated[k].node].rotation.normalized
    for frame in 0..<motion.frameCount {
      if motion.rotations[frame * motion.rotated.count + k].normalized.degrees(to: rest) > 0.01 {
        return true
      }
    }
    return false
  }

  private func leavesRest(translationColumn k: Int) -> Bool {
    let rest = motion.nodes[motion.moved[k].node].translation
    let small = max(1e-5, rest.norm * 1e-3)
    for frame in 0..<motion.frameCount {
      if (motion.translations[frame * motion.moved.count + k] - rest).norm > small { return true }
    }
    return false
  }

  private func fill(
    _ layout: ChannelLayout, _ turns: [Turn], _ hips: Int?, _ moves: [Move], _ firstCurve: Int
  ) -> Track {
    var track = Track(layout: layout, rate: motion.rate, frameCount: motion.frameCount)
    guard var walk = SkeletonWalk(motion.nodes), layout.width > 0 else { return track }
    let undo = rest.rotations.map(\.conjugate)
    var model = walk.rotations
    var last: [SIMD4<Float>] = Array(repeating: SIMD4(0, 0, 0, 1), count: turns.count)
    let hipsColumn = layout.offset(of: Channel.translation(of: .hips).name)
    let width = layout.width
    let curveStart = firstCurve < layout.offsets.count ? layout.offsets[firstCurve] : width
    let moveStart = curveStart - moves.count * 3
    let customStart = turns.firstIndex { !$0.isBone } ?? turns.count
    track.samples.withUnsafeMutableBufferPointer { out in
      for frame in 0..<motion.frameCount {
        walk.take(motion, frame: frame)
        for node in model.indices { model[node] = rest.motionAxes * walk.rotations[node] * undo[node] }
        let row = frame * width
        for (k, turn) in turns.enumerated() {
          var q: SIMD4<Float>
          if turn.isBone {
            let above = turn.above.map { model[$0].conjugate } ?? .identity
            q = (above * model[turn.node]).normalized.vector
          } else {
            let rest = motion.nodes[turn.node].rotation.normalized.conjugate
            q = (rest * walk.localRotations[turn.node]).normalized.vector
          }
          if (q * last[k]).sum() < 0 { q = -q }
          last[k] = q
          // The hips' displacement stands between bones and other nodes.
          let column = row + k * 4 + (hips != nil && k >= customStart ? 3 : 0)
          for part in 0..<4 { out[column + part] = q[part] }
        }
        if let hips, let hipsColumn {
          let place = rest.motionAxes.act(walk.positions[hips]) * rest.metresPerUnit - rest.hipsPosition
          for part in 0..<3 { out[row + hipsColumn + part] = place[part] }
        }
        for (k, move) in moves.enumerated() {
          let shift =
            motion.translations[frame * motion.moved.count + move.column]
            - motion.nodes[move.node].translation
          let way = walk.parentScales[move.node] * shift * rest.metresPerUnit
          for part in 0..<3 { out[row + moveStart + k * 3 + part] = way[part] }
        }
        for k in motion.curveColumns.indices {
          out[row + curveStart + k] = motion.curves[frame * motion.curveColumns.count + k]
        }
      }
    }
    return track
  }
}
