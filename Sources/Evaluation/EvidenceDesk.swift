import Synchronization

/// Recordings that are being worked on: each is read once, by whoever needs it first, and let go by the last.
///
/// Threads that need the same recording wait for the one that reads it; others do not.
final class EvidenceDesk: Sendable {
  /// One recording, from its first use to its last.
  private final class Place: Sendable {
    let uses: Atomic<Int>
    let evidence = Mutex<Result<RecordingEvidence, any Error>?>(nil)
    init(uses: Int) { self.uses = Atomic(uses) }
  }

  private let places: [String: Place]

  /// - Parameter uses: number of units that will ask for each recording.
  init(uses: [String: Int]) { places = uses.mapValues { Place(uses: $0) } }

  /// Does work with a recording, which counts as one use.
  func with(
    _ id: String, reading read: () throws -> RecordingEvidence, _ work: (RecordingEvidence) throws -> Void
  ) throws {
    guard let place = places[id] else { return try work(read()) }
    let evidence = try place.evidence.withLock { kept in
      let outcome = kept ?? Result { try read() }
      kept = outcome
      return try outcome.get()
    }
    defer {
      if place.uses.subtractingOne() == 0 { place.evidence.withLock { $0 = nil } }
    }
    try work(evidence)
  }
}

extension Atomic<Int> {
  fileprivate func subtractingOne() -> Int { wrappingSubtract(1, ordering: .acquiringAndReleasing).newValue }
}
