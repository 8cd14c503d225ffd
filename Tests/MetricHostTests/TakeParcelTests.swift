import Foundation
import Motion
import Scoring
import Testing

@testable import MetricHost

@Suite("A take is told to a script whole")
struct TakeParcelTests {
  @Test("JSON first, then arrays at multiples of eight")
  func layout() throws {
    let take = try Stage.take(seconds: 1)
    let data = try TakeParcel.take(take)
    let length = Int(data.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) })
    let object = try #require(
      try JSONSerialization.jsonObject(with: data[8..<8 + length]) as? [String: Any])
    #expect(
      object["frames"] as? Int == 30 && (object["key"] as? [String: Any])?["recording"] as? String == "r1")
    let words = (object["spans"] as? [String: [[String: Any]]])?["words"]
    #expect(words?.count == 1 && words?[0]["start"] as? Double == 0.2)
    let place = try #require((object["arrays"] as? [String: [String: Any]])?["track"])
    let base = (8 + length + 7) & ~7
    let offset = try #require(place["offset"] as? Int)
    #expect(base % 8 == 0 && offset % 8 == 0 && place["count"] as? Int == take.track.samples.count)
    let sent = data.dropFirst(base + offset).withUnsafeBytes { raw in
      (0..<take.track.samples.count).map { raw.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
    }
    #expect(sent == take.track.samples)
  }

  @Test("the same take gives the same bytes")
  func same() throws {
    let reference = try Stage.reference()
    #expect(
      try TakeParcel.take(try Stage.take(2, reference: reference))
        == TakeParcel.take(try Stage.take(2, reference: reference)))
  }

  @Test("a take of several megabytes arrives")
  func large() throws {
    let folder = try ScratchFolder()
    let metric = try Stage.shelf.load(
      Stage.bundle(folder, "def measure(take): return float(take.rows.astype(float).sum())"))
    let take = try Stage.take(seconds: 4000)
    let sum = take.track.samples.reduce(0.0) { $0 + Double($1) }
    let value = try #require(metric.measure(take)[metric.id].number)
    #expect(abs(value - sum) < 1e-6 * abs(sum))
  }
}
