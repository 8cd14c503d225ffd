import Characters
import Motion
import Provenance

/// A made take: a mouth that opens and closes, a smile that excludes it, blinks, a head that sways.
func sampleTake(_ name: String, seconds: Double, rate: FrameRate = .fps60, phase: Double = 0) -> CapturedTake
{
  let layout = ChannelLayout([
    .weight("jawOpen"), .weight("mouthSmileLeft"), .weight("mouthSmileRight"), .weight("eyeBlinkLeft"),
    .weight("eyeBlinkRight"), .weight("cheekPuff"), .rotation(of: .head), .rotation(of: .neck), .gazeYaw,
  ])
  let count = Int(seconds * rate.framesPerSecond)
  var track = Track(layout: layout, rate: rate, frameCount: count)
  for frame in 0..<count {
    let time = Double(frame) / rate.framesPerSecond + phase
    // Talk and smiles take turns of two seconds.
    let talks = Int(time / 2) % 2 == 0
    let swing = Float(time.truncatingRemainder(dividingBy: 0.5) / 0.5)
    let wave = swing < 0.5 ? swing * 2 : 2 - swing * 2
    track[frame, 0] = talks ? 0.6 * wave : 0
    track[frame, 1] = talks ? 0 : 0.5 * wave
    track[frame, 2] = talks ? 0 : 0.4 * wave
    let blink: Float = time.truncatingRemainder(dividingBy: 3.7) < 0.15 ? 0.9 : 0
    track[frame, 3] = blink
    track[frame, 4] = blink
    let turn = Quaternion(yaw: 0.3 * (wave - 0.5), pitch: 0, roll: 0).vector
    for part in 0..<4 { track[frame, 6 + part] = turn[part] }
    track[frame, 14] = 0.2 * (wave - 0.5)
  }
  return CapturedTake(name: name, track: track)
}

/// What no take tells.
let sampleParticulars = CharacterLearning.Particulars(
  id: "ada", title: "Ada", licence: "CC0-1.0", evidence: .synthetic, rig: "ada.vrm")
