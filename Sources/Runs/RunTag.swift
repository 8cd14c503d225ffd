/// A name that a user gives to a run.
///
/// A name stands for one run; giving it again moves it.
public struct RunTag: Hashable, Sendable, Codable {
  /// The name.
  public var name: String
  /// Id of the run.
  public var run: String

  /// The run that was opened last, whatever it is.
  public static let last = "$last"
  /// The run that a command put first when it last ordered runs; kept like a name that a user gave.
  public static let best = "$best"

  /// Makes a name.
  public init(name: String, run: String) {
    self.name = name
    self.run = run
  }

  /// Checks a name of a user's own: letters, digits, `.`, `-` and `_`, a letter first, 64 at most.
  ///
  /// - Throws: ``RunsError/badTag(_:)``.
  public static func check(_ name: String) throws(RunsError) {
    let isWord = name.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || "._-".unicodeScalars.contains($0)
    }
    guard isWord, name.unicodeScalars.first?.properties.isAlphabetic == true, name.count <= 64 else {
      throw .badTag(name)
    }
  }
}
