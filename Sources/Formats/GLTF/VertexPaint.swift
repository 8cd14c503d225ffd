import Foundation
import Rigging

/// The vertex colours of one material as a small picture and the places of colours in it.
///
/// Where no triangle has two colours, the picture is a board of swatches. Else it is a plane cut through the space
/// of linear colours, the one that lies nearest to all of them: as its colours are linear in both coordinates, what
/// a texture gives between two vertices is what their colours would have given, up to their distance from the plane.
struct VertexPaint {
  /// The picture's file.
  let png: [UInt8]
  private let swatches: [SIMD3<Float>: SIMD2<Float>]
  private let origin: SIMD3<Float>
  private let axes: (SIMD3<Float>, SIMD3<Float>)
  private let low: SIMD2<Float>
  private let extent: SIMD2<Float>
  private static let side = 96
  private static let swatch = 4

  /// The paints of all materials whose primitives have colours and no texture coordinates of their own.
  static func all(of rig: Rig) -> [Int: VertexPaint] {
    var out: [Int: VertexPaint] = [:]
    for number in rig.materials.indices {
      let parts = rig.meshes.flatMap(\.primitives).filter { $0.material == number }
      guard !parts.isEmpty, parts.allSatisfy({ !$0.colors.isEmpty && $0.textureCoordinates.isEmpty }) else {
        continue
      }
      out[number] = VertexPaint(parts)
    }
    return out
  }

  private init(_ parts: [Primitive]) {
    var colors: [SIMD3<Float>] = []
    var known: Set<SIMD3<Float>> = []
    var isFlat = true
    for part in parts {
      for color in part.colors where known.insert(Self.rgb(color)).inserted { colors.append(Self.rgb(color)) }
      for t in stride(from: 0, to: part.indices.count - 2, by: 3) where isFlat {
        let first = part.colors[Int(part.indices[t])]
        isFlat =
          first == part.colors[Int(part.indices[t + 1])] && first == part.colors[Int(part.indices[t + 2])]
      }
    }
    if isFlat, colors.count <= 256 {
      let columns = Int(Double(colors.count).squareRoot().rounded(.up))
      let side = columns * Self.swatch
      var places: [SIMD3<Float>: SIMD2<Float>] = [:]
      var picture = Array(repeating: SIMD3<Float>.zero, count: side * side)
      for (number, color) in colors.enumerated() {
        let (row, column) = (number / columns * Self.swatch, number % columns * Self.swatch)
        for y in 0..<Self.swatch {
          for x in 0..<Self.swatch { picture[(row + y) * side + column + x] = color }
        }
        let half = Float(Self.swatch) / 2
        places[color] = SIMD2(Float(column) + half, Float(row) + half) / Float(side)
      }
      swatches = places
      (origin, axes, low, extent) = (.zero, (.zero, .zero), .zero, SIMD2(1, 1))
      png = Self.png(picture, side)
      return
    }
    swatches = [:]
    let mean = colors.reduce(.zero, +) / Float(max(colors.count, 1))
    let plane = Self.plane(of: colors, around: mean)
    var from = SIMD2<Float>(repeating: .infinity)
    var to = SIMD2<Float>(repeating: -.infinity)
    for color in colors {
      let place = SIMD2(((color - mean) * plane.0).sum(), ((color - mean) * plane.1).sum())
      from = pointwiseMin(from, place)
      to = pointwiseMax(to, place)
    }
    let size = pointwiseMax(to - from, SIMD2(1e-4, 1e-4))
    (origin, axes, low, extent) = (mean, plane, from, size)
    var picture: [SIMD3<Float>] = []
    for y in 0..<Self.side {
      for x in 0..<Self.side {
        let share = SIMD2(Float(x), Float(y)) / Float(Self.side - 1)
        let place = from + share * size
        picture.append(mean + plane.0 * place.x + plane.1 * place.y)
      }
    }
    png = Self.png(picture, Self.side)
  }

  /// Texture coordinates of a colour.
  func coordinates(of color: SIMD4<Float>) -> [Float] {
    let rgb = Self.rgb(color)
    if let place = swatches[rgb] { return [place.x, place.y] }
    let place = SIMD2(((rgb - origin) * axes.0).sum(), ((rgb - origin) * axes.1).sum())
    let share = (place - low) / extent
    // Middles of the outer texels are the ends of the plane.
    let side = Float(Self.side)
    return [(share.x * (side - 1) + 0.5) / side, (share.y * (side - 1) + 0.5) / side]
  }

  private static func rgb(_ c: SIMD4<Float>) -> SIMD3<Float> { SIMD3(c.x, c.y, c.z) }

  /// The two directions in which colours differ most, by powers of their covariance.
  private static func plane(of colors: [SIMD3<Float>], around mean: SIMD3<Float>) -> (
    SIMD3<Float>, SIMD3<Float>
  ) {
    var rows = [SIMD3<Double>](repeating: .zero, count: 3)
    for color in colors {
      let d = SIMD3<Double>(color - mean)
      for k in 0..<3 { rows[k] += d * d[k] }
    }
    func strongest(_ start: SIMD3<Double>, without other: SIMD3<Double>?) -> SIMD3<Double> {
      var v = start
      for _ in 0..<200 {
        if let other { v -= other * (v * other).sum() }
        var next = SIMD3((rows[0] * v).sum(), (rows[1] * v).sum(), (rows[2] * v).sum())
        if let other { next -= other * (next * other).sum() }
        let length = (next * next).sum().squareRoot()
        guard length > 1e-14 else { break }
        v = next / length
      }
      let length = (v * v).sum().squareRoot()
      return length > 0 ? v / length : start
    }
    let first = strongest(SIMD3(0.6, 0.58, 0.55), without: nil)
    let side: SIMD3<Double> = abs(first.z) < 0.9 ? SIMD3(0, 0, 1) : SIMD3(1, 0, 0)
    let second = strongest(side - first * (side * first).sum() + SIMD3(0.01, 0.02, 0), without: first)
    return (SIMD3<Float>(first), SIMD3<Float>(second))
  }

  /// An sRGB picture of linear colours.
  private static func png(_ colors: [SIMD3<Float>], _ side: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for color in colors {
      for k in 0..<3 {
        let v = min(max(Double(color[k]), 0), 1)
        let encoded = v <= 0.0031308 ? v * 12.92 : 1.055 * pow(v, 1 / 2.4) - 0.055
        bytes.append(UInt8((encoded * 255).rounded()))
      }
      bytes.append(255)
    }
    return PNGWriter.bytes(width: side, height: side, rgba: bytes)
  }
}
