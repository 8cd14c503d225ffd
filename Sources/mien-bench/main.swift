import Foundation
import Provenance

// `swift run -c release mien-bench` measures the road on this machine and prints JSON. It reports; nothing
// fails because a number is small.

do {
  let report = try RoadBenchmark().run()
  FileHandle.standardOutput.write(try PrettyJSON.encode(report))
} catch {
  FileHandle.standardError.write(Data("mien-bench: \(error)\n".utf8))
  exit(1)
}
