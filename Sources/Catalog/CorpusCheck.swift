import Conversation
public import Foundation
import Motion
import Speech

/// Checks a corpus folder as a whole: every file, every record.
public struct CorpusCheck: Sendable {
  /// What was found, in the order of the manifest.
  public private(set) var findings: [Finding] = []
  /// Counts over what could be read; `nil` when the manifest could not be.
  public private(set) var statistics: CorpusStatistics?

  /// Whether nothing graver than a warning was found.
  public var passes: Bool { !findings.contains { $0.severity == .error } }

  /// Reads and checks everything in a corpus folder. Nothing is thrown: what is wrong becomes a finding.
  public init(folder: URL) {
    let corpus: Corpus
    do throws(CatalogError) { corpus = try Corpus.load(at: folder) } catch {
      findings.append(Finding(.error, folder.lastPathComponent, "\(error)"))
      return
    }
    var statistics = CorpusStatistics(evidence: corpus.manifest.evidence)
    checkManifest(corpus.manifest)
    for entry in corpus.manifest.recordings {
      do throws(CatalogError) {
        let recording = try corpus.recording(entry.id)
        statistics.add(recording, entry: entry)
        check(recording)
      } catch { findings.append(Finding(.error, entry.id, "\(error)")) }
      for person in entry.participants { check(person, of: entry, in: corpus) }
    }
    self.statistics = statistics
  }

  private mutating func checkManifest(_ manifest: CorpusManifest) {
    let file = Corpus.manifestName
    if manifest.recordings.isEmpty { findings.append(Finding(.error, file, "it lists no recordings")) }
    if manifest.licence.isEmpty || manifest.licence == "unknown" {
      findings.append(Finding(.warning, file, "the licence is unknown; ask the makers before passing it on"))
    }
    if manifest.language.isEmpty || manifest.language == "und" {
      findings.append(Finding(.note, file, "the language is not stated; give a BCP 47 tag such as en"))
    }
  }

  private mutating func check(_ recording: Recording) {
    let happened = Happened(recording)
    let place = recording.id
    if !recording.participants.contains(where: { $0.role == .character }) {
      findings.append(
        Finding(.error, place, "no participant has the role 'character'; strategies have nobody to play"))
    }
    if recording.log.isEmpty { findings.append(Finding(.warning, place, "the log is empty")) }
    let turnTexts = Dictionary(
      happened.turns.map { ($0.id, $0.text) }, uniquingKeysWith: { first, _ in first })
    let announcedTurns = Set(recording.log.lazy.filter { $0.kind == .turn }.map(\.id))
    var outside = Tally()
    var unanchored = Tally()
    var beyondText = Tally()
    var unknownPhones = Tally()
    for spans in [happened.turns, happened.words, happened.phones, happened.cues, happened.voice] {
      for span in spans {
        if span.end > recording.duration + .milliseconds(1) { outside.count(span.id) }
        guard let anchor = span.anchor else { continue }
        if !announcedTurns.contains(anchor.turn) {
          unanchored.count(span.id)
        } else if let text = turnTexts[anchor.turn], !text.isEmpty, anchor.offset > text.utf8.count {
          beyondText.count(span.id)
        }
      }
    }
    for phone in happened.phones where Phone(arpabet: phone.text) == nil { unknownPhones.count(phone.id) }
    report(.error, place, outside, "end after the session does; lengthen the duration or correct the times")
    report(.warning, place, unanchored, "are anchored to turns that the log does not have")
    report(.warning, place, beyondText, "are anchored behind the end of their turn's text")
    report(.warning, place, unknownPhones, "are phones outside ARPABET and will not be scored")
    let estimated = happened.words.count { $0.isEstimated }
    if estimated > 0 {
      findings.append(
        Finding(.note, place, "\(estimated) of \(happened.words.count) words have times spread by rule"))
    }
  }

  private mutating func check(
    _ person: CorpusManifest.Participant, of entry: CorpusManifest.Entry, in corpus: Corpus
  ) {
    do throws(CatalogError) {
      if let audio = try corpus.audio(entry.id, of: person.id) {
        compare(audio.duration.seconds, entry, path: person.audio ?? "", tolerance: 0.25)
      }
    } catch { findings.append(Finding(.error, entry.id, "\(error)")) }
    do throws(CatalogError) {
      if let track = try corpus.performance(entry.id, of: person.id) {
        compare(track.duration.seconds, entry, path: person.performance ?? "", tolerance: 0.25)
      }
    } catch { findings.append(Finding(.error, entry.id, "\(error)")) }
  }

  private mutating func compare(
    _ seconds: Double, _ entry: CorpusManifest.Entry, path: String, tolerance: Double
  ) {
    let difference = seconds - entry.duration
    guard abs(difference) > tolerance else { return }
    let amount = String(format: "%.2f", abs(difference))
    let how = difference > 0 ? "longer" : "shorter"
    findings.append(
      Finding(.warning, path, "it is \(amount) s \(how) than the session; correct the duration"))
  }

  private mutating func report(_ severity: Finding.Severity, _ place: String, _ tally: Tally, _ what: String)
  {
    guard tally.number > 0 else { return }
    let more = tally.number > 1 ? " and \(tally.number - 1) more" : ""
    findings.append(Finding(severity, place, "record '\(tally.first)'\(more) \(what)"))
  }

  /// A count that remembers its first.
  private struct Tally {
    var number = 0
    var first = ""
    mutating func count(_ id: String) {
      if number == 0 { first = id }
      number += 1
    }
  }
}
