/// What was sent, and how well the times were kept.
public struct PlayReport: Sendable, Equatable {
  /// What one receiver was sent.
  public struct Outcome: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Datagrams that went out.
    public var datagrams = 0
    /// Bytes of them, without the headers of IP and UDP.
    public var bytes = 0
    /// Datagrams for which the host said that nobody listens.
    public var unheard = 0
    /// Datagrams that the system had no room for.
    public var full = 0
    /// Channels that the protocol has no place for.
    public var dropped: [String] = []
    /// What else was not sent as it is.
    public var notes: [String] = []

    mutating func add(_ count: Int, _ outcome: DatagramSocket.Outcome) {
      switch outcome {
      case .sent:
        datagrams += 1
        bytes += count
      case .unheard: unheard += 1
      case .full: full += 1
      }
    }
  }

  /// Frames that were sent.
  public var frames = 0
  /// Frames that were to be sent.
  public var planned = 0
  /// Frames that went out later than ``FramePacer/tolerance``.
  public var late = 0
  /// The largest lateness in seconds.
  public var largestLateness = 0.0
  /// Seconds from the first frame to the end.
  public var seconds = 0.0
  /// Receivers in the order in which they were given.
  public var outputs: [Outcome]
}
