import Foundation
import Testing

@testable import StrategyDriver

@Suite("A brief goes over as JSON")
struct SessionBriefTests {
  @Test("it comes back as it was, the whole seed included, under the protocol's keys")
  func roundTrip() throws {
    let brief = SessionBrief(
      strategy: "s", rate: [30000, 1001], largestSpan: 60, seed: .max, participantCount: 2,
      participant: "mia", language: "de-CH", present: [true, false],
      parameters: [.init(id: "b", value: 0.1), .init(id: "a", value: -0.0)],
      numbers: ["style.energy": 1e-300],
      streams: [
        .init(
          participant: 1, columns: ["level"], rowsPerSecond: 100, samplesPerSecond: 16_000, rows: 5,
          samples: 800)
      ], layout: RowLayout(width: 5, channels: 2, capacity: 60), rest: [0, 0, 0, 0, 1], resources: "/a b",
      scratch: "/c",
      measure: true)
    let json = try JSONEncoder().encode(brief)
    #expect(try JSONDecoder().decode(SessionBrief.self, from: json) == brief)
    let object = try #require(JSONSerialization.jsonObject(with: json) as? [String: Any])
    #expect(
      Set(object.keys) == [
        "strategy", "rate", "largestSpan", "seed", "participantCount", "participant", "language", "present",
        "parameters", "numbers", "streams", "rowWidth", "rowStride", "channelCount", "activityStride",
        "activityBase", "slotStride", "rest", "resources", "scratch", "measure",
      ])
    #expect(object["rowStride"] as? Int == 12 && object["activityBase"] as? Int == 8 + 12 * 60)
  }
}
