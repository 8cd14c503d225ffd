import Foundation
import Motion

extension Session {
  /// A participant's speech over the whole session, full scale ±1.
  ///
  /// Where it is talked over, a raised cosine of 20 ms leads to zero at the moment of silence. Samples keep
  /// 14 bits: their noise lies 63 dB below speech at −26 dB, and FLAC stores them a quarter smaller.
  func audio(of participant: String) -> [Float] {
    var result = [Float](repeating: 0, count: sampleCount)
    let fade = clock.samples(0.02)
    for turn in placed where turn.participant == participant {
      let silence = turn.silence.map { clock.samples($0.seconds) } ?? Int.max
      for piece in turn.sound {
        for (index, sample) in piece.samples.enumerated() {
          let place = piece.first + index
          guard place < min(silence, result.count) else { break }
          var value = Float(sample) / 32768
          if silence - place < fade {
            let left = Double(silence - place) / Double(fade)
            value *= Float(0.5 - 0.5 * cos(left * Double.pi))
          }
          result[place] += (value * 8192).rounded(.toNearestOrEven) / 8192
        }
      }
    }
    return result
  }
}
