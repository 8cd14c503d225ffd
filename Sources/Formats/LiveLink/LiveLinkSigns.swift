/// Which way a Live Link Face producer counts its angles, as factors on the way to the house's axes.
///
/// House: head yaw + to the character's left, pitch + nods down, roll + to the own left shoulder; gaze yaw + to
/// the left, pitch + up.
public struct LiveLinkSigns: Sendable, Hashable {
  /// Factor of HeadYaw, +1 or −1.
  public var headYaw: Float
  /// Factor of HeadPitch.
  public var headPitch: Float
  /// Factor of HeadRoll.
  public var headRoll: Float
  /// Factor of the eyes' yaw.
  public var eyeYaw: Float
  /// Factor of the eyes' pitch.
  public var eyePitch: Float

  /// Makes a set of factors.
  public init(headYaw: Float, headPitch: Float, headRoll: Float, eyeYaw: Float, eyePitch: Float) {
    self.headYaw = headYaw
    self.headPitch = headPitch
    self.headRoll = headRoll
    self.eyeYaw = eyeYaw
    self.eyePitch = eyePitch
  }

  /// The Live Link Face app, as read out of takes.
  ///
  /// Eyes: EyeYaw rises with eyeLookInLeft and eyeLookOutRight, so + is the character's right; EyePitch rises
  /// with eyeLookDown, so + is down. Head: eyes hold their target by turning against the head, and in a
  /// real take both eye angles follow the head's with slope +0.85 although they are counted right and down,
  /// so HeadYaw + is left and HeadPitch + is up. No take settles roll: it is taken as written.
  public static let app = LiveLinkSigns(headYaw: 1, headPitch: -1, headRoll: 1, eyeYaw: -1, eyePitch: -1)
}
