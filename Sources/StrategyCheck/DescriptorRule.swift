import Foundation
import Motion
import StrategyHost

/// What names, kinds and ranges of a descriptor must be like.
enum DescriptorRule {
  /// What a channel's name is to the house.
  enum Verdict: Equatable {
    /// A name of the house, of its kind.
    case known
    /// A name of its maker's own.
    case custom
    /// A blend shape of ARKit in another spelling than the house's.
    case spelt(String)
    /// A name of the house with a kind that it cannot have; the one that it must have.
    case unfit(String)
  }

  static func judge(_ channel: Channel) -> Verdict {
    let name = channel.name
    func known(as kind: Channel.Kind) -> Verdict {
      channel.kind == kind ? .known : .unfit(kind.rawValue)
    }
    if let canonical = ARKit.canonicalName(for: name) {
      guard channel.kind == .weight else { return .unfit(Channel.Kind.weight.rawValue) }
      return canonical == name ? .known : .spelt(canonical)
    }
    if name == Channel.gazeYaw.name || name == Channel.gazePitch.name { return known(as: .angle) }
    guard let dot = name.lastIndex(of: "."), HumanoidBone(rawValue: String(name[..<dot])) != nil else {
      return .custom
    }
    switch name[name.index(after: dot)...] {
    case "rotation": return known(as: .rotation)
    case "translation": return known(as: .translation)
    default: return .custom
    }
  }

  /// What is wrong with the parameters; `nil` when nothing is.
  static func parameterFault(of card: StrategyCard) -> String? {
    var seen: Set<String> = []
    for parameter in card.parameters {
      let (low, high) = (parameter.range.lowerBound, parameter.range.upperBound)
      if parameter.id.isEmpty { return "a parameter has no id" }
      if !seen.insert(parameter.id).inserted { return "parameter \(parameter.id) is there twice" }
      if !(low < high) || !low.isFinite || !high.isFinite {
        return "parameter \(parameter.id) has the range \(Wording.number(low))...\(Wording.number(high)), "
          + "which holds nothing to choose from"
      }
      if !parameter.range.contains(parameter.initial) {
        return "parameter \(parameter.id) begins at \(Wording.number(parameter.initial)), outside its range "
          + "\(Wording.number(low))...\(Wording.number(high))"
      }
    }
    return nil
  }

  /// The largest tolerance with which comparisons still tell something, in units of a weight.
  static let largestTellingTolerance: Float = 0.05

  /// What a tolerance keeps from being seen; `nil` when it is small enough.
  static func toleranceRemark(_ tolerance: Float) -> String? {
    guard tolerance > largestTellingTolerance else { return nil }
    let size =
      tolerance >= 1
      ? "the whole range of a weight" : "\(Int((tolerance * 100).rounded())) % of a weight's range"
    return "a tolerance of \(Wording.number(Double(tolerance))) hides differences as large as \(size): "
      + "repeatable, blocks, processes, causality say little"
  }

  /// The version that the bundle's manifest tells people.
  static func manifestVersion(of bundle: StrategyBundle) -> String? {
    struct Manifest: Decodable { var version: String? }
    guard let data = try? Data(contentsOf: bundle.folder.appendingPathComponent("strategy.json")) else {
      return nil
    }
    return (try? JSONDecoder().decode(Manifest.self, from: data))?.version
  }
}
