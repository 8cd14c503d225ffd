public import Motion
public import Rigging

/// Which channels a rig can show: a character is learnt from these alone, for nobody could keep to the others.
public struct RigFit: Sendable {
  private let posed: PosedRig

  /// Makes the fit of a rig at rest.
  public init(_ posed: PosedRig) { self.posed = posed }

  /// Those of the channels that move nothing on the rig, neither with all the others nor alone; in their order.
  ///
  /// A gaze that gives way to `eyeLook` weights beside it, for one, is still one that the rig can show.
  public func unshown(of channels: [Channel]) -> [Channel] {
    var seen: Set<String> = []
    let single = channels.filter { seen.insert($0.name).inserted }
    guard !single.isEmpty else { return [] }
    return TrackBinding(layout: ChannelLayout(single), posed: posed).unbound.filter {
      !TrackBinding(layout: ChannelLayout([$0]), posed: posed).unbound.isEmpty
    }
  }

  /// Names for a message: twelve at most, then how many more.
  static func list(_ names: [String]) -> String {
    let shown = names.prefix(12).map(\.spelled).joined(separator: " ")
    return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
  }
}
