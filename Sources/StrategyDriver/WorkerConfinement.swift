import CWorker
import Foundation

/// What a worker is allowed, as the host says it in `MIEN_ACCESS`.
public struct WorkerConfinement: Codable, Hashable, Sendable {
  /// Whether it may use the network.
  public var network: Bool
  /// Absolute paths that it may read, beside the system's.
  public var read: [String]
  /// Absolute paths in which it may write, beside its scratch folder.
  public var write: [String]
  /// Bytes of address space; 0 for no limit.
  public var addressSpace: UInt64
  /// Open descriptors.
  public var descriptors: UInt64

  /// Name of the variable that carries it.
  public static let variable = "MIEN_ACCESS"
  /// Set to `off`, it leaves the worker unconfined; limits stay.
  public static let sandboxVariable = "MIEN_SANDBOX"
  /// What everybody may read.
  static let system = ["/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc", "/opt", "/proc", "/sys", "/dev"]

  /// Makes a confinement.
  public init(
    network: Bool = false, read: [String] = [], write: [String] = [], addressSpace: UInt64 = 0,
    descriptors: UInt64 = 256
  ) {
    self.network = network
    self.read = read
    self.write = write
    self.addressSpace = addressSpace
    self.descriptors = descriptors
  }

  /// The confinement that the host asked for; none asked is the strictest.
  public init(environment: [String: String]) {
    let text = environment[Self.variable] ?? ""
    self = (try? JSONDecoder().decode(Self.self, from: Data(text.utf8))) ?? Self()
  }

  /// Confines this process, for good. Call it before anything foreign is loaded.
  ///
  /// - Returns: what could not be applied on this system, in one line; empty when all of it is in force.
  public func apply() -> String {
    var shortfalls: [String] = []
    if cworker_limits(addressSpace, descriptors) != 0 { shortfalls.append("limits were refused") }
    if ProcessInfo.processInfo.environment[Self.sandboxVariable] == "off" {
      shortfalls.append("\(Self.sandboxVariable)=off: not confined")
    } else {
      var said = [CChar](repeating: 0, count: 512)
      let readable = Self.system + Self.loadedFrom() + read
      let status = Self.withList(readable) { readPaths in
        Self.withList(["/proc/self/fd/5"] + write) { writePaths in
          cworker_sandbox(readPaths, writePaths, network ? 1 : 0, &said, said.count)
        }
      }
      let text = said.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
      if status != 0 { shortfalls.append("not confined (\(String(cString: strerror(status))))") }
      if !text.isEmpty { shortfalls.append(text) }
    }
    return shortfalls.joined(separator: "; ")
  }

  /// Folders of what is mapped into this process, which is where its libraries find theirs.
  private static func loadedFrom() -> [String] {
    let maps = (try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8)) ?? ""
    var folders: [String] = []
    for line in maps.split(separator: "\n") {
      guard let start = line.firstIndex(of: "/") else { continue }
      let folder = (String(line[start...]) as NSString).deletingLastPathComponent
      if folder.count > 1, !folders.contains(folder) { folders.append(folder) }
    }
    let path = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? ""
    return folders + path.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
  }

  private static func withList(
    _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Int32
  ) -> Int32 {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    let list: [UnsafePointer<CChar>?] = copies.map { UnsafePointer($0) } + [nil]
    return list.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}
