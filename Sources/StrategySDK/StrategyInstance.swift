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
      guard let context = table?.pointee.context, let input, let output,
        Int(input.pointee.size) >= MIEN_INPUT_SIZE_1_0, Int(output.pointee.size) >= MIEN_OUTPUT_SIZE_1_0,
        let rows = output.pointee.rows
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
    get_extension: { table, id in
      guard let id, let instance = StrategyInstance.of(table) else { return nil }
      if strcmp(id, MIEN_EXT_PARAMS) == 0 { return UnsafeRawPointer(StrategyInstance.parameters) }
      if strcmp(id, MIEN_EXT_STATE) == 0, instance.strategy is any StatefulStrategy {
        return UnsafeRawPointer(StrategyInstance.state)
      }
      return nil
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

  /// The `state/1` table, given where the strategy conforms to ``StatefulStrategy``; never freed.
  nonisolated(unsafe) private static let state: UnsafePointer<mien_state> = {
    let table = UnsafeMutablePointer<mien_state>.allocate(capacity: 1)
    table.initialize(
      to: mien_state(
        size: UInt32(MemoryLayout<mien_state>.size), reserved: 0,
        save: { table, bytes, capacity, length in
          guard let instance = StrategyInstance.of(table), let length, bytes != nil || capacity == 0 else {
            return Status.badArgument
          }
          return instance.attempt {
            let state = try instance.stateful().save()
            length.pointee = UInt64(state.count)
            guard UInt64(state.count) <= capacity else { return }
            state.withUnsafeBytes { state in
              if let base = state.baseAddress { bytes?.copyMemory(from: base, byteCount: state.count) }
            }
          }
        },
        load: { table, bytes, length in
          guard let instance = StrategyInstance.of(table), bytes != nil || length == 0 else {
            return Status.badArgument
          }
          return instance.attempt {
            try instance.stateful().load(
              Array(UnsafeRawBufferPointer(start: bytes, count: Int(clamping: length))))
          }
        }))
    return UnsafePointer(table)
  }()

  private func stateful() throws -> any StatefulStrategy {
    guard isPrepared, let stateful = strategy as? any StatefulStrategy else {
      throw StrategyError.failed("a state is saved and loaded after prepare only")
    }
    return stateful
  }

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
    guard let session = SizedStruct.read(given, atLeast: MIEN_SESSION_SIZE_1_0, zero: mien_session()),
      Int(binding.pointee.size) >= MIEN_BINDING_SIZE_1_0
    else { throw StrategyError.unsupportedSession("the host's session is smaller than contract 1.0 has it") }
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
        parameters: values, sheet: sheet(), features: features(count: Int(session.participant_count)),
        rehearsal: rehearsal(), resources: folder { $0.folder }, scratch: folder { $0.scratch }))
    guard (0...600).contains(lookahead) else { throw StrategyError.lookahead(lookahead) }
    binding.pointee.lookahead_frames = UInt32(lookahead)
    isPrepared = true
  }

  private func receive(_ first: UnsafePointer<mien_record>, count: Int) throws {
    var at = UnsafeRawPointer(first)
    for _ in 0..<count {
      let record = at.assumingMemoryBound(to: mien_record.self)
      let size = Int(record.pointee.size)
      guard let copy = SizedStruct.read(record, atLeast: MIEN_RECORD_SIZE_1_0, zero: mien_record()) else {
        throw StrategyError.failed(
          "the host gave a record of \(size) bytes, smaller than contract 1.0 has it")
      }
      if let known = KnownRecord(copy) { try strategy.receive(known) }
      at += size
    }
    try strategy.settle()
  }

  private func hostExtension<Table: BitwiseCopyable>(
    _ id: String, atLeast least: Int, zero: Table
  ) -> Table? {
    SizedStruct.read(host.pointee.get_extension?(host, id), atLeast: least, zero: zero)
  }

  private func sheet() -> CharacterSheet {
    hostExtension(MIEN_EXT_SHEET, atLeast: MIEN_SHEET_SIZE_1, zero: mien_sheet())
      .map { CharacterSheet(host: host, table: $0) } ?? CharacterSheet()
  }

  private func features(count: Int) -> [FeatureStream?] {
    let table = hostExtension(MIEN_EXT_FEATURES, atLeast: MIEN_FEATURES_SIZE_1, zero: mien_features())
    guard let stream = table?.stream else { return [] }
    return (0..<count).map { FeatureStream(checking: stream(host, UInt32($0))) }
  }

  private func rehearsal() -> [RecordedSession] {
    guard exported.type.descriptor.needs.contains(.rehearsal),
      let table = hostExtension(MIEN_EXT_REHEARSAL, atLeast: MIEN_REHEARSAL_SIZE_1, zero: mien_rehearsal()),
      let count = table.count, let session = table.session
    else { return [] }
    return (0..<count(host)).compactMap { RecordedSession(session(host, $0)) }
  }

  private func folder(
    _ function: (mien_resources) -> (@convention(c) (UnsafePointer<mien_host>?) -> UnsafePointer<CChar>?)?
  ) -> String? {
    let table = hostExtension(MIEN_EXT_RESOURCES, atLeast: MIEN_RESOURCES_SIZE_1, zero: mien_resources())
    guard let path = table.flatMap(function)?(host), path.pointee != 0 else { return nil }
    return String(cString: path)
  }
}
