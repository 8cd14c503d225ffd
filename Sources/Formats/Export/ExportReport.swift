public import Motion

/// What an export lost, and how far the file that was written departs from the track it was made of.
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

    /// Takes in values that do not depart at all.
    mutating func addExact(_ count: Int) { self.count += count }

    mutating func add(_ other: Departure) {
      largest = max(largest, other.largest)
      squares += other.squares
      count += other.count
    }
  }

  /// Keys over all curves.
  public struct Keys: Sendable, Equatable {
    /// How many were written.
    public var written = 0
    /// How many there are with one a frame.
    public var whole = 0
  }

  /// Channels of the track that the file does not hold, in the track's order.
  public var dropped: [String] = []
  /// Animations of the character that the take replaced.
  public var replacedAnimations: [String] = []
  /// Nodes whose rotation is animated.
  public var rotatedNodes = 0
  /// Mesh nodes whose morph weights are animated.
  public var morphedNodes = 0
  /// Frames written.
  public var frames = 0
  /// Length of the animation in seconds.
  public var seconds = 0.0
  /// Keys of the curves; none where a form has no curves.
  public var keys = Keys()
  /// Weight samples of the track outside 0…1, which are written as they are; VRM players clamp them.
  public var weightsOutsideUnit = 0
  /// Rotation samples of the track whose length is not 1 within 0.001; they are made unit, none at all if zero.
  public var rotationsNotUnit = 0
  /// Rotations, in radians.
  public var rotations = Departure()
  /// Translations, in metres.
  public var translations = Departure()
  /// Weights of morph targets or blend shapes.
  public var weights = Departure()
  /// Gaze and other single angles, in radians.
  public var gaze = Departure()
  /// What to know about the file or the character, a sentence each.
  public var notices: [String] = []

  /// Nothing yet.
  public init() {}

  /// Compares a track with what was read back of it; channels that did not come back are dropped.
  ///
  /// - Throws: ``FormatsError`` when the number of frames differs.
  public init(of track: Track, readBack: Track, name: String) throws(FormatsError) {
    try TrackComparison.compare(track, with: readBack, name: name, &self)
  }

  /// Takes in the report of another performer in the same file.
  mutating func add(_ other: ExportReport) {
    for name in other.dropped where !dropped.contains(name) { dropped.append(name) }
    for notice in other.notices where !notices.contains(notice) { notices.append(notice) }
    rotatedNodes += other.rotatedNodes
    morphedNodes += other.morphedNodes
    frames = max(frames, other.frames)
    seconds = max(seconds, other.seconds)
    keys.written += other.keys.written
    keys.whole += other.keys.whole
    weightsOutsideUnit += other.weightsOutsideUnit
    rotationsNotUnit += other.rotationsNotUnit
    rotations.add(other.rotations)
    translations.add(other.translations)
    weights.add(other.weights)
    gaze.add(other.gaze)
  }
}
