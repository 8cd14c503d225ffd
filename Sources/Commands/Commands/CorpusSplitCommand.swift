public import ArgumentParser
public import Catalog
import Foundation
import Reporting

/// `mien corpus split`.
struct CorpusSplitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split", abstract: "Divide the recordings of a corpus into lists that runs can name.",
    discussion: """
      Each part becomes a file PART.txt with one id on a line, for 'run --recordings FILE'. The seed and the ids alone \
      decide; shares are of session time. --by character or speaker keeps recordings of one person in one part.

      Example: mien corpus split parlor --parts tune=0.7,test=0.3 --seed 1 --out out/parts
      """)

  @Argument(help: "A corpus, by name or path.", completion: .directory) var corpus: String
  @Option(help: "What stays together: recording, character or speaker.") var by: CorpusSplit.Unit = .recording
  @Option(help: "Names and shares of the parts.") var parts: String = "tune=0.7,test=0.3"
  @Option(help: "Seed of the order in which recordings are dealt.") var seed: UInt64
  @Option(help: "Folder for the lists.", completion: .directory) var out: String
  @Flag(help: "Replace lists that are already there.") var force = false
  @OptionGroup var format: FormatOptions

  func validate() throws { _ = try wanted() }

  private func wanted() throws -> [CorpusSplit.Part] {
    let parts = try parts.split(separator: ",").map { text -> CorpusSplit.Part in
      let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
      let name = sides.first ?? ""
      guard sides.count == 2, let share = Double(sides[1]), share.isFinite, share > 0, share <= 1e6,
        !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || "-_".contains($0) })
      else {
        throw ValidationError(
          "--parts is a list such as tune=0.7,test=0.3; '\(text)' is no name with a share above 0")
      }
      return CorpusSplit.Part(name: name, share: share)
    }
    guard !parts.isEmpty, Set(parts.map(\.name)).count == parts.count else {
      throw ValidationError("--parts names a part twice, or none")
    }
    return parts
  }

  func run() throws {
    let corpus = try Workbench.searchPath.corpus(corpus)
    let split = CorpusSplit(corpus.manifest, by: by, into: try wanted(), seed: seed)
    let folder = URL(fileURLWithPath: out)
    var table = Table(columns: [
      .text("part", "part"), .number("recordings", "recordings"), .number("minutes", "minutes"),
      .machine("file"),
    ])
    if !force,
      let taken = split.parts.map({ folder.appendingPathComponent("\($0.name).txt") })
        .first(where: { FileManager.default.fileExists(atPath: $0.path) })
    {
      throw CatalogError.refused(
        what: taken.path, reason: "there is such a file already", cure: "choose another place or use --force")
    }
    for part in split.parts {
      let file = folder.appendingPathComponent("\(part.name).txt")
      let ids = Set(part.recordings)
      let seconds = corpus.manifest.recordings.filter { ids.contains($0.id) }.reduce(0) { $0 + $1.duration }
      try AtomicFile.write(Data(part.recordings.map { $0 + "\n" }.joined().utf8), to: file)
      table.append([
        .text(part.name), .integer(part.recordings.count), .number(seconds / 60, digits: 1), .text(file.path),
      ])
    }
    Console.print(table.rendered(as: format.format, width: Console.width))
    let shares = split.parts.reduce(0) { $0 + $1.share }
    let whole = corpus.manifest.recordings.reduce(0) { $0 + $1.duration }
    for part in split.parts {
      let ids = Set(part.recordings)
      let seconds = corpus.manifest.recordings.filter { ids.contains($0.id) }.reduce(0) { $0 + $1.duration }
      let (wanted, reached) = (part.share / shares, whole > 0 ? seconds / whole : 0)
      guard abs(wanted - reached) > 0.15 || part.recordings.isEmpty else { continue }
      Console.complain(
        "note: \(part.name) has \(Int((reached * 100).rounded())) % of the time and should have "
          + "\(Int((wanted * 100).rounded())) %: what stays together cannot be divided further")
    }
  }
}

extension CorpusSplit.Unit: ExpressibleByArgument {}
