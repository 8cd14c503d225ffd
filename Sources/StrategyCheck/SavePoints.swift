import Conversation
import Motion
import StrategyHost

/// When a strategy's state is saved: right after records of each kind, and often in between.
struct SavePoints {
  /// Frames before which it is saved, in order, with what was received just before where that is why.
  private(set) var reasons: [Int: String] = [:]

  var frames: [Int] { reasons.keys.sorted() }

  /// - Parameters:
  ///   - spread: how many frames there are at even distances besides.
  ///   - chosen: shares of the take at which it is saved in any case.
  init(in scene: TakeRenderer.Scene, rate: FrameRate, lookahead: Int, spread: Int, chosen: [Double]) {
    let frames = rate.frameCount(covering: scene.recording.duration)
    guard frames > 0 else { return }
    for index in 0..<max(0, spread) { reasons[frames * index / spread] = "" }
    for share in chosen { reasons[Int(Double(frames) * share)] = "" }
    // The last of a kind in the first two thirds: much has gathered by then, and enough follows.
    var last: [String: Int] = [:]
    for entry in scene.schedule.entries {
      let due = max(0, rate.firstFrame(atOrAfter: entry.arrival) - lookahead)
      guard due + 1 < frames * 2 / 3 else { continue }
      last[Self.kind(of: entry.record)] = due + 1
    }
    for (kind, frame) in last.sorted(by: { $0.key < $1.key }) { reasons[frame] = "right after \(kind)" }
  }

  private static func kind(of record: Record) -> String {
    let what = record.cue.map { "cue \($0.rawValue)" } ?? record.kind.rawValue
    let isQuestion = record.kind == .word && record.text?.contains("?") == true
    let whose = record.participant == Cast.performer ? "its own" : "the partner's"
    return "\(record.operation.rawValue) of \(whose) \(what)" + (isQuestion ? " with a question mark" : "")
  }
}
