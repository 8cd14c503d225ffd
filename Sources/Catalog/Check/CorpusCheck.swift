import Formats
import Conversation
public import Foundation
import Motion
import Speech

/// Checks a corpus folder as a whole: every file, every record.
public struct CorpusCheck: Sendable {
  /// What was found, in the order of the manifest and of the lines of each log.
  public private(set) var findings: [Finding] = []
  /// Counts over what could be read; `nil` when the manifest could not be.
  public private(set) var statistics: CorpusStatistics?

  /// Whether nothing graver than a warning was found.
  public var passes: Bool { !findings.contains { $0.severity == .error } }

  /// Number of findings of a severity.
  public func count(_ severity: Finding.Severity) -> Int { findings.count { $0.severity == severity } }

  /// Reads and checks everything in a corpus folder. Nothing is thrown: what is wrong becomes a finding.
  public init(folder: URL) {
    let corpus: Corpus
    do throws(CatalogError) { corpus = try Corpus.load(at: folder) } catch {
      findings.append(Self.finding(error, "manifest", Corpus.manifestName, folder))
      return
    }
    var statistics = CorpusStatistics(evidence: corpus.manifest.evidence)
    checkManifest(corpus.manifest)
    for entry in corpus.manifest.recordings {
      let log = LogCheck(entry, of: corpus)
      findings += log.findings
      if let recording = log.recording { statistics.add(recording, entry: entry) }
      for person in entry.participants {
        check(person, of: entry, in: corpus, spoken: log.lastSpoken[person.id])
      }
    }
    self.statistics = statistics
  }

  private mutating func checkManifest(_ manifest: CorpusManifest) {
    let file = Corpus.manifestName
    if manifest.recordings.isEmpty {
      findings.append(
        Finding(.error, "no-recordings", file, "it lists no recordings", cure: "add one under 'recordings'"))
    }
    let licence = manifest.licence.trimmingWhitespace().lowercased()
    if licence.isEmpty || licence == "unknown" {
      findings.append(
        Finding(
          .warning, "licence-missing", file, "the licence is unknown",
          cure: "ask the makers before passing it on, and write it under 'licence'"))
    }
    if manifest.language.isEmpty || manifest.language == "und" {
      findings.append(
        Finding(
          .note, "language-missing", file, "the language is not stated",
          cure: "give a BCP 47 tag such as en under 'language'"))
    }
    let parts = manifest.language.split(separator: "-", omittingEmptySubsequences: false)
    let isTag = parts.allSatisfy { part in
      (1...8).contains(part.count) && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
    if !manifest.language.isEmpty, !isTag || !(parts.first?.allSatisfy(\.isLetter) ?? false) {
      findings.append(
        Finding(
          .warning, "language", file, "the language '\(manifest.language.prefix(40))' is no BCP 47 tag",
          cure: "give one such as en or pt-BR"))
    }
    checkShared(manifest.recordings.map { ($0.log, $0.id) }, "log-shared", "log of recording")
    checkShared(
      manifest.recordings.flatMap { entry in
        entry.participants.compactMap { person in person.audio.map { ($0, "\(entry.id)/\(person.id)") } }
      }, "audio-shared", "audio of")
    for (number, entry) in manifest.recordings.enumerated()
    where !entry.participants.contains(where: { $0.role == .character }) {
      findings.append(
        Finding(
          .error, "no-character", file,
          "recordings[\(number)] '\(entry.id)' has no participant of role 'character'; "
            + "strategies have nobody to play", cure: "give one of them that role"))
    }
  }

  /// Files that two of those who should have their own name.
  private mutating func checkShared(_ uses: [(path: String, by: String)], _ rule: String, _ what: String) {
    var first: [String: String] = [:]
    for (path, user) in uses {
      guard let other = first[path] else {
        first[path] = user
        continue
      }
      findings.append(
        Finding(
          .warning, rule, Corpus.manifestName, "'\(path)' is the \(what) \(other) and of \(user)",
          cure: "give each its own file"))
    }
  }

  private mutating func check(
    _ person: CorpusManifest.Participant, of entry: CorpusManifest.Entry, in corpus: Corpus,
    spoken: MediaTime?
  ) {
    if let path = person.audio {
      do throws(CatalogError) {
        if let audio = try corpus.audio(entry.id, of: person.id) {
          compare(audio.duration.seconds, entry, path: path)
          checkSound(audio, path: path, spoken: spoken)
        }
      } catch { findings.append(Self.finding(error, "audio", path, corpus.directory)) }
    }
    if let path = person.performance {
      do throws(CatalogError) {
        if let track = try corpus.performance(entry.id, of: person.id) {
          compare(track.duration.seconds, entry, path: path)
        }
      } catch { findings.append(Self.finding(error, "performance", path, corpus.directory)) }
    }
  }

  private mutating func checkSound(_ audio: Waveform, path: String, spoken: MediaTime?) {
    if audio.samples.allSatisfy({ $0 == 0 }) {
      findings.append(
        Finding(
          .warning, "audio-silent", path, "every sample is zero", cure: "record it again or take it out"))
    }
    if let spoken, spoken > audio.duration + .milliseconds(50) {
      findings.append(
        Finding(
          .warning, "audio-too-short", path,
          "words are spoken up to \(Self.seconds(spoken.seconds)) s and the audio ends at "
            + "\(Self.seconds(audio.duration.seconds)) s",
          cure: "give the whole audio or correct the times"))
    }
  }

  private mutating func compare(_ seconds: Double, _ entry: CorpusManifest.Entry, path: String) {
    let difference = seconds - entry.duration
    guard abs(difference) > 0.25 else { return }
    let how = difference > 0 ? "longer" : "shorter"
    findings.append(
      Finding(
        .warning, "length", path,
        "it is \(Self.seconds(abs(difference))) s \(how) than the session of "
          + "\(Self.seconds(entry.duration)) s", cure: "correct the duration or the file"))
  }

  private static func seconds(_ number: Double) -> String { String(format: "%.2f", number) }

  /// An error of reading as a finding about a file of the corpus.
  static func finding(_ error: CatalogError, _ rule: String, _ file: String, _ folder: URL) -> Finding {
    switch error {
    case .malformed(_, let place, let reason, let cure):
      let (line, rest) = line(in: place)
      return Finding(.error, rule, file, line: line, rest.isEmpty ? reason : "\(rest): \(reason)", cure: cure)
    case .missing(_, let cure): return Finding(.error, rule, file, "it does not exist", cure: cure)
    case .unreadable(_, let reason):
      return Finding(.error, rule, file, reason, cure: "check path and permissions")
    case .format(.malformed(_, let place, let reason, let cure)),
      .format(.unsupported(_, let place, let reason, let cure)):
      let (line, rest) = line(in: place)
      return Finding(.error, rule, file, line: line, rest.isEmpty ? reason : "\(rest): \(reason)", cure: cure)
    default: return Finding(.error, rule, file, "\(error)")
    }
  }

  /// Takes `line 12` off the beginning of a place.
  private static func line(in place: String) -> (line: Int?, rest: String) {
    guard place.hasPrefix("line ") else { return (nil, place) }
    let digits = place.dropFirst(5).prefix { $0.isASCII && $0.isNumber }
    guard let line = Int(digits) else { return (nil, place) }
    let rest = place.dropFirst(5 + digits.count).drop { $0 == "," || $0 == " " || $0 == ":" }
    return (line, String(rest))
  }
}
