public import Characters

/// What a strategy is told about the character it performs.
public struct Casting: Sendable {
  /// Names of the channels that the character can show; `nil` when it takes every channel.
  public var channels: Set<String>?
  /// The sheet's numbers by dotted key (`style.energy`).
  public var numbers: [String: Double]

  /// What the character allows, for guards; strategies see it through ``numbers``.
  public var limits: CharacterLimits

  /// Makes a casting.
  public init(
    channels: Set<String>? = nil, numbers: [String: Double] = [:], limits: CharacterLimits = CharacterLimits()
  ) {
    self.limits = limits
    self.channels = channels
    self.numbers = numbers
  }

  func shows(_ channel: String) -> Bool { channels?.contains(channel) ?? true }
}
