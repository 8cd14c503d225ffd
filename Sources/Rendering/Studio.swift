/// Light and ground of a picture.
///
/// One warm key from the upper left front, a cool sky and a warm floor for the rest: soft enough that a matte
/// face keeps its colour in the shade. Colours are linear.
public struct Studio: Sendable, Equatable {
  /// Direction towards the key light in the camera's axes: right, up, towards the camera.
  public var keyDirection = SIMD3<Float>(-0.55, 0.75, 0.75)
  /// Light of the key.
  public var key = SIMD3<Float>(0.93, 0.85, 0.745)
  /// Light of the sky, on surfaces that face up.
  public var sky = SIMD3<Float>(0.41, 0.445, 0.505)
  /// Light thrown back by the floor, on surfaces that face down.
  public var floor = SIMD3<Float>(0.345, 0.29, 0.272)
  /// Cool light from the right that keeps the far cheek from going flat.
  public var fill = SIMD3<Float>(0.09, 0.11, 0.14)
  /// Cool edge light from behind.
  public var rim = SIMD3<Float>(0.14, 0.15, 0.16)
  /// Share of the key that shade takes away.
  public var shade: Float = 0.62
  /// Strength of the darkening in hollows, 0…1.
  public var hollows: Float = 0.65
  /// Colour behind the character at the top of the picture.
  public var backdropTop = SIMD3<Float>(0.830, 0.796, 0.745)
  /// Colour at the bottom.
  public var backdropBottom = SIMD3<Float>(0.672, 0.631, 0.577)
  /// Samples per pixel along each side, 1…4.
  public var samples = 3

  /// The studio of all pictures unless told otherwise.
  public init() {}
}
