import Motion

/// Where the eyes of a track look, partner at angle 0.
enum GazeSignal {
  /// Largest angle at which the gaze counts as on the partner, in degrees.
  static let onPartner = 8.0

  /// Yaw and pitch in degrees, frame by frame; `nil` without gaze channels.
  static func angles(_ track: Track) -> (yaw: [Double], pitch: [Double])? {
    guard let yaw = track.curve("gaze.yaw"), let pitch = track.curve("gaze.pitch") else { return nil }
    return (yaw.map { Double($0) * 180 / .pi }, pitch.map { Double($0) * 180 / .pi })
  }

  /// Whether the gaze is on the partner, frame by frame; `nil` without gaze channels.
  static func isOnPartner(_ track: Track) -> [Bool]? {
    guard let angles = angles(track) else { return nil }
    return zip(angles.yaw, angles.pitch).map { $0 * $0 + $1 * $1 < onPartner * onPartner }
  }
}
