/// Strategies laid over each other, as somebody wrote it down: which, in what order, and how each takes part.
///
/// Equal descriptions encode to equal canonical JSON, whether they came from a text (`speech+idle`) or from a
/// file, but for the id.
public struct StackDescription: Hashable, Sendable, Codable {
  /// How a layer is laid over those below it.
  public enum Mode: String, Hashable, Sendable, Codable, CaseIterable {
    /// Its value takes the place of what is below.
    case override
    /// Its deviation from rest is added to what is below.
    case additive
  }

  /// One strategy in a stack.
  public struct Layer: Hashable, Sendable, Codable {
    /// Id of the strategy.
    public var strategy: String
    /// How it is laid over those below.
    public var mode: Mode
    /// Entries of its ``ChannelMask``; none means every channel.
    public var mask: [String]
    /// Seconds that it takes to come in, 0…60.
    public var blendIn: Double
    /// Seconds that it takes to go out, 0…60.
    public var blendOut: Double
    /// Factor on its deviation from rest, 0…2.
    public var gain: Double
    /// The strategy's own parameters, as `--set` gives them.
    public var parameters: [String: Double]

    /// Makes a layer.
    public init(
      _ strategy: String, mode: Mode = .override, mask: [String] = [], blendIn: Double = 0,
      blendOut: Double = 0, gain: Double = 1, parameters: [String: Double] = [:]
    ) {
      self.strategy = strategy
      self.mode = mode
      self.mask = mask
      self.blendIn = blendIn
      self.blendOut = blendOut
      self.gain = gain
      self.parameters = parameters
    }
  }

  /// The guard that a stack asks for; its rules are the character's.
  public struct Guarding: Hashable, Sendable, Codable {
    /// Channels that stay at rest, besides those of the character's sheet.
    public var never: [String]

    /// Makes a guard's description.
    public init(never: [String] = []) { self.never = never }
  }

  /// Id of the guard layer; no strategy and no stack may bear it.
  public static let guardID = "guard"
  /// Most layers of a stack: each is a strategy at work.
  public static let mostLayers = 16

  /// Id: the name of the file, or the text itself.
  public var id: String
  /// The layers, topmost first.
  public var layers: [Layer]
  /// The guard, if there is one; it works on what comes out of the layers.
  public var guarding: Guarding?

  /// Describes a stack.
  public init(id: String, layers: [Layer], guarding: Guarding? = nil) {
    self.id = id
    self.layers = layers
    self.guarding = guarding
  }

  private enum CodingKeys: String, CodingKey {
    case id, layers
    case guarding = "guard"
  }

  /// Whether this is one strategy as it is, without options and guard.
  public var isPlain: Bool {
    layers.count == 1 && guarding == nil
      && layers[0] == Layer(layers[0].strategy, parameters: layers[0].parameters)
  }

  /// A name for each layer, for tables and errors: its strategy's id, numbered (`idle#2`) from the second of a
  /// strategy on.
  public var labels: [String] {
    var seen: [String: Int] = [:]
    return layers.map { layer in
      let count = seen[layer.strategy, default: 0] + 1
      seen[layer.strategy] = count
      return count == 1 ? layer.strategy : "\(layer.strategy)#\(count)"
    }
  }

  /// Why a text cannot be the id of a strategy or of a stack; `nil` when it can.
  static func fault(inID id: String) -> String? {
    if id.isEmpty { return "a name is empty" }
    if id == guardID { return "'\(guardID)' is the guard's own name" }
    let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    return id.allSatisfy(allowed.contains) ? nil : "'\(id)' may hold a-z, 0-9, '-' and '.' only"
  }
}
