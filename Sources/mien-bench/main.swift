import Foundation
import Provenance

// `swift run -c release mien-bench` measures the road on this machine and prints JSON. It reports; nothing
// fails because a number is small. `mien-bench road` measures the road from recording to score
// alone, `mien-bench scoring` scoring beside numpy.

do {
  let words = CommandLine.arguments.dropFirst()
  let report: Data
  switch words.first {
  case "score":
    try ScoringWork.perform(Array(words.dropFirst()))
    exit(0)
  case "road": report = try PrettyJSON.encode(RoadBenchmark().road())
  case "scoring": report = try PrettyJSON.encode(RoadBenchmark().scoring())
  default: report = try PrettyJSON.encode(RoadBenchmark().run())
  }
  FileHandle.standardOutput.write(report)
} catch {
  FileHandle.standardError.write(Data("mien-bench: \(error)\n".utf8))
  exit(1)
}
