extension LookParameters {
  /// Refuses numbers at which lids, lips or the grid would fold, and clothes that do not go together.
  ///
  /// - Throws: ``LookError`` with all that is wrong.
  func validate() throws(LookError) {
    if let fault = LookError.joined(faults) { throw fault }
  }

  /// All that is wrong, in the order of the fields.
  var faults: [LookError] {
    var faults: [LookError] = []
    let checks: [(String, Double, ClosedRange<Double>)] = [
      ("headHeight", headHeight, 0.05...2),
      ("skull.craniumRadii.x", skull.craniumRadii.x, 0.38...0.55),
      ("skull.craniumRadii.y", skull.craniumRadii.y, 0.38...0.52),
      ("skull.craniumRadii.z", skull.craniumRadii.z, 0.38...0.55),
      ("skull.craniumHeight", skull.craniumHeight, 0.02...0.16),
      ("skull.jawRadii.x", skull.jawRadii.x, 0.3...0.45),
      ("skull.jawRadii.y", skull.jawRadii.y, 0.27...0.4),
      ("skull.jawRadii.z", skull.jawRadii.z, 0.3...0.42),
      ("skull.jawHeight", skull.jawHeight, -0.24 ... -0.12),
      ("skull.cheekRadius", skull.cheekRadius, 0.11...0.2),
      ("skull.cheekSpacing", skull.cheekSpacing, 0.14...0.26),
      ("skull.cheekHeight", skull.cheekHeight, -0.26 ... -0.12),
      ("skull.chinRadius", skull.chinRadius, 0.08...0.17),
      ("skull.chinHeight", skull.chinHeight, -0.46 ... -0.32),
      ("skull.chinDepth", skull.chinDepth, 0.17...0.27),
      ("skull.noseRadius", skull.noseRadius, 0.035...0.09),
      ("skull.noseHeight", skull.noseHeight, -0.2 ... -0.11),
      ("skull.noseWidth", skull.noseWidth, 0.8...1.5),
      ("skull.noseDepth", skull.noseDepth, -0.04...0.04),
      ("skull.bridge", skull.bridge, 0...1),
      ("skull.neckRadius", skull.neckRadius, 0.09...0.14),
      ("skull.noseWings", skull.noseWings, 0.5...1.5),
      ("skull.jawCorner", skull.jawCorner, 0...1),
      ("skull.browRidge", skull.browRidge, 0...1),
      ("skull.fold", skull.fold, 0...1),
      ("skull.earFlare", skull.earFlare, 5...50),
      ("skull.earSize", skull.earSize, 0.6...1.4),
      ("eyes.spacing", eyes.spacing, 0.16...0.22),
      ("eyes.height", eyes.height, -0.09 ... -0.02),
      ("eyes.halfWidth", eyes.halfWidth, 0.09...0.14),
      // Beyond 1.5 half widths the lids' field folds, wide eyes included.
      ("eyes.upperOpening / eyes.halfWidth", eyes.upperOpening / eyes.halfWidth, 0.5...1.3),
      ("eyes.lowerOpening / eyes.halfWidth", eyes.lowerOpening / eyes.halfWidth, 0.1...0.7),
      ("eyes.ballRadius / eyes.halfWidth", eyes.ballRadius / eyes.halfWidth, 1.2...1.6),
      ("eyes.protrusion", eyes.protrusion, 0.01...0.05),
      ("eyes.tilt", eyes.tilt, -0.15...0.15),
      ("eyes.curve", eyes.curve, 0...0.05),
      ("eyes.irisAngle", eyes.irisAngle, 24...42),
      ("eyes.pupil", eyes.pupil, 0.2...0.7),
      ("eyes.lashWidth", eyes.lashWidth, 0.004...0.04),
      ("eyes.lashWing", eyes.lashWing, 0...0.06),
      ("eyes.crease", eyes.crease, 0...1),
      ("eyes.divergence", eyes.divergence, 0...6),
      ("brows.height", brows.height, 0.13...0.24),
      ("brows.halfThickness", brows.halfThickness, 0.008...0.04),
      ("brows.arch", brows.arch, 0...0.07),
      ("brows.tilt", brows.tilt, -0.06...0.06),
      ("brows.halfLength", brows.halfLength, 0.07...0.15),
      ("mouth.height", mouth.height, -0.36 ... -0.28),
      ("mouth.halfWidth", mouth.halfWidth, 0.11...0.19),
      ("mouth.restSmile", mouth.restSmile, 0...1),
      ("mouth.upperLip", mouth.upperLip, 0.01...0.035),
      ("mouth.lowerLip", mouth.lowerLip, 0.012...0.045),
      ("mouth.lipBulge", mouth.lipBulge, 0...0.02),
      ("hair.volume", hair.volume, 0.6...1.4),
      ("hair.length", hair.length, 0.5...1.8),
      ("hair.wave", hair.wave, 0...1),
      ("hair.parting", hair.parting, -45...45),
      ("hair.recession", hair.recession, 0...1),
      ("hair.variety", hair.variety, 0...1),
      ("hair.fade", hair.fade, 0...1),
      ("hair.seed", hair.seed, 0...1_000_000),
      ("beard.length", beard.length, 0.5...1.6),
      ("beard.grey", beard.grey, 0...1),
      ("glasses.size", glasses.size, 0.8...1.25),
      ("build.shoulder", build.shoulder, 0.22...0.4),
      ("build.chest", build.chest, 0.8...1.4),
      ("build.belly", build.belly, 0.8...1.6),
      ("build.hips", build.hips, 0.8...1.4),
      ("build.trunkLength", build.trunkLength, 0.8...1.3),
      ("build.armGirth", build.armGirth, 0.75...1.5),
      ("build.legGirth", build.legGirth, 0.75...1.4),
      ("build.armLength", build.armLength, 0.6...1.5),
      ("build.legLength", build.legLength, 0.8...2.4),
      ("build.handSize", build.handSize, 0.7...1.4),
      ("build.footSize", build.footSize, 0.8...1.4),
      ("outfit.fit", outfit.fit, 0.6...1.6),
      ("palette.blushStrength", palette.blushStrength, 0...1),
      ("palette.freckles", palette.freckles, 0...1),
    ]
    for (name, value, range) in checks where !range.contains(value) {
      faults.append(.outOfRange(parameter: name, value: value, range: range))
    }
    if outfit.top == .dress, outfit.bottom == .skirt || outfit.bottom == .dungarees {
      faults.append(
        .clashing(
          parameter: "outfit.bottom",
          reason: "a dress has its own skirt, so no \(outfit.bottom.rawValue) goes with it; choose leggings, "
            + "trousers or shorts, or another top"))
    }
    let colors = [
      ("skin", palette.skin), ("lip", palette.lip), ("blush", palette.blush), ("iris", palette.iris),
      ("hair", palette.hair), ("brow", palette.brow), ("top", palette.top), ("trim", palette.trim),
      ("trousers", palette.trousers), ("shoe", palette.shoe), ("accent", palette.accent),
      ("frame", palette.frame),
    ]
    for (name, color) in colors {
      for i in 0..<3 where !(0...1).contains(color[i]) {
        faults.append(.outOfRange(parameter: "palette.\(name)", value: color[i], range: 0...1))
      }
    }
    return faults
  }
}
