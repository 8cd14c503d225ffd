public import Motion

/// Makes a take go round.
public enum TrackLoop {
  /// The track as a loop: its last frames are blended into its first ones, and its last frame is the first again.
  ///
  /// Of F frames and a seam of n, frame k < n of the loop goes from frame F − n + k over to frame k along a smooth
  /// step; frame F − n closes the loop as a copy of frame 0. So no pose jumps at the seam, and the loop lasts
  /// (F − n) frames.
  ///
  /// - Throws: ``FormatsError`` when the seam is shorter than 1 frame or longer than half the take.
  public static func loop(_ track: Track, seam: Int, name: String) throws(FormatsError) -> Track {
    guard seam >= 1, seam <= track.frameCount / 2 else {
      throw .unsupported(
        file: name, place: "loop",
        reason: "a seam of \(seam) frames does not fit twice into \(track.frameCount) frames",
        cure: "give a seam of 1...\(max(1, track.frameCount / 2)) frames or a longer take")
    }
    let length = track.frameCount - seam
    var out = Track(layout: track.layout, rate: track.rate, frameCount: length + 1)
    let width = track.layout.width
    for frame in 0..<length {
      let x = Float(frame) / Float(seam)
      let share = frame < seam ? x * x * (3 - 2 * x) : 1
      for (channel, column) in zip(track.layout.channels, track.layout.offsets) {
        let (a, b) = ((length + frame) * width + column, frame * width + column)
        guard share < 1 else {
          for part in 0..<channel.kind.width { out[frame, column + part] = track.samples[b + part] }
          continue
        }
        if channel.kind == .rotation {
          let q = track.quaternion(at: a).slerp(to: track.quaternion(at: b), share)
          for part in 0..<4 { out[frame, column + part] = q.vector[part] }
        } else {
          for part in 0..<channel.kind.width {
            let (from, to) = (track.samples[a + part], track.samples[b + part])
            out[frame, column + part] = from + (to - from) * share
          }
        }
      }
    }
    for column in 0..<width { out[length, column] = out[0, column] }
    out.joinHemispheres()
    return out
  }
}
