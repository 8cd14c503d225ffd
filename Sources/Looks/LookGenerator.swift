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
  /// `Face` and `Eyes` carry the 52 ARKit shapes in the order of `ARKit.names`, then the visemes of
  /// ``VisemeTable``; gaze turns the eye bones,
  /// the `eyeLook` shapes move the lids alone.
  public func makeRig() throws(LookError) -> Rig {
    try parameters.validate()
    let face = try FaceModel(parameters)
    let skeleton = Skeleton(parameters, eyeCenter: face.pose.surface.eyeCenter)
    let hairdo = Hairdo(look: parameters, surface: face.pose.surface)
    let ear = Ear(look: parameters, surface: face.pose.surface)
    let shell = ear.shell()
    let jewel = ear.piece()
    let glasses = Glasses(look: parameters, surface: face.pose.surface).patch()
    var body = Body(look: parameters, skeleton: skeleton).parts()
    for k in body.indices where body[k].material == .skin {
      body[k].patch = Patch.joined([body[k].patch, shell, shell.mirrored])
    }
    let scale = RigScale(
      headHeight: parameters.headHeight, skeleton: skeleton,
      hanging: [hairdo.hair, hairdo.piece] + body.map(\.patch))
    let morphs = MorphBuilder(scale: scale)

    let meshes = [
      morphs.mesh("Face", face.face),
      morphs.mesh("Eyes", face.eyes),
      Mesh(
        name: "Hair",
        primitives: scale.primitives([
          (hairdo.hair, .hair), (Patch.joined([hairdo.piece, jewel, jewel.mirrored, glasses]), .accent),
        ])),
      Mesh(name: "Body", primitives: scale.primitives(body)),
    ].filter { !$0.primitives.isEmpty }
    return scale.rig(of: parameters, meshes: meshes)
  }
}
