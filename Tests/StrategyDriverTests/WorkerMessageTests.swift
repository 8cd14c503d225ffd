import Testing

@testable import StrategyDriver

@Suite("Requests, replies and refusals keep the protocol's form")
struct WorkerMessageTests {
  @Test("heads are six numbers of 64 bits")
  func heads() {
    #expect(MemoryLayout<WorkerMessage.Request>.size == WorkerMessage.headBytes)
    #expect(MemoryLayout<WorkerMessage.Reply>.size == WorkerMessage.headBytes)
    let request = WorkerMessage.Request(.render, a: 5, b: 6, length: 7)
    let words = withUnsafeBytes(of: request) { Array($0.bindMemory(to: UInt64.self)) }
    #expect(words == [3, 5, 6, 0, 7, 0])
    var reply = WorkerMessage.Reply(status: 2)
    (reply.a, reply.b, reply.c, reply.d, reply.length) = (1, 3, 4, 5, 6)
    #expect(withUnsafeBytes(of: reply) { Array($0.bindMemory(to: UInt64.self)) } == [2, 1, 3, 4, 5, 6])
    #expect(WorkerMessage.Operation.ready.rawValue == 0 && WorkerMessage.Operation.resident.rawValue == 7)
    #expect(MemoryLayout<DriverProgress>.size == 24 && WorkerMessage.rowsStart % 4096 == 0)
  }

  static let errors: [StrategyDriverError] = [
    .refused(function: "render", status: -1, frames: 10..<15, text: "two words"),
    .refused(function: "prepare", status: -3, frames: nil, text: "no reason given"),
    .badLookahead(frames: 700), .incomplete(function: "receive"), .protocolBreach("chunk of kind 9"),
  ]

  @Test("an error that goes over comes back as it was", arguments: errors)
  func roundTrip(error: StrategyDriverError) {
    let (status, text) = WorkerMessage.text(of: error)
    #expect(status == (error == .protocolBreach("chunk of kind 9") ? 2 : 1))
    #expect(WorkerMessage.error(status: status, text: text) == error)
  }

  @Test("other errors keep their words")
  func words() {
    for error in [
      StrategyDriverError.unknownParameter("force", known: ["at"]),
      .parameterOutOfRange("at", value: 2, range: 0...1),
    ] {
      let (status, text) = WorkerMessage.text(of: error)
      #expect(WorkerMessage.error(status: status, text: text).description.contains(error.description))
    }
  }

  @Test(
    "what a damaged worker says is read without believing it",
    arguments: [
      "", "nonsense\nof two lines", "{}", #"{"function": "x"}"#,
      #"{"function": "render", "status": -1, "first": 9, "end": 2, "text": "a\nb"}"#,
      #"{"function": "render", "status": 99999999999, "text": ""}"#,
      #"{"function": "r", "status": -1, "first": -9223372036854775808, "end": 9223372036854775807, "text": "x"}"#,
      #"{"function": "lookahead", "status": -1, "first": -9223372036854775808, "text": ""}"#,
    ])
  func damaged(text: String) {
    for status in [UInt64(1), 2, .max] {
      #expect(!WorkerMessage.error(status: status, text: text).description.contains("\n"))
    }
  }
}
