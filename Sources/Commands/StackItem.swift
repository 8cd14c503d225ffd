import Characters
import Foundation
import Motion
import Reporting
import StrategyHost

/// A stack as `strategy show` prints it: its layers, and who owns which channel.
struct StackItem: Encodable {
  struct Layer: Encodable {
    var label: String
    var strategy: String
    var version: String
    var mode: String
    var mask: [String]
    var blendIn: Double
    var blendOut: Double
    var gain: Double
    var parameters: [String: Double]
  }

  struct Row: Encodable {
    var channel: String
    var owner: String
    var mode: String
    var added: [String]
    var below: [String]
    var guardRules: [String]
  }

  var schema = "mien.stack-card/1"
  var id: String
  var layers: [Layer]
  var isGuarded: Bool
  var never: [String]
  var channels: [Row]

  /// - Parameter limits: what the guard holds; `nil` without a character.
  init(_ stack: StackDescription, cards: [StrategyCard], limits: CharacterLimits?) throws {
    id = stack.id
    layers = zip(zip(stack.labels, stack.layers), cards).map { named, card in
      let (label, layer) = named
      return Layer(
        label: label, strategy: layer.strategy, version: card.version, mode: layer.mode.rawValue,
        mask: layer.mask, blendIn: layer.blendIn, blendOut: layer.blendOut, gain: layer.gain,
        parameters: layer.parameters)
    }
    isGuarded = stack.guarding != nil
    never = stack.guarding?.never ?? []
    let plan = try StackPlan(stack, channels: cards.map(\.channels), rate: .fps60)
    let held = stack.guarding.map { Guard.limits(limits ?? CharacterLimits(), with: $0) }
    channels = StackOwnership(plan, limits: held).rows.map {
      Row(
        channel: $0.channel.name, owner: $0.owner, mode: $0.mode.rawValue, added: $0.added, below: $0.below,
        guardRules: $0.rules)
    }
  }

  /// The layers, topmost first.
  var layerTable: Table {
    var table = Table(columns: [
      .text("layer", "layer"), .text("strategy", "strategy"), .text("mode", "mode"), .text("mask", "mask"),
      .number("blendIn", "blend in [s]"), .number("blendOut", "blend out [s]"), .number("gain", "gain"),
      .text("parameters", "parameters"),
    ])
    for layer in layers {
      let parameters = layer.parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      table.append([
        .text(layer.label), .text("\(layer.strategy) \(layer.version)"), .text(layer.mode),
        .text(layer.mask.isEmpty ? "all" : layer.mask.joined(separator: " ")),
        .number(layer.blendIn, digits: 2),
        .number(layer.blendOut, digits: 2), .number(layer.gain, digits: 2),
        .text(parameters.joined(separator: " ")),
      ])
    }
    if isGuarded {
      let rules =
        never.isEmpty
        ? "the character's limits" : "the character's limits; never \(never.joined(separator: " "))"
      table.append([
        .text("guard"), .text(""), .text(""), .text(rules), .text(""), .text(""), .text(""), .text(""),
      ])
    }
    return table
  }

  /// Who owns what, one line a channel.
  var ownerTable: Table {
    var table = Table(columns: [
      .text("channel", "channel"), .text("owner", "owner"), .text("mode", "mode"),
      .text("added", "added from above"), .text("below", "shows where it lets go"), .text("guard", "guard"),
    ])
    for row in channels {
      table.append([
        .text(row.channel), .text(row.owner), .text(row.mode), .text(row.added.joined(separator: " ")),
        .text(row.below.isEmpty ? "rest" : row.below.joined(separator: ", then ")),
        .text(row.guardRules.joined(separator: "; ")),
      ])
    }
    return table
  }
}
