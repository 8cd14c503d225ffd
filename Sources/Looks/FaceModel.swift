import Foundation
import Motion

/// All that moves with the 52 shapes, as a function of their weights.
struct FaceModel {
  /// A piece of the face with one material.
  struct Part {
    var material: Surfacing
    var patch: Patch
    /// Vertices that must not lose even the smallest motion: rims that meet others.
    var exact: Set<Int> = []
  }

  let look: LookParameters
  let pose: FacePose
  private let trim: LidTrim
  private let brow: Brow
  private let interior: MouthInterior
  private let eyeball: Eyeball
  private let skin: Patch
  private let beard: Beard
  private let rims: Set<Int>
  private let freckles: Freckles

  init(_ p: LookParameters) throws(LookError) {
    look = p
    pose = try FacePose(p)
    let center = pose.surface.eyeCenter
    trim = LidTrim(look: p, eyeCenter: center)
    brow = Brow(look: p, surface: pose.surface)
    interior = MouthInterior(p, surface: pose.surface, jaw: pose.jaw)
    eyeball = Eyeball(look: p, center: center)
    let tone = SkinTone(look: p)
    let eye = pose.grid.leftEye.loop
    let twins = pose.grid.twins
    rims = Set(eye + eye.map { twins[$0] } + pose.grid.mouth.loop)
    beard = Beard(look: p, grid: pose.grid, vertices: pose.vertices)
    freckles = Freckles(look: p, grid: pose.grid)
    skin = Patch(
      positions: pose.grid.positions, triangles: pose.grid.triangles,
      colors: pose.vertices.map { tone.color($0) }
    ).bound(by: Self.neckBinding)
  }

  /// Head above, neck below, the chin wholly with the head.
  private static func neckBinding(_ p: Vector) -> Binding {
    let low = smoothstep(-0.44, -0.64, p.y) * smoothstep(0.24, 0.14, p.z)
    var binding = Binding(.head, .neck, low)
    binding.blend(.upperChest, 0.5 * smoothstep(-0.64, -0.78, p.y))
    return binding
  }

  /// Skin, lids, lashes, brows and mouth.
  func face(_ w: FaceWeights) -> [Part] {
    let (positions, ground) = pose.posed(w)
    var head = skin
    head.positions = positions
    var lids: [Patch] = []
    var hairs: [Patch] = []
    for side in Side.allCases {
      func at(_ list: [Vector], _ i: Int) -> Vector {
        side == .left ? list[i] : list[pose.grid.twins[i]].mirrored
      }
      let slit = pose.grid.leftEye
      let rim = trim.rim(slit.loop.map { at(positions, $0) }, blink: w[.eyeBlink, side])
      let lash = trim.lashes(slit.upper.map { at(positions, $0) }, ground: slit.upper.map { at(ground, $0) })
      lids.append(side == .left ? rim : rim.mirrored)
      hairs.append(side == .left ? lash : lash.mirrored)
      hairs.append(brow.patch(side, w))
    }
    hairs.append(beard.patch(positions, ground, twins: pose.grid.twins))
    lids.append(freckles.patch(positions, ground))
    let mouth = pose.grid.mouth
    let bag = interior.bag(mouth.loop.map { positions[$0] }, upperCount: mouth.upper.count)
    return [
      Part(material: .skin, patch: Patch.joined([head] + lids), exact: rims),
      Part(material: .lash, patch: Patch.joined(hairs)),
      Part(material: .mouth, patch: Patch.joined([bag, interior.tongue(w)])),
      Part(material: .teeth, patch: interior.teeth(w)),
    ]
  }

  /// Whites, irises and highlights.
  func eyes(_ w: FaceWeights) -> [Part] {
    func both(_ make: (Side, FaceWeights) -> Patch) -> Patch {
      Patch.joined(Side.allCases.map { make($0, w) })
    }
    return [
      Part(material: .eyeWhite, patch: both(eyeball.white)),
      Part(material: .iris, patch: both(eyeball.iris)),
      Part(material: .highlight, patch: both(eyeball.highlights)),
    ]
  }
}
