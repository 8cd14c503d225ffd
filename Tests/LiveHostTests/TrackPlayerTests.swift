import Formats
import LiveHost
import Motion
import Rigging
import Testing
import TrackCodec

@Suite("Takes are played over real sockets")
struct TrackPlayerTests {
  private static let rig = Rig(
    nodes: [
      Rig.Node(name: "Hips", translation: SIMD3(0, 1, 0)),
      Rig.Node(
        name: "Head", parent: 0, translation: SIMD3(0, 0.6, 0),
        rotation: Quaternion(axis: SIMD3(1, 0, 0), angle: 0.3)),
    ], humanoid: [.hips: 0, .head: 1])

  private static func track(_ frames: Int) -> Track {
    let layout = ChannelLayout([
      .weight("jawOpen"), .weight("happy"), .rotation(of: .head), .translation(of: .hips),
    ])
    var track = Track(layout: layout, rate: .fps60, frameCount: frames)
    for frame in 0..<frames {
      track[frame, 0] = Float(frame) / 64
      track[frame, 1] = 0.5
      let turn = Quaternion(yaw: Float(frame) * 0.02, pitch: 0.1, roll: 0)
      for part in 0..<4 { track[frame, 2 + part] = turn.vector[part] }
      track[frame, 6] = Float(frame) * 0.01
    }
    return track
  }

  private static func output(
    _ text: String, _ receiver: DatagramSocket, _ track: Track
  ) throws -> TrackPlayer.Output {
    let target = try PlayTarget("\(text):\(receiver.localPort)")
    return TrackPlayer.Output(
      name: target.description,
      sender: try target.sender(layout: track.layout, rate: track.rate, rig: rig, subject: "nova"),
      socket: try .sending(to: target.host, port: target.port, name: target.description))
  }

  @Test("VMC and Live Link get the same take at once, over IPv4 and IPv6, and understand it")
  func both() throws {
    let (four, six) = (try DatagramSocket.receiving(at: "127.0.0.1"), try DatagramSocket.receiving(at: "::1"))
    let track = Self.track(20)
    var player = try TrackPlayer(
      track, from: 0.1, until: 0.3,
      outputs: [
        try Self.output("vmc://127.0.0.1", four, track), try Self.output("livelink://[::1]", six, track),
      ])
    #expect(player.frameCount == 12)
    let report = try player.run(clock: HandClock())
    #expect(report.frames == 12 && report.late == 0 && report.planned == 12)
    #expect(report.outputs[1].datagrams == 12 && report.outputs[1].bytes == 12 * 310)

    let skeleton = try VMCSkeleton(Self.rig)
    var pose = VMCPose()
    for _ in 0..<report.outputs[0].datagrams {
      try pose.receive(try #require(four.receive(withinMilliseconds: 2000)), file: "vmc")
    }
    // The last frame is number 17 of the take.
    #expect(pose.weights["jawOpen"] == 17.0 / 64 && pose.weights["happy"] == 0.5)
    // Avatars that know presets alone open their mouth too.
    #expect(Set(pose.weights.keys) == ["jawOpen", "happy", "aa"])
    #expect(try #require(pose.weights["aa"]) > 0.2)
    let (rotations, hips) = pose.normalised(on: skeleton)
    #expect(abs(hips.x - 0.17) < 1e-5)
    let sent = Quaternion(yaw: 0.34, pitch: 0.1, roll: 0)
    #expect(try #require(rotations[.head]).angle(to: sent) < 2e-3)
    #expect(abs(pose.time - 11.0 / 60) < 1e-5)

    for frame in 0..<12 {
      let packet = try LiveLinkPacket(try #require(six.receive(withinMilliseconds: 2000)), file: "livelink")
      #expect(packet.subject == "nova" && packet.frame == Int32(frame))
      #expect(packet.values[17] == Float(frame + 6) / 64)
      #expect(abs(packet.values[52] - Float(frame + 6) * 0.02) < 1e-4)
    }
    #expect(report.outputs[1].dropped == ["happy", "hips.translation"])
  }

  @Test("our own packets name the schema first and again, and hold the bound to the last frame")
  func packets() throws {
    let receiver = try DatagramSocket.receiving(at: "127.0.0.1")
    let track = Self.track(130)
    var player = try TrackPlayer(track, outputs: [try Self.output("mien://127.0.0.1", receiver, track)])
    let report = try player.run(clock: HandClock())
    var decoder: TrackDecoder?
    var schemas = 0
    for _ in 0..<report.outputs[0].datagrams {
      let datagram = try #require(receiver.receive(withinMilliseconds: 2000))
      if let schema = try? TrackSchema(packet: datagram) {
        schemas += 1
        if decoder == nil { decoder = TrackDecoder(schema: schema) }
      } else {
        _ = decoder?.receive(datagram)
      }
    }
    #expect(schemas == 2)
    let last = try #require(decoder?.pose(frame: 129))
    let jaw = try #require(decoder?.schema.layout.offset(of: "jawOpen"))
    // Ranges end at 1.25.
    #expect(abs(last[jaw] - 1.25) <= 0.0051)
    #expect(report.outputs[0].notes.count == 1)
  }

  @Test("a take is played in its own time and again where asked; a stop ends it in the middle")
  func loops() throws {
    let receiver = try DatagramSocket.receiving(at: "127.0.0.1")
    let track = Self.track(6)
    var player = try TrackPlayer(
      track, speed: 4, loops: 3, outputs: [try Self.output("livelink://127.0.0.1", receiver, track)])
    let report = try player.run()
    #expect(report.frames == 18)
    // 17 steps of a 60th at four times the speed are 71 ms.
    #expect(report.seconds > 0.07)
    let frames = try (0..<18).map { _ in
      try LiveLinkPacket(try #require(receiver.receive(withinMilliseconds: 2000)), file: "l").frame
    }
    #expect(frames == (0..<18).map { Int32($0) })

    var asked = 0
    let stopped = try player.run(clock: HandClock()) {
      asked += 1
      return asked > 5
    }
    #expect(stopped.frames < 5 && stopped.planned == 18)
  }

  @Test("where nobody listens it is told, not thrown")
  func unheard() throws {
    let track = Self.track(12)
    var receiver: DatagramSocket? = try DatagramSocket.receiving(at: "127.0.0.1")
    let output = try Self.output("livelink://127.0.0.1", try #require(receiver), track)
    receiver = nil
    var player = try TrackPlayer(track, outputs: [output])
    let report = try player.run()
    #expect(report.frames == 12)
    #expect(report.outputs[0].unheard > 0)
  }

  @Test("an empty stretch, a vmc target without a rig, an unknown host are refused with a cure")
  func refused() throws {
    let track = Self.track(6)
    #expect(throws: LiveHostError.self) { try TrackPlayer(track, from: 5, outputs: []) }
    #expect(throws: LiveHostError.self) { try TrackPlayer(track, from: 0.05, until: 0.02, outputs: []) }
    let target = try PlayTarget("vmc://")
    let error = #expect(throws: LiveHostError.self) {
      try target.sender(layout: track.layout, rate: track.rate, rig: nil, subject: "")
    }
    #expect(error?.description.contains("--rig") == true)
    #expect(throws: LiveHostError.self) {
      try DatagramSocket.sending(to: "no-such-host.invalid", port: 1, name: "vmc://no-such-host.invalid:1")
    }
  }
}
