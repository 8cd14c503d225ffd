import Foundation
import Provenance
import StrategyABI
import StrategyDriver
import Synchronization

/// Descriptors of bundles, read in a child process once and kept by content hash.
struct DescriptorCache: Sendable {
  let folder: URL
  let worker: URL
  /// A plugin that has not described itself by then never will.
  static let patience: TimeInterval = 10

  func descriptors(of bundle: StrategyBundle) throws(StrategyHostError) -> [StrategyDescriptor] {
    let hash: ContentHash
    do { hash = try bundle.contentHash() } catch {
      throw .notDescribed(
        library: bundle.library.path, reason: "cannot be read: \(error.localizedDescription)")
    }
    let file = folder.appendingPathComponent("\(hash)-\(MIEN_ABI_MAJOR).\(MIEN_ABI_MINOR).json")
    if let data = try? Data(contentsOf: file),
      let kept = try? JSONDecoder().decode([StrategyDescriptor].self, from: data)
    {
      return kept
    }
    let data = try describe(bundle.library)
    guard let fresh = try? JSONDecoder().decode([StrategyDescriptor].self, from: data) else {
      throw .notDescribed(library: bundle.library.path, reason: "printed something else than its descriptors")
    }
    // A cache that cannot be written costs time, nothing else.
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try? data.write(to: file, options: .atomic)
    return fresh
  }

  private func describe(_ library: URL) throws(StrategyHostError) -> Data {
    func refusal(_ reason: String) -> StrategyHostError {
      .notDescribed(library: library.path, reason: reason)
    }
    let process = Process()
    process.executableURL = worker
    process.arguments = ["describe", library.path]
    process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    let complaints = Pipe()
    process.standardOutput = output
    process.standardError = complaints
    do { try process.run() } catch {
      throw refusal(
        "cannot be described: mien-worker does not start at \(worker.path); build the whole package")
    }
    let identifier = process.processIdentifier
    let watchdog = DispatchWorkItem { kill(identifier, SIGKILL) }
    DispatchQueue.global().asyncAfter(deadline: .now() + Self.patience, execute: watchdog)
    // Both pipes are drained at once, or a talkative plugin would fill one and wait for ever.
    let complained = Mutex(Data())
    let drained = DispatchGroup()
    DispatchQueue.global().async(group: drained) {
      let text = Self.readAll(complaints.fileHandleForReading)
      complained.withLock { $0 = text }
    }
    let data = Self.readAll(output.fileHandleForReading)
    drained.wait()
    let complaint = complained.withLock { $0 }
    process.waitUntilExit()
    watchdog.cancel()
    if process.terminationReason == .uncaughtSignal {
      if process.terminationStatus == SIGKILL {
        throw refusal(
          "the plugin did not describe itself within \(Int(Self.patience)) s and was ended; mend or remove it"
        )
      }
      throw refusal(
        "the plugin died while it was looked at (signal \(process.terminationStatus)); mend or remove it")
    }
    guard process.terminationStatus == 0 else {
      let text = String(decoding: complaint, as: UTF8.self)
      let prefix = library.path + ": "
      let line = text.split(separator: "\n").last.map(String.init) ?? "could not be described"
      throw refusal(line.hasPrefix(prefix) ? String(line.dropFirst(prefix.count)) : line)
    }
    return data
  }

  /// What a pipe holds until its end. A signal (Ctrl-C) may interrupt a read, which is then taken up again.
  private static func readAll(_ handle: FileHandle) -> Data {
    var all = Data()
    while true {
      do {
        guard let part = try handle.read(upToCount: 1 << 16), !part.isEmpty else { return all }
        all += part
      } catch {
        guard errno == EINTR else { return all }
      }
    }
  }
}
