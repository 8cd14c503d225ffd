import Catalog
import Foundation
import Motion
import TrackCodec

/// Measures the codec: bytes, error and time of every grade and profile, beside x264 where ffmpeg is installed.
struct CodecBenchmark {
  /// What is printed.
  struct Report: Encodable {
    var takes: [TakeReport]
    /// Processor seconds that x264 `veryfast` takes for a second of 720p25 made by a test source; absent without
    /// ffmpeg.
    var x264SecondsPerSecond: Double?
    /// How many times more that is than encoding the first take in the grade *tight*, reliable.
    var x264TimesEncoding: Double?
  }

  /// One take.
  struct TakeReport: Encodable {
    var name: String
    var framesPerSecond: Double
    var seconds: Double
    var streams: [StreamReport]
  }

  /// One grade in one profile.
  struct StreamReport: Encodable {
    var grade: String
    var profile: String
    /// Packets, or the whole file of a clip, over the seconds of the take.
    var bytesPerSecond: Double
    /// Schema packet, in the file of a clip and beside a stream.
    var schemaBytes: Int
    var largestWeightError: Float
    var largestDisplacementCentimetres: Float
    /// Processor time a frame.
    var encodeMicroseconds: Double
    var decodeAndPoseMicroseconds: Double
    /// From packet to the pose of its last frame, by the clock; the 99th of 100.
    var packetToPoseMicroseconds99: Double?
  }

  /// A folder of shared sample data; `nil` for bundled sessions only.
  let shared: URL?
  /// A folder of session tracks.
  let sessions: URL

  func run() throws -> Report {
    var takes: [TakeReport] = []
    if let shared {
      for doubled in [true, false] {
        guard let take = AnchorTake(data: shared.appendingPathComponent("data"), doubled: doubled) else {
          continue
        }
        let name = doubled ? "captured face and body, cubic interpolation of 30" : "captured face and body"
        takes.append(try measure(name, take.track, take.skeleton))
      }
    }
    if takes.isEmpty {
      let files = try FileManager.default.contentsOfDirectory(at: sessions, includingPropertiesForKeys: nil)
        .filter { $0.pathExtension == "track" }.sorted { $0.path < $1.path }
      for file in files.prefix(1) {
        takes.append(try measure(file.lastPathComponent, try TrackFile.read(at: file), .standard))
      }
    }
    let video = Self.videoSeconds()
    let tight = takes.first.flatMap { take in
      take.streams.first { $0.grade == "tight" && $0.profile == "reliable" }
        .map { $0.encodeMicroseconds * take.framesPerSecond / 1e6 }
    }
    return Report(
      takes: takes, x264SecondsPerSecond: video,
      x264TimesEncoding: video.flatMap { video in tight.map { video / $0 } })
  }

  private func measure(_ name: String, _ track: Track, _ skeleton: ReachSkeleton) throws -> TakeReport {
    var streams: [StreamReport] = []
    for (grade, bound) in ErrorBound.grades {
      let design = SchemaDesign(bound: bound, skeleton: skeleton)
      let schema = try design.schema(for: track)
      for (profile, kind) in [("reliable", TrackEncoder.Profile.reliable), ("lossy", .lossy)] {
        streams.append(stream(track, schema, bound, skeleton, grade, profile, kind))
      }
      streams.append(try clip(track, design, grade))
    }
    return TakeReport(
      name: name, framesPerSecond: track.rate.framesPerSecond,
      seconds: Double(track.frameCount) / track.rate.framesPerSecond, streams: streams)
  }

  private func stream(
    _ track: Track, _ schema: TrackSchema, _ bound: ErrorBound, _ skeleton: ReachSkeleton, _ grade: String,
    _ profile: String, _ kind: TrackEncoder.Profile
  ) -> StreamReport {
    let width = track.layout.width
    var packets: [[UInt8]] = []
    let encoding = Stopwatch.median(3) {
      let encoder = TrackEncoder(schema: schema, bound: bound, skeleton: skeleton, profile: kind)
      packets = []
      track.samples.withUnsafeBufferPointer { samples in
        for frame in 0..<track.frameCount {
          let row = UnsafeBufferPointer(rebasing: samples[frame * width..<(frame + 1) * width])
          if let packet = encoder.append(row) { packets.append(Array(packet)) }
        }
        if let packet = encoder.flush() { packets.append(Array(packet)) }
      }
    }
    var decoded = Track(layout: track.layout, rate: track.rate, frameCount: track.frameCount)
    var waits: [Double] = []
    let decoding = Stopwatch.median(3) {
      let decoder = TrackDecoder(schema: schema)
      waits = []
      waits.reserveCapacity(packets.count)
      decoded.samples.withUnsafeMutableBufferPointer { all in
        for packet in packets {
          let start = ContinuousClock.now
          guard case .decoded(let frames) = decoder.receive(packet) else { continue }
          for frame in frames {
            let place = Int(frame) * width
            _ = decoder.pose(
              frame: frame, into: UnsafeMutableBufferPointer(rebasing: all[place..<place + width]))
          }
          waits.append((ContinuousClock.now - start) / .microseconds(1))
        }
      }
    }
    waits.sort()
    let errors = Self.errors(decoded, track, skeleton)
    let frames = Double(max(1, track.frameCount))
    return StreamReport(
      grade: grade, profile: profile,
      bytesPerSecond: Double(packets.reduce(0) { $0 + $1.count }) * track.rate.framesPerSecond / frames,
      schemaBytes: schema.encoded().count, largestWeightError: errors.weight,
      largestDisplacementCentimetres: errors.displacement * 100,
      encodeMicroseconds: encoding.cpu * 1e6 / frames,
      decodeAndPoseMicroseconds: decoding.cpu * 1e6 / frames,
      packetToPoseMicroseconds99: waits.isEmpty ? nil : waits[waits.count * 99 / 100])
  }

  private func clip(_ track: Track, _ design: SchemaDesign, _ grade: String) throws -> StreamReport {
    var clip = try TrackClip(track, design: design)
    let encoding = try Stopwatch.median(1) { clip = try TrackClip(track, design: design) }
    var decoded = track
    let decoding = try Stopwatch.median(3) { decoded = try clip.track() }
    let errors = Self.errors(decoded, track, design.skeleton)
    let frames = Double(max(1, track.frameCount))
    return StreamReport(
      grade: grade, profile: "clip",
      bytesPerSecond: Double(clip.bytes.count) * track.rate.framesPerSecond / frames,
      schemaBytes: clip.schema.encoded().count, largestWeightError: errors.weight,
      largestDisplacementCentimetres: errors.displacement * 100,
      encodeMicroseconds: encoding.cpu * 1e6 / frames,
      decodeAndPoseMicroseconds: decoding.cpu * 1e6 / frames, packetToPoseMicroseconds99: nil)
  }

  private static func errors(
    _ decoded: Track, _ track: Track, _ skeleton: ReachSkeleton
  ) -> (weight: Float, displacement: Float) {
    let meter = DisplacementMeter(layout: track.layout, skeleton: skeleton)
    let width = track.layout.width
    var weight: Float = 0
    var displacement: Float = 0
    for frame in 0..<track.frameCount {
      let here = Array(decoded.samples[frame * width..<(frame + 1) * width])
      let there = Array(track.samples[frame * width..<(frame + 1) * width])
      for (channel, column) in zip(track.layout.channels, track.layout.offsets) where channel.kind == .weight
      {
        weight = max(weight, abs(here[column] - there[column]))
      }
      displacement = max(displacement, meter.displacement(of: here, from: there))
    }
    return (weight, displacement)
  }

  /// Processor seconds of x264 for a second of picture.
  private static func videoSeconds() -> Double? {
    let before = childSeconds
    let words = [
      "ffmpeg", "-nostdin", "-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=25:duration=10", "-c:v",
      "libx264",
      "-preset", "veryfast", "-crf", "23", "-f", "null", "-",
    ]
    guard Stopwatch.process(words, repeats: 1) != nil else { return nil }
    return (childSeconds - before) / 10
  }

  /// Processor time of ended children so far.
  private static var childSeconds: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    let user = Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) / 1e6
    return user + Double(usage.ru_stime.tv_sec) + Double(usage.ru_stime.tv_usec) / 1e6
  }
}
