#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A socket that listens, of which one client at a time is served.
final class CaptureSocket {
  /// Where it listens, with the port that the system chose.
  let address: String
  private let descriptor: Int32

  /// Listens on `HOST:PORT`, `[HOST]:PORT` or `PORT`.
  init(listeningOn address: String) throws(StudioError) {
    func refuse(_ reason: String) -> StudioError {
      .option(
        name: "listen", reason: "'\(address)': \(reason)",
        cure: "give HOST:PORT, such as 127.0.0.1:0 for any free port")
    }
    let (host, port) = Self.parts(address)
    guard let number = Int(port), (0...65_535).contains(number) else {
      throw refuse("the port is no number from 0 to 65535")
    }
    var hints = addrinfo()
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
    #if canImport(Glibc)
      hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    #else
      hints.ai_socktype = SOCK_STREAM
    #endif
    var found: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, port, &hints, &found)
    defer { if let found { freeaddrinfo(found) } }
    guard status == 0, let first = found?.pointee else {
      throw refuse(String(cString: gai_strerror(status)))
    }
    descriptor = socket(first.ai_family, first.ai_socktype, first.ai_protocol)
    guard descriptor >= 0 else { throw refuse(String(cString: strerror(errno))) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    guard bind(descriptor, first.ai_addr, first.ai_addrlen) == 0, listen(descriptor, 8) == 0 else {
      let reason = String(cString: strerror(errno))
      close(descriptor)
      throw refuse(reason)
    }
    self.address = Self.name(of: descriptor) ?? address
  }

  deinit { close(descriptor) }

  /// Waits until a connection or bytes of the client are there.
  func wait(with client: CaptureClient?, milliseconds: Int32) -> (listener: Bool, client: Bool) {
    var watched = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
    if let client { watched.append(pollfd(fd: client.descriptor, events: Int16(POLLIN), revents: 0)) }
    guard poll(&watched, nfds_t(watched.count), milliseconds) > 0 else { return (false, false) }
    return (watched[0].revents != 0, watched.count > 1 && watched[1].revents != 0)
  }

  /// The next connection, if one is there.
  func accept() -> CaptureClient? {
    #if canImport(Glibc)
      let client = Glibc.accept(descriptor, nil, nil)
    #else
      let client = Darwin.accept(descriptor, nil, nil)
    #endif
    return client >= 0 ? CaptureClient(client) : nil
  }

  private static func parts(_ address: String) -> (host: String, port: String) {
    guard let colon = address.lastIndex(of: ":") else { return ("127.0.0.1", address) }
    var host = String(address[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    return (host.isEmpty ? "127.0.0.1" : host, String(address[address.index(after: colon)...]))
  }

  /// `HOST:PORT` of a bound socket, in numbers.
  private static func name(of descriptor: Int32) -> String? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    var host = [CChar](repeating: 0, count: 256)
    var port = [CChar](repeating: 0, count: 16)
    let isKnown = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        getsockname(descriptor, address, &length) == 0
          && getnameinfo(
            address, length, &host, socklen_t(host.count), &port, socklen_t(port.count),
            NI_NUMERICHOST | NI_NUMERICSERV) == 0
      }
    }
    guard isKnown else { return nil }
    func text(_ characters: [CChar]) -> String {
      String(decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
    let name = text(host)
    return (name.contains(":") ? "[\(name)]" : name) + ":" + text(port)
  }
}

/// A connection; nothing that its other end does or leaves undone holds anybody up.
final class CaptureClient {
  let descriptor: Int32

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_KEEPALIVE, &yes, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit { close(descriptor) }

  enum Received {
    case bytes(Int)
    case nothing
    /// The other end is done.
    case ended
    /// The other end is gone.
    case broken
  }

  func receive(into buffer: inout [UInt8]) -> Received {
    let count = buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
    if count > 0 { return .bytes(count) }
    if count == 0 { return .ended }
    return [EAGAIN, EWOULDBLOCK, EINTR].contains(errno) ? .nothing : .broken
  }

  /// Says something; what the other end does not read in time is lost.
  func send(_ text: String) {
    #if canImport(Glibc)
      let flags = Int32(MSG_NOSIGNAL)
    #else
      let flags: Int32 = 0
    #endif
    let bytes = Array(text.utf8)
    #if canImport(Glibc)
      _ = Glibc.send(descriptor, bytes, bytes.count, flags)
    #else
      _ = Darwin.send(descriptor, bytes, bytes.count, flags)
    #endif
  }
}
