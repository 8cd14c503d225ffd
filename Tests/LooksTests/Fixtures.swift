import Foundation
import Motion
import Rigging

@testable import Looks

extension LookParameters {
  /// The bundled design, as its file has it.
  static let nova = bundled("nova")

  /// A bundled design by its character's name.
  static func bundled(_ name: String) -> LookParameters {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    let file = root.appendingPathComponent("Corpora/Characters/\(name)/look.json")
    do {
      return try LookParameters(json: Data(contentsOf: file), file: file.path)
    } catch {
      preconditionFailure("a bundled design was refused: \(error)")
    }
  }
}

/// Rigs that several suites read; each is built once.
enum Fixtures {
  static let nova = build(.nova)

  /// The bundled designs.
  static let designs = ["nova", "bram", "pip"]

  /// Models of the bundled designs' faces by name.
  static let faces: [String: FaceModel] = {
    var out: [String: FaceModel] = [:]
    for name in designs {
      do {
        out[name] = try FaceModel(.bundled(name))
      } catch {
        preconditionFailure("a bundled design was refused: \(error)")
      }
    }
    return out
  }()

  /// A design at some distance from Nova.
  static let other: Rig = {
    var p = LookParameters.nova
    p.name = "other"
    p.headHeight = 0.26
    p.skull.jawRadii.x = 0.4
    p.eyes.spacing = 0.18
    p.eyes.upperOpening = 0.12
    p.mouth.halfWidth = 0.165
    p.hair.length = 1.2
    p.build.shoulder = 0.33
    p.build.legLength = 1.7
    return build(p)
  }()

  private static func build(_ p: LookParameters) -> Rig {
    do {
      return try LookGenerator(p).makeRig()
    } catch {
      preconditionFailure("a sound design was refused: \(error)")
    }
  }
}

extension Rig {
  /// The mesh of a name.
  func mesh(_ name: String) -> Mesh {
    meshes.first { $0.name == name } ?? Mesh(name: "none", primitives: [])
  }
}

extension Mesh {
  /// Positions of a primitive with shapes set.
  func positions(_ primitive: Int, _ weights: [String: Float]) -> [SIMD3<Float>] {
    var out = primitives[primitive].positions
    for (shape, weight) in weights {
      guard let k = morphNames.firstIndex(of: shape) else { continue }
      let morph = primitives[primitive].morphs[k]
      for (vertex, d) in zip(morph.vertices, morph.positions) { out[Int(vertex)] += d * weight }
    }
    return out
  }
}

/// Euclidean length.
func length(_ v: SIMD3<Float>) -> Float { dot(v, v).squareRoot() }
