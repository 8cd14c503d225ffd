import ArgumentParser
import Foundation
import Reporting
import Statistics

/// `mien rate`.
struct RateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rate", abstract: "Turn people's votes between pairs into strengths.",
    discussion: """
      FILE is CSV with the columns rater, clip, a, b, winner, one vote per row; winner is the name of a or b, the letter, or \
      tie; - reads stdin. The strengths are Bradley and Terry's, fitted to all votes at once, so their order does not \
      matter; intervals resample raters and clips. Votes that leave a system unbeaten, winless or without a link to the \
      others are refused, unless --prior imagines ties.

      Example: mien rate votes.csv --format csv
      """)

  @Argument(help: ArgumentHelp("The votes.", valueName: "file"), completion: .file()) var file: String
  @Option(help: "Imagined ties between every two systems.") var prior: Double = 0
  @Option(help: "Seed of the resampling.") var seed: UInt64 = 1
  @Option(help: "Resamples of raters and clips.") var resamples: Int = 1000
  @OptionGroup var format: FormatOptions

  private static let largest = 256 << 20

  func validate() throws {
    guard prior >= 0, prior <= 10 else { throw ValidationError("--prior must lie in 0...10") }
    guard (20...100_000).contains(resamples) else {
      throw ValidationError("--resamples must lie in 20...100000")
    }
  }

  func run() throws {
    let data: Data
    if file == "-" {
      data = FileHandle.standardInput.readDataToEndOfFile()
    } else {
      let size = try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
      guard (size ?? 0) <= Self.largest else {
        throw ValidationError(
          "'\(file)' is larger than \(Self.largest >> 20) MiB; no study has so many votes")
      }
      guard let read = try? Data(contentsOf: URL(fileURLWithPath: file)) else {
        throw ValidationError("'\(file)' cannot be read; name a CSV file of votes")
      }
      data = read
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw ValidationError("'\(file)' is no UTF-8 text; save the votes as CSV in UTF-8")
    }
    let report = try RatingReport(
      try VoteFile.votes(text), prior: prior, seed: seed, resamples: resamples)
    Console.print(report.rendered(as: format.format, width: Console.width))
  }
}
