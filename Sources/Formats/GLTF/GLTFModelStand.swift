import Motion
public import Rigging

extension GLTFModel {
  /// Whether the file says that its rest pose is the T-pose, as VRM 1.0, VRM 0.x and VRM Animation do.
  public var declaresTPose: Bool {
    let extensions = document.json["extensions"]
    return ["VRMC_vrm", "VRM", "VRMC_vrm_animation"].contains { extensions?[$0] != nil }
  }

  /// Brings the rig into the T-pose, from which tracks count, unless the file declares that it rests in it.
  ///
  /// The document stays as it is: a take that is written into it holds local rotations of its own nodes, which are
  /// right in any rest pose. A rig that stands in the T-pose stays as it is, so this may be done twice, and
  /// must be done again after bones were named by a ``Rigging/RigMap``.
  ///
  /// - Throws: ``Rigging/RigError`` for a rig that is not valid.
  public mutating func standInTPose() throws(RigError) {
    guard !declaresTPose else { return }
    let (stood, remarks) = try rig.standingInTPose()
    guard !remarks.isEmpty else { return }
    for (number, node) in stood.nodes.enumerated() where node.rotation != rig.nodes[number].rotation {
      turnedNodes.insert(number)
    }
    rig = stood
    notices.append(
      "tracks count from the T-pose, in which the file does not rest: "
        + remarks.map(\.text).joined(separator: "; "))
  }

  /// Nodes that the file has; a rig that was turned to face +Z has more.
  var fileNodeCount: Int { document.json["nodes"]?.array?.count ?? 0 }

  /// Turns directions of the document's world into those of the rig's, which faces +Z.
  var facing: Quaternion {
    var turn = Quaternion.identity
    for node in rig.nodes.dropFirst(fileNodeCount) { turn = (node.rotation * turn).normalized }
    return turn
  }
}
