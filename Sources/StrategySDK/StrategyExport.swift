import Motion
public import StrategyABI

/// The one line by which a plugin exports its strategies:
///
///     @c(mien_strategy_entry)
///     public func entry(_ major: UInt32, _ minor: UInt32) -> UnsafePointer<mien_entry>? {
///       StrategyExport.entry(for: [Breathe.self], major: major, minor: minor)
///     }
public enum StrategyExport {
  /// The plugin's table, or `nil` for a host of another major version.
  ///
  /// The host calls the entry once after loading, before anything else; the table then lives as long as
  /// the library.
  public static func entry(
    for strategies: [any Strategy.Type], major: UInt32, minor: UInt32
  ) -> UnsafePointer<mien_entry>? {
    guard major == MIEN_ABI_MAJOR else { return nil }
    if let table = ExportTable.current { return table.entry }
    let table = ExportTable(strategies)
    ExportTable.current = table
    return table.entry
  }
}

/// What a library has exported: built at entry, never freed, read only afterwards.
final class ExportTable {
  /// Written by the entry alone, which the contract has called once before anything else.
  nonisolated(unsafe) static var current: ExportTable?

  let strategies: [ExportedStrategy]
  let entry: UnsafePointer<mien_entry>

  init(_ types: [any Strategy.Type]) {
    strategies = types.map(ExportedStrategy.init)
    let entry = UnsafeMutablePointer<mien_entry>.allocate(capacity: 1)
    entry.initialize(
      to: mien_entry(
        size: UInt32(MemoryLayout<mien_entry>.size), abi_major: MIEN_ABI_MAJOR, abi_minor: MIEN_ABI_MINOR,
        strategy_count: UInt32(types.count),
        descriptor: { index in
          guard let all = ExportTable.current?.strategies, index < all.count else { return nil }
          return all[Int(index)].descriptor
        },
        create: { index, host, result in
          guard let all = ExportTable.current?.strategies, index < all.count, let host, let result else {
            return Status.badArgument
          }
          guard Int(host.pointee.size) >= MIEN_HOST_SIZE_1_0 else { return Status.unsupported }
          result.pointee = StrategyInstance.create(all[Int(index)], host: host)
          return Status.ok
        }))
    self.entry = UnsafePointer(entry)
  }
}

/// A strategy type with its descriptor and parameters in C form.
final class ExportedStrategy {
  let type: any Strategy.Type
  let parameters: [StrategyParameter]
  let channelCount: Int
  let descriptor: UnsafePointer<mien_strategy_descriptor>
  let parameterTable: UnsafeMutablePointer<mien_parameter>

  init(_ type: any Strategy.Type) {
    self.type = type
    let swift = type.descriptor
    parameters = swift.parameters
    channelCount = swift.channels.count
    let channels = UnsafeMutablePointer<mien_channel>.allocate(capacity: max(1, swift.channels.count))
    for (index, channel) in swift.channels.enumerated() {
      (channels + index).initialize(
        to: mien_channel(name: CText.forever(channel.name), kind: channel.kind.code, reserved: 0))
    }
    let descriptor = UnsafeMutablePointer<mien_strategy_descriptor>.allocate(capacity: 1)
    descriptor.initialize(
      to: mien_strategy_descriptor(
        size: UInt32(MemoryLayout<mien_strategy_descriptor>.size), needs: swift.needs.rawValue,
        id: CText.forever(swift.id), version: CText.forever(swift.version),
        title: CText.forever(swift.title), summary: CText.forever(swift.summary),
        vendor: CText.forever(swift.vendor), channels: UnsafePointer(channels),
        channel_count: UInt32(swift.channels.count), tolerance: swift.tolerance))
    self.descriptor = UnsafePointer(descriptor)
    parameterTable = .allocate(capacity: max(1, parameters.count))
    for (index, parameter) in parameters.enumerated() {
      (parameterTable + index).initialize(
        to: mien_parameter(
          size: UInt32(MemoryLayout<mien_parameter>.size), reserved: 0, id: CText.forever(parameter.id),
          title: CText.forever(parameter.title), unit: CText.forever(parameter.unit),
          minimum: parameter.range.lowerBound, maximum: parameter.range.upperBound,
          initial: parameter.initial))
    }
  }
}
