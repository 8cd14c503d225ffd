import Motion
import StrategyABI

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An instance as the host holds it: a Swift strategy behind the function table of the contract.
final class StrategyInstance {
  private let exported: ExportedStrategy
  private let strategy: any Strategy
  private let host: UnsafePointer<mien_host>
  private let table: UnsafeMutablePointer<mien_strategy>
  private var values: ParameterValues
  private var isPrepared = false
  private var errorText: UnsafeMutablePointer<CChar>?

  private init(_ exported: ExportedStrategy, host: UnsafePointer<mien_host>) {
    self.exported = exported
    self.host = host
    strategy = exported.type.init()
    values = ParameterValues(exported.parameters)
    table = .allocate(capacity: 1)
    table.initialize(to: Self.functions)
    table.pointee.context = Unmanaged.passUnretained(self).toOpaque()
  }

  deinit {
    free(errorText)
    table.deinitialize(count: 1)
    table.deallocate()
  }

  /// Makes an instance that lives until the host calls `destroy`.
  static func create(
    _ exported: ExportedStrategy, host: UnsafePointer<mien_host>
  ) -> UnsafeMutablePointer<mien_strategy> {
    let instance = StrategyInstance(exported, host: host)
    _ = Unmanaged.passRetained(instance)
    return instance.table
  }

  private static func of(_ table: UnsafeMutablePointer<mien_strategy>?) -> StrategyInstance? {
    guard let context = table?.pointee.context else { return nil }
    return Unmanaged<StrategyInstance>.fromOpaque(context).takeUnretainedValue()
  }

  nonisolated(unsafe) private static let functions = mien_strategy(
    size: UInt32(MemoryLayout<mien_strategy>.size), reserved: 0, context: nil,
    prepare: { table, session, binding in
      guard let instance = StrategyInstance.of(table), let session, let binding else {
        return Status.badArgument
      }
      return instance.attempt { try instance.prepare(session, binding) }
    },
    receive: { table, records, count in
      guard let instance = StrategyInstance.of(table), let records else { return Status.badArgument }
      return instance.attempt { try instance.receive(records, count: Int(count)) }
    },
    render: { table, input, output in
      guard let context = table?.pointee.context, let input, let output, let rows = output.pointee.rows
      else { return Status.badArgument }
      Unmanaged<StrategyInstance>.fromOpaque(context)._withUnsafeGuaranteedRef { instance in
        instance.strategy.render(
          FrameSpan(firstFrame: Int(input.pointee.first_frame), frameCount: Int(input.pointee.frame_count)),
          into: FrameRows(
            rows: rows, rowStride: Int(output.pointee.row_stride), activities: output.pointee.activity,
            activityStride: Int(output.pointee.activity_stride)))
      }
      return Status.ok
    },
    destroy: { table in
      guard let context = table?.pointee.context else { return }
      Unmanaged<StrategyInstance>.fromOpaque(context).release()
    },
    get_extension: { _, id in
      guard let id, strcmp(id, MIEN_EXT_PARAMS) == 0 else { return nil }
      return UnsafeRawPointer(StrategyInstance.parameters)
    },
    last_error: { table in StrategyInstance.of(table)?.errorText.map { UnsafePointer($0) } }
  )

  /// The `params/1` table, the same for every instance; never freed.
  nonisolated(unsafe) private static let parameters: UnsafePointer<mien_params> = {
    let table = UnsafeMutablePointer<mien_params>.allocate(capacity: 1)
    table.initialize(
      to: mien_params(
        size: UInt32(MemoryLayout<mien_params>.size),
        count: { UInt32(StrategyInstance.of($0)?.exported.parameters.count ?? 0) },
        parameter: { strategy, index in
          guard let exported = StrategyInstance.of(strategy)?.exported, index < exported.parameters.count
          else { return nil }
          return UnsafePointer(exported.parameterTable + Int(index))
        },
        set: { strategy, index, value in
          guard let instance = StrategyInstance.of(strategy), !instance.isPrepared,
            index < instance.exported.parameters.count
          else { return Status.badArgument }
          let parameter = instance.exported.parameters[Int(index)]
          guard parameter.range.contains(value) else { return Status.badArgument }
          instance.values.set(parameter.id, to: value)
          return Status.ok
        }))
    return UnsafePointer(table)
  }()

  private func attempt(_ body: () throws -> Void) -> mien_status {
    free(errorText)
    errorText = nil
    do {
      try body()
      return Status.ok
    } catch {
      errorText = strdup(String(describing: error))
      if let known = error as? StrategyError, case .unsupportedSession = known { return Status.unsupported }
      return Status.failed
    }
  }

  private func prepare(
    _ given: UnsafePointer<mien_session>, _ binding: UnsafeMutablePointer<mien_binding>
  ) throws {
    let session = given.pointee
    guard Int(session.size) >= MemoryLayout<mien_session>.size,
      Int(binding.pointee.size) >= MemoryLayout<mien_binding>.size
    else { throw StrategyError.unsupportedSession("the host's session is smaller than ABI 1.0 has it") }
    guard
      let rate = FrameRate(
        numerator: Int32(clamping: session.rate_numerator),
        denominator: Int32(clamping: session.rate_denominator))
    else {
      throw StrategyError.unsupportedSession(
        "\(session.rate_numerator)/\(session.rate_denominator) is no frame rate: give 1 to 1000 per second")
    }
    guard Int(session.channel_count) == exported.channelCount else {
      throw StrategyError.unsupportedSession(
        "the host bound \(session.channel_count) channels of \(exported.channelCount) declared ones")
    }
    let present = (0..<exported.channelCount).map { session.channel_present?[$0] != 0 }
    let lookahead = try strategy.prepare(
      StrategySession(
        rate: rate, largestSpan: Int(session.largest_span), seed: session.seed,
        participantCount: Int(session.participant_count),
        participant: session.participant.map { String(cString: $0) } ?? "",
        language: session.language.map { String(cString: $0) } ?? "", channelPresent: present,
        parameters: values, sheet: sheet(), features: features(count: Int(session.participant_count))))
    guard (0...600).contains(lookahead) else { throw StrategyError.lookahead(lookahead) }
    binding.pointee.lookahead_frames = UInt32(lookahead)
    isPrepared = true
  }

  private func receive(_ first: UnsafePointer<mien_record>, count: Int) throws {
    var at = UnsafeRawPointer(first)
    for _ in 0..<count {
      let record = at.assumingMemoryBound(to: mien_record.self)
      let size = Int(record.pointee.size)
      guard size >= MemoryLayout<mien_record>.size else {
        throw StrategyError.failed("the host gave a record of \(size) bytes, smaller than ABI 1.0 has it")
      }
      if let known = KnownRecord(record.pointee) { try strategy.receive(known) }
      at += size
    }
    try strategy.settle()
  }

  private func sheet() -> CharacterSheet {
    guard let raw = host.pointee.get_extension?(host, MIEN_EXT_SHEET) else { return CharacterSheet() }
    return CharacterSheet(host: host, table: raw.assumingMemoryBound(to: mien_sheet.self))
  }

  private func features(count: Int) -> [FeatureStream?] {
    guard let raw = host.pointee.get_extension?(host, MIEN_EXT_FEATURES),
      let stream = raw.assumingMemoryBound(to: mien_features.self).pointee.stream
    else { return [] }
    return (0..<count).map { stream(host, UInt32($0)).map(FeatureStream.init) }
  }
}
