import CTrackCodec
import Motion
import Testing
import TrackCodec

@Suite struct TrackDecoderTests {
  @Test("the C decoder gives the same bits, packet by packet, in any order", arguments: [false, true])
  func sameBits(lossy: Bool) throws {
    let track = SyntheticTake.track(frames: 300)
    let (schema, packets) = try SyntheticTake.packets(
      track, bound: .tight, profile: lossy ? .lossy : .reliable)
    let swift = TrackDecoder(schema: schema)
    let c = try #require(CDecoder(schema.encoded()))
    var numbers = SeededNumbers(9)
    var queue = packets
    for index in stride(from: 1, to: queue.count - 2, by: 5) where index > 2 {
      queue.swapAt(index, index + 1)
    }
    for packet in queue where !lossy || numbers.below(10) < 8 {
      let outcome = swift.receive(packet)
      let other = c.receive(packet)
      switch outcome {
      case .decoded(let range):
        #expect(other.outcome == 0 && other.first_frame == range.lowerBound)
        #expect(other.frame_count == UInt32(range.count))
        for frame in range {
          #expect(try #require(swift.pose(frame: frame)).bits == (try #require(c.pose(frame))).bits)
        }
      case .held: #expect(other.outcome == 1)
      case .waitingForKey: #expect(other.outcome == 2)
      case .stale: #expect(other.outcome == 3)
      case .corrupt: #expect(other.outcome == 4)
      case .foreign: #expect(other.outcome == 5)
      }
    }
  }

  @Test("packets that overtake each other are put in order") func reordering() throws {
    let track = SyntheticTake.track(frames: 30)
    let (schema, packets) = try SyntheticTake.packets(track, bound: .tight)
    let decoder = TrackDecoder(schema: schema)
    #expect(decoder.receive(packets[0]) == .decoded(0..<3))
    #expect(decoder.receive(packets[3]) == .held)
    #expect(decoder.receive(packets[2]) == .held)
    #expect(decoder.receive(packets[2]) == .held, "a repeated packet is kept once")
    #expect(decoder.receive(packets[1]) == .decoded(3..<12))
    #expect(decoder.receive(packets[1]) == .stale)
    #expect(decoder.receive(packets[4]) == .decoded(12..<15))
  }

  @Test("at 20 % loss 97 gaps of 100 end within 250 ms, and what is shown is right") func recovery() throws {
    let track = SyntheticTake.track(frames: 3600)
    let (schema, packets) = try SyntheticTake.packets(track, bound: .tight, profile: .lossy)
    let meter = DisplacementMeter(layout: track.layout)
    var gaps: [Int] = []
    for seed in UInt64(1)...4 {
      var numbers = SeededNumbers(seed)
      let decoder = TrackDecoder(schema: schema)
      var gap = 0
      for (index, packet) in packets.enumerated() {
        let lost = index > 0 && numbers.below(5) == 0
        if !lost, case .decoded(let range) = decoder.receive(packet) {
          if gap > 0 { gaps.append(gap) }
          gap = 0
          if seed == 1 {
            for frame in range {
              let pose = try #require(decoder.pose(frame: frame))
              #expect(meter.displacement(of: pose, from: SyntheticTake.frame(track, Int(frame))) <= 0.0011)
            }
          }
        } else {
          gap += 3
        }
      }
    }
    // 15 frames of 60 are 250 ms.
    let within = gaps.filter { $0 <= 15 }.count
    #expect(gaps.count > 500)
    #expect(Double(within) / Double(gaps.count) >= 0.97, "\(within) of \(gaps.count)")
  }

  @Test("a late receiver joins a lossy stream within half a second, a reliable one on request")
  func lateJoin() throws {
    let track = SyntheticTake.track(frames: 300)
    let (schema, packets) = try SyntheticTake.packets(track, bound: .tight, profile: .lossy)
    for start in 5..<40 {
      let decoder = TrackDecoder(schema: schema)
      let first = packets[start...].firstIndex { decoder.receive($0) != .waitingForKey }
      #expect(try #require(first) - start <= 15)
    }
    let encoder = TrackEncoder(schema: schema, bound: .tight)
    let late = TrackDecoder(schema: schema)
    var outcomes: [TrackDecoder.Outcome] = []
    for index in 0..<12 {
      if index == 6 { encoder.requestKey() }
      if let packet = encoder.append(SyntheticTake.frame(track, index)) {
        if index > 3 { outcomes.append(late.receive(packet)) }
      }
    }
    #expect(outcomes == [.waitingForKey, .decoded(6..<9), .decoded(9..<12)])
  }

  @Test("packets of another session or schema are told apart") func foreign() throws {
    let track = SyntheticTake.track(frames: 6)
    let (schema, packets) = try SyntheticTake.packets(track, bound: .tight)
    let (other, others) = try SyntheticTake.packets(track, bound: .visual)
    #expect(other != schema)
    let decoder = TrackDecoder(schema: schema)
    #expect(decoder.receive(others[0]) == .foreign)
    #expect(decoder.receive(packets[0]) == .decoded(0..<3))
    let stranger = TrackEncoder(schema: schema, bound: .tight, session: 78)
    var packet: [UInt8]?
    for index in 0..<3 { packet = stranger.append(SyntheticTake.frame(track, index)) }
    #expect(decoder.receive(try #require(packet)) == .foreign)
    decoder.reset()
    #expect(decoder.receive(try #require(packet)) == .decoded(0..<3))
  }

  @Test("the C decoder refuses too little memory, too few floats and unknown frames") func arguments() throws
  {
    let schema = try SchemaDesign(bound: .tight).schema(for: SyntheticTake.track(frames: 6)).encoded()
    var info = mtc_schema()
    #expect(mtc_schema_parse(schema, schema.count, &info) == MTC_ERROR_ARGUMENT)
    info.size = UInt32(MemoryLayout<mtc_schema>.size)
    #expect(mtc_schema_parse(schema, schema.count, &info) == MTC_OK)
    let size = mtc_decoder_size(&info)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: size + 8, alignment: 8)
    defer { memory.deallocate() }
    var decoder: OpaquePointer?
    #expect(mtc_decoder_init(memory, size - 1, schema, schema.count, &decoder) == MTC_ERROR_MEMORY)
    #expect(mtc_decoder_init(memory + 4, size, schema, schema.count, &decoder) == MTC_ERROR_MEMORY)
    #expect(mtc_decoder_init(memory, size, schema, schema.count, &decoder) == MTC_OK)
    var floats = [Float](repeating: 0, count: Int(info.width))
    #expect(mtc_decoder_pose(decoder, 0, &floats, floats.count - 1) == MTC_ERROR_ROOM)
    #expect(mtc_decoder_pose(decoder, 0, &floats, floats.count) == MTC_ERROR_FRAME)
    var channel = mtc_channel()
    channel.size = UInt32(MemoryLayout<mtc_channel>.size)
    #expect(mtc_schema_channel(schema, schema.count, 0, &channel) == MTC_OK)
    let name = String(
      decoding: UnsafeRawBufferPointer(start: channel.name, count: Int(channel.name_length)), as: UTF8.self)
    #expect(name == SyntheticTake.layout.channels[0].name)
    #expect(mtc_schema_channel(schema, schema.count, info.channel_count, &channel) == MTC_ERROR_ARGUMENT)
  }
}
