import Motion
import Rigging

extension TakeForm {
  /// UsdSkel.
  static let usda = TakeForm(
    id: "usda", fileExtension: "usda",
    summary:
      "USD text with the character: UsdSkel skeleton, animation, skinned meshes, blend shapes, speech.",
    traits: [.character, .two, .markers, .rights, .root]
  ) { given throws(FormatsError) in
    let (material, folded) = given.folded()
    guard let model = material.character else {
      throw .unsupported(file: "usda", place: "rig", reason: "there is none", cure: "name one with --rig")
    }
    let rest = try TakeExport(model).rest
    if let first = material.performances.first,
      let other = material.performances.first(where: { $0.track.rate != first.track.rate })
    {
      throw .unsupported(
        file: other.name, place: "rate", reason: "differs from that of \(first.name); a stage has one",
        cure: "give both one rate with --fps")
    }
    let names = USDText.identifiers(material.performances.map(\.participant), taken: [])
    var characters: [USDCharacter] = []
    for (take, name) in zip(material.performances, names) {
      characters.append(try USDCharacter(take, name: name, model: model, rest: rest))
    }
    let bytes = USDScene(characters: characters, material: material).bytes()
    var report = ExportReport()
    let read = try USDReading.motions(bytes, file: try material.first().name)
    for (number, character) in characters.enumerated() {
      guard read.indices.contains(number) else {
        throw .malformed(
          file: character.take.name, place: "SkelAnimation", reason: "is missing when read back",
          cure: "report the take")
      }
      report.add(try USDReading.compare(character, read[number]))
    }
    report.notices = ExportMaterial.notices(folded: folded) + model.notices
    if !model.remainders.isEmpty {
      report.notices.append(
        "not written: \(model.remainders.joined(separator: ", ")); surfaces have their colours alone")
    }
    if model.rig.springBones != nil { report.notices.append("spring bones have no place in USD") }
    return ExportedTake(bytes: bytes, report: report)
  }
}

/// Reads back the animations of a scene that ``USDScene`` wrote.
enum USDReading {
  /// The time samples of one SkelAnimation, a list of numbers for each frame.
  struct Motion {
    var rotations: [[Float]] = []
    var translations: [[Float]] = []
    var weights: [[Float]] = []
    var joints: [String] = []
    var shapes: [String] = []
  }

  static func motions(_ bytes: [UInt8], file: String) throws(FormatsError) -> [Motion] {
    var out: [Motion] = []
    var target: WritableKeyPath<Motion, [[Float]]>?
    var isInside = false
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      var line = bytes[start..<end]
      start = end + 1
      while line.first == 0x20 { line = line.dropFirst() }
      if line.starts(with: Array("def ".utf8)) {
        isInside = line.starts(with: Array("def SkelAnimation".utf8))
        if isInside { out.append(Motion()) }
        continue
      }
      guard isInside, !out.isEmpty else { continue }
      let last = out.count - 1
      if line.first == 0x7D {
        target = nil
      } else if let path = target {
        guard let colon = line.firstIndex(of: 0x3A) else { continue }
        out[last][keyPath: path].append(numbers(line[(colon + 1)...]))
      } else if line.starts(with: Array("quatf[] rotations.timeSamples".utf8)) {
        target = \.rotations
      } else if line.starts(with: Array("float3[] translations.timeSamples".utf8)) {
        target = \.translations
      } else if line.starts(with: Array("float[] blendShapeWeights.timeSamples".utf8)) {
        target = \.weights
      } else if line.starts(with: Array("float3[] translations = ".utf8)) {
        out[last].translations = [numbers(line.drop { $0 != 0x3D })]
      } else if line.starts(with: Array("uniform token[] joints".utf8)) {
        out[last].joints = texts(line)
      } else if line.starts(with: Array("uniform token[] blendShapes".utf8)) {
        out[last].shapes = texts(line)
      }
    }
    return out
  }

  private static func numbers(_ line: ArraySlice<UInt8>) -> [Float] {
    line.split { !(($0 >= 0x30 && $0 <= 0x39) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0)) }
      .compactMap { Float(String(decoding: $0, as: UTF8.self)) }
  }

  private static func texts(_ line: ArraySlice<UInt8>) -> [String] {
    var out: [String] = []
    var current: [UInt8]?
    var isEscaped = false
    for byte in line {
      if isEscaped {
        current?.append(byte)
        isEscaped = false
      } else if byte == 0x5C, current != nil {
        isEscaped = true
      } else if byte == 0x22 {
        if let text = current {
          out.append(String(decoding: text, as: UTF8.self))
          current = nil
        } else {
          current = []
        }
      } else {
        current?.append(byte)
      }
    }
    return out
  }

  /// Departures of what was read from the track mapped through the rig anew.
  static func compare(_ character: USDCharacter, _ read: Motion) throws(FormatsError) -> ExportReport {
    let curves = character.curves
    let track = character.take.track
    func fault(_ place: String) -> FormatsError {
      .malformed(
        file: character.take.name, place: place, reason: "does not read back whole", cure: "report the take")
    }
    var report = ExportReport()
    report.frames = track.frameCount
    report.seconds = track.duration.seconds
    report.dropped = curves.dropped
    report.rotatedNodes = curves.binding.rotatedNodes.count
    report.morphedNodes = curves.curves.reduce(0) { $0 + ($1.path == .weights ? $1.nodes.count : 0) }
    TrackComparison.countUnusual(track, &report)
    let joints = USDMotion.joints(character)
    guard read.joints.count == joints.count, read.shapes.count == character.shapes.count else {
      throw fault("joints and blend shapes")
    }
    var posed = curves.rest
    let width = track.layout.width
    for frame in 0..<track.frameCount {
      track.samples.withUnsafeBufferPointer { samples in
        posed.apply(
          curves.binding, UnsafeBufferPointer(rebasing: samples[frame * width..<(frame + 1) * width]),
          updatingWorld: false)
      }
      for curve in curves.curves where curve.path != .weights {
        let node = curve.nodes.first
        guard let place = joints.firstIndex(of: node) else { throw fault("joints") }
        if curve.path == .rotation {
          guard read.rotations.indices.contains(frame), read.rotations[frame].count == joints.count * 4,
            let node
          else { throw fault("rotations of frame \(frame)") }
          let q = read.rotations[frame][place * 4..<place * 4 + 4]
          let at = q.startIndex
          report.rotations.add(
            TrackComparison.angle(
              SIMD4(q[at + 1], q[at + 2], q[at + 3], q[at]), posed.localRotations[node].vector))
        } else {
          guard read.translations.indices.contains(frame), read.translations[frame].count == joints.count * 3
          else { throw fault("translations of frame \(frame)") }
          let t = read.translations[frame][place * 3..<place * 3 + 3]
          let at = t.startIndex
          let root = curves.rootColumn.map { frame * width + $0 } ?? 0
          let wanted =
            node.map { posed.localTranslations[$0] }
            ?? SIMD3(track.samples[root], track.samples[root + 1], track.samples[root + 2])
          let d = SIMD3(t[at], t[at + 1], t[at + 2]) - wanted
          report.translations.add(Double((d * d).sum().squareRoot()))
        }
      }
      guard character.shapes.isEmpty || read.weights.indices.contains(frame),
        character.shapes.isEmpty || read.weights[frame].count == character.shapes.count
      else { throw fault("weights of frame \(frame)") }
      for (number, shape) in character.shapes.enumerated() {
        let weights = posed.morphWeights(of: curves.curves[shape.curve].nodes[0])
        report.weights.add(
          abs(Double(read.weights[frame][number]) - Double(weights[weights.startIndex + shape.target])))
      }
    }
    return report
  }
}
