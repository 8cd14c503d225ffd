/// Which material of a conversation strategies are given. What is not given stays with the metrics, so that a lip
/// score is no lookup of its own input.
public struct Given: Hashable, Sendable, CustomStringConvertible {
  /// A kind of material.
  public enum Material: String, Hashable, Sendable, CaseIterable {
    /// Speech, as samples, features and stretches that became available.
    case audio
    /// Turns and pieces of text; their marks and when a turn begins and ends are part of them.
    case text
    /// Words with their times.
    case words
    /// Phones with their times.
    case phones
    /// Cues with their times.
    case cues
    /// Voice activity.
    case voice
  }

  /// What is given.
  public let materials: Set<Material>

  /// Everything that there is.
  public static let everything = Given(Set(Material.allCases))

  /// Gives these kinds of material. Parameter changes are always given.
  public init(_ materials: Set<Material>) { self.materials = materials }

  /// Names in the order of ``Material``.
  public var names: [String] { Material.allCases.filter(materials.contains).map(\.rawValue) }

  /// `everything`, or the names with commas.
  public var description: String {
    self == .everything ? "everything" : names.isEmpty ? "nothing" : names.joined(separator: ",")
  }

  /// Whether a record of that kind is given.
  public func includes(_ kind: Record.Kind) -> Bool {
    switch kind {
    case .turn, .delta: materials.contains(.text)
    case .word: materials.contains(.words)
    case .phone: materials.contains(.phones)
    case .cue: materials.contains(.cues)
    case .audio: materials.contains(.audio)
    case .voice: materials.contains(.voice)
    case .parameter: true
    }
  }

  /// The schedule without what is not given. Times at which the rest becomes known do not change.
  public func filter(_ schedule: ArrivalSchedule) -> ArrivalSchedule {
    guard self != .everything else { return schedule }
    let kept = schedule.entries.filter { includes($0.record.kind) }.map { ($0.arrival, $0.record) }
    return ArrivalSchedule(kept, hearing: schedule.hearing)
  }
}
