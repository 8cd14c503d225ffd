import Statistics

/// How far apart several takes of one input lie.
enum Multimodality {
  /// Mean over contexts of the mean distance between two of a context's samples.
  ///
  /// Throws for no contexts and for a context of fewer than 2 samples.
  static func mean(of contexts: [PointCloud]) throws(StatisticsError) -> Double {
    guard !contexts.isEmpty else { throw .tooFew(what: "contexts", needed: 1, given: 0) }
    var sum = 0.0
    for context in contexts { sum += try PairwiseDistances.meanWithin(context) }
    return sum / Double(contexts.count)
  }
}
