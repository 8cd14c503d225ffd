/// What keeps a stack from being read, found or put together.
public enum StackError: Error, Equatable, CustomStringConvertible {
  /// A text such as `speech+idle` that is no stack.
  case badText(String, reason: String)
  /// A stack file that cannot be used.
  case badSheet(file: String, place: String, reason: String)
  /// No file of this stack is on the search path.
  case notFound(name: String, searched: [String])
  /// A mask names something that is neither a group nor a channel.
  case unknownMaskName(stack: String, layer: String, name: String, known: [String])
  /// Two layers write a channel of one name and different kinds.
  case kindConflict(stack: String, channel: String, kinds: [String], layers: [String])

  /// One line that says what, where and how to cure it.
  public var description: String {
    switch self {
    case .badText(let text, let reason):
      "stack '\(text)': \(reason); write names of strategies joined by '+', the topmost first, "
        + "such as speech+idle or speech+idle+guard"
    case .badSheet(let file, let place, let reason):
      "\(file): \(place): \(reason); the form of stack files stands under Stacks in StrategyHost's documentation"
    case .notFound(let name, let searched):
      "no stack '\(name)': there is no \(name)\(StackSheet.suffix) in "
        + "\(searched.isEmpty ? "an empty search path" : searched.joined(separator: ":")); "
        + "add its folder with --plugins or MIEN_PLUGIN_PATH, or give the path of the file"
    case .unknownMaskName(let stack, let layer, let name, let known):
      "stack '\(stack)', mask of layer \(layer): '\(name)' is neither a group nor a channel of the layer; "
        + "groups are \(known.joined(separator: ", ")); '-' before a name takes it away"
    case .kindConflict(let stack, let channel, let kinds, let layers):
      "stack '\(stack)': channel \(channel) is a \(kinds.joined(separator: " and a ")) in "
        + "\(layers.joined(separator: " and ")); give one of them a mask without it"
    }
  }
}
