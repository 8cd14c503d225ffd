import Motion

extension CapabilityProfile {
  /// What the character cannot express, in plain words, a sentence each; empty when nothing is missing.
  ///
  /// A channel that is derived counts as shown, and where that loses something a sentence says so.
  public var shortcomings: [String] { face + eyes + body }

  private func shows(_ names: String...) -> Bool {
    names.contains { name in
      if shapes.contains(name) || visemes.contains(name) || presets.contains(name) { return true }
      return ARKit.canonicalName(for: name) != nil && derivable.contains(name)
    }
  }

  private var hasFace: Bool { !shapes.isEmpty || !visemes.isEmpty || !presets.isEmpty }

  private var face: [String] {
    guard hasFace else {
      if !materialExpressions.isEmpty {
        return [
          "expressions by material only: a GLB does not move the face, players of VRM colour it and shift its textures"
        ]
      }
      let jaw = bones.contains(.jaw) ? "; the jaw opens only in takes that turn its bone" : ""
      let customs =
        customMorphs.isEmpty
        ? ""
        : "; its \(customMorphs.count) morph targets move by channels of their own names, or through a map file"
      return ["no face shapes of any vocabulary: the face will not move\(jaw)\(customs)"]
    }
    var out: [String] = []
    if !shows("jawOpen", "viseme_aa", "aa") {
      let jaw = bones.contains(.jaw) ? " unless a take turns the jaw bone" : ""
      out.append("no visemes, no vowels and no jawOpen: the mouth will not open\(jaw)")
    } else if shapes.count(where: { $0.hasPrefix("mouth") }) < 8 && visemes.count < 8 {
      out.append(
        "the mouth has few shapes: speech shows as vowels, and lips do not close or bite for p, b, m, f, v")
    }
    let lines: [(names: [String], sentence: String)] = [
      (["eyeBlinkLeft", "blink", "blinkLeft"], "no blink: the lids stay open"),
      (["mouthSmileLeft", "happy", "relaxed"], "no mouthSmile and no happy: cannot smile"),
      (["mouthFrownLeft", "sad"], "no mouthFrown and no sad: cannot look sad with the mouth"),
      (["browDownLeft", "angry"], "no browDown and no angry: cannot frown"),
      (
        ["browInnerUp", "browOuterUpLeft", "surprised"],
        "no raised brows: cannot look surprised or stress a word"
      ),
      (["cheekPuff"], "no cheekPuff: cannot puff its cheeks"),
      (["tongueOut", "viseme_TH"], "no tongueOut and no viseme_TH: the tongue does not show"),
      (["noseSneerLeft", "angry"], "no noseSneer: cannot wrinkle its nose"),
      (["mouthPucker", "mouthFunnel", "viseme_U", "ou"], "no pucker: cannot round its lips"),
      (["eyeWideLeft", "surprised"], "no eyeWide: cannot open its eyes wide"),
      (["eyeSquintLeft", "cheekSquintLeft", "happy", "relaxed"], "no squint: cannot narrow its eyes"),
      (["mouthLeft", "jawLeft"], "no sideways mouth or jaw"),
    ]
    for line in lines where !line.names.contains(where: { shows($0) }) { out.append(line.sentence) }
    if shapes.count < 26 && presets.contains(where: ExpressionPreset.emotions.contains) {
      out.append(
        "smiles, frowns and brows come as whole expressions: both sides at once, and brows not by themselves")
    }
    if !shapes.contains("eyeBlinkLeft"), !presets.contains("blinkLeft"), shows("blink") {
      out.append("one blink for both eyes: cannot wink")
    }
    return out
  }

  private var eyes: [String] {
    gaze.isEmpty
      ? ["no eye bones, no eyeLook shapes and no look expressions: gaze shows in the head only"] : []
  }

  private var body: [String] {
    guard !bones.isEmpty else {
      return ["no humanoid bones were recognised: the body will not move; name them in a map file"]
    }
    var out: [String] = []
    if !bones.contains(.hips) {
      out.append(
        "no hips bone: the body does not turn, sway or step as a whole; name the bone in a map file")
    }
    func lacks(_ parts: [String]) -> Bool {
      ["left", "right"].contains { side in
        parts.contains { part in HumanoidBone(rawValue: side + part).map(missingBones.contains) ?? false }
      }
    }
    if missingBones.contains(.head) { out.append("no head bone: cannot nod or turn its head") }
    if missingBones.contains(.neck) { out.append("no neck bone: turns of the neck are not shown") }
    if missingBones.contains(.spine) || missingBones.contains(.chest) {
      out.append(
        "no \(missingBones.contains(.spine) ? "spine" : "chest") bone: breathing and posture show less")
    }
    if lacks(["UpperArm", "LowerArm", "Hand"]) {
      out.append("arms are not whole: gestures are lost on the missing joints")
    }
    if lacks(["UpperLeg", "LowerLeg", "Foot"]) {
      out.append("legs are not whole: steps and shifts of weight are not shown")
    }
    let fingers = bones.count { bone in
      ["Thumb", "Index", "Middle", "Ring", "Little"].contains { bone.rawValue.contains($0) }
    }
    if fingers == 0 {
      out.append("no finger bones: hands keep one shape")
    } else if fingers < 30 {
      out.append("\(fingers) of 30 finger bones: not every finger bends at every joint")
    }
    return out
  }
}
