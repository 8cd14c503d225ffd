public import Scoring

/// Scores as people name them.
public enum ScoreName {
  /// The id that a name means: an id itself, or one without its version where only one score has that.
  ///
  /// - Returns: `nil` where no score, or more than one, is meant.
  public static func id(_ name: String, among descriptors: [MetricDescriptor]) -> String? {
    if descriptors.contains(where: { $0.id == name }) { return name }
    let meant = Set(descriptors.map(\.id).filter { $0.prefix { $0 != "/" } == name })
    return meant.count == 1 ? meant.first : nil
  }
}
