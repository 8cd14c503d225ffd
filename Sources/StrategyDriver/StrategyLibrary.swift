import Foundation
import StrategyABI

#if canImport(Glibc)
  import Glibc
#endif

/// A loaded plugin library. It is never unloaded: a Swift plugin's metadata outlives every use of it.
public struct StrategyLibrary: @unchecked Sendable {
  // The table is immutable and lives as long as the process, hence the unchecked conformance.
  private let entry: mien_entry
  /// Path of the library.
  public let path: String

  /// Loads a library and asks for its table of strategies.
  ///
  /// - Throws: ``StrategyLibraryError`` when the file is no library, exports no entry, or speaks another
  ///   major version of the contract.
  public init(loading path: String) throws(StrategyLibraryError) {
    guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      throw .notLoadable(path: path, reason: dlerror().map { String(cString: $0) } ?? "unknown reason")
    }
    guard let symbol = dlsym(handle, MIEN_ENTRY_SYMBOL) else { throw .noEntry(path: path) }
    let function = unsafeBitCast(symbol, to: mien_strategy_entry_function.self)
    guard let entry = function(MIEN_ABI_MAJOR, MIEN_ABI_MINOR) else {
      throw .refusedHost(path: path, host: "\(MIEN_ABI_MAJOR).\(MIEN_ABI_MINOR)")
    }
    try self.init(entry: entry, path: path)
  }

  /// Checks a table of strategies, wherever it came from; it must stay for good.
  init(entry: UnsafePointer<mien_entry>, path: String) throws(StrategyLibraryError) {
    self.path = path
    guard entry.pointee.abi_major == MIEN_ABI_MAJOR else {
      throw .otherMajor(path: path, plugin: entry.pointee.abi_major, host: MIEN_ABI_MAJOR)
    }
    guard let table = SizedStruct.read(entry, atLeast: MIEN_ENTRY_SIZE_1_0, zero: mien_entry())
    else { throw .malformed(path: path, what: "entry table of \(entry.pointee.size) bytes") }
    guard table.descriptor != nil, table.create != nil else {
      throw .malformed(path: path, what: "entry table without descriptor or create")
    }
    self.entry = table
  }

  /// What the library offers.
  ///
  /// - Throws: ``StrategyLibraryError`` when a descriptor breaks the contract.
  public func descriptors() throws(StrategyLibraryError) -> [StrategyDescriptor] {
    var result: [StrategyDescriptor] = []
    guard entry.strategy_count <= 1024 else {
      throw .malformed(path: path, what: "\(entry.strategy_count) strategies")
    }
    for index in 0..<entry.strategy_count {
      guard let raw = entry.descriptor?(index) else {
        throw .malformed(path: path, what: "no descriptor \(index)")
      }
      var descriptor = try StrategyDescriptor(reading: raw, path: path)
      descriptor.parameters = try parameters(of: index)
      if let fault = descriptor.fault { throw .malformed(path: path, what: fault) }
      result.append(descriptor)
    }
    return result
  }

  /// Makes an instance; the caller owns it and calls `destroy` of the table.
  ///
  /// - Throws: ``StrategyLibraryError`` when there is no such strategy or its plugin cannot make one.
  func create(
    _ index: Int, host: UnsafePointer<mien_host>
  ) throws(StrategyLibraryError) -> (instance: UnsafeMutablePointer<mien_strategy>, table: mien_strategy) {
    var instance: UnsafeMutablePointer<mien_strategy>?
    let status = entry.create?(UInt32(index), host, &instance) ?? MIEN_UNSUPPORTED
    guard status == MIEN_OK, let instance else { throw .notCreated(path: path, status: status) }
    let table = SizedStruct.read(
      UnsafePointer(instance), atLeast: MIEN_STRATEGY_SIZE_1_0, zero: mien_strategy())
    guard let table, table.destroy != nil else {
      throw .malformed(
        path: path, what: "strategy table of \(instance.pointee.size) bytes or without destroy")
    }
    return (instance, table)
  }

  private func parameters(of index: UInt32) throws(StrategyLibraryError) -> [StrategyDescriptor.Parameter] {
    let host = HostTable()
    // The instance holds a bare pointer to the host until it is destroyed.
    defer { withExtendedLifetime(host) {} }
    let (instance, strategy) = try create(Int(index), host: host.pointer)
    defer { strategy.destroy?(instance) }
    guard let raw = strategy.get_extension?(instance, MIEN_EXT_PARAMS) else { return [] }
    let source = raw.assumingMemoryBound(to: mien_params.self)
    guard
      let table = SizedStruct.read(source, atLeast: MIEN_PARAMS_SIZE_1, zero: mien_params())
    else { throw .malformed(path: path, what: "params/1 table of \(source.pointee.size) bytes") }
    var result: [StrategyDescriptor.Parameter] = []
    for index in 0..<min(4096, table.count?(instance) ?? 0) {
      guard
        let parameter = table.parameter?(instance, index).flatMap({
          SizedStruct.read($0, atLeast: MIEN_PARAMETER_SIZE_1, zero: mien_parameter())
        }), let id = parameter.id
      else {
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
