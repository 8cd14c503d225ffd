/// The 52 face weights by position, for arithmetic on the frame path; outside, names bind.
///
/// Raw values are positions in `ARKit.names`.
public enum FaceWeight: Int, CaseIterable, Sendable {
  /// ARKit blend shapes of the same name.
  case browDownLeft, browDownRight, browInnerUp, browOuterUpLeft, browOuterUpRight, cheekPuff
  /// ARKit blend shapes of the same name.
  case cheekSquintLeft, cheekSquintRight, eyeBlinkLeft, eyeBlinkRight, eyeLookDownLeft, eyeLookDownRight
  /// ARKit blend shapes of the same name.
  case eyeLookInLeft, eyeLookInRight, eyeLookOutLeft, eyeLookOutRight, eyeLookUpLeft, eyeLookUpRight
  /// ARKit blend shapes of the same name.
  case eyeSquintLeft, eyeSquintRight, eyeWideLeft, eyeWideRight, jawForward, jawLeft, jawOpen, jawRight
  /// ARKit blend shapes of the same name.
  case mouthClose, mouthDimpleLeft, mouthDimpleRight, mouthFrownLeft, mouthFrownRight, mouthFunnel
  /// ARKit blend shapes of the same name.
  case mouthLeft, mouthLowerDownLeft, mouthLowerDownRight, mouthPressLeft, mouthPressRight, mouthPucker
  /// ARKit blend shapes of the same name.
  case mouthRight, mouthRollLower, mouthRollUpper, mouthShrugLower, mouthShrugUpper, mouthSmileLeft
  /// ARKit blend shapes of the same name.
  case mouthSmileRight, mouthStretchLeft, mouthStretchRight, mouthUpperUpLeft, mouthUpperUpRight
  /// ARKit blend shapes of the same name.
  case noseSneerLeft, noseSneerRight, tongueOut

  /// Name of the channel.
  public var name: String { String(describing: self) }
}
