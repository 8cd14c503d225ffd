/// What an export lost, and how far the file that was written departs from the track mapped through the rig.
public struct ExportReport: Sendable, Equatable {
  /// Departure of one kind of value.
  public struct Departure: Sendable, Equatable {
    /// Largest departure.
    public private(set) var largest = 0.0
    /// Values compared.
    public private(set) var count = 0
    private var squares = 0.0

    /// No values yet.
    public init() {}

    /// Root of the mean square; `nil` when nothing was compared.
    public var rms: Double? { count == 0 ? nil : (squares / Double(count)).squareRoot() }

    mutating func add(_ departure: Double) {
      largest = max(largest, departure)
      squares += departure * departure
      count += 1
    }
  }

  /// Channels of the track that move nothing on this rig, in the track's order.
  public var dropped: [String] = []
  /// Animations of the character that the take replaced.
  public var replacedAnimations: [String] = []
  /// Nodes whose rotation is animated.
  public var rotatedNodes = 0
  /// Mesh nodes whose morph weights are animated.
  public var morphedNodes = 0
  /// Frames written.
  public var frames = 0
  /// Weight samples of the track outside 0…1, which are written as they are; VRM players clamp them.
  public var weightsOutsideUnit = 0
  /// Rotation samples of the track whose length is not 1 within 0.001; they are made unit, none at all if zero.
  public var rotationsNotUnit = 0
  /// Rotations, in radians.
  public var rotations = Departure()
  /// Translations, in metres.
  public var translations = Departure()
  /// Morph weights.
  public var weights = Departure()
  /// Notices about the character, a sentence each.
  public var notices: [String] = []
}
