import Rigging

/// The materials of a look. Colour is in the vertices; these say how a surface takes light.
enum Surfacing: Int, CaseIterable {
  case skin, lash, mouth, teeth, eyeWhite, iris, highlight, hair, cloth, shoe, accent

  var material: Material {
    let name = String(describing: self)
    switch self {
    case .skin: return Material(name: name, roughness: 0.8)
    case .lash: return Material(name: name, roughness: 0.85, isDoubleSided: true)
    case .mouth: return Material(name: name, roughness: 0.6, emissive: SIMD3(0.012, 0.002, 0.002))
    case .teeth: return Material(name: name, roughness: 0.35, emissive: SIMD3(0.08, 0.075, 0.07))
    case .eyeWhite: return Material(name: name, roughness: 0.25, emissive: SIMD3(0.2, 0.195, 0.19))
    case .iris: return Material(name: name, roughness: 0.2)
    case .highlight: return Material(name: name, roughness: 1, isUnlit: true)
    case .hair: return Material(name: name, roughness: 0.56, isDoubleSided: true)
    case .cloth: return Material(name: name, roughness: 0.9)
    case .shoe: return Material(name: name, roughness: 0.6)
    case .accent: return Material(name: name, roughness: 0.4)
    }
  }
}
