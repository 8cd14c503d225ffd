import Catalog
import Conversation
import Foundation
import Motion

/// What a line of a capture says.
enum CaptureLine {
  case record(Record)
  case audio(CaptureChunk)

  /// Reads a line: a record of `recording.jsonl`, or one with samples in `pcm16`.
  init(_ bytes: [UInt8]) throws(CaptureFault) {
    if Self.holdsSamples(bytes) {
      self = .audio(try CaptureChunk(bytes))
      return
    }
    let records: [Record]
    do throws(CatalogError) { records = try RecordingLog.read(Data(bytes), file: "capture").records } catch {
      guard case .malformed(_, _, let reason, _) = error else { throw CaptureFault("\(error)") }
      throw CaptureFault(reason)
    }
    guard let record = records.first, records.count == 1 else { throw CaptureFault("it holds no record") }
    self = .record(record)
  }

  /// Whether a field of that name stands in the line; inside of a text its quotes would be escaped.
  private static func holdsSamples(_ bytes: [UInt8]) -> Bool {
    let name = Array("\"pcm16\"".utf8)
    var at = 0
    while let quote = bytes[at...].firstIndex(of: UInt8(ascii: "\"")) {
      if bytes[quote...].starts(with: name) {
        let next = bytes[(quote + name.count)...].first { $0 != 0x20 && $0 != 0x09 }
        if next == UInt8(ascii: ":"), quote == 0 || bytes[quote - 1] != UInt8(ascii: "\\") { return true }
      }
      at = quote + 1
    }
    return false
  }
}

/// Why a line was left out.
struct CaptureFault: Error {
  let reason: String
  init(_ reason: String) { self.reason = reason }
}

/// Samples of one participant's speech.
struct CaptureChunk {
  var id: String?
  var participant: String
  var arrival: MediaTime?
  var start: MediaTime
  var rate: Int
  /// Little-endian 16-bit samples.
  var pcm: Data

  static let rates = 8_000...48_000

  private struct Fields: Decodable {
    var kind: String
    var participant: String
    var start: Double
    var rate: Int
    var pcm16: Data
    var id: String?
    var op: String?
    var arrival: Double?
  }

  init(_ bytes: [UInt8]) throws(CaptureFault) {
    let fields: Fields
    do { fields = try JSONDecoder().decode(Fields.self, from: Data(bytes)) } catch {
      throw CaptureFault(Self.reason(error))
    }
    guard fields.kind == "audio", fields.op ?? "announce" == "announce" else {
      throw CaptureFault("samples come with kind 'audio', announced")
    }
    guard Self.rates.contains(fields.rate) else {
      throw CaptureFault(
        "a rate of \(fields.rate) Hz; \(Self.rates.lowerBound) to \(Self.rates.upperBound) are taken")
    }
    guard !fields.pcm16.isEmpty, fields.pcm16.count % 2 == 0 else {
      throw CaptureFault("pcm16 holds \(fields.pcm16.count) bytes, which are no 16-bit samples")
    }
    func time(_ seconds: Double, _ name: String) throws(CaptureFault) -> MediaTime {
      guard let time = MediaTime(seconds: seconds), seconds >= 0 else {
        throw CaptureFault("'\(name)' of \(seconds) s does not lie on the session's axis")
      }
      return time
    }
    id = fields.id
    participant = fields.participant
    start = try time(fields.start, "start")
    if let seconds = fields.arrival { arrival = try time(seconds, "arrival") }
    rate = fields.rate
    pcm = fields.pcm16
  }

  private static func reason(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, _): "'\(key.stringValue)' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "'\(context.codingPath.first?.stringValue ?? "it")' is of the wrong kind"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty: "pcm16 is no base64"
    default: "it is no JSON object with the fields of an audio chunk"
    }
  }
}
