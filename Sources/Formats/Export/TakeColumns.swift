import Motion

/// One name for each number of a frame, as tables and arrays need it.
enum TakeColumns {
  private static let parts: [Channel.Kind: [String]] = [
    .rotation: ["x", "y", "z", "w"], .translation: ["x", "y", "z"],
  ]

  /// `jawOpen`, `head.rotation.x` … `head.rotation.w`, `hips.translation.x` … in column order.
  ///
  /// A name that is taken already, by one of `reserved` or by a channel of an unlucky name, gets `~2`, `~3` … behind
  /// it.
  static func names(_ layout: ChannelLayout, reserved: Set<String>) -> [String] {
    let wanted = layout.channels.flatMap { channel in
      parts[channel.kind]?.map { "\(channel.name).\($0)" } ?? [channel.name]
    }
    return unique(wanted, reserved: reserved)
  }

  /// Names that differ from each other and from the reserved ones.
  static func unique(_ wanted: [String], reserved: Set<String>) -> [String] {
    var taken = reserved
    return wanted.map { name in
      var candidate = name
      var number = 2
      while !taken.insert(candidate).inserted {
        candidate = "\(name)~\(number)"
        number += 1
      }
      return candidate
    }
  }
}
