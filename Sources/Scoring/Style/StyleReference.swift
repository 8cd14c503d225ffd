public import Foundation
import Statistics

/// How a character moves, beside others: what envelope, identity and gesture distance are held against.
///
/// Its Codable form is its key alone, the hash of all that it was learnt from: numbers that an eigenvalue routine
/// finds differ in their last bits between machines and must not change what a run rests on. ``model`` is the whole,
/// for a cache.
public struct StyleReference: Hashable, Sendable, Codable {
  /// Version of features, spaces and discriminants: a change of any formula is a new one.
  public static let version = "style/1"

  /// Hash of the sessions, with ``version``.
  public let key: String
  /// What was learnt; `nil` in a reference that was read back from its key, or where learning failed.
  let model: StyleModel?
  /// Why there is no model.
  let reason: String?

  /// Fewest sessions and seconds of a reference that is more than provisional.
  static let settled = (sessions: 8, seconds: 600.0)

  /// Learns from a cast.
  ///
  /// - Parameters:
  ///   - cast: the character's held-out sessions and its decoys'; never a rehearsal session.
  ///   - hash: of the sessions.
  public init(_ cast: StyleCast, hash: String) {
    key = Self.key(hash)
    do {
      model = try StyleModel(cast)
      reason = nil
    } catch {
      model = nil
      reason = error.reason
    }
  }

  /// A reference from which nothing could be learnt, such as one whose sessions cannot be read.
  public init(hash: String, reason: String) {
    key = Self.key(hash)
    model = nil
    self.reason = reason
  }

  /// The key of a reference to sessions of a hash.
  public static func key(_ hash: String) -> String { "\(version) \(hash)" }

  /// Whether the reference is too small for more than a first look: fewer than 8 sessions, or less than 10 minutes.
  public var isProvisional: Bool {
    guard let model else { return true }
    return model.sessions < Self.settled.sessions || model.seconds < Self.settled.seconds
  }

  /// Smallest shift of a habit, in deviations between the character's own sessions, that `conversations` of a run show
  /// with 80 % power at 5 % (two-sided, normal approximation): 2.80 · √(1/sessions + 1/conversations).
  public func smallestDeviation(conversations: Int) -> Double? {
    guard let model, model.sessions > 1, conversations > 0 else { return nil }
    guard let accepted = try? NormalDistribution.quantile(0.975),
      let power = try? NormalDistribution.quantile(0.8)
    else { return nil }
    return (accepted + power) * (1 / Double(model.sessions) + 1 / Double(conversations)).squareRoot()
  }

  /// Two references are one when they were learnt from the same sessions by the same formulas.
  public static func == (a: StyleReference, b: StyleReference) -> Bool { a.key == b.key }
  /// Hashes the key.
  public func hash(into hasher: inout Hasher) { hasher.combine(key) }

  /// Reads the key.
  public init(from decoder: any Decoder) throws {
    key = try decoder.singleValueContainer().decode(String.self)
    model = nil
    reason = "the style reference was read back without its sessions; load the character again"
  }

  /// Writes the key.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(key)
  }

  /// What was learnt, or why nothing was.
  func learnt() throws(Undefined) -> StyleModel {
    guard let model else { throw Undefined(reason ?? "the style reference is empty") }
    return model
  }
}

extension StyleReference {
  private struct Whole: Codable {
    var key: String
    var model: StyleModel?
    var reason: String?
  }

  /// The whole reference as bytes, for a cache.
  public func cached() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(Whole(key: key, model: model, reason: reason))
  }

  /// Takes a reference from bytes of ``cached()``; `nil` for another key or damage.
  public init?(cached bytes: Data, hash: String) {
    guard let whole = try? JSONDecoder().decode(Whole.self, from: bytes), whole.key == Self.key(hash) else {
      return nil
    }
    key = whole.key
    model = whole.model
    reason = whole.reason
  }
}

extension ScoringReference {
  /// The style model, or the reason for its absence.
  func styleModel() throws(Undefined) -> StyleModel {
    guard let style else { throw Undefined("the reference holds no style: the character has no sessions") }
    return try style.learnt()
  }
}
