/// Which runs of an archive are asked for.
///
/// What is `nil` asks for nothing; a run is meant where it has all that is asked.
public struct RunSelection: Hashable, Sendable {
  /// The runs with these ids.
  public var ids: Set<String>?
  /// The runs of this strategy id.
  public var strategy: String?
  /// Only so many, the youngest of them; at least 0.
  public var newest: Int?

  /// Every run.
  public static let all = RunSelection()

  /// Makes a selection.
  public init(ids: Set<String>? = nil, strategy: String? = nil, newest: Int? = nil) {
    self.ids = ids
    self.strategy = strategy
    self.newest = newest
  }
}
