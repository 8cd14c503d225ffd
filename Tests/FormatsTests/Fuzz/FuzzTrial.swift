import Foundation
import Testing

/// Feeds a reader with what its seeds become; the input at work lies in a file, where it stays when the process ends.
struct FuzzTrial {
  /// Seconds of `MIEN_FUZZ_SECONDS` that each reader is fed; `nil` for a short, counted run.
  static let seconds = ProcessInfo.processInfo.environment["MIEN_FUZZ_SECONDS"].flatMap(Double.init)
  /// `MIEN_FUZZ_SEED`, or 1.
  static let seed = ProcessInfo.processInfo.environment["MIEN_FUZZ_SEED"].flatMap(UInt64.init) ?? 1
  /// Readings of spoilt seeds by a reader in a short run.
  static let readings = 200
  /// Readings of cut seeds at most in a short run.
  static let cuts = 1000
  /// A single reading that takes longer counts as hung; asked only in a long run.
  private static let longestReading = Duration.seconds(10)

  let reader: ReaderUnderTest
  let seeds: [ReaderUnderTest.Seed]
  private let input: URL
  private let folder: URL
  private let atWork: FileHandle

  /// - Parameter work: one word for the file of the input at work, for trials of a reader run side by side.
  init(_ reader: ReaderUnderTest, _ work: String) throws {
    self.reader = reader
    seeds = try reader.seeds()
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("mien-fuzz")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let process = ProcessInfo.processInfo.processIdentifier
    input = folder.appendingPathComponent("\(reader.name)-\(work)-\(process)")
    try Data().write(to: input)
    atWork = try FileHandle(forUpdating: input)
  }

  /// Every seed as it stands: a value or an error; a value where there is no fault.
  func readSeeds() throws {
    #expect(seeds.count >= 5, "\(reader.name) has \(seeds.count) seeds")
    var values = 0
    for seed in seeds {
      let outcome = try run(seed.bytes, as: seed.name)
      if outcome == .value { values += 1 }
      if seed.isReadable { #expect(outcome == .value, "\(seed.name)") }
    }
    #expect(values > 0, "no seed of \(reader.name) is read")
    #expect(values < seeds.count, "no seed of \(reader.name) is refused")
    try end()
  }

  /// Every beginning of every seed up to 8 kB, and the structural ones of larger seeds; of long lists some,
  /// evenly chosen.
  func cutSeeds() throws {
    let cuts = seeds.flatMap { seed in
      Self.places(seed.bytes).map { (seed: seed, place: $0) }
    }
    let step = Self.seconds == nil ? max(1, (cuts.count + Self.cuts - 1) / Self.cuts) : 1
    if step > 1 {
      print("\(reader.name): every \(step)th of \(cuts.count) beginnings; all of them with MIEN_FUZZ_SECONDS")
    }
    for index in stride(from: 0, to: cuts.count, by: step) {
      let cut = cuts[index]
      try run(Array(cut.seed.bytes[..<cut.place]), as: cut.seed.name)
    }
    try end()
  }

  /// Where a file is cut: everywhere, or behind and before structural characters and each 4 kB.
  private static func places(_ bytes: [UInt8]) -> [Int] {
    if bytes.count <= 8192 { return Array(bytes.indices) }
    let marks = Set("\n\r\t,:;{}[]<>\"".utf8)
    return bytes.indices.filter { index in
      index % 4096 < 2 || marks.contains(bytes[index]) || index > 0 && marks.contains(bytes[index - 1])
    }
  }

  /// Seeds spoilt at random, always in the same way.
  func spoilSeeds() throws {
    let files = seeds.map(\.bytes)
    let clock = ContinuousClock()
    let start = clock.now
    var mutator = ByteMutator(seed: reader.name.utf8.reduce(Self.seed) { $0 &* 31 &+ UInt64($1) })
    var count = 0
    while true {
      if let seconds = Self.seconds {
        if clock.now - start > .seconds(seconds) { break }
      } else if count == Self.readings {
        break
      }
      let seed = mutator.pick(seeds)
      let bytes = mutator.spoil(seed.bytes, with: files)
      let began = clock.now
      try run(bytes, as: seed.name)
      if Self.seconds != nil, clock.now - began > Self.longestReading {
        Issue.record(
          "\(reader.name): \(clock.now - began) for \(bytes.count) bytes, kept in \(try keep(bytes))")
      }
      count += 1
    }
    if Self.seconds != nil { print("\(reader.name): \(count) readings of spoilt seeds") }
    try end()
  }

  @discardableResult
  private func run(_ bytes: [UInt8], as name: String) throws -> ReaderUnderTest.Outcome {
    try atWork.truncate(atOffset: 0)
    try atWork.write(contentsOf: bytes)
    let outcome = reader.outcome(of: Data(bytes), file: name)
    if case .fault(let reason) = outcome {
      Issue.record("\(reader.name), \(name): \(reason); the input is kept in \(try keep(bytes))")
    }
    return outcome
  }

  /// Puts an input aside; its name is made of its content.
  private func keep(_ bytes: [UInt8]) throws -> String {
    let sum = bytes.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    let file = folder.appendingPathComponent("\(reader.name)-fault-\(String(sum, radix: 16))")
    try Data(bytes).write(to: file)
    return file.path
  }

  private func end() throws {
    try atWork.close()
    try FileManager.default.removeItem(at: input)
  }
}
