public import Rigging

import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Draws one character into pictures, on the processor.
///
/// Each sample of a pixel finds its nearest triangle; then each triangle that owns samples of a pixel is shaded
/// once there, in the middle of them, and the pixel takes the mean. Buffers are kept, so the second picture of a
/// size allocates nothing but the picture. The same rig, pose, camera and size give the same bytes.
///
/// Textures are not drawn: colour is base colour factor times vertex colour. Materials with an alpha below ½ are
/// left out, all others are opaque. Triangles that reach behind the camera are left out.
///
/// ```swift
/// var posed = try PosedRig(rig)
/// posed.apply(RigPose(weights: ["jawOpen": 0.5]))
/// var renderer = try Renderer(posed)
/// let camera = try Framing.bust.camera(for: posed)
/// let image = renderer.render(posed, camera: camera, width: 640, height: 640)
/// ```
public struct Renderer: Sendable {
  /// Light and ground.
  public var studio: Studio

  private var list: DrawList
  private let stature: Stature
  private let vertexCount: Int
  private var shadow = ShadowMap()
  private var contact: ContactShadow
  private var hollows = Hollows()
  private var screen = Rasterizer()
  private var projected: [SIMD3<Float>]
  private var depth: [Float] = []

  /// Makes a renderer for a character.
  ///
  /// - Throws: ``RigError`` when the rig is broken or has no mesh.
  public init(_ posed: PosedRig, studio: Studio = Studio()) throws(RigError) {
    self.studio = studio
    list = DrawList(posed.rig)
    stature = try Stature(posed.rig)
    vertexCount = list.positions.count
    contact = ContactShadow(ground: stature.low.y)
    projected = Array(repeating: .zero, count: vertexCount)
  }

  /// A picture of the character as it stands.
  ///
  /// - Parameters:
  ///   - posed: The character that this renderer was made for, in any pose.
  ///   - camera: Where it is seen from.
  ///   - width: Columns, 1…8192.
  ///   - height: Rows, 1…8192.
  public mutating func render(_ posed: PosedRig, camera: Camera, width: Int, height: Int) -> Image {
    var image = Image(width: width, height: height)
    render(posed, camera: camera, into: &image)
    return image
  }

  /// Draws over a picture, in its size.
  public mutating func render(_ posed: PosedRig, camera: Camera, into image: inout Image) {
    let samples = min(4, max(1, studio.samples))
    let shading = Shading(studio, camera: camera)
    list.follow(posed)
    let aspect = Float(image.width) / Float(image.height)
    let radius = camera.visibleHeight * 0.5 * (1 + aspect * aspect).squareRoot() * 1.15
    shadow.render(list, direction: shading.toKey, middle: camera.target, radius: radius)
    contact.measure(list.positions, reach: (stature.high.y - stature.low.y) * 0.09)
    let view = View(camera, width: image.width, height: image.height, samples: samples)
    rasterize(view)
    measureHollows(view, camera: camera)
    resolve(view, shading, into: &image)
  }

  private mutating func rasterize(_ view: View) {
    projected.withUnsafeMutableBufferPointer { out in
      list.positions.withUnsafeBufferPointer { positions in
        for k in positions.indices { out[k] = view.project(positions[k]) }
      }
    }
    screen.clear(width: view.width * view.samples, height: view.height * view.samples)
    list.triangles.withUnsafeBufferPointer { triangles in
      projected.withUnsafeBufferPointer { vertices in
        list.sides.withUnsafeBufferPointer { screen.draw(triangles, vertices: vertices, sides: $0) }
      }
    }
  }

  private mutating func measureHollows(_ view: View, camera: Camera) {
    let count = view.width * view.height
    if depth.count != count { depth = Array(repeating: 0, count: count) }
    let n = view.samples
    for y in 0..<view.height {
      for x in 0..<view.width {
        let z = screen.depth[(y * n + n / 2) * view.width * n + x * n + n / 2]
        depth[y * view.width + x] = z > 0 ? 1 / z : 0
      }
    }
    hollows.measure(
      depth: depth, width: view.width, visibleHeight: camera.visibleHeight, strength: studio.hollows)
  }

  private func resolve(_ view: View, _ shading: Shading, into image: inout Image) {
    let n = view.samples
    let row = view.width * n
    let share = 1 / Float(n * n)
    let encoded = Shading.encoded
    image.pixels.withUnsafeMutableBufferPointer { pixels in
      screen.owner.withUnsafeBufferPointer { owners in
        for y in 0..<view.height {
          for x in 0..<view.width {
            let corner = y * n * row + x * n
            var sum = SIMD3<Float>.zero
            // Triangles are taken in the order of their first sample in the pixel.
            for k in 0..<(n * n) {
              let owner = owners[corner + k / n * row + k % n]
              var isKnown = false
              var j = 0
              while j < k, !isKnown {
                isKnown = owners[corner + j / n * row + j % n] == owner
                j += 1
              }
              if isKnown { continue }
              var count: Float = 0
              var place = SIMD2<Float>.zero
              for j in k..<(n * n) where owners[corner + j / n * row + j % n] == owner {
                count += 1
                place += SIMD2(Float(x * n + j % n), Float(y * n + j / n)) + 0.5
              }
              place /= count
              let color =
                owner == 0
                ? backdrop(view, shading, at: place)
                : shade(Int(owner) - 1, view, shading, at: place, hollow: hollows.light[y * view.width + x])
              sum += Shading.rollOff(color) * count
            }
            let at = (y * view.width + x) * 4
            for c in 0..<3 {
              let v = min(1, max(0, sum[c] * share))
              pixels[at + c] = encoded[Int(v * 4095 + 0.5)]
            }
            pixels[at + 3] = 255
          }
        }
      }
    }
  }

  private func shade(
    _ triangle: Int, _ view: View, _ shading: Shading, at place: SIMD2<Float>, hollow: Float
  ) -> SIMD3<Float> {
    let t = list.triangles[triangle]
    let (i, j, k) = (Int(t.x), Int(t.y), Int(t.z))
    let (a, b, c) = (projected[i], projected[j], projected[k])
    let area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)
    guard area != 0 else { return list.colors[i] }
    let p = place
    var v = ((p.x - a.x) * (c.y - a.y) - (c.x - a.x) * (p.y - a.y)) / area
    var w = ((b.x - a.x) * (p.y - a.y) - (p.x - a.x) * (b.y - a.y)) / area
    v = min(1, max(0, v))
    w = min(1 - v, max(0, w))
    // Perspective: attributes are linear over z on screen, and the third coordinate is 1/z.
    let weights = SIMD3(1 - v - w, v, w) * SIMD3(a.z, b.z, c.z)
    let share = weights / weights.sum()
    let color = list.colors[i] * share.x + list.colors[j] * share.y + list.colors[k] * share.z
    let point = list.positions[i] * share.x + list.positions[j] * share.y + list.positions[k] * share.z
    let smooth = list.normals[i] * share.x + list.normals[j] * share.y + list.normals[k] * share.z
    let toCamera = unit(view.position - point, orElse: SIMD3(0, 0, 1))
    var normal = unit(smooth, orElse: toCamera)
    // The far side of a double-sided surface; y points down, so an area above 0 is clockwise to the eye.
    if area > 0, list.sides[triangle] == 0 { normal = -normal }
    let surface = list.surfaces[Int(list.surfaceOf[triangle])]
    let lit: Float
    if surface.isUnlit || dot(normal, shading.toKey) < -0.5 {
      lit = 0
    } else {
      lit = shadow.light(at: point, normal: normal)
    }
    return shading.color(
      color, surface: surface, normal: normal, view: toCamera, keyLight: lit, hollow: hollow)
  }

  /// The ground is one soft sweep of colour; feet and key light leave their shade on it.
  private func backdrop(_ view: View, _ shading: Shading, at place: SIMD2<Float>) -> SIMD3<Float> {
    let height = Float(view.height * view.samples)
    let width = Float(view.width * view.samples)
    let down = place.y / height
    var color = studio.backdropTop * (1 - down) + studio.backdropBottom * down
    // A faint glow behind the head keeps the middle the brightest place.
    let dx = (place.x / width - 0.5) * 1.5
    let dy = (down - 0.42) * 1.3
    color *= 1.035 - 0.11 * min(1, dx * dx + dy * dy)
    let ray = view.ray(through: place)
    guard ray.y < -1e-4, view.position.y > contact.ground else { return color }
    let distance = (contact.ground - view.position.y) / ray.y
    let p = view.position + ray * distance
    let cast = shadow.light(at: p, normal: SIMD3(0, 1, 0))
    let near = contact.light(x: p.x, z: p.z)
    let height0 = stature.high.y - stature.low.y
    let away = length(SIMD3(p.x, 0, p.z) - SIMD3(view.target.x, 0, view.target.z)) / max(height0, 1e-4)
    let fade = max(0, 1 - away * 1.1)
    return color * (1 - 0.22 * (1 - cast) * fade * fade) * near
  }
}

/// The camera in the samples of a picture.
private struct View {
  let width: Int
  let height: Int
  let samples: Int
  let position: SIMD3<Float>
  let target: SIMD3<Float>
  private let right: SIMD3<Float>
  private let up: SIMD3<Float>
  private let forward: SIMD3<Float>
  private let focal: Float
  private let middle: SIMD2<Float>

  init(_ camera: Camera, width: Int, height: Int, samples: Int) {
    self.width = width
    self.height = height
    self.samples = samples
    position = camera.position
    target = camera.target
    (right, up, forward) = camera.axes
    middle = SIMD2(Float(width * samples), Float(height * samples)) / 2
    focal = middle.y / tanf(camera.fieldOfView / 2)
  }

  /// Place in samples, and one over the distance along the view; 0 behind the camera.
  func project(_ p: SIMD3<Float>) -> SIMD3<Float> {
    let q = p - position
    let z = dot(q, forward)
    guard z > 1e-3 else { return .zero }
    let scale = focal / z
    return SIMD3(middle.x + dot(q, right) * scale, middle.y - dot(q, up) * scale, 1 / z)
  }

  /// Unit vector from the camera through a place in samples.
  func ray(through place: SIMD2<Float>) -> SIMD3<Float> {
    let q = place - middle
    return unit(forward * focal + right * q.x - up * q.y, orElse: forward)
  }
}
