public import Scoring

/// A take as a user writes it: `RECORDING/PARTICIPANT`, with `@SEED` where a run has several seeds and not the
/// lowest is meant, and with `RUN:` in front where the run is not given otherwise.
public struct TakeReference: Hashable, Sendable {
  /// Id of the run, where it is named.
  public var run: String?
  /// Id of the recording.
  public var recording: String
  /// Id of the participant.
  public var participant: String
  /// The seed, where it is named.
  public var seed: UInt64?

  /// Reads a reference.
  ///
  /// - Throws: ``RunsError/badReference(_:)``.
  public init(_ text: String) throws(RunsError) {
    var rest = Substring(text)
    if let at = rest.lastIndex(of: "@") {
      let digits = rest[rest.index(after: at)...]
      // `UInt64` would also read a sign.
      guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = UInt64(digits) else {
        throw .badReference(text)
      }
      seed = number
      rest = rest[..<at]
    }
    if let colon = rest.lastIndex(of: ":") {
      run = String(rest[..<colon])
      rest = rest[rest.index(after: colon)...]
    }
    guard let slash = rest.lastIndex(of: "/") else { throw .badReference(text) }
    recording = String(rest[..<slash])
    participant = String(rest[rest.index(after: slash)...])
    guard !recording.isEmpty, !participant.isEmpty, run != "" else { throw .badReference(text) }
  }

  /// Whether it means this take.
  public func matches(_ key: TakeKey) -> Bool {
    key.recording == recording && key.participant == participant && (seed == nil || seed == key.seed)
  }
}
