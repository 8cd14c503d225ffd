import Conversation
import Motion
import Reporting
import Testing

@Suite("Words on one line")
struct SpanLaneTests {
  private func lane(_ words: [(String, Int64)], width: Int) -> SpanLane {
    let log = words.enumerated().map { index, word in
      Record(
        id: "\(index)", kind: .word, participant: "a", start: .milliseconds(word.1),
        end: .milliseconds(word.1 + 100), text: word.0)
    }
    let recording = Recording(
      id: "r", participants: [.init(id: "a", role: .character)], duration: .milliseconds(1000), log: log)
    return SpanLane(Happened(recording).words, from: .zero, to: .milliseconds(1000), width: width)
  }

  @Test("A long word is cut where the next begins")
  func cut() { #expect(lane([("wonderful", 0), ("day", 500)], width: 10).text == "wond day") }

  @Test("Where there is room an ellipsis tells that letters are lost")
  func ellipsis() { #expect(lane([("wonderful", 0), ("day", 500)], width: 14).text == "wonde… day") }

  @Test("A word at the edge is cut at the edge")
  func edge() { #expect(lane([("wonderful", 900)], width: 10).text == "         w") }

  @Test("A lane without words is empty")
  func empty() { #expect(lane([], width: 10).text.isEmpty) }
}
