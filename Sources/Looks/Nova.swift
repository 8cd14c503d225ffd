extension LookParameters {
  /// The bundled character: warm brown skin, amber eyes, a wavy teal-black bob and a coral jumper.
  public static let nova = LookParameters(
    name: "nova",
    headHeight: 0.28,
    skull: Skull(
      craniumRadii: SIMD3(0.455, 0.45, 0.455), craniumHeight: 0.09,
      jawRadii: SIMD3(0.362, 0.332, 0.36), jawHeight: -0.172,
      cheekRadius: 0.15, cheekSpacing: 0.195, cheekHeight: -0.185,
      chinRadius: 0.115, chinHeight: -0.39, chinDepth: 0.242,
      noseRadius: 0.054, noseHeight: -0.15, noseWidth: 1.08, noseDepth: 0, bridge: 0.22,
      neckRadius: 0.112, earSize: 0.95),
    eyes: Eyes(
      spacing: 0.188, height: -0.058, halfWidth: 0.122, upperOpening: 0.152, lowerOpening: 0.05,
      ballRadius: 0.168, protrusion: 0.03, tilt: 0.05, curve: 0.03, irisAngle: 35, pupil: 0.46,
      lashWidth: 0.025, lashWing: 0.036, divergence: 3),
    brows: Brows(height: 0.178, halfThickness: 0.0175, arch: 0.036, tilt: -0.012, halfLength: 0.115),
    mouth: Mouth(
      height: -0.318, halfWidth: 0.15, restSmile: 0.55, upperLip: 0.021, lowerLip: 0.028, lipBulge: 0.012),
    hair: Hair(volume: 1, length: 1, wave: 1, parting: 24),
    build: Build(shoulder: 0.272, belly: 0.98, armLength: 0.93, legLength: 1.42, handSize: 1.12),
    palette: Palette(
      skin: SIMD3(0.78, 0.545, 0.405), lip: SIMD3(0.69, 0.345, 0.325), blush: SIMD3(0.79, 0.36, 0.31),
      blushStrength: 0.36, iris: SIMD3(0.58, 0.37, 0.13), hair: SIMD3(0.115, 0.215, 0.24),
      brow: SIMD3(0.12, 0.15, 0.16), top: SIMD3(0.91, 0.44, 0.36), trim: SIMD3(0.97, 0.89, 0.78),
      trousers: SIMD3(0.19, 0.29, 0.35), shoe: SIMD3(0.94, 0.72, 0.34), accent: SIMD3(0.96, 0.74, 0.30)))
}
