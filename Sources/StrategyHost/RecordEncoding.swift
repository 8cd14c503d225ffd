import Conversation
import Motion
import StrategyABI

/// Turns what becomes known into the contract's records, with the frame at which each is due.
struct RecordEncoding {
  /// Position of each participant; 0 is the performer.
  let participants: [String: UInt32]
  let rate: FrameRate
  let lookahead: Int

  /// One record as the contract has it.
  struct Entry {
    /// The struct, its text still unset.
    var record: mien_record
    /// Its text.
    var text: String
    /// The first frame that may depend on it.
    var dueFrame: Int
  }

  /// The records of a schedule in order. Those that no frame of the take may depend on are left out.
  func entries(_ schedule: ArrivalSchedule, frames: Int) -> [Entry] {
    var numbers: [String: UInt64] = [:]
    func number(_ id: String) -> UInt64 {
      if let known = numbers[id] { return known }
      let fresh = UInt64(numbers.count + 1)
      numbers[id] = fresh
      return fresh
    }
    var entries: [Entry] = []
    entries.reserveCapacity(schedule.entries.count)
    for entry in schedule.entries {
      let due = dueFrame(entry.arrival)
      guard due < frames else { break }
      let record = entry.record
      // Somebody who takes no part in the scene has no place in the contract.
      guard let participant = participants[record.participant] else { continue }
      var flags: UInt32 = record.isEstimated ? MIEN_IS_ESTIMATED : 0
      if record.start != nil { flags |= MIEN_HAS_START }
      if record.end != nil { flags |= MIEN_HAS_END }
      if record.value != nil { flags |= MIEN_HAS_VALUE }
      if record.anchor != nil { flags |= MIEN_HAS_ANCHOR }
      if record.text != nil { flags |= MIEN_HAS_TEXT }
      var raw = mien_record()
      raw.kind = Self.kind(record.kind)
      raw.op = Self.operation(record.operation)
      raw.flags = flags
      raw.cue = record.cue.map(Self.cue) ?? 0
      raw.participant = participant
      raw.id = number(record.id)
      raw.turn = record.anchor.map { number($0.turn) } ?? 0
      raw.offset = UInt32(clamping: record.anchor?.offset ?? 0)
      raw.arrival = entry.arrival.flicks
      raw.start = record.start?.flicks ?? 0
      raw.end = record.end?.flicks ?? 0
      raw.value = record.value ?? 0
      entries.append(Entry(record: raw, text: record.text ?? "", dueFrame: due))
    }
    return entries
  }

  /// The first frame k with arrival ≤ t(k + lookahead).
  func dueFrame(_ arrival: MediaTime) -> Int { max(0, rate.firstFrame(atOrAfter: arrival) - lookahead) }

  private static func kind(_ kind: Record.Kind) -> UInt16 {
    switch kind {
    case .turn: UInt16(MIEN_RECORD_TURN)
    case .delta: UInt16(MIEN_RECORD_DELTA)
    case .word: UInt16(MIEN_RECORD_WORD)
    case .phone: UInt16(MIEN_RECORD_PHONE)
    case .cue: UInt16(MIEN_RECORD_CUE)
    case .audio: UInt16(MIEN_RECORD_AUDIO)
    case .voice: UInt16(MIEN_RECORD_VOICE)
    case .parameter: UInt16(MIEN_RECORD_PARAMETER)
    }
  }

  private static func operation(_ operation: Record.Operation) -> UInt16 {
    switch operation {
    case .announce: UInt16(MIEN_OP_ANNOUNCE)
    case .revise: UInt16(MIEN_OP_REVISE)
    case .cancel: UInt16(MIEN_OP_CANCEL)
    }
  }

  private static func cue(_ cue: Record.Cue) -> UInt32 {
    switch cue {
    case .emotion: MIEN_CUE_EMOTION
    case .emoji: MIEN_CUE_EMOJI
    case .stage: MIEN_CUE_STAGE
    case .tool: MIEN_CUE_TOOL
    case .gaze: MIEN_CUE_GAZE
    }
  }
}
