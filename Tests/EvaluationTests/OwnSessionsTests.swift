import Catalog
import Foundation
import Scoring
import Testing

@testable import Evaluation

/// What a character does by itself is on-model: else a gate says nothing.
@Suite("Own sessions pass the gate")
struct OwnSessionsTests {
  @Test("each held-out session, held against the others", arguments: ["nova", "bram", "pip"])
  func heldOut(character: String) throws {
    let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let paths = SearchPath(roots: [checkout], bundled: checkout)
    let cast = EvaluationPlan.Cast(try paths.character(character), conversations: paths)
    let source = try #require(cast.nulls)
    let sessions = try source().heldOut
    #expect(sessions.count == 10)
    for left in sessions.indices {
      var others = sessions
      others.remove(at: left)
      let reference = ScoringReference(sessions: others, limits: cast.reference.limits)
      let record = RigValidity().measure(sessions[left].with(reference: reference))
      #expect(record["rig-validity.gate/2"] == .value(1), "\(sessions[left].key): \(record.findings)")
    }
  }
}
