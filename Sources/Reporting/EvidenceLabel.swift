public import Runs
public import Scoring

/// On what a number rests, in the words of every table: `real`, `synthetic`, or `real, synthetic reference` where the
/// conversations are of one kind and the sessions that the score is held against of the other.
public struct EvidenceLabel: Sendable, Equatable {
  /// The words.
  public let text: String

  /// Labels a score of a run; without a descriptor all of its scores together.
  ///
  /// - Parameter isProvisional: whether the reference was too small for firm scores, where that is known.
  public init(_ run: Run, _ descriptor: MetricDescriptor? = nil, isProvisional: Bool? = nil) {
    let corpus = "\(run.corpus.evidence)"
    let character = "\(run.character.evidence)"
    let isHeldAgainst = descriptor?.restsOnReference ?? true
    let looks = isHeldAgainst || descriptor?.needs.contains(.limits) == true
    let rests = looks && corpus != character ? "\(corpus), \(character) reference" : corpus
    text = descriptor != nil && isHeldAgainst && isProvisional == true ? rests + ", provisional" : rests
  }
}
