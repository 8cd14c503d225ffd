public import Foundation
public import Motion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes tracks as Live Link Face tables of 61 columns.
public enum LiveLinkWriter {
  /// Columns behind Timecode and BlendShapeCount in the order in which the app writes them.
  public static let columns: [String] = [
    "EyeBlinkLeft", "EyeLookDownLeft", "EyeLookInLeft", "EyeLookOutLeft", "EyeLookUpLeft", "EyeSquintLeft",
    "EyeWideLeft", "EyeBlinkRight", "EyeLookDownRight", "EyeLookInRight", "EyeLookOutRight", "EyeLookUpRight",
    "EyeSquintRight", "EyeWideRight", "JawForward", "JawRight", "JawLeft", "JawOpen", "MouthClose",
    "MouthFunnel", "MouthPucker", "MouthRight", "MouthLeft", "MouthSmileLeft", "MouthSmileRight",
    "MouthFrownLeft", "MouthFrownRight", "MouthDimpleLeft", "MouthDimpleRight", "MouthStretchLeft",
    "MouthStretchRight", "MouthRollLower", "MouthRollUpper", "MouthShrugLower", "MouthShrugUpper",
    "MouthPressLeft", "MouthPressRight", "MouthLowerDownLeft", "MouthLowerDownRight", "MouthUpperUpLeft",
    "MouthUpperUpRight", "BrowDownLeft", "BrowDownRight", "BrowInnerUp", "BrowOuterUpLeft",
    "BrowOuterUpRight", "CheekPuff", "CheekSquintLeft", "CheekSquintRight", "NoseSneerLeft",
    "NoseSneerRight", "TongueOut", "HeadYaw", "HeadPitch", "HeadRoll", "LeftEyeYaw", "LeftEyePitch",
    "LeftEyeRoll", "RightEyeYaw", "RightEyePitch", "RightEyeRoll",
  ]

  /// The bytes of a table with one row per frame at the track's own rate, beginning at timecode 0.
  ///
  /// Timecodes are 60ths with a decimal fraction of a frame, which the app writes too. Weights are written
  /// as they are; both eyes get the one gaze.
  ///
  /// - Returns: the bytes, and one line for whatever the table could not take: absent shapes, written as 0, and
  ///   channels that have no column.
  public static func write(_ track: Track, signs: LiveLinkSigns = .app) -> (bytes: Data, notes: [String]) {
    var sources: [(column: Int, offset: Int)] = []
    var absent: [String] = []
    var used: Set<String> = ["head.rotation", "gaze.yaw", "gaze.pitch"]
    for (column, name) in columns.enumerated() {
      guard let canonical = ARKit.canonicalName(for: name) else { continue }
      used.insert(canonical)
      if track.layout[canonical]?.kind == .weight, let offset = track.layout.offset(of: canonical) {
        sources.append((column, offset))
      } else {
        absent.append(canonical)
      }
    }
    var text = "Timecode,BlendShapeCount," + columns.joined(separator: ",") + "\n"
    let head = track.rotations("head.rotation")
    let gaze = [track.curve("gaze.yaw"), track.curve("gaze.pitch")]
    var row = [Float](repeating: 0, count: columns.count)
    for frame in 0..<track.frameCount {
      for (column, offset) in sources { row[column] = track[frame, offset] }
      if let head {
        let angles = head[frame].headAngles
        row[52] = angles.yaw * signs.headYaw
        row[53] = angles.pitch * signs.headPitch
        row[54] = angles.roll * signs.headRoll
      }
      if let yaw = gaze[0], let pitch = gaze[1] {
        for eye in [55, 58] {
          row[eye] = yaw[frame] * signs.eyeYaw
          row[eye + 1] = pitch[frame] * signs.eyePitch
        }
      }
      text += timecode(track.rate.time(ofFrame: frame))
      text += ",\(columns.count)"
      for value in row { text += value == 0 ? ",0.0" : ",\(value)" }
      text += "\n"
    }
    var notes: [String] = []
    if !absent.isEmpty {
      notes.append("written as 0, for the track has none: \(absent.joined(separator: ", "))")
    }
    let dropped = track.layout.channels.map(\.name).filter { !used.contains($0) }
    if !dropped.isEmpty { notes.append("without a column and dropped: \(dropped.joined(separator: ", "))") }
    return (Data(text.utf8), notes)
  }

  /// `HH:MM:SS:FF.fff`, rounded to a thousandth of a 60th.
  static func timecode(_ time: MediaTime) -> String {
    let perUnit = MediaTime.flicksPerSecond / 60_000
    let units = (max(0, time.flicks) + perUnit / 2) / perUnit
    func digits(_ value: Int64, _ count: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    let seconds = units / 60_000
    let clock = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60, units / 1000 % 60].map {
      digits($0, 2)
    }
    return clock.joined(separator: ":") + "." + digits(units % 1000, 3)
  }
}

extension Quaternion {
  /// The angles that ``init(yaw:pitch:roll:)`` takes, in radians: yaw −π…π, pitch −π/2…π/2, roll −π…π.
  ///
  /// At a pitch of ±π/2 yaw and roll turn about one axis, and roll is given as 0.
  var headAngles: (yaw: Float, pitch: Float, roll: Float) {
    let q = normalized
    // Third column and second row of the matrix Ry(yaw)·Rx(pitch)·Rz(−roll).
    let sine = 2 * (q.w * q.x - q.y * q.z)
    guard abs(sine) < 0.999_999 else {
      return (2 * atan2f(q.y, q.w), sine > 0 ? .pi / 2 : -.pi / 2, 0)
    }
    let yaw = atan2f(2 * (q.x * q.z + q.w * q.y), 1 - 2 * (q.x * q.x + q.y * q.y))
    let roll = -atan2f(2 * (q.x * q.y + q.w * q.z), 1 - 2 * (q.x * q.x + q.z * q.z))
    return (yaw, asinf(sine), roll)
  }
}
