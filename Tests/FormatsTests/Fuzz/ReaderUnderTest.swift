import Foundation
import Testing

/// A reader of files from outside, and the seeds that it is fed.
struct ReaderUnderTest: Sendable, CustomTestStringConvertible {
  /// Something that a reader must never give.
  struct Broken: Error, CustomStringConvertible {
    var description: String
  }

  let name: String
  /// Folders of `Tests/Seeds`; those that end in `/readable` hold only files without fault. What fuzzing found lies in
  /// the folder `found` in one of them.
  let folders: [String]
  /// Reads bytes under a file's name and uses what comes out.
  let read: @Sendable (Data, String) throws -> Void

  var testDescription: String { name }

  init(_ name: String, _ folders: [String], _ read: @escaping @Sendable (Data, String) throws -> Void) {
    self.name = name
    self.folders = folders
    self.read = read
  }

  struct Seed: Sendable {
    let name: String
    let bytes: [UInt8]
    let isReadable: Bool
  }

  /// Its seeds in the order of their names.
  func seeds() throws -> [Seed] {
    let tests = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    var seeds: [Seed] = []
    for folder in folders + folders.map({ "\($0)/found" }) {
      let url = tests.appendingPathComponent("Seeds/\(folder)")
      guard folders.contains(folder) || FileManager.default.fileExists(atPath: url.path) else { continue }
      for name in try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() {
        guard name.contains("."), !name.hasPrefix(".") else { continue }
        seeds.append(
          Seed(
            name: name, bytes: [UInt8](try Data(contentsOf: url.appendingPathComponent(name))),
            isReadable: folder.hasSuffix("/readable") || name.hasPrefix("valid")))
      }
    }
    return seeds
  }

  /// What a reading came to.
  enum Outcome: Equatable {
    case value
    /// An error with file, place and cure.
    case refusal(String)
    /// Neither: the reader or its error is at fault.
    case fault(String)
  }

  /// Reads once; a crash is the only thing that gets out.
  func outcome(of bytes: Data, file: String) -> Outcome {
    do {
      try read(bytes, file)
      return .value
    } catch let broken as Broken {
      return .fault(broken.description)
    } catch {
      let text = "\(error)"
      guard text.hasPrefix(file) else { return .fault("it does not begin with the file's name: \(text)") }
      guard text.contains(";") else { return .fault("it tells no cure: \(text)") }
      guard !text.contains("\n") else { return .fault("it has more than one line: \(text)") }
      guard text.utf8.count < 4000 else {
        return .fault("it has \(text.utf8.count) bytes: \(text.prefix(300))")
      }
      return .refusal(text)
    }
  }
}
