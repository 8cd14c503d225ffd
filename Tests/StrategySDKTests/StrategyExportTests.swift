import Motion
import StrategyABI
import Testing

@testable import StrategySDK

/// Writes its parameter into its one weight, and what it received into the angle: records + 10 × batches.
final class Sample: Strategy {
  static let descriptor = StrategyDescriptor(
    id: "sample", version: "1.2.3", title: "Sample", summary: "For tests.",
    channels: [.weight("jawOpen"), .gazeYaw], needs: [.words, .ownAudio],
    parameters: [StrategyParameter("level", title: "Level", range: 0...1, initial: 0.25)])

  private var level: Float = 0
  private var received: Float = 0

  init() {}

  func prepare(_ session: StrategySession) throws -> Int {
    guard session.language != "xx" else { throw StrategyError.unsupportedSession("no xx here") }
    level = Float(session.parameters["level"])
    return 12
  }

  func receive(_ record: KnownRecord) throws {
    guard record.text != "boom" else { throw StrategyError.failed("it went boom") }
    received += 1
  }

  func settle() throws { received += 10 }

  func render(_ span: FrameSpan, into rows: FrameRows) {
    for index in 0..<span.frameCount {
      rows.row(index)[0] = level
      rows.row(index)[1] = received
    }
  }
}

@Suite(.serialized) struct StrategyExportTests {
  private static func entry(_ major: UInt32) -> UnsafePointer<mien_entry>? {
    StrategyExport.entry(for: [Sample.self], major: major, minor: 0)
  }

  /// Calls a body with an instance made through the C table, and a host without extensions.
  private func withInstance(
    _ body: (UnsafeMutablePointer<mien_strategy>) throws -> Void
  ) throws {
    let entry = try #require(Self.entry(MIEN_ABI_MAJOR))
    var host = mien_host(
      size: UInt32(MemoryLayout<mien_host>.size), reserved: 0, name: nil, version: nil, context: nil,
      get_extension: { _, _ in nil }, log: { _, _, _ in })
    try withUnsafePointer(to: &host) { host in
      var strategy: UnsafeMutablePointer<mien_strategy>?
      #expect(entry.pointee.create?(0, host, &strategy) == 0)
      let made = try #require(strategy)
      try body(made)
      made.pointee.destroy?(made)
    }
  }

  private func prepare(
    _ strategy: UnsafeMutablePointer<mien_strategy>, language: String = "en", channels: UInt32 = 2
  ) -> (status: mien_status, lookahead: UInt32) {
    var binding = mien_binding(size: UInt32(MemoryLayout<mien_binding>.size), lookahead_frames: 0)
    let present: [UInt8] = [1, 1]
    let status = language.withCString { language in
      present.withUnsafeBufferPointer { present in
        var session = mien_session(
          size: UInt32(MemoryLayout<mien_session>.size), rate_numerator: 60, rate_denominator: 1,
          largest_span: 60, seed: 1, participant_count: 2, channel_count: channels,
          channel_present: present.baseAddress, participant: language, language: language)
        return strategy.pointee.prepare?(strategy, &session, &binding) ?? -99
      }
    }
    return (status, binding.lookahead_frames)
  }

  private func record(_ text: UnsafePointer<CChar>) -> mien_record {
    mien_record(
      size: UInt32(MemoryLayout<mien_record>.size), kind: 3, op: 1, flags: MIEN_HAS_TEXT, cue: 0,
      participant: 0, offset: 0, id: 1, turn: 0, arrival: 0, start: 0, end: 0, value: 0, text: text,
      text_length: UInt32(String(cString: text).utf8.count), reserved: 0)
  }

  @Test func anotherMajorIsRefused() {
    #expect(Self.entry(MIEN_ABI_MAJOR + 1) == nil)
  }

  @Test func theDescriptorCrossesInC() throws {
    let entry = try #require(Self.entry(MIEN_ABI_MAJOR)).pointee
    #expect(entry.strategy_count == 1)
    #expect(entry.descriptor?(1) == nil)
    let descriptor = try #require(entry.descriptor?(0)).pointee
    #expect(String(cString: descriptor.id) == "sample")
    #expect(descriptor.needs == MIEN_NEEDS_WORDS | MIEN_NEEDS_OWN_AUDIO)
    #expect(descriptor.channel_count == 2)
    #expect(String(cString: descriptor.channels[1].name) == "gaze.yaw")
    #expect(descriptor.channels[1].kind == MIEN_CHANNEL_ANGLE)
  }

  @Test func aSessionRunsThroughTheTable() throws {
    try withInstance { strategy in
      let raw = try #require(strategy.pointee.get_extension?(strategy, MIEN_EXT_PARAMS))
      let params = raw.assumingMemoryBound(to: mien_params.self).pointee
      #expect(params.count?(strategy) == 1)
      let parameter = try #require(params.parameter?(strategy, 0)).pointee
      #expect(String(cString: parameter.id) == "level" && parameter.initial == 0.25)
      #expect(params.parameter?(strategy, 1) == nil)
      #expect(params.set?(strategy, 0, 7) == -2)
      #expect(params.set?(strategy, 0, 0.5) == 0)
      #expect(prepare(strategy) == (0, 12))
      #expect(params.set?(strategy, 0, 0.75) == -2)  // only before prepare

      "hello".withCString { text in
        var records = [record(text), record(text)]
        records[1].kind = 99  // unknown kinds are skipped
        #expect(strategy.pointee.receive?(strategy, &records, 2) == 0)
      }
      var rows = [Float](repeating: -1, count: 8)
      rows.withUnsafeMutableBufferPointer { rows in
        var input = mien_input(size: UInt32(MemoryLayout<mien_input>.size), frame_count: 2, first_frame: 0)
        var output = mien_output(
          size: UInt32(MemoryLayout<mien_output>.size), row_stride: 4, activity_stride: 0, reserved: 0,
          rows: rows.baseAddress, activity: nil)
        #expect(strategy.pointee.render?(strategy, &input, &output) == 0)
      }
      #expect(rows == [0.5, 11, -1, -1, 0.5, 11, -1, -1])
    }
  }

  @Test func errorsBecomeStatusAndText() throws {
    try withInstance { strategy in
      #expect(prepare(strategy, language: "xx").status == -3)
      #expect(strategy.pointee.last_error?(strategy).map { String(cString: $0) } == "no xx here")
      #expect(prepare(strategy, channels: 9).status == -3)
      #expect(prepare(strategy).status == 0)
      #expect(strategy.pointee.last_error?(strategy) == nil)
      "boom".withCString { text in
        var bad = record(text)
        #expect(strategy.pointee.receive?(strategy, &bad, 1) == -1)
        #expect(strategy.pointee.last_error?(strategy).map { String(cString: $0) } == "it went boom")
        bad.size = 8
        #expect(strategy.pointee.receive?(strategy, &bad, 1) == -1)
      }
    }
  }
}
