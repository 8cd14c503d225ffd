/// Designs drawn by a number.
extension LookParameters {
  /// A design that differs in all its parts, drawn from what goes together.
  ///
  /// - Parameter seed: The same number gives the same design.
  public init(drawnBy seed: Int) {
    self.init()
    var dice = Dice(seed)
    name = "drawn-\(seed)"
    headHeight = dice.draw(0.25...0.29)
    drawFace(&dice)
    drawHair(&dice)
    drawPalette(&dice)
    drawBody(&dice)
  }

  private mutating func drawFace(_ dice: inout Dice) {
    let adult = dice.share()
    let broad = dice.share()
    skull.craniumRadii = SIMD3(dice.draw(0.43...0.48), dice.draw(0.43...0.47), dice.draw(0.43...0.48))
    skull.jawRadii = SIMD3(mix(0.34, 0.4, broad), dice.draw(0.315...0.355), dice.draw(0.345...0.375))
    skull.jawCorner = broad > 0.6 ? dice.draw(0...0.7) : 0
    skull.chinRadius = dice.draw(0.1...0.14)
    skull.chinHeight = dice.draw(-0.41 ... -0.38)
    skull.noseRadius = mix(0.048, 0.066, adult) + dice.spread(0.006)
    skull.noseWidth = dice.draw(0.95...1.3)
    skull.noseHeight = dice.draw(-0.165 ... -0.145)
    skull.bridge = adult * dice.draw(0.3...0.9)
    skull.noseDepth = -0.015 * skull.bridge
    skull.browRidge = adult * dice.draw(0...0.6)
    skull.fold = adult * dice.draw(0.1...0.6)
    skull.earSize = dice.draw(0.85...1.2)
    eyes.halfWidth = mix(0.126, 0.106, adult) + dice.spread(0.004)
    eyes.spacing = max(dice.draw(0.18...0.192), eyes.halfWidth + 0.072)
    eyes.upperOpening = eyes.halfWidth * dice.draw(1.02...1.18)
    eyes.lowerOpening = eyes.halfWidth * dice.draw(0.33...0.39)
    eyes.ballRadius = eyes.halfWidth * dice.draw(1.36...1.42)
    eyes.tilt = dice.spread(0.05)
    eyes.irisAngle = dice.draw(32...36)
    let lashes = dice.share()
    eyes.lashWidth = mix(0.011, 0.027, lashes)
    eyes.lashWing = mix(0.004, 0.038, lashes)
    brows.height = eyes.upperOpening + dice.draw(0.018...0.04)
    brows.halfThickness = dice.draw(0.014...0.026)
    brows.arch = dice.draw(0.02...0.042)
    brows.tilt = dice.draw(-0.03...0.004)
    mouth.halfWidth = dice.draw(0.14...0.165)
    mouth.height = dice.draw(-0.33 ... -0.315)
    mouth.upperLip = dice.draw(0.015...0.025)
    mouth.lowerLip = dice.draw(0.022...0.033)
    mouth.restSmile = dice.draw(0.4...0.7)
    let bearded = adult > 0.5 && lashes < 0.4
    beard.style = bearded ? BeardStyle.allCases[Int(dice.share() * 4)] : .none
    glasses.style = dice.share() < 0.25 ? (dice.share() < 0.5 ? .round : .square) : .none
  }

  private mutating func drawHair(_ dice: inout Dice) {
    hair.style = HairStyle.allCases[Int(dice.share() * Double(HairStyle.allCases.count))]
    hair.volume = dice.draw(0.9...1.12)
    hair.length = dice.draw(0.9...1.15)
    hair.wave = dice.share()
    hair.parting = dice.draw(12...32) * (dice.share() < 0.5 ? -1 : 1)
    hair.seed = Double(Int(dice.share() * 1000))
    accessories.ears = EarPiece.allCases[Int(dice.share() * 3)]
  }

  private mutating func drawPalette(_ dice: inout Dice) {
    // Skin, lips and blush go together, and so do the hair and eyes that suit them.
    let skins: [(SIMD3<Double>, SIMD3<Double>, SIMD3<Double>)] = [
      (SIMD3(0.98, 0.84, 0.76), SIMD3(0.86, 0.52, 0.50), SIMD3(0.95, 0.52, 0.48)),
      (SIMD3(0.96, 0.78, 0.66), SIMD3(0.86, 0.50, 0.47), SIMD3(0.95, 0.50, 0.45)),
      (SIMD3(0.87, 0.66, 0.50), SIMD3(0.72, 0.42, 0.38), SIMD3(0.85, 0.42, 0.36)),
      (SIMD3(0.72, 0.49, 0.36), SIMD3(0.62, 0.32, 0.30), SIMD3(0.72, 0.30, 0.26)),
      (SIMD3(0.50, 0.32, 0.24), SIMD3(0.56, 0.25, 0.26), SIMD3(0.60, 0.22, 0.20)),
      (SIMD3(0.38, 0.245, 0.19), SIMD3(0.48, 0.21, 0.22), SIMD3(0.50, 0.18, 0.17)),
    ]
    let number = Int(dice.share() * 6)
    (palette.skin, palette.lip, palette.blush) = skins[number]
    let hairs: [SIMD3<Double>] = [
      SIMD3(0.11, 0.09, 0.10), SIMD3(0.22, 0.14, 0.11), SIMD3(0.36, 0.23, 0.15), SIMD3(0.52, 0.25, 0.14),
      SIMD3(0.76, 0.56, 0.30), SIMD3(0.62, 0.60, 0.60),
    ]
    let irises: [SIMD3<Double>] = [
      SIMD3(0.32, 0.19, 0.09), SIMD3(0.45, 0.28, 0.11), SIMD3(0.36, 0.40, 0.20), SIMD3(0.30, 0.45, 0.56),
    ]
    let choice = Int(dice.share() * Double(number < 3 ? hairs.count : 3))
    palette.hair = hairs[choice]
    palette.brow = palette.hair * 0.75
    palette.iris = irises[Int(dice.share() * Double(number < 3 ? 4 : 2))]
    palette.freckles = number < 2 && choice > 2 ? dice.share() : 0
    // One saturated top, quiet trousers.
    let tops: [SIMD3<Double>] = [
      SIMD3(0.86, 0.42, 0.34), SIMD3(0.27, 0.48, 0.50), SIMD3(0.90, 0.68, 0.30), SIMD3(0.45, 0.38, 0.60),
      SIMD3(0.44, 0.54, 0.34), SIMD3(0.72, 0.34, 0.42),
    ]
    palette.top = tops[Int(dice.share() * Double(tops.count))]
    palette.trousers = mix(SIMD3(0.20, 0.24, 0.32), SIMD3(0.55, 0.46, 0.36), dice.share())
    palette.shoe = mix(SIMD3(0.9, 0.86, 0.8), SIMD3(0.36, 0.24, 0.18), dice.share())
  }

  private mutating func drawBody(_ dice: inout Dice) {
    build.shoulder = dice.draw(0.25...0.34)
    build.belly = dice.draw(0.92...1.18)
    build.legLength = dice.draw(1.2...1.9)
    build.armLength = dice.draw(0.88...1.1)
    outfit.top = ([.jumper, .hoodie, .shirt, .tee] as [Outfit.Top])[Int(dice.share() * 4)]
    outfit.bottom = ([.trousers, .trousers, .shorts, .dungarees] as [Outfit.Bottom])[Int(dice.share() * 4)]
    outfit.shoes = Outfit.Shoes.allCases[Int(dice.share() * Double(Outfit.Shoes.allCases.count))]
    outfit.pattern = Outfit.Pattern.allCases[Int(dice.share() * Double(Outfit.Pattern.allCases.count))]
  }
}
