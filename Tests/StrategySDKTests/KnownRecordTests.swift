import Motion
import StrategyABI
import Testing

@testable import StrategySDK

@Suite struct KnownRecordTests {
  private func record(flags: UInt32, kind: UInt16 = 4, text: UnsafePointer<CChar>) -> mien_record {
    mien_record(
      size: UInt32(MemoryLayout<mien_record>.size), kind: kind, op: 2, flags: flags, cue: 3, participant: 1,
      offset: 5, id: 8, turn: 9, arrival: 100, start: 200, end: 300, value: 0.5, text: text, text_length: 3,
      reserved: 0)
  }

  @Test func onlyFlaggedFieldsAreSet() throws {
    try "AH0".withCString { text in
      let bare = try #require(KnownRecord(record(flags: 0, text: text)))
      #expect(bare.start == nil && bare.end == nil && bare.text == nil && bare.turn == nil)
      #expect(bare.value == nil && !bare.isEstimated && bare.arrival == MediaTime(flicks: 100))
      let full = try #require(KnownRecord(record(flags: 63, text: text)))
      #expect(full.start == MediaTime(flicks: 200) && full.end == MediaTime(flicks: 300))
      #expect(full.text == "AH0" && full.turn == 9 && full.offset == 5 && full.value == 0.5)
      #expect(full.kind == .phone && full.operation == .revise && full.isEstimated && full.cue == .stage)
    }
  }

  @Test func unknownKindsAreLeftOut() {
    "x  ".withCString { #expect(KnownRecord(record(flags: 0, kind: 77, text: $0)) == nil) }
  }
}
