public import Motion

/// The numbers of a frame that style is read from: weights, angles and joint rotations as rotation vectors.
///
/// Positions are left out, so neither the place of a body nor the length of its bones tells who moves.
public struct StyleColumns: Hashable, Sendable, Codable {
  /// Names of channels, sorted, with the number of columns of each: 1, or 3 for a rotation.
  struct Entry: Hashable, Sendable, Codable {
    var name: String
    var width: Int
  }

  let entries: [Entry]

  /// The channels that all layouts have in one and the same kind.
  ///
  /// - Parameter layouts: of the sessions of a cast; none gives no columns.
  public init(sharedBy layouts: [ChannelLayout]) {
    guard let first = layouts.first else {
      entries = []
      return
    }
    entries = first.channels.filter { channel in
      channel.kind != .translation && layouts.allSatisfy { $0[channel.name]?.kind == channel.kind }
    }.map { Entry(name: $0.name, width: $0.kind == .rotation ? 3 : 1) }.sorted { $0.name < $1.name }
  }

  /// Number of columns.
  var count: Int { entries.reduce(0) { $0 + $1.width } }

  /// First column of each entry.
  var offsets: [Int] {
    var next = 0
    return entries.map { entry in
      defer { next += entry.width }
      return next
    }
  }

  /// Where a layout holds each entry; `nil` where it lacks it or holds another kind.
  func places(in layout: ChannelLayout) -> [Int?] {
    entries.map { entry in
      guard let channel = layout[entry.name], channel.kind != .translation,
        (channel.kind == .rotation) == (entry.width == 3)
      else { return nil }
      return layout.offset(of: entry.name)
    }
  }

  /// Pairs of entries across the body's middle plane, left first.
  var pairs: [(left: Int, right: Int)] {
    entries.indices.compactMap { index in
      guard let other = Self.rightName(of: entries[index].name),
        let right = entries.firstIndex(where: { $0.name == other && $0.width == entries[index].width })
      else { return nil }
      return (index, right)
    }
  }

  /// `mouthSmileRight` of `mouthSmileLeft`, `rightHand.rotation` of `leftHand.rotation`; `nil` for other names.
  private static func rightName(of name: String) -> String? {
    if name.hasSuffix("Left") { return name.dropLast(4) + "Right" }
    if name.hasPrefix("left") { return "right" + name.dropFirst(4) }
    return nil
  }
}
