import Conversation
import Foundation
import Motion
import Scoring

/// What a script is sent: JSON and arrays in one piece.
///
/// Length of the JSON as a little-endian UInt64, the JSON, zeros up to a multiple of 8, then the arrays, each at a
/// multiple of 8 from there, as the JSON's `arrays` says.
struct TakeParcel {
  /// Where an array stands among the arrays.
  struct Place: Encodable {
    var offset: Int
    var count: Int
    var type: String
  }

  /// The arrays, padded.
  private var payload = Data()
  private var places: [String: Place] = [:]

  private init() {}

  private mutating func add<Number>(_ name: String, _ numbers: [Number], as type: String) {
    places[name] = Place(offset: payload.count, count: numbers.count, type: type)
    numbers.withUnsafeBytes { payload.append(contentsOf: $0) }
    payload.append(Data(count: -payload.count & 7))
  }

  private func sealed(_ brief: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = try encoder.encode(brief)
    var result = Data(capacity: text.count + payload.count + 16)
    withUnsafeBytes(of: UInt64(text.count).littleEndian) { result.append(contentsOf: $0) }
    result.append(text)
    result.append(Data(count: -result.count & 7))
    result.append(payload)
    return result
  }
}

extension TakeParcel {
  private struct ChannelText: Encodable {
    var name: String
    var kind: String
  }

  private struct SpanText: Encodable {
    var id: String
    var participant: String
    var start: Double
    var end: Double
    var text: String
    var cue: String?
    var value: Double?
    var estimated: Bool

    init(_ span: Happened.Span) {
      id = span.id
      participant = span.participant
      start = span.start.seconds
      end = span.end.seconds
      text = span.text
      cue = span.cue.map { "\($0.rawValue)" }
      value = span.value.flatMap { $0.isFinite ? $0 : nil }
      estimated = span.isEstimated
    }
  }

  private struct CurveText: Encodable {
    var mean: [Double]
    var deviation: [Double]
  }

  private struct Envelope: Encodable {
    var start: Double
    var rate: Double
  }

  private struct Performance: Encodable {
    var channels: [ChannelText]
    var frames: Int
    var fps: [Int32]
  }

  private struct Brief: Encodable {
    var key: TakeKey
    var fps: [Int32]
    var start: Double
    var duration: Double
    var channels: [ChannelText]
    var frames: Int
    var spans: [String: [SpanText]]
    var envelope: Envelope?
    var performance: Performance?
    var reference: [String: CurveText]
    var arrays: [String: Place]
  }

  private static func channels(_ track: Track) -> [ChannelText] {
    track.layout.channels.map { ChannelText(name: $0.name, kind: $0.kind.rawValue) }
  }

  private static func fps(_ track: Track) -> [Int32] { [track.rate.numerator, track.rate.denominator] }

  /// A take with all that happened in its conversation.
  static func take(_ take: TakeEvidence) throws -> Data {
    var parcel = TakeParcel()
    parcel.add("track", take.track.samples, as: "f4")
    if let envelope = take.envelope { parcel.add("envelope", envelope.decibels, as: "f4") }
    if let performance = take.performance { parcel.add("performance", performance.samples, as: "f4") }
    let happened = take.happened
    let lists = [
      "turns": happened.turns, "words": happened.words, "phones": happened.phones, "cues": happened.cues,
      "voice": happened.voice,
    ]
    let curves = take.reference.curves.filter { name, curve in
      (curve.mean + curve.deviation).allSatisfy(\.isFinite) && take.track.layout[name] != nil
    }
    return try parcel.sealed(
      Brief(
        key: take.key, fps: fps(take.track), start: take.start.seconds, duration: take.duration.seconds,
        channels: channels(take.track), frames: take.track.frameCount,
        spans: lists.mapValues { $0.map(SpanText.init) },
        envelope: take.envelope.map { Envelope(start: $0.start.seconds, rate: $0.rate) },
        performance: take.performance.map {
          Performance(channels: channels($0), frames: $0.frameCount, fps: fps($0))
        },
        reference: curves.mapValues { CurveText(mean: $0.mean, deviation: $0.deviation) },
        arrays: parcel.places))
  }

  private struct RowsBrief: Encodable {
    var shapes: [String: [Int]]
    var windows: [Int]?
    var sown: String?
    var arrays: [String: Place]
  }

  /// Rows of all takes and of the held-out sessions, for `reduce`.
  static func reduction(_ rows: RowTable, reference: RowTable) throws -> Data {
    var parcel = TakeParcel()
    parcel.add("rows", rows.values, as: "f8")
    parcel.add("reference", reference.values, as: "f8")
    return try parcel.sealed(
      RowsBrief(
        shapes: ["rows": [rows.count, rows.columns], "reference": [reference.count, reference.columns]],
        arrays: parcel.places))
  }

  /// Rows of motion that are cut into windows, for `encode`.
  ///
  /// - Parameter sown: what seeds the script's unseeded generators.
  static func windows(
    _ samples: [Float], columns: Int, length: Int, hop: Int, sown: String
  ) throws -> Data {
    var parcel = TakeParcel()
    parcel.add("rows", samples, as: "f4")
    parcel.add("reference", [Float](), as: "f4")
    return try parcel.sealed(
      RowsBrief(
        shapes: ["rows": [samples.count / max(1, columns), columns], "reference": [0, 0]],
        windows: [length, hop], sown: sown, arrays: parcel.places))
  }
}

/// Rows of numbers, all of one width.
struct RowTable: Equatable, Sendable {
  var columns: Int
  var values: [Double]
  /// Number of rows.
  var count: Int { columns > 0 ? values.count / columns : 0 }
}
