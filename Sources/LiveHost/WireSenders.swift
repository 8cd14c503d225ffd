public import Formats
public import Motion
public import Rigging

/// Sends frames in the VMC protocol.
public struct VMCSender: FrameSender {
  private var feed: VMCFeed

  /// Makes a sender for the bones of a rig.
  public init(layout: ChannelLayout, skeleton: VMCSkeleton, expressions: VMCNames.Expressions = .vrm0) {
    feed = VMCFeed(layout: layout, skeleton: skeleton, expressions: expressions)
  }

  /// Bundles of bones and weights.
  public mutating func datagrams(_ frame: PlayFrame) -> [[UInt8]] {
    feed.datagrams(frame.row, time: Float(frame.seconds))
  }

  /// Channels that nothing is sent for.
  public var dropped: [String] { feed.dropped }

  /// How many weights were held to 0…1, and which presets went along.
  public var notes: [String] {
    var notes =
      feed.clampedCount > 0 ? ["\(feed.clampedCount) weights were held to 0...1, as VRM demands"] : []
    if !feed.derived.isEmpty {
      notes.append(
        "presets told from ARKit shapes: \(feed.derived.joined(separator: ", ")); a model that answers to both moves twice, names=arkit sends the shapes alone"
      )
    }
    return notes
  }
}

/// Sends frames as Live Link Face packets.
public struct LiveLinkSender: FrameSender {
  private var feed: LiveLinkFeed

  /// Makes a sender.
  public init(layout: ChannelLayout, rate: FrameRate, subject: String) {
    feed = LiveLinkFeed(layout: layout, rate: rate, subject: subject)
  }

  /// One packet.
  public mutating func datagrams(_ frame: PlayFrame) -> [[UInt8]] {
    [feed.packet(frame.row, frame: frame.count).bytes]
  }

  /// Channels that packets have no place for.
  public var dropped: [String] { feed.dropped }

  /// Shapes that are sent as 0.
  public var notes: [String] {
    feed.absent.isEmpty ? [] : ["sent as 0, for the take has none: \(feed.absent.joined(separator: ", "))"]
  }
}

extension PlayTarget {
  /// The sender of this target's protocol.
  ///
  /// - Parameters:
  ///   - rig: Body whose bones are sent; vmc needs one.
  ///   - subject: Who is seen, unless the target says.
  /// - Throws: ``LiveHostError`` where an option is not known or the rig is missing or broken.
  public func sender(layout: ChannelLayout, rate: FrameRate, rig: Rig?, subject: String)
    throws(LiveHostError) -> any FrameSender
  {
    switch wire {
    case .mien:
      return try PacketSender(
        layout: layout, rate: rate, rig: rig, grade: options["grade"] ?? "tight",
        profile: options["profile"] ?? "lossy",
        target: description)
    case .livelink:
      let subject = options["subject"] ?? subject
      if let fault = Self.subjectFault(subject) {
        throw .lacking(target: description, what: fault, cure: "name it with ?subject=NAME")
      }
      return LiveLinkSender(layout: layout, rate: rate, subject: subject)
    case .vmc:
      guard let rig else {
        throw .lacking(
          target: description, what: "the places of bones are sent too, and there is no rig",
          cure: "name one with --rig FILE")
      }
      guard let bones = VMCSkeleton.Bones(rawValue: options["bones"] ?? "original"),
        let names = VMCNames.Expressions(rawValue: options["names"] ?? "vrm0")
      else {
        throw .notATarget(
          text: description, reason: "bones are original or normalised, names vrm0, vrm1 or arkit")
      }
      let skeleton: VMCSkeleton
      do { skeleton = try VMCSkeleton(rig, bones: bones) } catch {
        throw .lacking(target: description, what: "the rig is broken: \(error)", cure: "give another rig")
      }
      return VMCSender(layout: layout, skeleton: skeleton, expressions: names)
    }
  }
}
