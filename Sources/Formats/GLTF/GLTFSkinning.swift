import Rigging

extension GLTFContext {
  /// Joints and weights of a primitive's vertices (3.7.3.1), at most four of each.
  ///
  /// Further sets (`JOINTS_1`, …) give way to the four heaviest joints of each vertex.
  mutating func readJoints(
    _ attributes: [String: JSONValue], count: Int, into out: inout Primitive, place: String
  ) throws(FormatsError) {
    guard
      var (joints, weights) = try jointSet(0, attributes, count: count, place: place)
    else { return }
    var lost: Float = 0
    for number in 1..<16 {
      guard let (more, shares) = try jointSet(number, attributes, count: count, place: place) else { break }
      for v in 0..<count {
        lost = max(lost, Self.keepHeaviest(&joints[v], &weights[v], more[v], shares[v]))
      }
    }
    if lost > 0 {
      notices.append(
        "\(place): vertices follow more than four joints; the lightest were left out, at most \(lost) of 1")
    }
    var worst: Float = 0
    var loose = 0
    for v in 0..<count {
      let sum = weights[v].sum()
      guard weights[v].min() >= 0, sum.isFinite else {
        throw malformed(
          "\(place) WEIGHTS_0", "the weights of vertex \(v) are negative",
          cure: "normalise the weights and export again")
      }
      guard sum > 0 else {
        loose += 1
        weights[v] = SIMD4(1, 0, 0, 0)
        continue
      }
      if abs(sum - 1) > 1e-6 {
        worst = max(worst, abs(sum - 1))
        weights[v] /= sum
      }
    }
    out.joints = joints
    out.weights = weights
    if loose > 0 {
      notices.append(
        "\(place): \(loose) vertices follow no joint; they were given to the first joint they name")
    }
    if worst > max(0.01, lost + 1e-6) {
      notices.append("\(place): skin weights summed to 1 ± \(worst) and were normalised")
    }
  }

  private mutating func jointSet(
    _ number: Int, _ attributes: [String: JSONValue], count: Int, place: String
  ) throws(FormatsError) -> (joints: [SIMD4<UInt16>], weights: [SIMD4<Float>])? {
    let name = "JOINTS_\(number)"
    guard
      let accessorNumber = try optionalIndex(
        attributes[name], below: accessors.count, of: "accessor", place: "\(place) \(name)")
    else { return nil }
    let accessor = try GLTFAccessor(accessorNumber, in: self)
    guard accessor.count == count else {
      throw malformed("\(place) \(name)", "has \(accessor.count) elements for \(count) vertices")
    }
    let joints = try integers(accessor, types: ["VEC4"], components: [.unsignedByte, .unsignedShort])
    guard
      let (weights, _) = try attribute(
        attributes, "WEIGHTS_\(number)", types: ["VEC4"], components: Self.fractions, count: count,
        place: place)
    else { throw malformed(place, "has \(name) but no WEIGHTS_\(number)") }
    return (
      (0..<count).map { v in
        SIMD4(
          UInt16(truncatingIfNeeded: joints[4 * v]), UInt16(truncatingIfNeeded: joints[4 * v + 1]),
          UInt16(truncatingIfNeeded: joints[4 * v + 2]), UInt16(truncatingIfNeeded: joints[4 * v + 3]))
      },
      (0..<count).map { v in
        SIMD4(weights[4 * v], weights[4 * v + 1], weights[4 * v + 2], weights[4 * v + 3])
      }
    )
  }

  /// Keeps the four heaviest of eight joints; gives the weight of the others.
  private static func keepHeaviest(
    _ joints: inout SIMD4<UInt16>, _ weights: inout SIMD4<Float>, _ more: SIMD4<UInt16>,
    _ shares: SIMD4<Float>
  ) -> Float {
    var lost: Float = 0
    for k in 0..<4 where shares[k] != 0 {
      var lightest = 0
      for slot in 1..<4 where weights[slot] < weights[lightest] { lightest = slot }
      // A negative weight is kept, for the check that refuses it.
      guard shares[k] > weights[lightest] || shares[k] < 0 else {
        lost += shares[k]
        continue
      }
      lost += max(0, weights[lightest])
      joints[lightest] = more[k]
      weights[lightest] = shares[k]
    }
    return lost
  }
}
