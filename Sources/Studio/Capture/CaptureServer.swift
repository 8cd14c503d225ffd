import Formats
public import Foundation
import Motion

/// What came in over one connection.
public struct CaptureReport: Sendable {
  /// Id of the recording.
  public var id: String
  /// Length of the session in seconds.
  public var seconds: Double
  /// Records in the log.
  public var records: Int
  /// Stretches of audio.
  public var chunks: Int
  /// Whose audio came in.
  public var heard: [String]
  /// Lines that were left out.
  public var leftOut: Int
  /// Why the session ended, where the client did not end it.
  public var ending: String?
}

/// Writes what comes over a socket into a corpus folder, one session after the other.
///
/// A connection begins with a line that says who takes part; every further line is a record of
/// `recording.jsonl`, or a stretch of samples. While one session is on, other connections are refused with a
/// line. At every moment the folder is a valid corpus with everything that was taken so far; a clean end turns
/// its audio into FLAC.
///
/// This is the one place of the workbench where a clock of the real world makes a result: records that come
/// without arrival get the time since their connection was accepted.
public final class CaptureServer {
  /// Where it listens, with the port that the system chose.
  public var address: String { listener.address }
  /// Bytes of the longest line that is taken unless told otherwise.
  public static let longestLine = ReadingLimits.lineBytes
  private let listener: CaptureSocket
  private let folder: CaptureFolder
  private let options: CaptureOptions
  private let lineLimit: Int

  /// Opens the folder and the socket.
  ///
  /// - Parameters:
  ///   - address: `HOST:PORT`, `PORT`, or `[HOST]:PORT`; the host is 127.0.0.1 unless given, port 0 is any.
  ///   - folder: an empty folder, or one with a corpus.
  ///   - lineLimit: bytes of the longest line that is taken.
  public init(
    listeningOn address: String, into folder: URL, options: CaptureOptions = CaptureOptions(),
    lineLimit: Int = CaptureServer.longestLine
  ) throws(StudioError) {
    listener = try CaptureSocket(listeningOn: address)
    self.folder = try CaptureFolder(folder, options: options)
    self.options = options
    self.lineLimit = lineLimit
  }

  /// Captures sessions until it shall stop; what a session has by then is kept.
  ///
  /// A session that cannot be written on is given up, and the next one served; only when the folder takes no
  /// files at all the capture ends.
  ///
  /// - Parameters:
  ///   - shouldStop: asked five times a second at least.
  ///   - report: called when a session is over.
  /// - Throws: ``StudioError`` when the disk is at fault.
  public func run(shouldStop: () -> Bool, report: (CaptureReport) -> Void) throws(StudioError) {
    var session: CaptureSession?
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let isStopped = shouldStop()
      if !isStopped { wait(for: &session, milliseconds: 200) }
      guard let current = session else {
        if isStopped { return }
        continue
      }
      var deadline: ContinuousClock.Instant?
      var result: CaptureReport?
      do throws(StudioError) {
        var isOver = isStopped
        if !isOver { isOver = try current.isOverdue() }
        if !isOver { isOver = try current.read(into: &buffer) }
        guard isOver else { continue }
        result = try current.end(isStopped ? "the capture was stopped" : nil) {
          goesOn(shouldStop, until: &deadline)
        }
      } catch {
        result = current.abandon(error)
        guard folder.takesFiles, !options.endsAfterOne else { throw error }
      }
      session = nil
      guard let result else { continue }
      report(result)
      if options.endsAfterOne { return }
    }
  }

  /// Waits for something to come, and takes a connection or refuses it.
  private func wait(for session: inout CaptureSession?, milliseconds: Int32) {
    guard listener.wait(with: session?.socket, milliseconds: milliseconds).listener,
      let client = listener.accept()
    else { return }
    if session == nil {
      session = CaptureSession(client, folder: folder, options: options, lineLimit: lineLimit)
    } else {
      refuse(client)
    }
  }

  private func refuse(_ client: CaptureClient) {
    client.send("{\"error\":\"a session is being captured; connect again when it is over\",\"line\":0}\n")
  }

  /// Asked between blocks of audio at the end of a session: refuses who connects meanwhile, and gives the rest
  /// up when the capture shall stop and two seconds were not enough.
  private func goesOn(_ shouldStop: () -> Bool, until deadline: inout ContinuousClock.Instant?) -> Bool {
    if listener.wait(with: nil, milliseconds: 0).listener, let client = listener.accept() { refuse(client) }
    guard shouldStop() else { return true }
    let last = deadline ?? .now + .seconds(2)
    deadline = last
    return .now < last
  }
}
