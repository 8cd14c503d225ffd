import Foundation

extension MotionLayout {
  /// The shipped layouts, in the order of their names.
  public static let shipped: [MotionLayout] = shippedTexts.compactMap { name, text in
    try? MotionLayout(parsing: Data(text.utf8), file: name)
  }

  /// The shipped layout of a name; `nil` when there is none.
  public static func shipped(_ id: String) -> MotionLayout? { shipped.first { $0.id == id } }

  /// The JSON of a shipped layout, to be read or to begin an own one with; `nil` when there is none.
  public static func shippedText(_ id: String) -> String? { shippedTexts.first { $0.id == id }?.text }

  static let shippedTexts: [(id: String, text: String)] = [
    (
      "arkit-51",
      weights("arkit-51", "51 ARKit weights, alphabetical without tongueOut where unnamed", "arkit-51")
    ),
    ("arkit-52", weights("arkit-52", "52 ARKit weights, alphabetical where unnamed", "arkit-52")),
    (
      "arkit-52-livelink",
      weights(
        "arkit-52-livelink", "52 ARKit weights in the order of Live Link packets where unnamed",
        "arkit-52-livelink")
    ),
    ("beat2-smplx", beat2),
    ("flame-opaque", flame),
    (
      "mediapipe-52",
      weights("mediapipe-52", "MediaPipe's 52 weights, _neutral first where unnamed", "mediapipe-52")
    ),
    ("seamless-smplh", seamless),
  ]

  /// Frames of weights under the keys in use.
  private static func weights(_ id: String, _ title: String, _ names: String) -> String {
    """
    {
      "schema": "mien.motion-layout/1",
      "id": "\(id)",
      "title": "\(title) (.npz, .npy, JSON of arrays)",
      "rate": {"keys": ["fps", "frame_rate", "mocap_frame_rate"]},
      "weights": [
        {
          "keys": ["weights", "blendshapes", "bs", "expression", "expressions", "facial", "face", "array"],
          "names_keys": ["names", "blendshape_names", "bs_names", "facsNames"],
          "names": "\(names)"
        }
      ]
    }

    """
  }

  private static let beat2 = """
    {
      "schema": "mien.motion-layout/1",
      "id": "beat2-smplx",
      "title": "BEAT2 and AMASS: SMPL-X poses of 55 joints, axis-angle; FLAME expressions stay opaque (.npz)",
      "rate": {"keys": ["mocap_frame_rate", "mocap_framerate", "fps"]},
      "world": "measured",
      "rotations": [{"keys": ["poses"], "joints": "smplx-55", "form": "axis-angle"}],
      "translation": {"keys": ["trans", "transl"], "origin": "median", "optional": true},
      "weights": [{"keys": ["expressions", "expression"], "prefix": "flame.exp", "optional": true}]
    }

    """

  private static let flame = """
    {
      "schema": "mien.motion-layout/1",
      "id": "flame-opaque",
      "title": "FLAME expression coefficients as opaque channels; with a matrix they become weights (.npz, .npy)",
      "rate": {"keys": ["fps", "frame_rate", "mocap_frame_rate"]},
      "rotations": [
        {
          "keys": ["jaw_pose", "pose_jaw", "jaw"], "joints": ["jaw"], "form": "axis-angle", "optional": true
        }
      ],
      "weights": [
        {"keys": ["expressions", "expression", "exp", "expression_params", "array"], "prefix": "flame.exp"}
      ]
    }

    """

  private static let seamless = """
    {
      "schema": "mien.motion-layout/1",
      "id": "seamless-smplh",
      "title": "Seamless Interaction: SMPL-H of 52 joints, axis-angle in four arrays, and its face numbers (.npz)",
      "rate": {"keys": ["fps"], "value": 30},
      "world": "measured",
      "rotations": [
        {"keys": ["smplh:global_orient"], "joints": ["hips"], "form": "axis-angle"},
        {"keys": ["smplh:body_pose"], "joints": "smpl-body-21", "form": "axis-angle"},
        {
          "keys": ["smplh:left_hand_pose"], "joints": "smpl-left-hand-15", "form": "axis-angle",
          "optional": true
        },
        {
          "keys": ["smplh:right_hand_pose"], "joints": "smpl-right-hand-15", "form": "axis-angle",
          "optional": true
        }
      ],
      "weights": [
        {
          "keys": ["movement:expression"], "prefix": "movement.expression.", "optional": true,
          "valid": ["movement:is_valid"]
        },
        {
          "keys": ["movement:FAUValue"], "prefix": "movement.FAUValue.", "optional": true,
          "valid": ["movement:is_valid"]
        }
      ],
      "valid": ["smplh:is_valid"]
    }

    """
}
