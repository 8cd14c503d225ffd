import Foundation
public import StrategyABI

#if canImport(Glibc)
  import Glibc
#endif

/// A loaded plugin library. It is never unloaded: a Swift plugin's metadata outlives every use of it.
public struct StrategyLibrary: @unchecked Sendable {
  // The table is immutable and lives as long as the process, hence the unchecked conformance.
  private let entry: UnsafePointer<mien_entry>
  /// Path of the library.
  public let path: String

  /// Loads a library and asks for its table of strategies.
  ///
  /// - Throws: ``StrategyLibraryError`` when the file is no library, exports no entry, or speaks another
  ///   major version of the contract.
  public init(loading path: String) throws(StrategyLibraryError) {
    self.path = path
    guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      throw .notLoadable(path: path, reason: dlerror().map { String(cString: $0) } ?? "unknown reason")
    }
    guard let symbol = dlsym(handle, MIEN_ENTRY_SYMBOL) else { throw .noEntry(path: path) }
    let function = unsafeBitCast(symbol, to: mien_strategy_entry_function.self)
    guard let entry = function(MIEN_ABI_MAJOR, MIEN_ABI_MINOR) else {
      throw .refusedHost(path: path, host: "\(MIEN_ABI_MAJOR).\(MIEN_ABI_MINOR)")
    }
    guard entry.pointee.abi_major == MIEN_ABI_MAJOR else {
      throw .otherMajor(path: path, plugin: entry.pointee.abi_major, host: MIEN_ABI_MAJOR)
    }
    guard Int(entry.pointee.size) >= MemoryLayout<mien_entry>.size else {
      throw .malformed(path: path, what: "entry table of \(entry.pointee.size) bytes")
    }
    guard entry.pointee.descriptor != nil, entry.pointee.create != nil else {
      throw .malformed(path: path, what: "entry table without descriptor or create")
    }
    self.entry = entry
  }

  /// What the library offers.
  ///
  /// - Throws: ``StrategyLibraryError`` when a descriptor breaks the contract.
  public func descriptors() throws(StrategyLibraryError) -> [StrategyDescriptor] {
    var result: [StrategyDescriptor] = []
    guard entry.pointee.strategy_count <= 1024 else {
      throw .malformed(path: path, what: "\(entry.pointee.strategy_count) strategies")
    }
    for index in 0..<entry.pointee.strategy_count {
      guard let raw = entry.pointee.descriptor?(index) else {
        throw .malformed(path: path, what: "no descriptor \(index)")
      }
      var descriptor = try StrategyDescriptor(reading: raw, path: path)
      descriptor.parameters = try parameters(of: index)
      result.append(descriptor)
    }
    return result
  }

  /// Makes an instance; the caller owns it.
  ///
  /// - Throws: ``StrategyLibraryError`` when there is no such strategy or its plugin cannot make one.
  public func create(
    _ index: Int, host: UnsafePointer<mien_host>
  ) throws(StrategyLibraryError) -> UnsafeMutablePointer<mien_strategy> {
    var instance: UnsafeMutablePointer<mien_strategy>?
    let status = entry.pointee.create?(UInt32(index), host, &instance) ?? MIEN_UNSUPPORTED
    guard status == MIEN_OK, let instance else { throw .notCreated(path: path, status: status) }
    guard Int(instance.pointee.size) >= MemoryLayout<mien_strategy>.size, instance.pointee.destroy != nil
    else {
      throw .malformed(path: path, what: "strategy table of \(instance.pointee.size) bytes")
    }
    return instance
  }

  private func parameters(of index: UInt32) throws(StrategyLibraryError) -> [StrategyDescriptor.Parameter] {
    let host = BareHost()
    // The instance holds a bare pointer to the host until it is destroyed.
    defer { withExtendedLifetime(host) {} }
    let instance = try create(Int(index), host: host.pointer)
    defer { instance.pointee.destroy?(instance) }
    guard let raw = instance.pointee.get_extension?(instance, MIEN_EXT_PARAMS) else { return [] }
    let table = raw.assumingMemoryBound(to: mien_params.self).pointee
    guard Int(table.size) >= MemoryLayout<mien_params>.size else {
      throw .malformed(path: path, what: "params/1 table of \(table.size) bytes")
    }
    var result: [StrategyDescriptor.Parameter] = []
    for index in 0..<min(4096, table.count?(instance) ?? 0) {
      guard let parameter = table.parameter?(instance, index)?.pointee, let id = parameter.id else {
        throw .malformed(path: path, what: "parameter \(index) without id")
      }
      let read = StrategyDescriptor.Parameter(
        id: String(cString: id), title: parameter.title.map { String(cString: $0) } ?? "",
        unit: parameter.unit.map { String(cString: $0) } ?? "", minimum: parameter.minimum,
        maximum: parameter.maximum, initial: parameter.initial)
      guard read.minimum.isFinite, read.maximum.isFinite, read.minimum <= read.initial,
        read.initial <= read.maximum
      else {
        throw .malformed(
          path: path,
          what: "parameter '\(read.id)' starts at \(read.initial), outside \(read.minimum)...\(read.maximum)")
      }
      guard !result.contains(where: { $0.id == read.id }) else {
        throw .malformed(path: path, what: "parameter '\(read.id)' twice")
      }
      result.append(read)
    }
    return result
  }
}

/// A host without extensions, for reading descriptors.
private final class BareHost {
  private let host = UnsafeMutablePointer<mien_host>.allocate(capacity: 1)
  private let text = strdup("mien")
  var pointer: UnsafePointer<mien_host> { UnsafePointer(host) }

  init() {
    host.initialize(
      to: mien_host(
        size: UInt32(MemoryLayout<mien_host>.size), reserved: 0, name: UnsafePointer(text),
        version: UnsafePointer(text), context: nil, get_extension: { _, _ in nil }, log: { _, _, _ in }))
  }

  deinit {
    host.deallocate()
    free(text)
  }
}
