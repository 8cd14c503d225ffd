import Foundation

/// Requests and replies of the worker protocol, as they stand in messages.
public enum WorkerMessage {
  /// Version of the protocol, which a worker says with `ready`.
  public static let version: UInt64 = 2

  /// What a worker is asked to do.
  public enum Operation: UInt64, Sendable {
    /// Sent by the worker first: it has loaded its library.
    case ready = 0
    /// Make an instance and prepare it.
    case begin
    /// Take what stands in the inbox.
    case feed
    /// Render a block.
    case render
    /// Destroy the instance.
    case end
    /// Put the instance's state into the inbox.
    case save
    /// Take on the state in the inbox.
    case load
    /// Say how much memory and CPU the process takes.
    case resident
  }

  /// A request: what to do, its numbers, and how much stands in the inbox.
  public struct Request: Equatable, Sendable {
    /// Raw value of an ``Operation``.
    public var operation: UInt64
    /// First number.
    public var a: UInt64
    /// Second number.
    public var b: UInt64
    /// Third number: the slot, whose part of the inbox and whose rows are meant.
    public var c: UInt64
    /// Bytes in the inbox.
    public var length: UInt64
    /// 0.
    public var reserved: UInt64 = 0

    /// Makes a request.
    public init(_ operation: Operation, a: UInt64 = 0, b: UInt64 = 0, slot: Int = 0, length: Int = 0) {
      self.operation = operation.rawValue
      self.a = a
      self.b = b
      c = UInt64(slot)
      self.length = UInt64(length)
    }
  }

  /// A reply; its text follows in the same message.
  public struct Reply: Equatable, Sendable {
    /// 0 done, 1 refused by the strategy, 2 a breach of the protocol.
    public var status: UInt64
    /// First number.
    public var a: UInt64 = 0
    /// Second number.
    public var b: UInt64 = 0
    /// Third number.
    public var c: UInt64 = 0
    /// Fourth number.
    public var d: UInt64 = 0
    /// Bytes of the text.
    public var length: UInt64 = 0

    /// Makes a reply.
    public init(status: UInt64 = 0) { self.status = status }
  }

  /// Bytes of a request or reply without text.
  public static let headBytes = 48
  /// Most bytes of a reply's text.
  public static let textLimit = 16 * 1024
  /// Bytes of a whole message, `ready` apart, which may be as long as the socket takes.
  public static let messageBytes = headBytes + textLimit
  /// Most bytes of the list of descriptors in `ready`.
  public static let readyLimit = 128 * 1024
  /// First byte of the inbox in the shared memory.
  public static let inboxStart = 4096
  /// Bytes of a slot's inbox.
  public static let inboxBytes = 2 << 20
  /// First byte of the rows.
  public static let rowsStart = inboxStart + RowLayout.slots * inboxBytes
  /// Says that a strategy has no such extension.
  public static let absent = UInt64.max

  /// A refusal by the strategy, as JSON.
  struct Refusal: Codable {
    var function: String
    var status: Int32
    var first: Int?
    var end: Int?
    var text: String
  }

  /// The text of a refusal.
  static func text(of error: StrategyDriverError) -> (status: UInt64, text: String) {
    let refusal: Refusal
    switch error {
    case .refused(let function, let status, let frames, let text):
      refusal = Refusal(
        function: function, status: status, first: frames?.lowerBound, end: frames?.upperBound, text: text)
    case .protocolBreach(let what): return (2, what)
    case .badLookahead(let frames):
      refusal = Refusal(function: "lookahead", status: -1, first: frames, end: nil, text: "")
    case .incomplete(let function):
      refusal = Refusal(function: function, status: -3, first: nil, end: nil, text: "incomplete")
    default: refusal = Refusal(function: "parameters", status: -2, first: nil, end: nil, text: "\(error)")
    }
    let data = (try? JSONEncoder().encode(refusal)) ?? Data()
    return (1, String(decoding: data, as: UTF8.self))
  }

  /// The error that a reply's text stands for.
  public static func error(status: UInt64, text: String) -> StrategyDriverError {
    guard status == 1, let refusal = try? JSONDecoder().decode(Refusal.self, from: Data(text.utf8)) else {
      return .protocolBreach(StrategyDriverError.oneLine(text))
    }
    switch (refusal.function, refusal.text) {
    case ("lookahead", ""): return .badLookahead(frames: refusal.first ?? -1)
    case (let function, "incomplete"): return .incomplete(function: function)
    default:
      var frames: Range<Int>?
      if let first = refusal.first, let end = refusal.end, first >= 0, first < end,
        end <= DriverProgress.lastFrame
      {
        frames = first..<end
      }
      return .refused(
        function: refusal.function, status: refusal.status, frames: frames,
        text: StrategyDriverError.oneLine(refusal.text))
    }
  }
}
