/// Every number of a character's design.
///
/// Lengths are in head heights (crown to chin) in a frame whose origin lies between the eyes on the axis
/// of the head, +y up, +z forward, the character's left at +x; angles are in degrees; colours are sRGB in
/// 0…1. ``headHeight`` alone is in metres. The good ranges were found by eye; ``LookGenerator`` refuses
/// what lies far outside them, because lids or lips would fold there.
public struct LookParameters: Sendable, Equatable, Codable {
  /// The character's name.
  public var name: String
  /// Crown to chin in metres.
  public var headHeight: Double
  /// The mass of the head.
  public var skull: Skull
  /// Eyes, lids and lashes.
  public var eyes: Eyes
  /// Eyebrows.
  public var brows: Brows
  /// Lips and resting smile.
  public var mouth: Mouth
  /// The bob.
  public var hair: Hair
  /// Build of the body.
  public var build: Build
  /// Colours.
  public var palette: Palette

  /// Skull, jaw, cheeks, chin, nose, neck and ears.
  public struct Skull: Sendable, Equatable, Codable {
    /// Radii of the cranium.
    public var craniumRadii: SIMD3<Double>
    /// Height of the cranium's centre.
    public var craniumHeight: Double
    /// Radii of the jaw.
    public var jawRadii: SIMD3<Double>
    /// Height of the jaw's centre.
    public var jawHeight: Double
    /// Radius of each cheek.
    public var cheekRadius: Double
    /// Distance of each cheek from the axis.
    public var cheekSpacing: Double
    /// Height of the cheeks.
    public var cheekHeight: Double
    /// Radius of the chin; below 0.09 the head turns into a peach stone.
    public var chinRadius: Double
    /// Height of the chin's centre.
    public var chinHeight: Double
    /// How far the chin's centre lies forward.
    public var chinDepth: Double
    /// Radius of the nose.
    public var noseRadius: Double
    /// Height of the nose.
    public var noseHeight: Double
    /// Width of the nose relative to its radius.
    public var noseWidth: Double
    /// Shift of the nose forward.
    public var noseDepth: Double
    /// Strength of the bridge of the nose, 0…1; makes adults.
    public var bridge: Double
    /// Radius of the neck.
    public var neckRadius: Double
    /// Size of the ears relative to the usual.
    public var earSize: Double
  }

  /// Eyes, lids and lashes.
  public struct Eyes: Sendable, Equatable, Codable {
    /// Distance of each eye slit's middle from the axis.
    public var spacing: Double
    /// Height of the closed slit.
    public var height: Double
    /// Half the width of the slit.
    public var halfWidth: Double
    /// How far the upper lid rises above the closed slit.
    public var upperOpening: Double
    /// How far the lower lid sinks below it.
    public var lowerOpening: Double
    /// Radius of the eyeball.
    public var ballRadius: Double
    /// How far the ball stands before the plain surface.
    public var protrusion: Double
    /// Rise of the outer corner per half width.
    public var tilt: Double
    /// Sag of the closed lids' line.
    public var curve: Double
    /// Angular radius of the iris.
    public var irisAngle: Double
    /// Pupil relative to the iris.
    public var pupil: Double
    /// Width of the lashes.
    public var lashWidth: Double
    /// Length of the lashes' wing at the outer corner.
    public var lashWing: Double
    /// Outward turn of each ball at rest; zero looks cross-eyed.
    public var divergence: Double
  }

  /// Eyebrows.
  public struct Brows: Sendable, Equatable, Codable {
    /// Height of the brow's ends.
    public var height: Double
    /// Half the thickness.
    public var halfThickness: Double
    /// Rise of the middle.
    public var arch: Double
    /// Rise of the outer end relative to the inner one; positive looks sly.
    public var tilt: Double
    /// Half the length.
    public var halfLength: Double
  }

  /// Lips and resting smile.
  public struct Mouth: Sendable, Equatable, Codable {
    /// Height of the slit.
    public var height: Double
    /// Half the width of the slit.
    public var halfWidth: Double
    /// Resting smile, 0.2…0.9; a straight line reads as grumpy.
    public var restSmile: Double
    /// Thickness of the upper lip.
    public var upperLip: Double
    /// Thickness of the lower lip.
    public var lowerLip: Double
    /// How far the lips stand out.
    public var lipBulge: Double
  }

  /// A bob with a side parting.
  public struct Hair: Sendable, Equatable, Codable {
    /// Stand-off of the locks relative to the usual.
    public var volume: Double
    /// Hanging length relative to the usual.
    public var length: Double
    /// Waviness of the hanging locks, 0…1.
    public var wave: Double
    /// Azimuth of the parting; positive is the character's left.
    public var parting: Double
  }

  /// Build of the body.
  public struct Build: Sendable, Equatable, Codable {
    /// Distance of each shoulder joint from the axis.
    public var shoulder: Double
    /// Girth of the waist relative to the usual.
    public var belly: Double
    /// Length of the arm from shoulder to wrist.
    public var armLength: Double
    /// Length of the leg from hip to sole.
    public var legLength: Double
    /// Size of the hands relative to the usual.
    public var handSize: Double
  }

  /// Colours in sRGB, 0…1.
  public struct Palette: Sendable, Equatable, Codable {
    /// Skin.
    public var skin: SIMD3<Double>
    /// Lips.
    public var lip: SIMD3<Double>
    /// Blush of cheeks and nose.
    public var blush: SIMD3<Double>
    /// Strength of the blush, 0…1.
    public var blushStrength: Double
    /// Iris.
    public var iris: SIMD3<Double>
    /// Hair.
    public var hair: SIMD3<Double>
    /// Brows.
    public var brow: SIMD3<Double>
    /// Jumper.
    public var top: SIMD3<Double>
    /// Cuffs, hem and collar.
    public var trim: SIMD3<Double>
    /// Trousers.
    public var trousers: SIMD3<Double>
    /// Shoes.
    public var shoe: SIMD3<Double>
    /// Ear studs and hair clip.
    public var accent: SIMD3<Double>
  }
}
