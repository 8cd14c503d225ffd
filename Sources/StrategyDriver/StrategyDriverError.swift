/// What went wrong between host and plugin, and at which frame.
public enum StrategyDriverError: Error, Equatable, CustomStringConvertible {
  /// The plugin's table lacks a function that every strategy must have.
  case incomplete(function: String)
  /// A call came back with a failure; `frames` are those that were asked for.
  case refused(function: String, status: Int32, frames: Range<Int>?, text: String)
  /// The lookahead lies outside 0…600 frames.
  case badLookahead(frames: Int)
  /// The strategy has no such parameter.
  case unknownParameter(String, known: [String])
  /// The value lies outside the parameter's range.
  case parameterOutOfRange(String, value: Double, range: ClosedRange<Double>)
  /// A record's text is longer than what goes to a strategy at once.
  case textTooLong(bytes: Int, limit: Int)
  /// Host and worker do not understand each other: they are of unlike builds, or the worker was damaged.
  case protocolBreach(String)
  /// The user asked to stop.
  case stopped

  /// One line that says what, where and how to cure it.
  public var description: String {
    switch self {
    case .incomplete(let function):
      "the plugin has no function '\(function)'; rebuild it with the headers of this version"
    case .refused(let function, let status, let frames, let text):
      "\(function) failed\(frames.map(Self.place) ?? "") with status \(status): \(text)"
    case .badLookahead(let frames):
      "the plugin asks for a lookahead of \(frames) frames; the limit is 600"
    case .unknownParameter(let id, let known):
      known.isEmpty
        ? "the strategy has no parameters, so '\(id)' cannot be set"
        : "no parameter '\(id)'; there are \(known.joined(separator: ", "))"
    case .parameterOutOfRange(let id, let value, let range):
      "parameter \(id)=\(value) is outside \(range.lowerBound)...\(range.upperBound)"
    case .textTooLong(let bytes, let limit):
      "a record has a text of \(bytes) bytes; \(limit) can go to a strategy at once, so cut it in the recording"
    case .protocolBreach(let what):
      "the worker does not follow the protocol (\(what)); build all of Mien again"
    case .stopped: "stopped"
    }
  }

  /// Foreign words on one line and of a length that can be read.
  public static func oneLine(_ text: String) -> String {
    // What a terminal would act upon is no word either.
    let line = text.split {
      $0.isWhitespace || $0.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }.joined(separator: " ").prefix(500)
    return line.isEmpty ? "no reason given" : String(line)
  }

  private static func place(_ frames: Range<Int>) -> String {
    frames.count > 1
      ? " at frames \(frames.lowerBound)...\(frames.upperBound - 1)" : " at frame \(frames.lowerBound)"
  }
}
