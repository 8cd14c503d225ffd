/// What a case came to.
public enum CaseStatus: Sendable, Hashable {
  /// Nothing was found.
  case passed
  /// The strategy breaks the contract, or its own word; why, in one line.
  case failed(String)
  /// Its process died, left, or had to be ended; how and where, in one line.
  case crashed(String)
  /// The contract is kept, but something is worth a look.
  case warned(String)
  /// Not tried, and why.
  case skipped(String)

  /// The status in one word: `passed`, `failed`, `crashed`, `warned` or `skipped`.
  public var word: String {
    switch self {
    case .passed: "passed"
    case .failed: "failed"
    case .crashed: "crashed"
    case .warned: "warned"
    case .skipped: "skipped"
    }
  }

  /// What was found, in one line; empty for ``passed``.
  public var reason: String {
    switch self {
    case .passed: ""
    case .failed(let reason), .crashed(let reason), .warned(let reason), .skipped(let reason): reason
    }
  }

  /// Whether a strategy with this result must not be trusted.
  public var isFault: Bool {
    switch self {
    case .failed, .crashed: true
    case .passed, .warned, .skipped: false
    }
  }
}

/// A number that a case measured, or why there is none.
public struct CaseFact: Sendable, Hashable {
  /// What it is, such as `p99`.
  public var key: String
  /// The number; `nil` where there is none.
  public var value: Double?
  /// Its unit, empty for counts.
  public var unit: String
  /// Why there is no number; empty where there is one.
  public var absence: String

  /// Names a number.
  public init(_ key: String, _ value: Double, _ unit: String = "") {
    (self.key, self.value, self.unit, absence) = (key, value, unit, "")
  }

  /// Says why there is no number.
  public init(_ key: String, absent reason: String) {
    (self.key, value, unit, absence) = (key, nil, "", reason)
  }
}

/// A case that was run.
public struct CaseResult: Sendable, Hashable {
  /// Id of the case.
  public var id: String
  /// What it tries, in one line.
  public var summary: String
  /// What it came to.
  public var status: CaseStatus
  /// What it measured, in the order in which it did.
  public var facts: [CaseFact]

  /// Gathers a result.
  public init(id: String, summary: String, status: CaseStatus, facts: [CaseFact] = []) {
    (self.id, self.summary, self.status, self.facts) = (id, summary, status, facts)
  }
}
