/// On what a number rests: carried by corpora and references into every table made from them.
public enum Evidence: String, Hashable, Sendable, Codable, CaseIterable {
  /// Recorded from people.
  case real
  /// Made by a program.
  case synthetic
}
