/// A face channel of a rig made up of channels of another vocabulary, found on the rig's own mesh: what weights of
/// the others come nearest to its displacements, by least squares over all vertices.
public struct MeshDerivation: Hashable, Sendable {
  /// Up to this part of the displacement (root mean square over the mesh, relative) may be missed.
  public static let largestResidual = 0.5
  /// Parts below this weight, and parts without which the residual grows by less than a hundredth, are left out.
  static let smallestPart = 0.05

  /// The channel, canonical spelling.
  public var channel: String
  /// The vocabulary that its parts come from.
  public var source: FaceVocabulary
  /// Channels and weights in 0…1, heaviest first.
  public var parts: [DerivedChannels.Part]
  /// What is missed: root mean square of the difference over that of the displacement; 0 exact, 1 nothing alike.
  public var residual: Double
  /// Whether the residual is small enough for the parts to stand in for the channel.
  public var isAccepted: Bool { residual <= Self.largestResidual && !parts.isEmpty }

  /// Derives each face channel of a rig from each other vocabulary that the rig has.
  ///
  /// Channels that displace nothing are left out; colours and textures play no part.
  ///
  /// - Complexity: Squared in the number of face channels, linear in displaced vertices.
  public static func solve(_ rig: Rig) -> [MeshDerivation] {
    let deltas = FaceDeltas(rig, MorphSlots(rig))
    let count = deltas.names.count
    let vocabularies = deltas.names.map { FaceVocabulary(of: $0) }
    var found: [MeshDerivation] = []
    for target in 0..<count {
      for source in FaceVocabulary.allCases where source != vocabularies[target] {
        let basis = (0..<count).filter { vocabularies[$0] == source }
        if !basis.isEmpty { found.append(derive(target, from: basis, source, deltas)) }
      }
    }
    return found
  }

  private static func derive(
    _ target: Int, from basis: [Int], _ source: FaceVocabulary, _ deltas: FaceDeltas
  ) -> MeshDerivation {
    var kept = basis
    var (weights, residual) = fit(target, kept, deltas)
    kept = zip(kept, weights).filter { $1 >= smallestPart }.map(\.0)
    (weights, residual) = fit(target, kept, deltas)
    // The lightest part goes as long as hardly anything is lost by it.
    while kept.count > 1, let lightest = weights.indices.min(by: { weights[$0] < weights[$1] }) {
      var fewer = kept
      fewer.remove(at: lightest)
      let next = fit(target, fewer, deltas)
      guard weights[lightest] < smallestPart || next.residual - residual < 0.01 else { break }
      (kept, weights, residual) = (fewer, next.weights, next.residual)
    }
    let parts = zip(kept, weights).filter { $1 > 0 }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
      .map { DerivedChannels.Part(channel: deltas.names[$0.0], factor: Float($0.1)) }
    return MeshDerivation(channel: deltas.names[target], source: source, parts: parts, residual: residual)
  }

  private static func fit(
    _ target: Int, _ basis: [Int], _ deltas: FaceDeltas
  ) -> (weights: [Double], residual: Double) {
    let count = deltas.names.count
    func product(_ i: Int, _ j: Int) -> Double { deltas.gram[i * count + j] }
    let gram = basis.flatMap { row in basis.map { product(row, $0) } }
    let weights = BoundedLeastSquares(gram: gram, right: basis.map { product($0, target) }).solve()
    var square = product(target, target)
    for (i, weight) in zip(basis, weights) {
      square -= 2 * weight * product(i, target)
      for (j, other) in zip(basis, weights) { square += weight * other * product(i, j) }
    }
    return (weights, (max(0, square) / product(target, target)).squareRoot())
  }
}
