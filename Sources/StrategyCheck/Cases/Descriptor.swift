import Foundation
import Motion
import StrategyHost

extension StrategyCase {
  static let descriptor = StrategyCase(
    "descriptor", "the descriptor says what it is: version, channels, parameters"
  ) { stand in
    let card = stand.card
    stand.note("channels", card.channels.count)
    stand.note("parameters", card.parameters.count)
    let semantic = /(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?/
    guard card.version.wholeMatch(of: semantic) != nil else {
      return .failed("version '\(card.version)' is not a semantic version such as 1.0.0")
    }
    if let fault = DescriptorRule.parameterFault(of: card) { return .failed(fault) }
    var remarks: [String] = []
    var custom: [String] = []
    for channel in card.channels {
      switch DescriptorRule.judge(channel) {
      case .known: break
      case .custom: custom.append(channel.name)
      case .spelt(let canonical): remarks.append("\(channel.name) is spelt \(canonical) here")
      case .unfit(let kind):
        return .failed(
          "channel \(channel.name) is of kind \(channel.kind.rawValue), and must be of kind \(kind)")
      }
    }
    if !custom.isEmpty { remarks.append("custom channels: \(Wording.list(custom))") }
    if card.title.isEmpty { remarks.append("no title") }
    if card.summary.isEmpty { remarks.append("no summary") }
    if let told = DescriptorRule.manifestVersion(of: stand.bundle), told != card.version {
      remarks.append("strategy.json says version \(told), the descriptor \(card.version)")
    }
    return remarks.isEmpty ? .passed : .warned(remarks.joined(separator: "; "))
  }
}

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
        return "parameter \(parameter.id) has the range \(low)...\(high), which holds nothing to choose from"
      }
      if !parameter.range.contains(parameter.initial) {
        return "parameter \(parameter.id) begins at \(parameter.initial), outside its range \(low)...\(high)"
      }
    }
    return nil
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

/// Lists of names in one line.
enum Wording {
  /// The first names, and how many more there are.
  static func list(_ names: [String], most: Int = 8) -> String {
    let shown = names.prefix(most).joined(separator: ", ")
    return names.count > most ? "\(shown) and \(names.count - most) more" : shown
  }
}
