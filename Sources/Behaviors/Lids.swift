/// What else moves with the lids.
public enum Lids {
  /// Lays blinks over what the lids do already, lets them follow gaze (0.022 per degree; `gazePitch` of the
  /// eyes, up positive) and keeps the stack of lids and cheeks within 1.15.
  public static func compose(_ frame: PerformanceFrame, blink: SIMD2<Float>, gazePitch: Float) {
    let down = Curve.clamp(-gazePitch * 0.011, 0, 0.3)
    let up = Curve.clamp(gazePitch * 0.022, 0, 0.4)
    let wideLeft = frame[.eyeWideLeft]
    let wideRight = frame[.eyeWideRight]
    side(frame, .eyeBlinkLeft, .eyeSquintLeft, .cheekSquintLeft, blink.x, down)
    side(frame, .eyeBlinkRight, .eyeSquintRight, .cheekSquintRight, blink.y, down)
    frame[.eyeWideLeft] = (1 - (1 - wideLeft) * (1 - up)) * (1 - blink.x)
    frame[.eyeWideRight] = (1 - (1 - wideRight) * (1 - up)) * (1 - blink.y)
    let mean = (blink.x + blink.y) * 0.5
    frame.add(0.06 * mean, .cheekSquintLeft, .cheekSquintRight)
    frame[.browInnerUp] = max(0, frame[.browInnerUp] - 0.03 * mean)
    frame.head.x += 0.3 * mean
    frame.gaze.y -= mean
    let lift = max(0, gazePitch) * 0.01
    frame[.browInnerUp] += lift
    frame.add(lift, .browOuterUpLeft, .browOuterUpRight)
    limit(frame, .eyeBlinkLeft, .eyeSquintLeft, .cheekSquintLeft)
    limit(frame, .eyeBlinkRight, .eyeSquintRight, .cheekSquintRight)
  }

  private static func side(
    _ frame: PerformanceFrame, _ lid: FaceWeight, _ squint: FaceWeight, _ cheek: FaceWeight,
    _ blink: Float, _ down: Float
  ) {
    let held = Curve.clamp(frame[lid], 0, 1)
    frame[lid] = 1 - (1 - held) * (1 - blink) * (1 - down)
  }

  /// bl + 0.6 eS + 0.5 cS ≤ 1.15 by scaling squint and cheek.
  private static func limit(
    _ frame: PerformanceFrame, _ lid: FaceWeight, _ squint: FaceWeight, _ cheek: FaceWeight
  ) {
    let soft = 0.6 * frame[squint] + 0.5 * frame[cheek]
    let room = max(0, 1.15 - frame[lid])
    guard soft > room, soft > 0 else { return }
    let scale = room / soft
    frame[squint] *= scale
    frame[cheek] *= scale
  }
}
