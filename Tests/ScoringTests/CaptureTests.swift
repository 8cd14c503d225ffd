import Conversation
import Foundation
import Motion
import Provenance
import Testing

@testable import Scoring

/// The anti-metrics on a real capture of a face: 4,030 frames of range of motion, no speech.
@Suite(.enabled(if: GoldenVectors.isPresent, GoldenVectors.absence))
struct CaptureTests {
  static let loaded = Result { try load() }

  /// The capture as a take that is its own reference.
  static func load() throws -> TakeEvidence {
    let folder = try #require(GoldenVectors.folder)
    let text = try String(contentsOfFile: folder + "/../data/arkit-livelink/alex_rom_3.csv", encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline)
    let header = try #require(lines.first).split(separator: ",", omittingEmptySubsequences: false)
    var columns: [(name: String, index: Int)] = []
    for (index, spelling) in header.enumerated() {
      if let name = ARKit.canonicalName(for: String(spelling)) { columns.append((name, index)) }
    }
    let layout = ChannelLayout(columns.map { .weight($0.name) })
    var samples: [Float] = []
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      for column in columns { samples.append(try #require(Float(cells[column.index]))) }
    }
    let track = Track(layout: layout, rate: FrameRate(frames: 30), samples: samples)
    let silence = Recording(id: "capture", participants: [], duration: track.duration, log: [])
    let take = TakeEvidence(
      key: TakeKey(recording: "capture", participant: "actor", seed: 0), track: track,
      happened: Happened(silence), duration: track.duration)
    return take.with(reference: ScoringReference(sessions: [take]))
  }

  @Test func theCaptureItselfIsAlive() throws {
    let take = try Self.loaded.get()
    #expect(take.track.frameCount == 4030)
    #expect(take.track.samples.max().map { abs($0 - 1.0033) < 1e-4 } == true)
    let validity = RigValidity().measure(take)
    #expect(validity["rig-validity.gate/2"] == .value(1), "\(validity.findings)")
    #expect((validity["clamped"].number ?? 0) > 0)
    let plateau = Plateau().measure(take)
    #expect(abs((plateau["plateau.share/1"].number ?? 1) - 0.000_015) < 1e-6)
    #expect(abs((plateau["plateau.saturation/1"].number ?? 1) - 0.0006) < 5e-5)
    #expect(JerkRatio().measure(take)["jerk.ratio/1"] == .value(0))
    #expect(LipSync().measure(take)["lip-sync.r0/1"].reason == "actor has no phones in capture")
  }

  /// Jerk ratio and plateau share in percent of each corruption, as measured when the corruptions were laid down.
  @Test(arguments: [
    ("jitter", 2.80, 0.01), ("exaggerated-clamped", 0.90, 5.4), ("clipped", -0.27, 13.7),
    ("underacted", -1.20, 8.7), ("stutter", 1.33, 33),
  ])
  func spoilsAsStated(_ row: (id: String, jerk: Double, plateau: Double)) throws {
    let take = try Self.loaded.get()
    var spoilt = try Corruption.named(row.id).apply(to: take, seed: Seed(4))
    if row.id == "jitter" {
      // The stated figure is met when weights are kept in 0…1, as captures are.
      var clamped = spoilt.track
      for index in clamped.samples.indices { clamped.samples[index] = min(1, max(0, clamped.samples[index])) }
      spoilt = spoilt.with(track: clamped)
    }
    let jerk = try #require(JerkRatio().measure(spoilt)["jerk.ratio/1"].number)
    let plateau = try #require(Plateau().measure(spoilt)["plateau.share/1"].number) * 100
    #expect(abs(jerk - row.jerk) < 0.05, "\(row.id): jerk \(jerk)")
    #expect(abs(plateau - row.plateau) < 0.05 * row.plateau + 0.02, "\(row.id): plateau \(plateau) %")
  }
}
