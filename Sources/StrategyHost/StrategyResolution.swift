import Foundation
public import Provenance
import StrategyDriver

extension StrategyShelf {
  /// What a text such as `speech`, `speech+idle+guard`, the name or path of a stack file, or the path of a bundle
  /// means: a stack, of one layer when it is a strategy.
  ///
  /// - Throws: ``StackError``, ``StrategyHostError``.
  public func stack(_ text: String) throws -> StackDescription {
    if text.contains("/"), !text.hasSuffix(StackSheet.suffix) {
      return StackDescription(id: text, layers: [.init(text)])
    }
    return try StackSheet.resolve(text, in: path) { name in bundles.contains { $0.id == name } }
  }

  /// What each layer of a stack says of itself, in its order.
  ///
  /// - Throws: ``StrategyHostError``.
  public func cards(of stack: StackDescription) throws(StrategyHostError) -> [StrategyCard] {
    var cards: [StrategyCard] = []
    for layer in stack.layers {
      let card = try card(of: bundle(layer.strategy))
      _ = try TakeRenderer.check(layer.parameters, of: card)
      cards.append(card)
    }
    return cards
  }

  /// A stack with values for its parameters: `id=value` goes to every layer that has the parameter,
  /// `layer.id=value` to one.
  ///
  /// - Returns: the stack, and the ids that no layer has.
  /// - Throws: ``StrategyHostError``.
  public func setting(
    _ settings: [(id: String, value: Double)], of stack: StackDescription
  ) throws(StrategyHostError) -> (stack: StackDescription, unknown: [String]) {
    let cards = try cards(of: stack)
    let labels = stack.labels
    var result = stack
    var unknown: [String] = []
    for (id, value) in settings {
      var isKnown = false
      for index in result.layers.indices {
        let known = cards[index].parameters.map(\.id)
        let prefix = labels[index] + "."
        if known.contains(id) {
          result.layers[index].parameters[id] = value
          isKnown = true
        } else if id.hasPrefix(prefix), known.contains(String(id.dropFirst(prefix.count))) {
          result.layers[index].parameters[String(id.dropFirst(prefix.count))] = value
          isKnown = true
        }
      }
      if !isKnown { unknown.append(id) }
    }
    return (result, unknown)
  }

  /// Loads what a stack names.
  ///
  /// - Returns: the strategy itself where the stack is no more than one, and the hash of all that makes it go.
  /// - Throws: ``StrategyHostError``, ``StackError``, `StrategyLibraryError`.
  public func source(
    _ stack: StackDescription, execution: StrategyExecution, rehearsal: [RehearsalSession] = [],
    shouldStop: @escaping () -> Bool = { false }
  ) throws -> (source: any TakeSource, contentHash: ContentHash) {
    var layers: [TakeRenderer] = []
    var hashes: [ContentHash] = []
    for layer in stack.layers {
      let bundle = try bundle(layer.strategy)
      let stamp = DescriptorCache.stamp(bundle)
      hashes.append(try contentHash(of: bundle))
      layers.append(
        try TakeRenderer(
          bundle, parameters: layer.parameters, execution: execution, rehearsal: rehearsal,
          shouldStop: shouldStop))
      // What was loaded is what was hashed.
      guard DescriptorCache.stamp(bundle) == stamp else { throw StrategyHostError.changed(id: bundle.id) }
    }
    if stack.isPlain, let only = layers.first, let hash = hashes.first { return (only, hash) }
    var hasher = ContentHasher()
    hasher.update(label: "stack", try CanonicalJSON.encode(stack))
    for (label, hash) in zip(stack.labels, hashes) {
      hasher.update(label: label, Data(hash.description.utf8))
    }
    return (try StackRenderer(stack, layers: layers), hasher.finish())
  }
}
