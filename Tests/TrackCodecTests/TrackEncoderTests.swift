import Motion
import Testing
import TrackCodec

@Suite struct TrackEncoderTests {
  @Test("every frame keeps the bound, in every grade and profile", arguments: [0, 1, 2], [false, true])
  func bounds(grade: Int, lossy: Bool) throws {
    let bound = ErrorBound.grades[grade].bound
    let track = SyntheticTake.track(frames: 240)
    let (schema, packets) = try SyntheticTake.packets(
      track, bound: bound, profile: lossy ? .lossy : .reliable)
    let decoder = TrackDecoder(schema: schema)
    var frames: [[Float]] = []
    for packet in packets {
      guard case .decoded(let range) = decoder.receive(packet) else {
        Issue.record("a whole packet was not decoded")
        return
      }
      for frame in range { frames.append(try #require(decoder.pose(frame: frame))) }
    }
    #expect(frames.count == track.frameCount)
    let errors = TakeErrors(frames, track)
    #expect(errors.weight <= bound.weight * 1.0001)
    #expect(errors.displacement <= bound.displacement)
    // The bound is used, not undercut by wasted bytes.
    #expect(errors.displacement > bound.displacement * 0.5)
  }

  @Test("single channels may have bounds of their own") func ownBounds() throws {
    var bound = ErrorBound.visual
    bound.channels["jawOpen"] = 0.001
    let track = SyntheticTake.track(frames: 60)
    let (schema, packets) = try SyntheticTake.packets(track, bound: bound)
    let decoder = TrackDecoder(schema: schema)
    let column = try #require(track.layout.offset(of: "jawOpen"))
    for packet in packets {
      guard case .decoded(let range) = decoder.receive(packet) else { continue }
      for frame in range {
        let pose = try #require(decoder.pose(frame: frame))
        #expect(abs(pose[column] - track[Int(frame), column]) <= 0.001_000_1)
      }
    }
  }

  @Test("rotations past a half turn, jumps and turned signs keep the bound") func wildRotations() throws {
    let layout = ChannelLayout([
      Channel.rotation(of: .hips), .rotation(of: .spine), .translation(of: .hips), Channel.weight("custom"),
    ])
    var track = Track(layout: layout, rate: FrameRate(frames: 30), frameCount: 200)
    var numbers = SeededNumbers(3)
    for frame in 0..<200 {
      let spin = Quaternion(axis: SIMD3(0, 1, 0), angle: Float(frame) * 0.3)
      let jump = Quaternion(axis: SIMD3(1, 0, 0), angle: frame % 50 < 25 ? 3.1 : -3.1)
      let sign: Float = numbers.below(2) == 0 ? 1 : -1
      for at in 0..<4 {
        track[frame, at] = spin.vector[at] * sign
        track[frame, 4 + at] = jump.vector[at]
      }
    }
    let (schema, packets) = try SyntheticTake.packets(track, bound: .tight)
    let decoder = TrackDecoder(schema: schema)
    var frames: [[Float]] = []
    for packet in packets {
      if case .decoded(let range) = decoder.receive(packet) {
        for frame in range { frames.append(decoder.pose(frame: frame) ?? []) }
      }
    }
    #expect(frames.count == 200)
    #expect(TakeErrors(frames, track).displacement <= ErrorBound.tight.displacement)
  }

  @Test("what is not finite is replaced, what is out of range held at its edge, and both are counted")
  func strangeNumbers() throws {
    let track = SyntheticTake.track(frames: 12)
    let schema = try SchemaDesign(bound: .tight).schema(for: track)
    let encoder = TrackEncoder(schema: schema, bound: .tight)
    var frame = SyntheticTake.frame(track, 0)
    let jaw = try #require(track.layout.offset(of: "jawOpen"))
    let spine = try #require(track.layout.offset(of: "spine.rotation"))
    frame[jaw] = 40
    frame[jaw + 1] = .nan
    for axis in 0..<4 { frame[spine + axis] = .infinity }
    let decoder = TrackDecoder(schema: schema)
    for _ in 0..<3 {
      if let packet = encoder.append(frame) { #expect(decoder.receive(packet) == .decoded(0..<3)) }
    }
    let pose = try #require(decoder.pose(frame: 0))
    #expect(!pose.contains { !$0.isFinite })
    #expect(pose[jaw] <= 1.01)
    #expect(encoder.clampedValues == 3)
    #expect(encoder.replacedValues == 15)
  }

  @Test("an interruption raises the epoch and starts anew at the frame told") func interruption() throws {
    let track = SyntheticTake.track(frames: 30)
    let schema = try SchemaDesign(bound: .tight).schema(for: track)
    let encoder = TrackEncoder(schema: schema, bound: .tight)
    let decoder = TrackDecoder(schema: schema)
    var outcomes: [TrackDecoder.Outcome] = []
    for index in 0..<10 {
      if let packet = encoder.append(SyntheticTake.frame(track, index)) {
        outcomes.append(decoder.receive(packet))
      }
    }
    encoder.interrupt(at: 5)
    for index in 5..<11 {
      if let packet = encoder.append(SyntheticTake.frame(track, index)) {
        outcomes.append(decoder.receive(packet))
      }
    }
    #expect(
      outcomes == [.decoded(0..<3), .decoded(3..<6), .decoded(6..<9), .decoded(5..<8), .decoded(8..<11)])
    #expect(decoder.epoch == 1)
    #expect(decoder.pose(frame: 3) == nil, "frames of the old epoch are void")
  }

  @Test("packets tell which audio sample sounds, also after the audio moved") func audio() throws {
    let track = SyntheticTake.track(frames: 30)
    let schema = try SchemaDesign(bound: .tight).schema(for: track)
    let encoder = TrackEncoder(schema: schema, bound: .tight)
    let decoder = TrackDecoder(schema: schema)
    encoder.audioOrigin = 1000
    for index in 0..<30 {
      if index == 15 { encoder.audioOrigin = -250 }
      if let packet = encoder.append(SyntheticTake.frame(track, index)) { _ = decoder.receive(packet) }
      if index == 14 { #expect(decoder.audioSample(atFrame: 12) == 1000 + 12 * 800) }
    }
    #expect(decoder.audioSample(atFrame: 27) == -250 + 27 * 800)
  }

  @Test("a layout of nothing, of one channel, and of bones no skeleton knows can be coded")
  func strangeLayouts() throws {
    for channels in [
      [], [Channel.weight("a")],
      [
        Channel("tail.rotation", kind: .rotation), Channel("hat", kind: .rotation),
        Channel("x", kind: .translation),
      ],
    ] {
      let track = SyntheticTake.track(frames: 9, layout: ChannelLayout(channels))
      guard track.layout.width > 0 else {
        let schema = try SchemaDesign(bound: .tight).schema(for: track.layout, rate: track.rate)
        #expect(schema.componentCount == 0)
        continue
      }
      let (schema, packets) = try SyntheticTake.packets(track, bound: .tight)
      let decoder = TrackDecoder(schema: schema)
      for packet in packets { guard case .decoded = decoder.receive(packet) else { Issue.record(); return } }
      #expect(TakeErrors([try #require(decoder.pose(frame: 8))], track).weight < 2)
    }
  }

  @Test("a stream without a take to learn from keeps the bound too") func live() throws {
    let track = SyntheticTake.track(frames: 120)
    let schema = try SchemaDesign(bound: .tight).schema(for: track.layout, rate: track.rate)
    let (_, packets) = try SyntheticTake.packets(track, bound: .tight, schema: schema)
    let decoder = TrackDecoder(schema: schema)
    var frames: [[Float]] = []
    for packet in packets {
      if case .decoded(let range) = decoder.receive(packet) {
        for frame in range { frames.append(decoder.pose(frame: frame) ?? []) }
      }
    }
    let errors = TakeErrors(frames, track)
    #expect(errors.displacement <= ErrorBound.tight.displacement && errors.weight <= 0.005_001)
  }
}
