import Catalog
import Conversation
import Synchronization
import Testing

@testable import Evaluation

/// Counts on many threads.
private final class Counter: Sendable {
  private let number = Mutex(0)
  var count: Int { number.withLock { $0 } }
  func add() { number.withLock { $0 += 1 } }
}

@Suite("Each recording is read once and let go")
struct EvidenceDeskTests {
  @Test("many threads, one reading for each recording")
  func once() async throws {
    let stage = try Stage(recordings: 2)
    let corpus = stage.corpus
    let desk = EvidenceDesk(uses: ["talk0": 6, "talk1": 6])
    let readings = Counter()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<12 {
        group.addTask {
          let id = "talk\(number % 2)"
          try desk.with(id) {
            readings.add()
            return try RecordingEvidence(id, of: corpus)
          } _: {
            #expect($0.recording.id == id)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(readings.count == 2)
    // Nothing is kept after the last use: whoever comes late reads anew.
    try desk.with("talk0") {
      readings.add()
      return try RecordingEvidence("talk0", of: corpus)
    } _: { _ in
    }
    #expect(readings.count == 3)
  }

  @Test("what cannot be read fails everybody who asks")
  func failure() throws {
    let stage = try Stage(recordings: 1)
    let desk = EvidenceDesk(uses: ["nowhere": 2])
    for _ in 0..<2 {
      #expect(throws: CatalogError.self) {
        try desk.with("nowhere") {
          try RecordingEvidence("nowhere", of: stage.corpus)
        } _: { _ in
        }
      }
    }
  }
}
