public import Motion

/// How arrays become a track: which array holds what, in what form, axes, unit and rate (`mien.motion-layout/1`).
///
/// Written as JSON; the shipped ones are ``shipped``. Names bind: an array is found by the first of its keys that
/// is there. A lone `.npy` is the array `array`; arrays within objects of a JSON file are found by `outer.inner`.
public struct MotionLayout: Sendable, Equatable {
  /// Schema id of the files.
  public static let schemaID = "mien.motion-layout/1"

  /// Short name by which it is chosen.
  public var id: String
  /// What it reads, in words.
  public var title: String
  /// Where frames a second are found, and what they are where no array tells.
  public var rateKeys: [String] = []
  /// Frames a second where no array tells.
  public var rate: FrameRate?
  /// Session time of the first frame in seconds.
  public var start = 0.0
  /// Axes of the joints.
  public var axes = SourceAxes.own
  /// Axes of the world that root and displacement are counted in.
  public var world = World.body
  /// Metres in one unit of length.
  public var unit: Float = 1
  /// Rotations of joints.
  public var rotations: [Rotations] = []
  /// Whether rotations are counted from the parent or from the world.
  public var isGlobal = false
  /// What joints hang on, by their names; humanoid bones hang on each other anyway.
  public var parents: [String: String] = [:]
  /// What rotations are when the body stands in T-pose.
  public var rest = Rest.identity
  /// Where the displacement is.
  public var translation: Translation?
  /// Weights.
  public var weights: [Weights] = []
  /// Arrays of a flag for each frame that is valid.
  public var validKeys: [String] = []

  /// The axes of the world.
  public enum World: Sendable, Hashable {
    /// Those of the joints.
    case body
    /// Others.
    case axes(SourceAxes)
    /// +Y, +Z or -Y up, told by where the body's own up axis points on the mean.
    case measured
  }

  /// The numbers that joints have in T-pose.
  public enum Rest: Sendable, Hashable {
    /// None is turned: joints stand parallel to the axes.
    case identity
    /// Those of the first frame.
    case firstFrame
    /// These, in the form of their array; joints that are not named are not turned.
    case joints([String: [Float]])
  }

  /// One array of rotations.
  public struct Rotations: Sendable, Equatable {
    /// Names of the array; the first that is there is used.
    public var keys: [String]
    /// A joint's name, a humanoid bone or the file's own, in the array's order; `nil` for one that is not used.
    public var joints: [String?]
    /// How a rotation is written.
    public var form: RotationForm
    /// Whether a file may lack it.
    public var isOptional = false
  }

  /// The array of the displacement.
  public struct Translation: Sendable, Equatable {
    /// From where displacement is counted.
    public enum Origin: Sendable, Hashable {
      /// The median over the take.
      case median
      /// The first frame.
      case first
      /// A place in the file's unit and axes.
      case place(SIMD3<Float>)
    }
    /// Names of the array.
    public var keys: [String]
    /// What moves.
    public var joint = HumanoidBone.hips.rawValue
    /// From where it is counted.
    public var origin = Origin.median
    /// Whether a file may lack it.
    public var isOptional = false
  }

  /// Weights out of one or more arrays.
  public struct Weights: Sendable, Equatable {
    /// Columns of an array.
    public struct Part: Sendable, Equatable {
      /// Names of the array.
      public var keys: [String]
      /// The columns used; all where `nil`.
      public var columns: Range<Int>?
    }
    /// A matrix (numbers in × weights out) that makes the weights.
    public struct Matrix: Sendable, Equatable {
      /// A `.npy` beside the layout.
      public var file: String
      /// Whether the file holds it the other way round.
      public var isTransposed = false
    }
    /// What is laid side by side.
    public var parts: [Part]
    /// Names of the weights.
    public var names: [String]?
    /// Arrays of names, which go before ``names``.
    public var nameKeys: [String] = []
    /// A file of names beside the layout: `.npy` of texts, or a name on each line.
    public var namesFile: String?
    /// Weights without names are called this and their number.
    public var prefix: String?
    /// The values that mean 0 and 1.
    public var range: ClosedRange<Float> = 0...1
    /// Arrays of a flag for each frame whose weights are valid; those of the layout where none is named.
    public var validKeys: [String] = []
    /// Makes weights of coefficients.
    public var matrix: Matrix?
    /// Whether a file may lack it.
    public var isOptional = false
  }
}
