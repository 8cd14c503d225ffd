/// Every number of a character's design.
///
/// Lengths are in head heights (crown to chin) in a frame whose origin lies between the eyes on the axis
/// of the head, +y up, +z forward, the character's left at +x; angles are in degrees; colours are sRGB in
/// 0…1. ``headHeight`` alone is in metres. The good ranges were found by eye; ``LookGenerator`` refuses
/// what lies far outside them, because lids or lips would fold there.
public struct LookParameters: Sendable, Equatable, Codable {
  /// The character's name.
  public var name = "unnamed"
  /// Crown to chin in metres.
  public var headHeight = 0.28
  /// The mass of the head.
  public var skull = Skull()
  /// Eyes, lids and lashes.
  public var eyes = Eyes()
  /// Eyebrows.
  public var brows = Brows()
  /// Lips and resting smile.
  public var mouth = Mouth()
  /// Hair of the head.
  public var hair = Hair()
  /// Hair of the face.
  public var beard = Beard()
  /// Glasses.
  public var glasses = Glasses()
  /// What hangs in ears and hair.
  public var accessories = Accessories()
  /// Build of the body.
  public var build = Build()
  /// Clothes and shoes.
  public var outfit = Outfit()
  /// Colours.
  public var palette = Palette()

  /// The usual numbers.
  public init() {}

  /// Skull, jaw, cheeks, chin, nose, neck and ears.
  public struct Skull: Sendable, Equatable, Codable {
    /// Radii of the cranium.
    public var craniumRadii: SIMD3<Double> = SIMD3(0.455, 0.45, 0.455)
    /// Height of the cranium's centre.
    public var craniumHeight: Double = 0.09
    /// Radii of the jaw.
    public var jawRadii: SIMD3<Double> = SIMD3(0.362, 0.332, 0.36)
    /// Height of the jaw's centre.
    public var jawHeight: Double = -0.172
    /// Radius of each cheek.
    public var cheekRadius: Double = 0.15
    /// Distance of each cheek from the axis.
    public var cheekSpacing: Double = 0.195
    /// Height of the cheeks.
    public var cheekHeight: Double = -0.185
    /// Radius of the chin; below 0.09 the head turns into a peach stone.
    public var chinRadius: Double = 0.115
    /// Height of the chin's centre.
    public var chinHeight: Double = -0.39
    /// How far the chin's centre lies forward.
    public var chinDepth: Double = 0.242
    /// Radius of the nose.
    public var noseRadius: Double = 0.054
    /// Height of the nose.
    public var noseHeight: Double = -0.15
    /// Width of the nose relative to its radius.
    public var noseWidth: Double = 1.08
    /// Shift of the nose forward.
    public var noseDepth: Double = 0
    /// Strength of the bridge of the nose, 0…1; makes adults.
    public var bridge: Double = 0.22
    /// Radius of the neck.
    public var neckRadius: Double = 0.112
    /// Size of the nostrils' wings relative to the usual.
    public var noseWings: Double = 1
    /// Strength of the corners of the jaw, 0…1; makes broad faces.
    public var jawCorner: Double = 0
    /// Strength of the bone under the brows, 0…1.
    public var browRidge: Double = 0
    /// Depth of the folds from nose to mouth, 0…1; makes older faces.
    public var fold: Double = 0.15
    /// Size of the ears relative to the usual.
    public var earSize: Double = 0.95
    /// Turn of the ears away from the head.
    public var earFlare: Double = 28

    /// The usual numbers.
    public init() {}
  }

  /// Eyes, lids and lashes.
  public struct Eyes: Sendable, Equatable, Codable {
    /// Distance of each eye slit's middle from the axis.
    public var spacing: Double = 0.188
    /// Height of the closed slit.
    public var height: Double = -0.058
    /// Half the width of the slit.
    public var halfWidth: Double = 0.122
    /// How far the upper lid rises above the closed slit.
    public var upperOpening: Double = 0.152
    /// How far the lower lid sinks below it.
    public var lowerOpening: Double = 0.05
    /// Radius of the eyeball.
    public var ballRadius: Double = 0.168
    /// How far the ball stands before the plain surface.
    public var protrusion: Double = 0.03
    /// Rise of the outer corner per half width.
    public var tilt: Double = 0.05
    /// Sag of the closed lids' line.
    public var curve: Double = 0.03
    /// Angular radius of the iris.
    public var irisAngle: Double = 35
    /// Pupil relative to the iris.
    public var pupil: Double = 0.46
    /// Width of the lashes.
    public var lashWidth: Double = 0.025
    /// Length of the lashes' wing at the outer corner.
    public var lashWing: Double = 0.036
    /// Depth of the crease over the upper lid, 0…1.
    public var crease: Double = 0.5
    /// Outward turn of each ball at rest; zero looks cross-eyed.
    public var divergence: Double = 3

    /// The usual numbers.
    public init() {}
  }

  /// Eyebrows.
  public struct Brows: Sendable, Equatable, Codable {
    /// Height of the brow's ends.
    public var height: Double = 0.178
    /// Half the thickness.
    public var halfThickness: Double = 0.0175
    /// Rise of the middle.
    public var arch: Double = 0.036
    /// Rise of the outer end relative to the inner one; positive looks sly.
    public var tilt: Double = -0.012
    /// Half the length.
    public var halfLength: Double = 0.115

    /// The usual numbers.
    public init() {}
  }

  /// Lips and resting smile.
  public struct Mouth: Sendable, Equatable, Codable {
    /// Height of the slit.
    public var height: Double = -0.318
    /// Half the width of the slit.
    public var halfWidth: Double = 0.15
    /// Resting smile, 0.2…0.9; a straight line reads as grumpy.
    public var restSmile: Double = 0.55
    /// Thickness of the upper lip.
    public var upperLip: Double = 0.021
    /// Thickness of the lower lip.
    public var lowerLip: Double = 0.028
    /// How far the lips stand out.
    public var lipBulge: Double = 0.012

    /// The usual numbers.
    public init() {}
  }

  /// Hair of the head.
  public struct Hair: Sendable, Equatable, Codable {
    /// How it is cut.
    public var style = HairStyle.bob
    /// Stand-off of the locks relative to the usual.
    public var volume: Double = 1
    /// Hanging length relative to the usual.
    public var length: Double = 1
    /// Waviness of the locks, 0…1.
    public var wave: Double = 1
    /// Azimuth of the parting; positive is the character's left.
    public var parting: Double = 24
    /// How far back the hairline of the forehead lies, 0…1.
    public var recession: Double = 0
    /// How much locks differ in lightness, 0…1.
    public var variety: Double = 0.5
    /// How much lighter the tips are than the roots, 0…1.
    public var fade: Double = 0.35
    /// Which of the many ways the locks fall.
    public var seed: Double = 1

    /// The usual numbers.
    public init() {}
  }

  /// Hair of the face.
  public struct Beard: Sendable, Equatable, Codable {
    /// How it is cut.
    public var style = BeardStyle.none
    /// Length relative to the usual.
    public var length: Double = 1
    /// Share of grey in it, 0…1.
    public var grey: Double = 0

    /// The usual numbers.
    public init() {}
  }

  /// Glasses.
  public struct Glasses: Sendable, Equatable, Codable {
    /// Shape of the rims.
    public var style = GlassesStyle.none
    /// Size relative to the usual.
    public var size: Double = 1

    /// The usual numbers.
    public init() {}
  }

  /// What hangs in ears and hair.
  public struct Accessories: Sendable, Equatable, Codable {
    /// What the ears wear.
    public var ears = EarPiece.none
    /// What the hair wears.
    public var hair = HairPiece.none

    /// The usual numbers.
    public init() {}
  }

  /// Build of the body.
  public struct Build: Sendable, Equatable, Codable {
    /// Distance of each shoulder joint from the axis.
    public var shoulder: Double = 0.272
    /// Girth of the chest relative to the usual.
    public var chest: Double = 1
    /// Girth of the waist relative to the usual.
    public var belly: Double = 1
    /// Girth of the hips relative to the usual.
    public var hips: Double = 1
    /// Length of the trunk from neck to hip joints relative to the usual.
    public var trunkLength: Double = 1
    /// Girth of the arms relative to the usual.
    public var armGirth: Double = 1
    /// Girth of the legs relative to the usual.
    public var legGirth: Double = 1
    /// Length of the arm from shoulder to wrist.
    public var armLength: Double = 0.93
    /// Length of the leg from hip to sole.
    public var legLength: Double = 1.42
    /// Size of the hands relative to the usual.
    public var handSize: Double = 1.12
    /// Size of the feet relative to the usual.
    public var footSize: Double = 1

    /// The usual numbers.
    public init() {}
  }

  /// Colours in sRGB, 0…1.
  public struct Palette: Sendable, Equatable, Codable {
    /// Skin.
    public var skin: SIMD3<Double> = SIMD3(0.78, 0.545, 0.405)
    /// Lips.
    public var lip: SIMD3<Double> = SIMD3(0.69, 0.345, 0.325)
    /// Blush of cheeks and nose.
    public var blush: SIMD3<Double> = SIMD3(0.79, 0.36, 0.31)
    /// Strength of the blush, 0…1.
    public var blushStrength: Double = 0.36
    /// Iris.
    public var iris: SIMD3<Double> = SIMD3(0.58, 0.37, 0.13)
    /// Hair.
    public var hair: SIMD3<Double> = SIMD3(0.115, 0.215, 0.24)
    /// Brows.
    public var brow: SIMD3<Double> = SIMD3(0.12, 0.15, 0.16)
    /// Jumper.
    public var top: SIMD3<Double> = SIMD3(0.91, 0.44, 0.36)
    /// Cuffs, hem and collar.
    public var trim: SIMD3<Double> = SIMD3(0.97, 0.89, 0.78)
    /// Trousers.
    public var trousers: SIMD3<Double> = SIMD3(0.19, 0.29, 0.35)
    /// Shoes.
    public var shoe: SIMD3<Double> = SIMD3(0.94, 0.72, 0.34)
    /// Frame of the glasses.
    public var frame: SIMD3<Double> = SIMD3(0.17, 0.14, 0.14)
    /// Strength of freckles, 0…1.
    public var freckles: Double = 0
    /// What is worn in ears and hair.
    public var accent: SIMD3<Double> = SIMD3(0.96, 0.74, 0.30)

    /// The usual numbers.
    public init() {}
  }
}
