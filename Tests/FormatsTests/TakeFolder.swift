import Foundation

/// A folder of a test's own, gone with it.
final class TakeFolder {
  let url: URL

  init(_ files: [String: Data] = [:]) throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("mien-takes-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (path, bytes) in files { try add(path, bytes) }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func add(_ path: String, _ bytes: Data) throws {
    let file = url.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: file)
  }

  /// Links to the sample files, which stay where they are.
  func link(_ path: String, to sample: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: url.appendingPathComponent(path).path, withDestinationPath: SharedSamples.path(sample))
  }
}
