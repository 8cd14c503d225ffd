import Conversation
import Motion
import StrategyABI
import Testing

@testable import StrategyDriver
@testable import StrategyHost

@Suite("What becomes known is fed up to the end of a block, and no further")
struct TakeFeedTests {
  /// What a feed wrote for one block.
  private struct Written: Equatable {
    var due: [Int64] = []
    var rows = 0
    var samples = 0
    var known: [[Int]] = []
  }

  private func write(_ feed: inout TakeFeed, first: Int, count: Int) throws -> Written {
    let inbox = UnsafeMutableRawBufferPointer.allocate(byteCount: 16_384, alignment: 16)
    defer { inbox.deallocate() }
    var result = Written()
    let writer = FeedWriter(inbox) { length in
      var reader = FeedReader(UnsafeRawBufferPointer(rebasing: inbox[0..<length]))
      while var chunk = try reader.next() {
        if chunk.kind == 1 {
          for _ in 0..<(try chunk.take(UInt64.self)) {
            result.due.append(try chunk.take(Int64.self))
            let record = try chunk.take(mien_record.self)
            _ = try chunk.take(count: UInt64(record.text_length) + 1)
            chunk.align()
          }
        } else if chunk.kind == 2 {
          _ = try chunk.take(UInt64.self)
          result.rows += Int(try chunk.take(UInt64.self))
          result.samples += Int(try chunk.take(UInt64.self))
        } else {
          _ = try chunk.take(UInt32.self)
          let frames = try chunk.take(UInt32.self)
          #expect(try chunk.take(Int64.self) == Int64(first + result.known.count))
          for _ in 0..<frames {
            result.known.append([Int(try chunk.take(UInt64.self)), Int(try chunk.take(UInt64.self))])
          }
        }
      }
    }
    try feed.write(first: first, count: count, to: writer)
    try writer.finish()
    return result
  }

  private let arrivals = [-1, 0, 0.25, 0.25, 0.5, 1.2, 1.9]

  private func feed(
    _ scene: TakeRenderer.Scene, lookahead: Int = 0, from start: Int = 0, frames: Int = 120
  ) -> TakeFeed {
    TakeFeed(
      scene, positions: ["mia": 0, "tom": 1], rate: .fps60, frames: frames, lookahead: lookahead,
      resumingAt: start, hears: { $0 == 0 })
  }

  @Test("blocks bring each record once, in order, with the block in which it is due", arguments: [1, 7, 120])
  func records(block: Int) throws {
    var feed = feed(Stage.scene(arrivals: arrivals), lookahead: 3)
    var all: [Int64] = []
    for first in stride(from: 0, to: 120, by: block) {
      let count = min(block, 120 - first)
      let due = try write(&feed, first: first, count: count).due
      #expect(due.allSatisfy { ($0 >= first || first == 0) && $0 < first + count })
      all += due
    }
    #expect(all == [0, 0, 12, 12, 27, 69, 111])
  }

  @Test("audio comes as far as it is known at the block's last frame, of those only who are heard")
  func audio() throws {
    let audio = ["mia": Stage.audio(seconds: 1), "tom": Stage.audio(seconds: 1)]
    var feed = feed(Stage.scene(arrivals: [], audio: audio), lookahead: 6)
    let first = try write(&feed, first: 0, count: 1)
    #expect(first == Written(rows: 10, samples: 1_600, known: [[10, 1_600]]))
    let second = try write(&feed, first: 1, count: 23)
    #expect(second.rows == 38 && second.samples == 16_000 * 29 / 60 - 1_600)
    #expect(second.known.count == 23 && second.known.last == [48, 7_733])
    let rest = try write(&feed, first: 24, count: 96)
    #expect(rest.rows == 52 && rest.samples == 16_000 - 7_733)
    #expect(rest.known.last == [100, 16_000])
  }

  @Test("counts never fall and never exceed what there is")
  func rising() throws {
    let scene = Stage.scene(
      arrivals: [], audio: ["mia": Stage.audio(seconds: 1)],
      hearing: ["mia": .chunks([(Stage.time(0.2), Stage.time(9)), (Stage.time(0.5), Stage.time(0.1))])])
    var feed = feed(scene)
    let known = try write(&feed, first: 0, count: 120).known
    #expect(known.count == 120 && known[119] == [100, 16_000])
    for (before, now) in zip(known, known.dropFirst()) {
      #expect(now[0] >= before[0] && now[1] >= before[1])
    }
  }

  @Test("one that resumes leaves out what was due before, and brings all audio that was known")
  func resumes() throws {
    let scene = Stage.scene(arrivals: arrivals, audio: ["mia": Stage.audio(seconds: 2)])
    var feed = feed(scene, from: 15)
    let first = try write(&feed, first: 15, count: 16)
    #expect(first.due == [15, 15, 30])
    #expect(first.rows == 50 && first.known.count == 16)
    #expect(try write(&feed, first: 31, count: 89).due == [72, 114])
  }

  @Test("columns without names have no rows, and their samples are heard all the same")
  func columnless() throws {
    let heard = HeardAudio(columns: [], rows: [1, 2, 3], samples: [Float](repeating: 1, count: 16_000))
    var feed = feed(Stage.scene(arrivals: [], audio: ["mia": heard]))
    let all = try write(&feed, first: 0, count: 120)
    #expect(all.rows == 0 && all.samples == 16_000)
  }
}
