import StrategyABI
import Testing

@testable import StrategyDriver

@Suite("Sessions to learn from are kept as the contract has them")
struct RehearsalShelfTests {
  private static let header =
    #"{"id": "lesson", "rate": [30000, 1001], "frames": 3, "channels": [{"name": "jawOpen", "kind": "weight"}, "#
    + #"{"name": "head.rotation", "kind": "rotation"}]}"#

  private func feed(_ shelf: RehearsalShelf, _ header: String, rows: [Float], inbox: Int = 1 << 16) throws {
    try Inbox(inbox).feed(shelf.feed) { writer in
      try rows.withUnsafeBufferPointer { try writer.rehearsal(header: Array(header.utf8), rows: $0) }
    }
  }

  @Test("names, kinds, rate and rows come over; a second session follows the first")
  func sessions() throws {
    let shelf = RehearsalShelf()
    try feed(shelf, Self.header, rows: (0..<15).map(Float.init))
    try feed(shelf, #"{"id": "none", "rate": [60, 1], "frames": 0, "channels": []}"#, rows: [])
    #expect(shelf.count == 2)
    let session = try #require(shelf.session(0)).pointee
    #expect(String(cString: session.id) == "lesson")
    #expect(session.channel_count == 2 && session.frame_count == 3 && session.row_stride == 5)
    #expect(session.rate_numerator == 30000 && session.rate_denominator == 1001)
    #expect(String(cString: session.channels[1].name) == "head.rotation")
    #expect(session.channels[1].kind == UInt32(MIEN_CHANNEL_ROTATION))
    #expect((0..<15).map { session.rows[$0] } == (0..<15).map(Float.init))
    #expect(shelf.session(1)?.pointee.frame_count == 0)
    #expect(shelf.session(2) == nil)
  }

  @Test("rows that come in several inboxes are one session, and it is not there before all have come")
  func pieces() throws {
    let shelf = RehearsalShelf()
    let rows = (0..<15_000).map(Float.init)
    try feed(
      shelf, Self.header.replacing("\"frames\": 3", with: "\"frames\": 3000"), rows: rows, inbox: 8_192)
    #expect((0..<15_000).map { shelf.session(0)?.pointee.rows[$0] } == rows)
    try feed(shelf, Self.header, rows: (0..<10).map(Float.init))
    #expect(shelf.count == 2 && shelf.session(1) == nil)
  }

  @Test(
    "a header that cannot be used is a breach",
    arguments: [
      "", "[]", #"{"id": "a"}"#, header.replacing("[30000, 1001]", with: "[60]"),
      header.replacing("\"frames\": 3", with: "\"frames\": -1"),
      header.replacing("\"frames\": 3", with: "\"frames\": 9000000000"),
    ])
  func badHeader(header: String) throws {
    let error = try #require(throws: StrategyDriverError.self) {
      try feed(RehearsalShelf(), header, rows: [])
    }
    #expect(error.description.contains("header"))
  }

  @Test("rows of no session, and more rows than a session has, are a breach; so is any other chunk")
  func breaches() throws {
    #expect(throws: StrategyDriverError.self) {
      try feed(RehearsalShelf(), Self.header, rows: (0..<16).map(Float.init))
    }
    let rows: [UInt32] = [5, 24, 1, 0, 0, 0]
    #expect(throws: StrategyDriverError.self) {
      try rows.withUnsafeBytes { try RehearsalShelf().feed($0) }
    }
    let records: [UInt32] = [1, 16, 0, 0]
    let error = try #require(throws: StrategyDriverError.self) {
      try records.withUnsafeBytes { try RehearsalShelf().feed($0) }
    }
    #expect(error.description.contains("chunk of kind 1 before a take has begun"))
  }
}
