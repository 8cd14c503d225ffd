import Motion
import Testing
import TrackCodec

@Suite struct TrackClipTests {
  @Test("a clip keeps the bound, smaller than its stream, and both decoders read any frame alike") func clip()
    throws
  {
    let track = SyntheticTake.track(frames: 900)
    let design = SchemaDesign(bound: .tight)
    let clip = try TrackClip(track, design: design, blockFrames: 300, audioSample: -48_000)
    #expect(clip.audioSample == -48_000)
    let back = try TrackClip(bytes: clip.bytes).track()
    #expect(back.frameCount == 900 && back.layout == track.layout && back.rate == track.rate)
    let frames = (0..<900).map { SyntheticTake.frame(back, $0) }
    let errors = TakeErrors(frames, track)
    #expect(errors.weight <= 0.005_001 && errors.displacement <= ErrorBound.tight.displacement)
    let stream = try SyntheticTake.packets(track, bound: .tight)
    let streamed = stream.packets.reduce(stream.schema.encoded().count) { $0 + $1.count }
    #expect(clip.bytes.count < streamed)

    let reader = ClipReader(clip)
    let c = try #require(CDecoder(clip.schema.encoded()))
    var pose = [Float](repeating: 0, count: track.layout.width)
    for frame in [899, 0, 1, 2, 450, 449, 300, 299, 600, 899, 601, 602, 700, 5] {
      try pose.withUnsafeMutableBufferPointer { try reader.pose(frame: frame, into: $0) }
      #expect(pose.bits == frames[frame].bits)
      #expect(try #require(c.clipPose(clip.bytes, UInt32(frame))).bits == frames[frame].bits)
    }
    #expect(c.clipPose(clip.bytes, 900) == nil)
    #expect(throws: TrackCodecError.self) {
      try pose.withUnsafeMutableBufferPointer { try reader.pose(frame: 900, into: $0) }
    }
  }

  @Test("takes of none, one and two frames make clips", arguments: [0, 1, 2]) func short(count: Int) throws {
    let track = SyntheticTake.track(frames: count)
    let clip = try TrackClip(track, design: SchemaDesign(bound: .fine))
    #expect(try clip.track().frameCount == count)
  }

  @Test("a clip with any bit turned is refused or, in a block, reported when read") func damage() throws {
    let track = SyntheticTake.track(frames: 60)
    let clip = try TrackClip(track, design: SchemaDesign(bound: .visual), blockFrames: 20)
    var numbers = SeededNumbers(12)
    for _ in 0..<150 {
      var bytes = clip.bytes
      bytes[numbers.below(bytes.count)] ^= 1 << UInt8(numbers.below(8))
      #expect(throws: TrackCodecError.self) { _ = try TrackClip(bytes: bytes).track() }
      let c = try #require(CDecoder(clip.schema.encoded()))
      #expect((0..<60).contains { c.clipPose(bytes, UInt32($0)) == nil })
    }
    for count in stride(from: 0, to: clip.bytes.count, by: 101) {
      #expect(throws: TrackCodecError.self) {
        _ = try TrackClip(bytes: Array(clip.bytes.prefix(count))).track()
      }
    }
  }
}
