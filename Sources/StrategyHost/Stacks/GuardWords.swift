public import Characters
public import Motion

extension Guard {
  /// The rules that bear upon a channel, in words, in the order in which they are held.
  ///
  /// Every weight is held to a range and every rotation to unit length; what the character adds is told, such as
  /// `pair with mouthClose ≤ 0.4`.
  public static func rules(for channel: Channel, in limits: CharacterLimits) -> [String] {
    if limits.never.contains(channel.name) { return ["never"] }
    var rules: [String] = []
    let unit: String
    switch channel.kind {
    case .weight, .angle:
      let range = GuardRules.range(of: channel, in: limits)
      rules.append("range \(short(Double(range.lowerBound)))…\(short(Double(range.upperBound)))")
      unit = channel.kind == .angle ? " rad/s" : "/s"
    case .rotation:
      if let range = channel.bone.flatMap({ limits.rotations[$0.rawValue] }) {
        rules += ["swing ≤ \(short(range.swing))°", "twist ≤ \(short(range.twist))°"]
      }
      unit = " rad/s"
    case .translation: unit = " m/s"
    }
    if let speed = limits.speed[channel.name] { rules.append("speed ≤ \(short(speed))\(unit)") }
    for pair in limits.forbiddenPairs where pair.channels.count == 2 && pair.channels.contains(channel.name) {
      let other = pair.channels[0] == channel.name ? pair.channels[1] : pair.channels[0]
      rules.append("pair with \(other) ≤ \(short(pair.limit))")
    }
    return rules
  }

  private static func short(_ number: Double) -> String {
    let rounded = (number * 1000).rounded() / 1000
    return rounded == rounded.rounded() && abs(rounded) < 1e9 ? "\(Int(rounded))" : "\(rounded)"
  }
}
