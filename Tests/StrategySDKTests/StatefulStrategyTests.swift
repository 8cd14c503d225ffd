import Foundation
import Motion
import StrategyABI
import Testing

@testable import StrategySDK

/// Writes a sum of random steps: what it shows next depends on all that it showed before.
private final class Drift: StatefulStrategy {
  static let descriptor = StrategyDescriptor(
    id: "drift", version: "1.0.0", title: "Drift", summary: "For tests.", channels: [.gazeYaw],
    parameters: [StrategyParameter("pace", title: "Pace", range: 0...1, initial: 0.5)])

  private var random = StrategyRandom(seed: 0, stream: "")
  private var values = ParameterValues(Drift.descriptor.parameters)
  private var at: Float = 0

  init() {}

  func prepare(_ session: StrategySession) throws -> Int {
    random = StrategyRandom(seed: session.seed, stream: "drift")
    values = session.parameters
    return 0
  }

  func receive(_ record: KnownRecord) throws {
    if record.kind == .parameter, let id = record.text, let value = record.value { values.set(id, to: value) }
  }

  func render(_ span: FrameSpan, into rows: FrameRows) {
    for index in 0..<span.frameCount {
      at += Float(random.within(-1...1) * values["pace"])
      rows.row(index)[0] = at
    }
  }

  private struct State: Codable {
    var random: StrategyRandom
    var at: Float
    var numbers: [Double]
  }

  func save() throws -> [UInt8] {
    Array(try JSONEncoder().encode(State(random: random, at: at, numbers: values.numbers)))
  }

  func load(_ state: [UInt8]) throws {
    guard let kept = try? JSONDecoder().decode(State.self, from: Data(state)) else {
      throw StrategyError.failed("a state of \(state.count) bytes")
    }
    (random, at) = (kept.random, kept.at)
    values.restore(kept.numbers)
  }
}

@Suite("A strategy whose state can be saved")
struct StatefulStrategyTests {
  private func withInstance(
    of type: any Strategy.Type, _ body: (UnsafeMutablePointer<mien_strategy>) throws -> Void
  ) throws {
    let exported = ExportedStrategy(type)
    var host = mien_host()
    host.size = UInt32(MemoryLayout<mien_host>.size)
    try withUnsafePointer(to: &host) { host in
      let table = StrategyInstance.create(exported, host: host)
      try body(table)
      table.pointee.destroy?(table)
    }
  }

  private func prepare(_ strategy: UnsafeMutablePointer<mien_strategy>) {
    var session = mien_session()
    (session.size, session.rate_numerator, session.rate_denominator) = (
      UInt32(MemoryLayout<mien_session>.size), 60, 1
    )
    (session.largest_span, session.seed, session.channel_count) = (60, 7, 1)
    var binding = mien_binding(size: UInt32(MemoryLayout<mien_binding>.size), lookahead_frames: 0)
    let present: [UInt8] = [1, 1]
    present.withUnsafeBufferPointer { present in
      session.channel_present = present.baseAddress
      #expect(strategy.pointee.prepare?(strategy, &session, &binding) == MIEN_OK)
    }
  }

  private func render(_ strategy: UnsafeMutablePointer<mien_strategy>, from first: Int, _ count: Int)
    -> [Float]
  {
    var rows = [Float](repeating: 0, count: count)
    rows.withUnsafeMutableBufferPointer { rows in
      var input = mien_input(
        size: UInt32(MemoryLayout<mien_input>.size), frame_count: UInt32(count), first_frame: Int64(first))
      var output = mien_output()
      (output.size, output.row_stride) = (UInt32(MemoryLayout<mien_output>.size), 1)
      output.rows = rows.baseAddress
      #expect(strategy.pointee.render?(strategy, &input, &output) == MIEN_OK)
    }
    return rows
  }

  private func state(_ strategy: UnsafeMutablePointer<mien_strategy>) -> mien_state? {
    strategy.pointee.get_extension?(strategy, MIEN_EXT_STATE)?
      .assumingMemoryBound(to: mien_state.self).pointee
  }

  @Test("has state/1, and one that conforms to Strategy alone has not")
  func extensionByConformance() throws {
    try withInstance(of: Drift.self) { #expect(state($0) != nil) }
    try withInstance(of: Sample.self) { #expect(state($0) == nil) }
  }

  @Test("goes on in a fresh instance where the first one was, and saving changes nothing")
  func goesOn() throws {
    try withInstance(of: Drift.self) { first in
      prepare(first)
      _ = render(first, from: 0, 20)
      let table = try #require(state(first))
      var length: UInt64 = 0
      #expect(table.save(first, nil, 0, &length) == MIEN_OK)
      #expect(length > 0)
      var bytes = [UInt8](repeating: 0xAA, count: Int(length))
      #expect(table.save(first, &bytes, length - 1, &length) == MIEN_OK)
      #expect(bytes.allSatisfy { $0 == 0xAA })  // too little room: nothing is written
      #expect(table.save(first, &bytes, length, &length) == MIEN_OK)
      let wanted = render(first, from: 20, 30)
      try withInstance(of: Drift.self) { second in
        let other = try #require(state(second))
        #expect(other.load(second, bytes, length) == MIEN_FAILED)  // not prepared
        prepare(second)
        #expect(other.load(second, bytes, length) == MIEN_OK)
        #expect(render(second, from: 20, 30) == wanted)
      }
    }
  }

  @Test("refuses a state that it cannot read, and says why")
  func refuses() throws {
    try withInstance(of: Drift.self) { strategy in
      let table = try #require(state(strategy))
      prepare(strategy)
      #expect(table.load(strategy, [1, 2, 3], 3) == MIEN_FAILED)
      #expect(strategy.pointee.last_error?(strategy).map { String(cString: $0) } == "a state of 3 bytes")
    }
  }

  @Test("is the same with and without a hop when tried out")
  func tryout() throws {
    let tryout = Tryout(seed: 3)
    tryout.add(
      KnownRecord(
        id: 1, kind: .parameter, arrival: MediaTime(seconds: 0.2) ?? .zero, text: "pace", value: 0.1))
    let whole = try tryout.take(of: Drift.self, frames: 60)
    #expect(try tryout.take(of: Drift.self, frames: 60, hoppingAt: 31) == whole)
    #expect(try tryout.take(of: Drift.self, frames: 60, block: 7) == whole)
    #expect(throws: StrategyError.self) { try tryout.take(of: Sample.self, frames: 10, hoppingAt: 3) }
  }

  @Test("keeps the values of parameters within their ranges, whatever a state says")
  func numbers() {
    var values = ParameterValues(Drift.descriptor.parameters)
    #expect(!values.restore([]) && !values.restore([.nan]) && values.numbers == [0.5])
    #expect(values.restore([9]) && values.numbers == [1])
  }
}
