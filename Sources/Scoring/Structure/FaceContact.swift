import Motion
import Rigging

/// A soft part of a face before a hard one: a lid before its eye, the lips before the teeth.
///
/// Seen from the front, a vertex of the soft part has its clearance: how far it stands before the hard part behind it.
/// What the rig's shapes do one at a time (and both sides together) is its maker's affair and sets each vertex its
/// limit; a pose is at fault where a vertex sinks deeper than that, and behind the surface, by more than the tolerance.
struct FaceContact: Sendable {
  /// Share of the eye's width by which a lid may sink deeper than single shapes take it.
  static let lidTolerance: Float = 0.04
  /// Share of the teeth's width by which a lip may.
  static let lipTolerance: Float = 0.08

  /// The rule that is broken here.
  let rule: RigRule
  /// Word for the place in findings.
  let place: String
  /// Greatest depth allowed beyond the limit of each vertex, in metres.
  let tolerance: Float
  /// How far each face channel by itself, at full weight, brings some vertex back, in metres.
  private(set) var reaches: [String: Float] = [:]
  private var soft: MorphedSurface
  private let hard: MorphedSurface
  /// Least clearance that single shapes leave each vertex, at most 0.
  private var limits: [Float] = []

  /// Lists written frame by frame.
  struct Scratch {
    fileprivate var soft: [SIMD3<Float>] = []
    fileprivate var hard: [SIMD3<Float>] = []
    fileprivate var field = DepthField(columns: 32, rows: 32)
    /// Makes empty lists.
    init() {}
  }

  /// Lays a soft part before a hard one and learns what single shapes do; `nil` where nothing ever stands before it.
  init?(
    _ rule: RigRule, place: String, soft: MorphedSurface, hard: MorphedSurface, tolerance share: Float,
    _ sweep: inout FaceSweep
  ) {
    let (low, high) = MorphedSurface.frame(of: hard.rest)
    guard low.x < high.x, low.y < high.y, !hard.triangles.isEmpty else { return nil }
    self.rule = rule
    self.place = place
    self.soft = soft
    // What looks backwards is never the front.
    self.hard = hard.facingForward()
    let size = high.x - low.x
    tolerance = share * size
    guard learn(&sweep, near: size) else { return nil }
  }

  /// Least clearances of single shapes. Keeps the vertices that stand before the hard part at rest and come near it.
  private mutating func learn(_ sweep: inout FaceSweep, near size: Float) -> Bool {
    var scratch = Scratch()
    let still = clearances(sweep.rest(), &scratch)
    var least = still
    for shape in sweep.shapes {
      let full = clearances(sweep.posed(shape, 1), &scratch)
      guard full != still else { continue }
      var reach: Float = 0
      for level in FaceSweep.levels {
        let clearance = level == 1 ? full : clearances(sweep.posed(shape, level), &scratch)
        for vertex in least.indices {
          least[vertex] = min(least[vertex], clearance[vertex])
          if level == 1, clearance[vertex] < .infinity {
            reach = max(reach, min(still[vertex], size) - clearance[vertex])
          }
        }
      }
      if shape.count == 1 { reaches[sweep.names[shape[0]]] = reach }
    }
    let kept = least.indices.map {
      still[$0] > -tolerance && least[$0] < size / 3 && soft.normals[$0].z > 0
    }
    guard kept.contains(true) else { return false }
    limits = least.indices.filter { kept[$0] }.map { min(0, least[$0]) }
    soft = soft.restricted(to: kept)
    return true
  }

  /// How much deeper than its limit the deepest vertex lies, in metres; below 0 where all keep theirs.
  func depth(_ posed: PosedRig, _ scratch: inout Scratch) -> Float {
    measure(posed, &scratch)
    var deepest = -Float.infinity
    for (vertex, p) in scratch.soft.enumerated() {
      let clearance = p.z - scratch.field.height(p.x, p.y)
      deepest = max(deepest, limits[vertex] - clearance)
    }
    return deepest
  }

  /// Clearance of each vertex; infinite where there is nothing behind it.
  private func clearances(_ posed: PosedRig, _ scratch: inout Scratch) -> [Float] {
    measure(posed, &scratch)
    return scratch.soft.map { $0.z - scratch.field.height($0.x, $0.y) }
  }

  private func measure(_ posed: PosedRig, _ scratch: inout Scratch) {
    soft.follow(posed, into: &scratch.soft)
    hard.follow(posed, into: &scratch.hard)
    let (low, high) = MorphedSurface.frame(of: scratch.hard)
    scratch.field.reset(from: low, to: high)
    for t in hard.triangles {
      scratch.field.add(scratch.hard[Int(t.x)], scratch.hard[Int(t.y)], scratch.hard[Int(t.z)])
    }
  }
}
