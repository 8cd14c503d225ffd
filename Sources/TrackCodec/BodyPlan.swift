import Motion

/// A skeleton tied to the components of a schema's layout, depth first: the bones under a bone follow it directly.
struct BodyPlan: Sendable {
  struct Bone: Sendable {
    /// Index of the bone it hangs on.
    var parent: Int
    /// Place relative to the parent in the T-pose.
    var offset: SIMD3<Float>
    /// First component and first column of its rotation; −1 when none is carried.
    var component: Int
    var column: Int
    /// First component and column of its translation; −1 when none is carried.
    var shiftComponent: Int
    var shiftColumn: Int
    /// One past the last bone below it.
    var end: Int
    /// Distance of the watched points.
    var reach: Float
    /// Index of its channel in the layout; −1 when its rotation is not carried.
    var channel: Int
    /// The bone's name.
    var name: String
  }

  let bones: [Bone]

  /// Bones of the skeleton that the layout turns or moves, and those between them; rotations that the skeleton does
  /// not know stand alone.
  init(layout: ChannelLayout, skeleton: ReachSkeleton, bound: ErrorBound) {
    var firstComponent: [Int] = []
    var count = 0
    for channel in layout.channels {
      firstComponent.append(count)
      count += TrackSchema.componentCount(of: channel.kind)
    }
    func place(_ name: String, _ kind: Channel.Kind) -> (channel: Int, component: Int, column: Int) {
      guard let index = layout.index(of: name), layout.channels[index].kind == kind else {
        return (-1, -1, -1)
      }
      return (index, firstComponent[index], layout.offsets[index])
    }
    var children: [[Int]] = Array(repeating: [], count: skeleton.bones.count)
    var roots: [Int] = []
    var needed = Array(repeating: false, count: skeleton.bones.count)
    for (index, bone) in skeleton.bones.enumerated().reversed() {
      let moves =
        place(bone.name + ".rotation", .rotation).channel >= 0
        || place(bone.name + ".translation", .translation).channel >= 0
      if moves { needed[index] = true }
      if needed[index], let parent = bone.parent { needed[parent] = true }
    }
    for (index, bone) in skeleton.bones.enumerated() where needed[index] {
      if let parent = bone.parent { children[parent].append(index) } else { roots.append(index) }
    }
    var bones: [Bone] = []
    var known: Set<String> = []
    func add(_ name: String, parent: Int, offset: SIMD3<Float>) {
      let turn = place(name + ".rotation", .rotation)
      let shift = place(name + ".translation", .translation)
      known.insert(name + ".rotation")
      known.insert(name + ".translation")
      bones.append(
        Bone(
          parent: parent, offset: offset, component: turn.component, column: turn.column,
          shiftComponent: shift.component, shiftColumn: shift.column, end: bones.count + 1,
          reach: bound.reach(of: name), channel: turn.channel, name: name))
    }
    // (bone of the skeleton, its parent here), last first.
    var stack = roots.reversed().map { ($0, -1) }
    while let (index, parent) = stack.popLast() {
      let bone = skeleton.bones[index]
      let here = bones.count
      add(bone.name, parent: parent, offset: bone.offset)
      for child in children[index].reversed() { stack.append((child, here)) }
    }
    for channel in layout.channels where !known.contains(channel.name) {
      if channel.kind == .rotation, channel.name.hasSuffix(".rotation") {
        add(String(channel.name.dropLast(9)), parent: -1, offset: .zero)
      } else if channel.kind == .translation, channel.name.hasSuffix(".translation") {
        add(String(channel.name.dropLast(12)), parent: -1, offset: .zero)
      } else if channel.kind == .rotation {
        add(channel.name, parent: -1, offset: .zero)
        let index = layout.index(of: channel.name) ?? 0
        bones[bones.count - 1].component = firstComponent[index]
        bones[bones.count - 1].column = layout.offsets[index]
        bones[bones.count - 1].channel = index
      } else if channel.kind == .translation {
        add(channel.name, parent: -1, offset: .zero)
        let index = layout.index(of: channel.name) ?? 0
        bones[bones.count - 1].shiftComponent = firstComponent[index]
        bones[bones.count - 1].shiftColumn = layout.offsets[index]
      }
    }
    for index in bones.indices.reversed() where bones[index].parent >= 0 {
      bones[bones[index].parent].end = max(bones[bones[index].parent].end, bones[index].end)
    }
    self.bones = bones
  }
}

/// A rotation as three columns.
struct Basis {
  var x: SIMD3<Float>
  var y: SIMD3<Float>
  var z: SIMD3<Float>

  static let identity = Basis(x: SIMD3(1, 0, 0), y: SIMD3(0, 1, 0), z: SIMD3(0, 0, 1))

  /// The basis of a unit quaternion.
  @inline(__always)
  init(_ q: SIMD4<Float>) {
    let a = q.x * q.x
    let b = q.y * q.y
    let c = q.z * q.z
    let ab = q.x * q.y
    let ac = q.x * q.z
    let bc = q.y * q.z
    let wa = q.w * q.x
    let wb = q.w * q.y
    let wc = q.w * q.z
    x = SIMD3(1 - 2 * (b + c), 2 * (ab + wc), 2 * (ac - wb))
    y = SIMD3(2 * (ab - wc), 1 - 2 * (a + c), 2 * (bc + wa))
    z = SIMD3(2 * (ac + wb), 2 * (bc - wa), 1 - 2 * (a + b))
  }

  @inline(__always)
  init(x: SIMD3<Float>, y: SIMD3<Float>, z: SIMD3<Float>) {
    self.x = x
    self.y = y
    self.z = z
  }

  /// A vector turned.
  @inline(__always)
  func act(_ v: SIMD3<Float>) -> SIMD3<Float> { x * v.x + y * v.y + z * v.z }

  /// `other` in this basis.
  @inline(__always)
  func times(_ other: Basis) -> Basis { Basis(x: act(other.x), y: act(other.y), z: act(other.z)) }
}

/// Modified Rodrigues parameters: a quaternion seen from its opposite pole.
enum Rodrigues {
  /// The parameters of a rotation; of the two sets the one nearer to `last`, so that the values do not jump.
  ///
  /// Something that is no rotation counts as none.
  @inline(__always)
  static func parameters(_ raw: SIMD4<Float>, near last: SIMD3<Float>) -> SIMD3<Float> {
    let square = (raw * raw).sum()
    guard square > 1e-12, square < 1e12 else { return .zero }
    var q = raw * (1 / square.squareRoot())
    if q.w < 0 { q = -q }
    let p = SIMD3(q.x, q.y, q.z) * (1 / (1 + q.w))
    let n = (p * p).sum()
    guard n > 0.25 else { return p }
    let shadow = p * (-1 / n)
    let here = p - last
    let there = shadow - last
    return (there * there).sum() < (here * here).sum() && (shadow * shadow).sum() < 2.25 ? shadow : p
  }

  /// The rotation of parameters.
  @inline(__always)
  static func quaternion(_ p: SIMD3<Float>) -> SIMD4<Float> {
    let n = (p.x * p.x + p.y * p.y) + p.z * p.z
    let t = 2 / (1 + n)
    return SIMD4(p.x * t, p.y * t, p.z * t, t - 1)
  }

  /// By how much a rotation turns (radians about the parent's axes) when parameter `axis` grows by one.
  @inline(__always)
  static func slope(_ p: SIMD3<Float>, axis: Int) -> SIMD3<Float> {
    let n = (p * p).sum()
    let d = 4 / ((1 + n) * (1 + n))
    var unit = SIMD3<Float>.zero
    unit[axis] = 1
    return d * ((1 - n) * unit + 2 * cross(p, unit) + 2 * p[axis] * p)
  }
}
