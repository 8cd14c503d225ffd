public import Motion

/// What the numbers of a stream or clip mean: channels by name, their lattice, range and neighbours.
///
/// Sent once as a schema packet; its checksum names it in every later packet. ``encoded()`` gives the bytes that
/// `Format` describes.
public struct TrackSchema: Sendable, Equatable {
  /// A power-of-two scaled integer: the distance of two lattice points, `mantissa × 2^−exponent`.
  public struct Step: Sendable, Equatable {
    /// 1…65535.
    public let mantissa: UInt16
    /// 0…60.
    public let exponent: UInt8

    /// Wraps the two numbers; `nil` outside their ranges.
    public init?(mantissa: UInt16, exponent: UInt8) {
      guard mantissa > 0, exponent <= 60 else { return nil }
      self.mantissa = mantissa
      self.exponent = exponent
    }

    /// The largest step not above `value`, which is clamped to 2^−40…1024.
    public init(notAbove value: Float) {
      let bounded =
        value.isFinite ? min(1024, max(Float(sign: .plus, exponent: -40, significand: 1), value)) : 1
      var exponent = 0
      var scaled = Double(bounded)
      while scaled < 32768 && exponent < 60 {
        scaled *= 2
        exponent += 1
      }
      mantissa = UInt16(min(65535, max(1, scaled.rounded(.down))))
      self.exponent = UInt8(exponent)
    }

    /// The step as a number, exact.
    public var value: Float { Float(sign: .plus, exponent: -Int(exponent), significand: Float(mantissa)) }
  }

  /// One coded integer of a channel.
  public struct Component: Sendable, Equatable {
    /// Its lattice.
    public var step: Step
    /// Its declared range in steps: decoders never show anything outside.
    public var minimum: Int32
    /// Upper end of the range, in steps.
    public var maximum: Int32
    /// Where key packets expect it, in steps.
    public var reference: Int32
    /// Level (0…27, twice a logarithm) of how far it usually is from there.
    public var spread: UInt8
    /// Level of how much of it is usually unforeseen from frame to frame.
    public var motion: UInt8
    /// What the distances of up to three neighbours from their rest say about this one's in key packets: 256ths of a
    /// step for each of the neighbour's steps.
    public var pull: SIMD3<Int16>

    /// Makes a component.
    public init(
      step: Step, minimum: Int32, maximum: Int32, reference: Int32, spread: UInt8 = 12, motion: UInt8 = 8,
      pull: SIMD3<Int16> = .zero
    ) {
      self.pull = pull
      self.step = step
      self.minimum = minimum
      self.maximum = maximum
      self.reference = reference
      self.spread = spread
      self.motion = motion
    }
  }

  /// A channel and how it is coded: one component for weights and angles, three for rotations (modified Rodrigues
  /// parameters) and translations (metres).
  public struct Entry: Sendable, Equatable {
    /// Name and kind.
    public var channel: Channel
    /// One or three.
    public var components: [Component]
    /// Index of an earlier channel that moves alike; `nil` for none.
    public var firstLink: Int?
    /// A second one.
    public var secondLink: Int?

    /// Makes an entry.
    public init(channel: Channel, components: [Component], firstLink: Int? = nil, secondLink: Int? = nil) {
      self.channel = channel
      self.components = components
      self.firstLink = firstLink
      self.secondLink = secondLink
    }
  }

  /// Most channels of a schema.
  public static let largestChannelCount = 4096
  /// Largest magnitude of a coded integer.
  public static let largestInteger: Int32 = 1 << 22

  /// The channels in the order of their columns.
  public let entries: [Entry]
  /// The same channels as a layout: columns of a decoded frame.
  public let layout: ChannelLayout
  /// Frames per second.
  public let rate: FrameRate
  /// Frames of a full packet, 1…64.
  public let framesPerPacket: Int
  /// Samples per second of the audio that packets refer to; 0 when there is none.
  public let audioRate: Int
  /// Integers in a frame.
  public let componentCount: Int

  /// Checks and wraps the parts.
  public init(entries: [Entry], rate: FrameRate, framesPerPacket: Int, audioRate: Int) throws(TrackCodecError)
  {
    guard entries.count <= Self.largestChannelCount else {
      throw .schema("\(entries.count) channels, at most \(Self.largestChannelCount) are carried")
    }
    guard (1...64).contains(framesPerPacket) else {
      throw .schema("\(framesPerPacket) frames a packet, 1...64 are carried")
    }
    guard (0...1_000_000).contains(audioRate) else {
      throw .schema("audio rate \(audioRate), 0...1000000 is carried")
    }
    guard rate.numerator <= 1_000_000, rate.denominator <= 1_000_000 else {
      throw .schema("rate \(rate.numerator)/\(rate.denominator), both numbers go up to 1000000")
    }
    for (index, entry) in entries.enumerated() { try Self.check(entry, at: index) }
    if let name = ChannelLayout.firstDuplicate(in: entries.map(\.channel)) {
      throw .channel(name: name, reason: "occurs twice; give each channel its own name")
    }
    self.entries = entries
    self.rate = rate
    self.framesPerPacket = framesPerPacket
    self.audioRate = audioRate
    layout = ChannelLayout(entries.map(\.channel))
    componentCount = entries.reduce(0) { $0 + $1.components.count }
  }

  private static func check(_ entry: Entry, at index: Int) throws(TrackCodecError) {
    let name = entry.channel.name
    guard !name.isEmpty, name.utf8.count <= 255 else {
      throw .channel(name: name, reason: "names take 1...255 bytes of UTF-8")
    }
    guard entry.components.count == Self.componentCount(of: entry.channel.kind) else {
      throw .channel(name: name, reason: "\(entry.components.count) components do not fit its kind")
    }
    for component in entry.components {
      guard component.minimum >= -largestInteger, component.maximum <= largestInteger,
        component.minimum <= component.reference, component.reference <= component.maximum,
        Int(max(component.spread, component.motion)) < ModelState.levels
      else {
        throw .channel(
          name: name,
          reason: "range \(component.minimum)...\(component.maximum) with rest at \(component.reference); "
            + "ranges lie within ±\(largestInteger) steps and hold their rest")
      }
    }
    for link in [entry.firstLink, entry.secondLink] {
      guard let link else { continue }
      guard link >= 0, link < index else {
        throw .channel(name: name, reason: "linked to channel \(link), which is not before it")
      }
    }
  }

  /// Coded integers of a channel.
  public static func componentCount(of kind: Channel.Kind) -> Int {
    kind == .rotation || kind == .translation ? 3 : 1
  }
}
