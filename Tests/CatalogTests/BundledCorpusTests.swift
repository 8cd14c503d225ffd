import Catalog
import Conversation
import Foundation
import Motion
import Testing

@Suite("The bundled corpus")
struct BundledCorpusTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Corpora/parlor")
  private static let ids = ((try? Corpus.load(at: folder))?.manifest.recordings ?? []).map(\.id)

  @Test("it loads, passes its check and has recordings")
  func check() {
    #expect(Self.ids.count >= 10)
    #expect(CorpusCheck(folder: Self.folder).findings.filter { $0.severity > .note } == [])
  }

  @Test(
    "agent/1 hands over words and phones when the studio, which made the speech, says it had them",
    arguments: ids)
  func arrivals(_ id: String) throws {
    let corpus = try Corpus.load(at: Self.folder)
    let recording = try corpus.recording(id)
    let performer = try #require(recording.participants.first { $0.role == .character }).id
    func told(_ model: ArrivalModel) throws -> [String: MediaTime] {
      var told: [String: MediaTime] = [:]
      for entry in try model.schedule(recording, for: performer).entries {
        let record = entry.record
        guard record.operation == .announce, record.kind == .word || record.kind == .phone else { continue }
        told[record.id] = entry.arrival
      }
      return told
    }
    let (agent, recorded) = (try told(.agent), try told(.recorded))
    #expect(recorded.count > 200)
    for (record, arrival) in recorded.sorted(by: { $0.key < $1.key }) {
      let other = try #require(agent[record], "\(record)")
      #expect(abs(other.seconds - arrival.seconds) < 0.05, "\(record)")
    }
  }
}
