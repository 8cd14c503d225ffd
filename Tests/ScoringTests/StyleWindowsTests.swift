import Foundation
import Motion
import Testing

@testable import Scoring

@Suite struct StyleWindowsTests {
  private func track(_ channels: [Channel], fps: Int32, frames: Int, _ row: (Int) -> [Float]) -> Track {
    Track(
      layout: ChannelLayout(channels), rate: FrameRate(frames: fps), samples: (0..<frames).flatMap(row))
  }

  @Test func meansDeviationsAndSpeedsAreThoseOfTheFormula() {
    let values = (0..<100).map { Float(sin(Double($0) * 0.37) + 0.01 * Double($0)) }
    let track = track([.weight("jawOpen")], fps: 30, frames: 100) { [values[$0]] }
    let windows = StyleWindows(track, columns: StyleColumns(sharedBy: [track.layout]))
    #expect(windows.count == 2)
    for index in 0..<2 {
      let part = values[index * 30..<index * 30 + 60].map(Double.init)
      let mean = part.reduce(0, +) / 60
      let deviation = (part.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 59).squareRoot()
      let speed = zip(part.dropFirst(), part).reduce(0) { $0 + abs($1.0 - $1.1) } / 59 * 30
      for (found, expected) in zip(windows.row(index), [mean, deviation, speed]) {
        #expect(abs(found - expected) < 1e-12)
      }
    }
  }

  @Test func aRotationCountsByItsVectorWhicheverSignItsQuaternionHas() {
    let turn = Quaternion(axis: SIMD3(0, 1, 0), angle: 0.7)
    let track = track([.rotation(of: .head)], fps: 60, frames: 240) { frame in
      (0..<4).map { frame % 2 == 0 ? turn.vector[$0] : -turn.vector[$0] }
    }
    // Every second frame is on the grid of 30 Hz; the odd ones too when a frame goes before.
    for frames in [
      track, Track(layout: track.layout, rate: track.rate, samples: Array(track.samples.dropFirst(4))),
    ] {
      let windows = StyleWindows(frames, columns: StyleColumns(sharedBy: [track.layout]))
      let row = Array(windows.row(0))
      #expect(abs(row[1] - 0.7) < 1e-6)
      #expect(row[0] == 0 && row[2] == 0 && row[3...].allSatisfy { abs($0) < 1e-6 })
    }
  }

  @Test func aTrackShorterThanAWindowHasNone() {
    let track = track([.weight("jawOpen")], fps: 30, frames: 59) { _ in [0] }
    #expect(StyleWindows(track, columns: StyleColumns(sharedBy: [track.layout])).count == 0)
  }

  @Test func channelsThatAreLackingStandAtRest() {
    let columns = StyleColumns(sharedBy: [ChannelLayout([.weight("a"), .weight("b")])])
    let track = track([.weight("b")], fps: 30, frames: 60) { _ in [0.5] }
    #expect(Array(StyleWindows(track, columns: columns).row(0)) == [0, 0.5, 0, 0, 0, 0])
  }
}
