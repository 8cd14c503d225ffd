import Foundation

// `swift run -c release mien-bench` measures the road on this machine and prints JSON. It reports; nothing
// fails because a number is small.

do {
  let report = try RoadBenchmark().run()
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  FileHandle.standardOutput.write(try encoder.encode(report) + Data("\n".utf8))
} catch {
  FileHandle.standardError.write(Data("mien-bench: \(error)\n".utf8))
  exit(1)
}
