import Provenance
public import Runs
import Scoring

/// What a score rests on, as one short line that can be pasted into a paper and read back.
///
/// ```
/// lip-sync.r0/1,run:speech-1a2b3c4d,strategy:speech@1.0.0,bundle:5e6f7a8b,set:none,arrival:agent/1,ahead:9,…
/// ```
/// Fields stand in a fixed order, divided by commas; lists are joined by `+`; hashes are their first eight digits.
/// Characters that a shell would act on are spelled `%XX`, so the line needs no quotes. The same run always has the
/// same signature; without its first field it stands for all scores of the run.
public struct ScoreSignature: Hashable, Sendable, CustomStringConvertible {
  /// A part of a signature.
  public enum Field: String, Hashable, Sendable, CaseIterable {
    /// Id of the run.
    case run
    /// Strategy and its version.
    case strategy
    /// Content hash of the strategy's bundle or of imported files.
    case bundle
    /// Hash of the parameters.
    case set
    /// Arrival model.
    case arrival
    /// Lookahead in frames.
    case ahead
    /// Material that strategies were given.
    case given
    /// Corpus and its content hash.
    case corpus
    /// Character and its content hash.
    case character
    /// Hash of the reference values.
    case reference = "ref"
    /// Frames per second.
    case fps
    /// Seeds of the run.
    case seed
    /// What corpus and character are.
    case evidence
    /// Version of the program.
    case mien

    /// What it says, in a few words.
    public var meaning: String {
      switch self {
      case .run: "the run, by which its store finds it"
      case .strategy: "what made the motion, and the version of its behavior"
      case .bundle: "content hash of the strategy's whole bundle, or of the imported files"
      case .set: "hash of every parameter with the value used; none where there are none"
      case .arrival: "when each record became known to the strategy"
      case .ahead: "frames that the strategy looked ahead; several where takes differ"
      case .given: "material that the strategy was given"
      case .corpus: "the conversations, and the content hash of their files"
      case .character: "the character, and the content hash of its files"
      case .reference: "hash of the character's own values that the scores are held against"
      case .fps: "frames per second of the takes"
      case .seed: "seeds of the run; each gives one take per conversation and participant"
      case .evidence: "real or synthetic: corpus, then character"
      case .mien: "version of the program that opened the run"
      }
    }
  }

  /// Id and version of the score; `nil` for the whole run.
  public let metric: String?
  /// Values by field, as they stand in the line.
  public let values: [Field: String]

  /// Signs the scores of a run.
  ///
  /// - Parameter takes: its takes, of which the lookahead is taken.
  public init(_ summary: RunSummary, takes: [TakeSummary] = [], metric: String? = nil) {
    let run = summary.run
    let ahead = Set(takes.filter { $0.failure == nil }.map(\.lookahead)).sorted()
    let rate = run.rate.seconds == 1 ? "\(run.rate.frames)" : "\(run.rate.frames)/\(run.rate.seconds)"
    let version = run.source.version.isEmpty ? "" : "@\(run.source.version)"
    let texts: [Field: String] = [
      .run: summary.id, .strategy: run.source.id + version, .bundle: Self.short(run.source.contentHash),
      .set: Self.parametersHash(run.source.parameters), .arrival: run.arrival,
      .ahead: ahead.isEmpty ? "none" : ahead.map(String.init).joined(separator: "+"),
      .given: run.given.map { $0.isEmpty ? "nothing" : $0.joined(separator: "+") } ?? "everything",
      .corpus: "\(run.corpus.id)@\(Self.short(run.corpus.contentHash))",
      .character: "\(run.character.id)@\(Self.short(run.character.contentHash))",
      .reference: Self.short(run.referenceHash), .fps: rate,
      .seed: run.seeds.map(String.init).joined(separator: "+"),
      .evidence: "\(run.corpus.evidence.rawValue)+\(run.character.evidence.rawValue)",
      .mien: summary.toolVersion ?? "unknown",
    ]
    values = texts.mapValues(Self.spelled)
    self.metric = metric
  }

  /// Reads a signature; fields may stand in any order, and ends of lines and blanks around it are dropped.
  ///
  /// - Throws: ``ReportingError/badSignature(_:reason:)``.
  public init(_ text: String) throws(ReportingError) {
    let line = text.filter { !$0.isWhitespace }
    func bad(_ reason: String) -> ReportingError { .badSignature(SafeText.escaped(line), reason: reason) }
    guard !line.isEmpty, line.utf8.count <= 4096 else { throw bad("it is empty or longer than 4096 bytes") }
    var metric: String?
    var values: [Field: String] = [:]
    for (place, part) in line.split(separator: ",", omittingEmptySubsequences: false).enumerated() {
      guard let colon = part.firstIndex(of: ":") else {
        guard place == 0, !part.isEmpty else { throw bad("'\(part)' is no field of the form name:value") }
        metric = String(part)
        continue
      }
      guard let field = Field(rawValue: String(part[..<colon])) else {
        throw bad("there is no field '\(part[..<colon])'")
      }
      let value = String(part[part.index(after: colon)...])
      guard values.updateValue(value, forKey: field) == nil else {
        throw bad("field '\(field.rawValue)' twice")
      }
      guard !value.isEmpty, Self.plain(value) != nil else {
        throw bad("field '\(field.rawValue)' has no value")
      }
    }
    guard values[.run] != nil else { throw bad("it has no field 'run'") }
    self.metric = metric
    self.values = values
  }

  private init(metric: String?, values: [Field: String]) {
    self.metric = metric
    self.values = values
  }

  /// The signature of one score of the run.
  public func of(_ metric: String) -> ScoreSignature {
    ScoreSignature(metric: Self.spelled(metric), values: values)
  }

  /// A field as it was before special characters were spelled out.
  public subscript(field: Field) -> String? { values[field].flatMap(Self.plain) }

  /// The line.
  public var description: String {
    let fields = Field.allCases.compactMap { field in values[field].map { "\(field.rawValue):\($0)" } }
    return ((metric.map { [$0] } ?? []) + fields).joined(separator: ",")
  }

  /// Hash of parameters in canonical order, eight digits, or `none`.
  static func parametersHash(_ parameters: [String: Double]) -> String {
    parameters.isEmpty ? "none" : short(fullHash(parameters))
  }

  private static func short(_ hash: String) -> String { hash.isEmpty ? "none" : String(hash.prefix(8)) }

  private static let safe = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/@+:".utf8)

  private static func spelled(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      if safe.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }

  /// `nil` where a percent sign is not followed by two digits, or the bytes are no text.
  private static func plain(_ text: String) -> String? {
    var bytes: [UInt8] = []
    var rest = Substring(text).utf8
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst(), let low = rest.popFirst(),
        let code = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(code)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
