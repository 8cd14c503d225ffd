import Conversation
import Foundation
import Motion
import Testing

@testable import Scoring

@Suite struct GazeConductTests {
  /// Nova speaks from 0 to 10 s and the guest from 10 to 20 s; nova looks away by 20 degrees in stated seconds.
  private func take(away: Set<Int>, seconds: Int = 20, spoken: Bool = true) -> TakeEvidence {
    let layout = ChannelLayout([.gazeYaw, .gazePitch])
    var track = Track(layout: layout, rate: FrameRate(frames: 50), frameCount: seconds * 50)
    for frame in 0..<track.frameCount where away.contains(frame / 50) {
      track[frame, 0] = Float(20 * Double.pi / 180)
    }
    let turns = [("nova", 0.0, 10.0), ("guest", 10, 20)].map { name, start, end in
      Record(
        id: name, kind: .voice, participant: name, start: MediaTime(seconds: start),
        end: MediaTime(seconds: end))
    }
    let recording = Recording(
      id: "r", participants: [.init(id: "nova", role: .character)],
      duration: MediaTime(seconds: Double(seconds)) ?? .zero, log: spoken ? turns : [])
    return TakeEvidence(
      key: TakeKey(recording: "r", participant: "nova", seed: 1), track: track, happened: Happened(recording),
      duration: recording.duration)
  }

  @Test func sharesAreCountedWhileSpeakingAndListening() {
    let result = GazeConduct().measure(take(away: [0, 1, 12]))
    #expect(result["gaze.speaking/1"] == .value(0.8))
    #expect(result["gaze.listening/1"] == .value(0.9))
    #expect(result["gaze.turn-start/1"] == .value(1))
    #expect(result["gaze.turn-end/1"] == .value(1))
    // Stretches on the partner: 2…12 s and 13…20 s.
    #expect(result["gaze.bout/1"] == .value(10))
    // Away, back, away, back; the first frame is away already.
    #expect(result["gaze.saccades/1"] == .value(9))
  }

  @Test func whatDoesNotHappenIsUndefined() {
    func reason(_ take: TakeEvidence, _ score: String) -> String? {
      GazeConduct().measure(take)["gaze.\(score)/1"].reason
    }
    let silent = take(away: [], spoken: false)
    #expect(reason(silent, "speaking")?.contains("nova speaks for less") == true)
    #expect(reason(silent, "listening")?.contains("somebody else") == true)
    #expect(reason(silent, "turn-start")?.contains("no stretch") == true)
    #expect(reason(silent, "main-sequence")?.contains("fewer than 5") == true)
    #expect(reason(silent, "eye-lead")?.contains("no head joint") == true)
    #expect(reason(silent, "nods")?.contains("no head joint") == true)
    #expect(reason(silent, "deviation") == "the reference has no gaze")
    #expect(reason(take(away: Set(0..<20)), "bout") == "the gaze is never on the partner")
    #expect(reason(take(away: [], seconds: 9), "saccades")?.contains("shorter") == true)
  }

  @Test func aCharacterIsHeldAgainstItself() throws {
    let sessions = [[0], [0, 1], [0, 1, 2]].map { take(away: $0) }
    let reference = ScoringReference(sessions: sessions)
    let own = try #require(reference.gaze?["speaking"])
    #expect(abs(own.mean - 0.8) < 1e-9)
    #expect(abs(own.deviation - 0.1) < 1e-9)
    let near = GazeConduct().measure(sessions[1].with(reference: reference))["gaze.deviation/1"].number
    let far = GazeConduct().measure(take(away: Set(0..<10)).with(reference: reference))["gaze.deviation/1"]
      .number
    #expect(try #require(near) < 1.5)
    #expect(try #require(far) > 5)
  }

  @Test func nodsAreOscillationsOfThePitch() {
    // Three nods of 4 degrees at 2 Hz, then a slow bow.
    let pitch = (0..<500).map { frame -> Double in
      let time = Double(frame) / 50
      if time >= 1, time < 2.5 { return 2 - 2 * cos(4 * .pi * (time - 1)) }
      return time >= 5 && time < 9 ? 5 - 5 * cos(.pi / 2 * (time - 5)) : 0
    }
    let nods = Nods.find(pitch, framesPerSecond: 50)
    #expect(nods.count == 3)
    #expect(nods.allSatisfy { (50..<125).contains($0) })
    #expect(Nods.find([], framesPerSecond: 50).isEmpty)
  }

  @Test func theEyesLeadTheHead() throws {
    let fps = 100.0
    let yaw = (0..<300).map { min(20, max(0, Double($0) - 100) * 2) }
    let head = (0..<300).map { min(10, max(0, Double($0) - 110) * 0.5) }
    let shifts = GazeShifts(yaw: yaw, pitch: yaw.map { _ in 0 }, framesPerSecond: fps)
    #expect(shifts.saccades.count == 1)
    #expect(abs(try #require(shifts.saccades.first).size - 20) < 1e-9)
    // The head has gone a fifth of its 10 degrees 4 frames after frame 110.
    #expect(shifts.eyeLead(head: head, yaw: yaw, framesPerSecond: fps) == 140)
  }
}
