#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A UDP socket, IPv4 or IPv6, closed when nobody holds it any more.
public final class DatagramSocket: Sendable {
  /// What became of a datagram.
  public enum Outcome: Sendable, Hashable {
    /// It went out.
    case sent
    /// An earlier one came back: nobody listens there.
    case unheard
    /// The system had no room for it.
    case full
  }

  private let handle: Int32
  private let name: String

  private init(_ handle: Int32, name: String) {
    self.handle = handle
    self.name = name
  }

  deinit { close(handle) }

  /// A socket that sends to one host.
  ///
  /// - Throws: ``LiveHostError/unreachable(target:reason:)``.
  public static func sending(to host: String, port: UInt16, name: String) throws(LiveHostError)
    -> DatagramSocket
  {
    try open(host, port, name: name, flags: 0) { connect($0, $1, $2) }
  }

  /// A socket that receives at an address of this machine; port 0 takes a free one.
  ///
  /// - Throws: ``LiveHostError/unreachable(target:reason:)``.
  public static func receiving(at host: String, port: UInt16 = 0) throws(LiveHostError) -> DatagramSocket {
    try open(host, port, name: "\(host):\(port)", flags: AI_PASSIVE) { bind($0, $1, $2) }
  }

  private static func open(
    _ host: String, _ port: UInt16, name: String, flags: Int32,
    _ attach: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) throws(LiveHostError) -> DatagramSocket {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
    hints.ai_family = AF_UNSPEC
    hints.ai_flags = AI_NUMERICSERV | flags
    var list: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, String(port), &hints, &list)
    guard status == 0 else {
      throw .unreachable(target: name, reason: String(cString: gai_strerror(status)))
    }
    defer { freeaddrinfo(list) }
    var reason = "it has no address"
    var entry = list
    while let place = entry {
      entry = place.pointee.ai_next
      guard let address = place.pointee.ai_addr else { continue }
      let handle = socket(
        place.pointee.ai_family, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      guard handle >= 0 else {
        reason = String(cString: strerror(errno))
        continue
      }
      if attach(handle, address, place.pointee.ai_addrlen) == 0 { return DatagramSocket(handle, name: name) }
      reason = String(cString: strerror(errno))
      close(handle)
    }
    throw .unreachable(target: name, reason: reason)
  }

  /// The port on this machine.
  public var localPort: UInt16 {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let status = withUnsafeMutableBytes(of: &storage) { bytes in
      bytes.baseAddress.map { getsockname(handle, $0.assumingMemoryBound(to: sockaddr.self), &length) } ?? -1
    }
    guard status == 0 else { return 0 }
    // Both families have the port in the third and fourth byte.
    return withUnsafeBytes(of: &storage) { UInt16($0[2]) << 8 | UInt16($0[3]) }
  }

  /// Sends one datagram to the host the socket was made for; never waits.
  ///
  /// - Throws: ``LiveHostError/unreachable(target:reason:)`` where there is no way to the host.
  public func send(_ datagram: [UInt8]) throws(LiveHostError) -> Outcome {
    for _ in 0..<8 {
      let count = datagram.withUnsafeBytes {
        Glibc.send(handle, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
      }
      if count >= 0 { return .sent }
      switch errno {
      case EINTR: continue
      case ECONNREFUSED: return .unheard
      case EAGAIN, ENOBUFS: return .full
      default: throw .unreachable(target: name, reason: String(cString: strerror(errno)))
      }
    }
    return .full
  }

  /// The next datagram; `nil` when none comes within so many milliseconds.
  public func receive(withinMilliseconds wait: Int32) -> [UInt8]? {
    var waits = [pollfd(fd: handle, events: Int16(POLLIN), revents: 0)]
    guard poll(&waits, 1, wait) > 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = buffer.withUnsafeMutableBytes { recv(handle, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT)) }
    return count >= 0 ? Array(buffer.prefix(count)) : nil
  }
}
