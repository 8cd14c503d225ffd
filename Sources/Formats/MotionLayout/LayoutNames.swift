import Motion

/// Lists of names that layouts may refer to by one word.
enum LayoutNames {
  /// Joints of body models.
  static let joints: [String: [String?]] = [
    "smplx-55": SMPLSkeleton.body + SMPLSkeleton.face + SMPLSkeleton.leftHand + SMPLSkeleton.rightHand,
    "smplh-52": SMPLSkeleton.body + SMPLSkeleton.leftHand + SMPLSkeleton.rightHand,
    "smpl-22": SMPLSkeleton.body,
    "smpl-body-21": Array(SMPLSkeleton.body.dropFirst()),
    "smpl-left-hand-15": SMPLSkeleton.leftHand,
    "smpl-right-hand-15": SMPLSkeleton.rightHand,
    "smpl-face-3": SMPLSkeleton.face,
  ].mapValues { $0.map { Optional($0.rawValue) } }
    .merging(["smpl-24": SMPLSkeleton.body.map { Optional($0.rawValue) } + [nil, nil]]) { first, _ in first }

  /// Weights. Orders differ between tools: each list says whose it is.
  static let weights: [String: [String]] = [
    "arkit-52": ARKit.names,
    "arkit-51": ARKit.names.filter { $0 != "tongueOut" },
    "arkit-52-livelink": LiveLinkPacket.columns.compactMap { ARKit.canonicalName(for: $0) },
    "arkit-51-livelink": LiveLinkPacket.columns.compactMap { ARKit.canonicalName(for: $0) }
      .filter { $0 != "tongueOut" },
    "mediapipe-52": ["_neutral"] + ARKit.names.filter { $0 != "tongueOut" },
  ]
}
