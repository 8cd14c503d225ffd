import Catalog
import Conversation
import Formats
import Foundation
import Motion

/// One session as it comes in. What was committed is a valid recording on disk, whatever happens next.
final class CaptureRecording {
  private let folder: CaptureFolder
  private var entry: CorpusManifest.Entry
  private let log: CaptureLog
  private var audio: [String: CaptureAudio] = [:]
  private var rules: LogRules
  /// The last arrival of each thing spoken of.
  private var arrivals: [String: MediaTime] = [:]
  private var pending: [UInt8] = []
  private var sounds: [(file: CaptureAudio, pcm: Data, first: Int)] = []
  /// The time up to which something is known to happen.
  private var extent = MediaTime.milliseconds(1)
  /// The end of the latest audio that was taken.
  private var heardUntil = MediaTime.zero
  private var isListed = false
  private var lastArrival = MediaTime.zero
  private var backwards = 0
  private(set) var records = 0
  private(set) var chunks = 0
  private var faults: [String] = []
  private(set) var faultCount = 0

  static let longest = MediaTime(seconds: CorpusManifest.longestSession) ?? .zero

  /// Begins a recording on disk: an empty log, and the manifest that lists it. `id` is one that is free.
  init(_ hello: CaptureHello, id: String, in folder: CaptureFolder) throws(StudioError) {
    self.folder = folder
    entry = hello.listed(as: id, duration: extent.seconds)
    rules = LogRules(participants: hello.participants)
    let place = folder.folder.appendingPathComponent(id)
    do { try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true) } catch {
      throw .catalog(.unwritable(file: place.path, reason: error.localizedDescription))
    }
    log = try CaptureLog(at: folder.folder.appendingPathComponent(entry.log))
    try folder.list(entry, notes: notes(isOver: false))
  }

  var id: String { entry.id }
  /// Length so far.
  var duration: MediaTime { extent }
  /// Who was heard, in order of the participants.
  var heard: [String] { entry.participants.map(\.id).filter { audio[$0] != nil } }

  /// Takes a line that was received at a time since the beginning.
  ///
  /// - Returns: why it was left out; `nil` when it was taken.
  /// - Throws: ``StudioError`` when the disk does not take it.
  func take(_ line: [UInt8], at clock: MediaTime) throws(StudioError) -> String? {
    guard records < CaptureOptions.mostRecords else {
      return "the session has \(CaptureOptions.mostRecords) records, which is the limit"
    }
    let content: CaptureLine
    do throws(CaptureFault) {
      content = try CaptureLine(line)
      if case .record(let record) = content { try take(record, at: clock) }
    } catch { return error.reason }
    guard case .audio(let chunk) = content else { return nil }
    return try place(chunk, at: clock)?.reason
  }

  /// Notes a line that was left out.
  func leaveOut(_ reason: String, line: Int) {
    faultCount += 1
    if faults.count < 20 { faults.append("line \(line) was left out: \(reason)") }
  }

  private func take(_ record: Record, at clock: MediaTime) throws(CaptureFault) {
    var record = record
    let arrival = record.arrival ?? max(clock, arrivals[record.id] ?? clock)
    record.arrival = arrival
    let reach = [record.start, record.end, arrival].compactMap(\.self).max() ?? arrival
    guard reach <= Self.longest else {
      throw CaptureFault(
        "it reaches to \(reach.seconds) s; a session lasts \(Self.longest.seconds) s at most")
    }
    if let before = arrivals[record.id], arrival < before {
      throw CaptureFault(
        "it arrives at \(arrival.seconds) s, before what '\(record.id)' said at \(before.seconds) s")
    }
    if let reason = rules.take(record) { throw CaptureFault(reason) }
    arrivals[record.id] = arrival
    if arrival < lastArrival { backwards += 1 }
    lastArrival = max(lastArrival, arrival)
    extent = max(extent, reach)
    pending += RecordingLog.write([record])
    records += 1
  }

  /// Puts samples into their participant's file, and a record without them into the log.
  private func place(_ chunk: CaptureChunk, at clock: MediaTime) throws(StudioError) -> CaptureFault? {
    guard let person = entry.participants.firstIndex(where: { $0.id == chunk.participant }) else {
      return CaptureFault("participant '\(chunk.participant)' was not named in the first line")
    }
    let sound = audio[chunk.participant]
    if let sound, sound.rate != chunk.rate {
      return CaptureFault("\(chunk.participant) is recorded at \(sound.rate) Hz, not \(chunk.rate) Hz")
    }
    let sampleClock = SampleClock(rate: chunk.rate)
    let first = sampleClock.samples(chunk.start.seconds)
    let end = sampleClock.time(first + chunk.pcm.count / 2)
    guard end <= Self.longest else {
      return CaptureFault("it reaches to \(end.seconds) s; a session lasts \(Self.longest.seconds) s at most")
    }
    let latest = max(heardUntil, clock)
    guard chunk.start - latest <= .milliseconds(Int64(CaptureOptions.longestGap * 1000)) else {
      return CaptureFault(
        "it begins at \(chunk.start.seconds) s, more than \(Int(CaptureOptions.longestGap)) s beyond the audio so "
          + "far and the time since the connection began (\(latest.seconds) s); send audio in order, and silence "
          + "as samples")
    }
    var id = chunk.id ?? "\(chunk.participant).audio\(chunks + 1)"
    if chunk.id == nil { while arrivals[id] != nil { id += "'" } }
    do throws(CaptureFault) {
      try take(
        Record(
          id: id, kind: .audio, participant: chunk.participant, arrival: chunk.arrival, start: chunk.start,
          end: max(chunk.start, end)), at: clock)
    } catch { return error }
    let file: CaptureAudio
    if let sound {
      file = sound
    } else {
      let path = "\(entry.id)/\(chunk.participant).wav"
      file = try CaptureAudio(at: folder.folder.appendingPathComponent(path), rate: chunk.rate)
      audio[chunk.participant] = file
      entry.participants[person].audio = path
      isListed = false
    }
    sounds.append((file, chunk.pcm, first))
    heardUntil = max(heardUntil, end)
    chunks += 1
    return nil
  }

  /// Makes everything that was taken part of the recording on disk: first the audio is made long enough, then
  /// the manifest says so, then the samples take the place of the silence and the log shows the records.
  func commit() throws(StudioError) {
    let seconds = extent.seconds
    if seconds > entry.duration || !isListed {
      for file in audio.values { try file.extend(to: SampleClock(rate: file.rate).samples(seconds)) }
      entry.duration = seconds
      try folder.list(entry, notes: notes(isOver: false))
      isListed = true
    }
    for sound in sounds { try sound.file.put(sound.pcm, at: sound.first) }
    sounds = []
    let lines = pending
    pending = []
    try log.publish(lines)
  }

  /// Ends the recording: its audio becomes FLAC, and the manifest says what was left out.
  ///
  /// - Parameter goesOn: asked between blocks of audio; at `false` what is not yet FLAC stays WAV.
  func finish(_ note: String? = nil, goesOn: () -> Bool) throws(StudioError) {
    try commit()
    log.end()
    var stale: [URL] = []
    var ends = note.map { [$0] } ?? []
    for index in entry.participants.indices {
      let person = entry.participants[index].id
      guard let sound = audio[person] else { continue }
      let path = "\(entry.id)/\(person).flac"
      var next = 0
      let isWhole: Bool
      do {
        isWhole = try AudioFile.writeFLAC(
          to: folder.folder.appendingPathComponent(path).path, rate: sound.rate
        ) {
          guard goesOn() else { return nil }
          let block = sound.samples(from: next, count: 1 << 16)
          next += block.count
          return block
        }
      } catch { throw .catalog(.format(error)) }
      guard isWhole else {
        ends.append("audio of \(person) is still WAV, as the capture was stopped")
        continue
      }
      entry.participants[index].audio = path
      stale.append(sound.file)
    }
    try folder.list(entry, notes: notes(isOver: true) + ends)
    for file in stale { try? FileManager.default.removeItem(at: file) }
  }

  private func notes(isOver: Bool) -> [String] {
    var notes = faults
    if faultCount > faults.count { notes.append("\(faultCount - faults.count) more lines were left out") }
    if backwards > 0 { notes.append("\(backwards) records arrived before the one above them") }
    if !isOver { notes.append("the capture was not ended: this is what had come in by then") }
    return notes
  }
}
