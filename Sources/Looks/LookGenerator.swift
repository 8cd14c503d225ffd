public import Rigging
import Foundation
import Motion

/// Builds a rigged character from the numbers of its design.
///
/// The generator is a function (design, expression) → positions with fixed topology; a morph target is its
/// value at weight 1 less its value at rest. The same parameters give the same bits.
///
///     let rig = try LookGenerator(LookParameters()).makeRig()
///     print(rig.meshes.map(\.name))  // Prints ["Face", "Eyes", "Hair", "Body"]
public struct LookGenerator: Sendable {
  /// The design.
  public let parameters: LookParameters

  /// Makes a generator; ``makeRig()`` checks the numbers.
  public init(_ p: LookParameters) { parameters = p }

  /// The character in its T-pose: metres, soles at y = 0, facing +z.
  ///
  /// `Face` and `Eyes` carry the 52 ARKit shapes in the order of `ARKit.names`; gaze turns the eye bones,
  /// the `eyeLook` shapes move the lids alone.
  public func makeRig() throws(LookError) -> Rig {
    try parameters.validate()
    let face = try FaceModel(parameters)
    let skeleton = Skeleton(parameters, eyeCenter: face.pose.surface.eyeCenter)
    let scale = RigScale(headHeight: parameters.headHeight, floor: skeleton.floor, skeleton: skeleton)
    let morphs = MorphBuilder(scale: scale)

    let hairdo = Hairdo(look: parameters, surface: face.pose.surface)
    let ear = Ear(look: parameters, surface: face.pose.surface)
    let shell = ear.shell()
    let jewel = ear.piece()
    let glasses = Glasses(look: parameters, surface: face.pose.surface).patch()
    let jumper = Jumper(look: parameters, skeleton: skeleton)
    let trousers = Trousers(look: parameters, skeleton: skeleton)
    let hand = Hand(look: parameters, wrist: skeleton.place(.leftHand)).patch()

    let meshes = [
      morphs.mesh("Face", face.face),
      morphs.mesh("Eyes", face.eyes),
      Mesh(
        name: "Hair",
        primitives: [
          scale.primitive(hairdo.hair, .hair),
          scale.primitive(Patch.joined([hairdo.piece, jewel, jewel.mirrored, glasses]), .accent),
        ]),
      Mesh(
        name: "Body",
        primitives: [
          scale.primitive(Patch.joined([jumper.patch(), trousers.cloth()]), .cloth),
          scale.primitive(
            Patch.joined([hand, hand.mirrored, trousers.ankles(), shell, shell.mirrored]), .skin),
          scale.primitive(trousers.shoes(), .shoe),
        ]),
    ]
    return scale.rig(named: parameters.name, meshes: meshes)
  }
}
