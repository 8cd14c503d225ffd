public import Motion

/// Which channels of a take are written.
///
/// Written as a list: `face`, `body`, `gaze`, `fingers`, the name of a channel, or a pattern with `*` and `?`. A
/// `!` in front drops what it names. With nothing but drops, all else is kept; otherwise only what is named is, less
/// the drops.
public struct ChannelMask: Sendable, Equatable {
  /// Parts of a character with a name of their own.
  public static let parts = ["face", "body", "gaze", "fingers"]

  private struct Item: Sendable, Equatable {
    var text: String
    var isDrop: Bool
  }
  private let items: [Item]

  /// Reads a list separated by commas.
  ///
  /// - Throws: ``FormatsError`` for an empty item.
  public init(_ text: String) throws(FormatsError) {
    var items: [Item] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let word = part.drop { $0 == " " }
      let isDrop = word.first == "!"
      let name = String((isDrop ? word.dropFirst() : word).reversed().drop { $0 == " " }.reversed())
      guard !name.isEmpty else {
        throw .malformed(
          file: "mask", place: "'\(text)'", reason: "names nothing between two commas",
          cure: "give parts (\(Self.parts.joined(separator: ", "))), channel names or patterns")
      }
      items.append(Item(text: name, isDrop: isDrop))
    }
    self.items = items
  }

  /// The track with the channels that are kept.
  ///
  /// - Throws: ``FormatsError`` for an item that names no channel of the track, or when nothing is left.
  public func applied(to track: Track, name: String) throws(FormatsError) -> Track {
    let channels = track.layout.channels
    for item in items where !channels.contains(where: { Self.matches(item.text, $0) }) {
      throw .malformed(
        file: name, place: "mask '\(item.text)'", reason: "names no channel of the take",
        cure:
          "give \(Self.parts.joined(separator: ", ")), or names such as \(channels.prefix(3).map(\.name).joined(separator: ", "))"
      )
    }
    let keepsNamed = items.contains { !$0.isDrop }
    let kept = channels.filter { channel in
      let isNamed = !keepsNamed || items.contains { !$0.isDrop && Self.matches($0.text, channel) }
      return isNamed && !items.contains { $0.isDrop && Self.matches($0.text, channel) }
    }
    guard !kept.isEmpty else {
      throw .malformed(
        file: name, place: "mask", reason: "leaves no channel", cure: "keep at least one channel")
    }
    return track.selecting(kept)
  }

  private static func matches(_ text: String, _ channel: Channel) -> Bool {
    let isFinger = channel.bone.map(Self.isFinger) ?? false
    switch text {
    case "face": return channel.kind == .weight || channel.bone == .jaw
    case "gaze": return channel.kind == .angle || channel.bone == .leftEye || channel.bone == .rightEye
    case "fingers": return isFinger
    case "body":
      guard channel.kind == .rotation || channel.kind == .translation else { return false }
      return !isFinger && ![.jaw, .leftEye, .rightEye].contains(channel.bone)
    default: return text == channel.name || pattern(Array(text), Array(channel.name))
    }
  }

  static func isFinger(_ bone: HumanoidBone) -> Bool {
    ["Thumb", "Index", "Middle", "Ring", "Little"].contains { bone.rawValue.contains($0) }
  }

  /// Whether a name is of a pattern with `*` and `?`.
  static func pattern(_ pattern: [Character], _ name: [Character]) -> Bool {
    var (p, n) = (0, 0)
    var star: (p: Int, n: Int)?
    while n < name.count {
      if p < pattern.count, pattern[p] == "*" {
        star = (p, n)
        p += 1
      } else if p < pattern.count, pattern[p] == "?" || pattern[p] == name[n] {
        p += 1
        n += 1
      } else if let back = star {
        star = (back.p, back.n + 1)
        (p, n) = (back.p + 1, back.n + 1)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }
}

extension Track {
  /// The track with some of its channels, in the order given.
  func selecting(_ channels: [Channel]) -> Track {
    let chosen = ChannelLayout(channels.filter { layout[$0.name] == $0 })
    let columns = chosen.channels.flatMap { channel -> [Int] in
      let at = layout.offset(of: channel.name) ?? 0
      return (at..<at + channel.kind.width).map { $0 }
    }
    let out = [Float](unsafeUninitializedCapacity: frameCount * columns.count) { buffer, count in
      samples.withUnsafeBufferPointer { samples in
        for frame in 0..<frameCount {
          for (place, column) in columns.enumerated() {
            buffer[frame * columns.count + place] = samples[frame * layout.width + column]
          }
        }
      }
      count = frameCount * columns.count
    }
    return Track(layout: chosen, rate: rate, samples: out)
  }
}
