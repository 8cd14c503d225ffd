import Motion
import StrategySDK
import Testing

@Suite("A recorded session")
struct RecordedSessionTests {
  @Test("made for a test is read like a host's")
  func made() {
    let recorded = RecordedSession(
      id: "r", rate: .fps60, channels: [.gazeYaw, .rotation(of: .head)],
      rows: [1, 0, 0, 0, 1, 2, 0, 0, 0, 1, 9])
    #expect(recorded.frameCount == 2, "a frame that is not whole is left out")
    #expect(recorded.curve("gaze.yaw") == [1, 2])
    #expect(Array(recorded.row(1)) == [2, 0, 0, 0, 1])
    #expect(recorded.curve("jawOpen") == nil)
  }

  @Test("reaches a strategy that is tried out")
  func triedOut() throws {
    let tryout = Tryout()
    tryout.rehearsal = [RecordedSession(id: "r", rate: .fps60, channels: [.gazeYaw], rows: [0.25])]
    #expect(try tryout.take(of: Echo.self, frames: 2).curve("gaze.yaw") == [0.25, 0.25])
  }

  private final class Echo: Strategy {
    static let descriptor = StrategyDescriptor(
      id: "echo", version: "1.0.0", title: "", summary: "", channels: [.gazeYaw], needs: [.rehearsal])
    private var value: Float = 0
    func prepare(_ session: StrategySession) throws -> Int {
      value = session.rehearsal.first?.row(0)[0] ?? 0
      return 0
    }
    func receive(_ record: KnownRecord) throws {}
    func render(_ span: FrameSpan, into rows: FrameRows) {
      for index in 0..<span.frameCount { rows.row(index)[0] = value }
    }
  }
}
