import Foundation
import Motion

/// One connection: bytes into lines, lines into a recording, answers to what is wrong.
final class CaptureSession {
  let socket: CaptureClient
  private let folder: CaptureFolder
  private let options: CaptureOptions
  private var cutter: LineCutter
  private var recording: CaptureRecording?
  private let start = ContinuousClock.now
  private var ending: String?

  init(_ socket: CaptureClient, folder: CaptureFolder, options: CaptureOptions, lineLimit: Int) {
    self.socket = socket
    self.folder = folder
    self.options = options
    cutter = LineCutter(limit: lineLimit)
  }

  /// Time since the connection was accepted: the arrival of what comes without one.
  private var clock: MediaTime {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    let fraction = Double(attoseconds) * 1e-18 * Double(MediaTime.flicksPerSecond)
    return MediaTime(flicks: min(seconds, 1 << 30) * MediaTime.flicksPerSecond + Int64(fraction))
  }

  /// Whether the session lasts longer than a recording may, or never began.
  func isOverdue() throws(StudioError) -> Bool {
    if recording == nil, clock.seconds > CaptureOptions.patience {
      return try refuse("nobody said who takes part within \(Int(CaptureOptions.patience)) s", line: 1)
    }
    if clock > CaptureRecording.longest {
      ending = "the session reached the longest time that a recording lasts"
    }
    return ending != nil
  }

  /// Reads what is there; `true` when the session is over.
  func read(into buffer: inout [UInt8]) throws(StudioError) -> Bool {
    let clock = clock
    switch socket.receive(into: &buffer) {
    case .nothing: return false
    case .broken:
      ending = "the connection broke off"
      return true
    case .ended:
      if let cut = cutter.finish() { _ = try take(cut, at: clock) }
      return true
    case .bytes(let count):
      let cuts = buffer.withUnsafeBytes { cutter.feed(UnsafeRawBufferPointer(rebasing: $0[0..<count])) }
      for cut in cuts where try take(cut, at: clock) { return true }
      try recording?.commit()
      return false
    }
  }

  /// Ends the recording, if one was begun.
  ///
  /// - Parameter goesOn: asked between blocks of audio; at `false` what is not yet FLAC stays WAV.
  func end(_ reason: String?, goesOn: () -> Bool) throws(StudioError) -> CaptureReport? {
    guard let recording else { return nil }
    ending = ending ?? reason
    try recording.finish(ending, goesOn: goesOn)
    return report
  }

  /// Gives the session up, whose recording could not be written on; what was committed stays.
  func abandon(_ error: StudioError) -> CaptureReport? {
    answer(["error": .text("the session ends here: \(error)"), "line": .number(0)])
    ending = "\(error)"
    return report
  }

  private var report: CaptureReport? {
    guard let recording else { return nil }
    return CaptureReport(
      id: recording.id, seconds: recording.duration.seconds, records: recording.records,
      chunks: recording.chunks, heard: recording.heard, leftOut: recording.faultCount, ending: ending)
  }

  /// Takes a line; `true` when the session is over with it.
  private func take(_ cut: LineCutter.Cut, at clock: MediaTime) throws(StudioError) -> Bool {
    switch cut {
    case .tooLong(let number):
      return try refuse("it is longer than \(cutter.limit) bytes", line: number)
    case .line(let line, let number):
      guard let recording else {
        let hello: CaptureHello
        do throws(CaptureFault) { hello = try CaptureHello(line) } catch {
          return try refuse(error.reason, line: number)
        }
        let id: String
        do throws(CaptureFault) { id = try folder.freeID(hello.id) } catch {
          return try refuse(error.reason, line: number)
        }
        let begun = try CaptureRecording(hello, id: id, in: folder)
        recording = begun
        answer(["schema": .text(CaptureHello.schema), "recording": .text(begun.id)])
        return false
      }
      guard let reason = try recording.take(line, at: clock) else { return false }
      return try refuse(reason, line: number)
    }
  }

  /// Answers what is wrong with a line; `true` when the session ends with it, as it does when nobody was named
  /// or nothing may be wrong.
  private func refuse(_ reason: String, line: Int) throws(StudioError) -> Bool {
    answer(["error": .text(reason), "line": .number(line)])
    guard let recording else { return true }
    recording.leaveOut(reason, line: line)
    guard options.isStrict else { return false }
    ending = "line \(line) is at fault, and nothing may be: \(reason)"
    return true
  }

  private enum Value: Encodable {
    case text(String)
    case number(Int)

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .number(let number): try container.encode(number)
      }
    }
  }

  private func answer(_ fields: [String: Value]) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let line = try? encoder.encode(fields) else { return }
    socket.send(String(decoding: line, as: UTF8.self) + "\n")
  }
}
