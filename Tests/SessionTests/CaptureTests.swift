import Foundation
import Testing

/// `mien corpus capture` as it is used: a program that somebody connects to, and that is killed.
@Suite("Captures that are killed", .needsMien) struct CaptureTests {
  /// A capture in a process of its own.
  final class Running {
    let process = Process()
    private let pipe = Pipe()
    private let ended = DispatchSemaphore(value: 0)
    let address: String

    init(into folder: String, home: String) throws {
      process.executableURL = URL(fileURLWithPath: MienBinary.path ?? "/nowhere")
      process.arguments = [
        "corpus", "capture", "--listen", "127.0.0.1:0", "--out", folder, "--licence", "CC0-1.0", "--once",
      ]
      process.environment = MienBinary.environment(home: home)
      process.standardOutput = pipe
      process.standardError = FileHandle.nullDevice
      let ended = ended
      process.terminationHandler = { _ in ended.signal() }
      try process.run()
      var line = ""
      while let byte = try pipe.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A {
        line.append(Swift.Character(Unicode.Scalar(byte)))
      }
      address = line
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    func end(by signal: Int32) throws {
      kill(process.processIdentifier, signal)
      try awaitEnd()
    }

    func awaitEnd() throws {
      try #require(ended.wait(timeout: .now() + 60) == .success, "it did not end")
    }

    /// A connection to it.
    func connected() throws -> Int32 {
      let port = try #require(UInt16(address.split(separator: ":").last ?? ""), "'\(address)' is no address")
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var place = sockaddr_in()
      place.sin_family = sa_family_t(AF_INET)
      place.sin_port = port.bigEndian
      place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      let status = withUnsafePointer(to: &place) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      try #require(status == 0)
      return descriptor
    }
  }

  static let hello =
    #"{"schema":"mien.capture/1","id":"talk","participants":[{"id":"nova","role":"character"},{"id":"guest","role":"partner"}]}"#
    + "\n"

  /// Words and audio without end.
  static func lines(_ number: Int) -> String {
    let start = Double(number) * 0.25
    let pcm = Data(repeating: UInt8(number % 100), count: 12_000).base64EncodedString()
    return
      #"{"id":"w\#(number)","op":"announce","kind":"word","participant":"nova","start":\#(start),"end":\#(start + 0.2),"#
      + #""text":"\#(String(repeating: "la", count: number % 3_000))"}"# + "\n"
      + #"{"kind":"audio","participant":"nova","start":\#(start),"rate":24000,"pcm16":"\#(pcm)"}"# + "\n"
  }

  static func send(_ text: String, to descriptor: Int32) -> Bool {
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done, Int32(MSG_NOSIGNAL))
      }
      if count <= 0 { return false }
      done += count
    }
    return true
  }

  @Test(
    "kill -9 at any moment leaves a corpus that passes, with all that was answered for",
    arguments: [40, 310, 777])
  func killed(after count: Int) throws {
    try MienBinary.withFolder { home in
      let running = try Running(into: "\(home)/out", home: home)
      let descriptor = try running.connected()
      defer { close(descriptor) }
      #expect(Self.send(Self.hello, to: descriptor))
      // The answer says that the recording is there.
      var answer = [UInt8](repeating: 0, count: 200)
      #expect(recv(descriptor, &answer, answer.count, 0) > 0)
      for number in 1...count { #expect(Self.send(Self.lines(number), to: descriptor)) }
      // The kill falls into the middle of what is still on its way.
      try running.end(by: SIGKILL)
      let check = try ShellLine("mien corpus check ./out", in: home)
      #expect(check.code == 0, "\(check.output)\(check.errors)")
      #expect(check.output.contains("passes"))
      let manifest = try String(contentsOfFile: "\(home)/out/corpus.json", encoding: .utf8)
      #expect(manifest.contains("the capture was not ended"))
      let log = try String(contentsOfFile: "\(home)/out/talk/recording.jsonl", encoding: .utf8)
      #expect(log.isEmpty || log.hasSuffix("}\n"))
    }
  }

  @Test("A client that closes ends its session cleanly, and the corpus replays as it was recorded")
  func interrupted()
    throws
  {
    try MienBinary.withFolder { home in
      let running = try Running(into: "\(home)/out", home: home)
      let descriptor = try running.connected()
      defer { close(descriptor) }
      #expect(Self.send(Self.hello, to: descriptor))
      // The answer says that the recording is there.
      var answer = [UInt8](repeating: 0, count: 200)
      #expect(recv(descriptor, &answer, answer.count, 0) > 0)
      for number in 1...12 { #expect(Self.send(Self.lines(number), to: descriptor)) }
      shutdown(descriptor, Int32(SHUT_WR))
      try running.awaitEnd()
      #expect(running.process.terminationStatus == 0)
      #expect(FileManager.default.fileExists(atPath: "\(home)/out/talk/nova.flac"))
      let replay = try ShellLine(
        "mien corpus check ./out && mien run --strategy still --corpus ./out --character nova --arrival recorded/1 --quiet",
        in: home)
      #expect(replay.code == 0, "\(replay.output)\(replay.errors)")
    }
  }
}
