import Conversation
import Foundation
import Motion
import Provenance

@testable import Scoring

/// A synthetic clip with all that a metric may ask for: gaze, both arms, a partner who speaks in the pauses, and feelings.
enum FullClip {
  /// The evidence of a clip with gaze, arms, partner and labels beside what the clip has.
  static func evidence(
    _ clip: SyntheticClip, fps: Int32 = 30, reference: ScoringReference = ScoringReference()
  ) -> TakeEvidence {
    let plain = clip.evidence(fps: fps, reference: reference)
    var recording = clip.recording()
    recording.log += partner(of: clip) + feelings(seconds: clip.seconds)
    recording.log.append(
      Record(
        id: "shrug", kind: .cue, participant: "nova", start: MediaTime(seconds: 2),
        end: MediaTime(seconds: 6),
        text: "shrugs", cue: .stage))
    return TakeEvidence(
      key: plain.key, track: extended(plain.track, clip), happened: Happened(recording),
      duration: plain.duration,
      envelope: clip.envelope(), reference: reference, guardRecord: plain.guardRecord,
      performance: extended(SyntheticClip(seed: 7000).track(fps: 30), clip))
  }

  /// One clip after the other, and a reference made of other sessions of the same performer.
  static let stage: (clips: [TakeEvidence], reference: ScoringReference) = {
    let sessions = (100..<108).map { evidence(SyntheticClip(seed: $0)) }
    var reference = ScoringReference(sessions: sessions)
    reference.signature?.mustHold = ["blinkRate"]
    reference.style = SyntheticCast.style(of: sessions)
    return ((0..<2).map { evidence(SyntheticClip(seed: $0), reference: reference) }, reference)
  }()

  /// A minute of the same, on legs that shift their weight and with nods where the partner pauses.
  static let long: TakeEvidence = {
    let clip = SyntheticClip(seed: 5, seconds: 60)
    let plain = evidence(clip, reference: stage.reference)
    return TakeEvidence(
      key: plain.key, track: listening(plain.track, clip), happened: plain.happened, duration: plain.duration,
      envelope: plain.envelope, reference: plain.reference, guardRecord: plain.guardRecord,
      performance: listening(extended(SyntheticClip(seed: 7000, seconds: 60).track(fps: 30), clip), clip))
  }()

  private static func listening(_ track: Track, _ clip: SyntheticClip) -> Track {
    let legs: [HumanoidBone] = [.leftUpperLeg, .leftLowerLeg, .rightUpperLeg, .rightLowerLeg]
    let first = track.layout.width
    var result = Track(
      layout: ChannelLayout(
        track.layout.channels + [.translation(of: .hips)] + legs.map(Channel.rotation(of:))),
      rate: track.rate, frameCount: track.frameCount)
    let pauses = zip(clip.phones, clip.phones.dropFirst()).filter { $1.start - $0.end > 0.25 }.map(\.1.start)
    for frame in 0..<track.frameCount {
      for column in 0..<first { result[frame, column] = track[frame, column] }
      let time = Double(frame) / track.rate.framesPerSecond
      result[frame, first] = Float(0.01 * sin(time))
      guard let head = track.layout.offset(of: "head.rotation") else { continue }
      var pitch = 0.0
      for pause in pauses where abs(time - pause + 0.1) < 0.25 {
        pitch += 4 * (1 + cos(4 * Double.pi * (time - pause + 0.1)))
      }
      let old = Quaternion(
        x: track[frame, head], y: track[frame, head + 1], z: track[frame, head + 2], w: track[frame, head + 3]
      )
      let q = Quaternion(yaw: 0, pitch: Float(pitch * .pi / 180), roll: 0) * old
      for lane in 0..<4 { result[frame, head + lane] = q.vector[lane] }
    }
    return result
  }

  private static func partner(of clip: SyntheticClip) -> [Record] {
    var result: [Record] = []
    for (phone, next) in zip(clip.phones, clip.phones.dropFirst()) where next.start - phone.end > 0.25 {
      result.append(
        Record(
          id: "g\(result.count)", kind: .voice, participant: "guest",
          start: MediaTime(seconds: phone.end + 0.05), end: MediaTime(seconds: next.start - 0.05)))
    }
    return result
  }

  private static func feelings(seconds: Double) -> [Record] {
    ["joy", "sadness", "joy", "anger"].enumerated().map { index, label in
      Record(
        id: "f\(index)", kind: .cue, participant: "nova",
        start: MediaTime(seconds: Double(index) * seconds / 4),
        end: MediaTime(seconds: Double(index + 1) * seconds / 4), text: label, cue: .emotion,
        value: 0.4 + 0.1 * Double(index))
    }
  }

  private static func extended(_ track: Track, _ clip: SyntheticClip) -> Track {
    let added: [Channel] =
      [.gazeYaw, .gazePitch] + [.leftUpperArm, .leftLowerArm, .rightLowerArm].map(Channel.rotation(of:))
      + [.weight("mouthRollLower")]
    var result = Track(
      layout: ChannelLayout(track.layout.channels + added), rate: track.rate, frameCount: track.frameCount)
    let first = track.layout.width
    let slowness = 3 + 0.2 * Double(clip.phones.count % 7)
    for frame in 0..<track.frameCount {
      for column in 0..<first { result[frame, column] = track[frame, column] }
      let time = Double(frame) / track.rate.framesPerSecond
      // Glances of 18 degrees that last a second and that the head follows; each takes longer than the one before.
      let place = time.truncatingRemainder(dividingBy: slowness)
      let pace = 0.06 + 0.002 * (time / slowness).rounded(.down)
      let size = 16 + 3 * (time / slowness).rounded(.down).truncatingRemainder(dividingBy: 3)
      let glance = size * min(1, max(0, place / pace)) * (1 - min(1, max(0, (place - 1) / pace)))
      result[frame, first] = Float(glance * Double.pi / 180)
      let turn = 8 * min(1, max(0, (place - 0.1) / 0.3)) * (1 - min(1, max(0, (place - 1.1) / 0.3)))
      if let head = track.layout.offset(of: "head.rotation") {
        let old = Quaternion(
          x: track[frame, head], y: track[frame, head + 1], z: track[frame, head + 2],
          w: track[frame, head + 3])
        let q = Quaternion(yaw: Float(turn * Double.pi / 180), pitch: 0, roll: 0) * old
        for lane in 0..<4 { result[frame, head + lane] = q.vector[lane] }
      }
      result[frame, first + 14] = Float(0.1 + 0.1 * sin(7 * time))
      for arm in 0..<3 {
        let swing = 0.2 * sin(time * (1.5 + 0.1 * Double(arm)) + Double(clip.phones.count))
        let q = Quaternion(yaw: 0, pitch: Float(swing), roll: 0)
        for lane in 0..<4 { result[frame, first + 2 + 4 * arm + lane] = q.vector[lane] }
      }
    }
    return result
  }
}
