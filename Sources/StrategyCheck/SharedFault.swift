extension [CaseResult] {
  /// Cases that compare takes, and so fail too when a strategy does not repeat itself.
  private static let comparing: Set<String> = [
    "processes", "order", "blocks", "causality", "state", "parameter-ends", "parameters-running",
  ]

  /// A line that says which failures may all be one: `nil` unless `repeatable` failed, and others with it.
  public var sharedFault: String? {
    func failed(_ result: CaseResult) -> Bool { result.status.word == "failed" }
    guard contains(where: { $0.id == "repeatable" && failed($0) }) else { return nil }
    let others = filter { Self.comparing.contains($0.id) && failed($0) }.map(\.id)
    guard !others.isEmpty else { return nil }
    return "not repeatable: differences found by \(others.joined(separator: ", ")) may be the same fault"
  }
}
