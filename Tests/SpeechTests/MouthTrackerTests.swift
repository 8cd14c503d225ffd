import Foundation
import Testing

@testable import Speech

/// Jaw of the audio rule against captured faces: the correlation that it had with each take when it was made.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["MIEN_SHARED"] != nil, "MIEN_SHARED is unset"))
struct MouthTrackerTests {
  private var shared: URL { URL(filePath: ProcessInfo.processInfo.environment["MIEN_SHARED"] ?? "/") }

  /// Unoptimised arithmetic takes the shortest take only.
  #if DEBUG
    private static let takes = [("1114_3_15", 0.68)]
  #else
    private static let takes = [("1114_2_01", 0.82), ("1114_2_02", 0.82), ("1114_3_15", 0.68)]
  #endif

  @Test(arguments: takes)
  func theRuleFollowsCapturedJaws(take: String, expected: Double) throws {
    let folder = shared.appending(path: "data/face-speech-facegood")
    let wave = try WaveFile(folder.appending(path: "\(take).wav"))
    let motion = try NumpyFile(folder.appending(path: "bs_value_\(take).npy"))
    let names = try NumpyFile(folder.appending(path: "shirley_1119_bs_name316.npy")).texts
    let jaw = try #require(names.firstIndex(of: "mouth_stretch_c"))
    let r = correlation(wave, frames: motion.shape[0], rate: 30) {
      motion.numbers[$0 * motion.shape[1] + jaw]
    }
    #expect(abs(r - expected) < 0.015, "r \(r)")
  }

  @Test func theRuleFollowsALiveLinkTake() throws {
    let folder = shared.appending(path: "data/face-speech-livelink")
    let wave = try WaveFile(folder.appending(path: "take_first10s.wav"))
    let lines = try String(contentsOf: folder.appending(path: "take_first10s.csv"), encoding: .utf8)
      .split(whereSeparator: \.isNewline).map { $0.split(separator: ",").map(String.init) }
    let column = try #require(lines.first?.firstIndex { $0.lowercased() == "jawopen" })
    let values = lines.dropFirst().compactMap { $0.count > column ? Double($0[column]) : nil }
    let r = correlation(wave, frames: values.count, rate: 59.904) { values[$0] }
    #expect(abs(r - 0.50) < 0.02, "r \(r)")
  }

  private func correlation(
    _ wave: WaveFile, frames: Int, rate: Double, _ motion: (Int) -> Double
  ) -> Double {
    let audio =
      (try? Waveform(sampleRate: wave.rate, samples: wave.samples))?.resampledForSpeech().samples ?? []
    let matrix = SpeechFeatures.analyse(audio)
    let open = matrix.column(SpeechFeatures.column("openness") ?? 0)
    var x: [Double] = []
    var y: [Double] = []
    for frame in 0..<frames {
      let row = Int(Double(frame) / rate * 100 + 1e-6) - 1
      guard row < open.count else { break }
      x.append(row >= 0 ? Double(open[row]) : 0)
      y.append(motion(frame))
    }
    let n = Double(x.count)
    let mx = x.reduce(0, +) / n
    let my = y.reduce(0, +) / n
    var (xy, xx, yy) = (0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
      xy += (a - mx) * (b - my)
      xx += (a - mx) * (a - mx)
      yy += (b - my) * (b - my)
    }
    return xy / (xx * yy).squareRoot()
  }
}

/// A PCM16 mono WAV file.
struct WaveFile {
  var rate = 0
  var samples: [Float] = []

  init(_ url: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: url))
    func number(_ at: Int, _ count: Int) -> Int {
      (0..<count).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
    }
    var at = 12
    while at + 8 <= bytes.count {
      let size = number(at + 4, 4)
      let id = String(decoding: bytes[at..<(at + 4)], as: UTF8.self)
      if id == "fmt " { rate = number(at + 12, 4) }
      if id == "data" {
        let end = min(bytes.count, at + 8 + size)
        samples = stride(from: at + 8, to: end - 1, by: 2).map {
          Float(Int16(truncatingIfNeeded: number($0, 2))) / 32768
        }
      }
      at += 8 + size + size % 2
    }
  }
}

/// A NumPy array of doubles or of fixed-width UTF-32 text, format 1.0, C order.
struct NumpyFile {
  var shape: [Int]
  var numbers: [Double] = []
  var texts: [String] = []

  init(_ url: URL) throws {
    let data = [UInt8](try Data(contentsOf: url))
    let length = Int(data[8]) | Int(data[9]) << 8
    let header = String(decoding: data[10..<(10 + length)], as: UTF8.self)
    let inside = header[header.range(of: "(", options: .backwards)!.upperBound...].prefix { $0 != ")" }
    shape = inside.split(separator: ",").compactMap { Int($0.filter(\.isNumber)) }
    let body = Array(data[(10 + length)...])
    if header.contains("<f8") {
      numbers = body.withUnsafeBytes { raw in
        (0..<(raw.count / 8)).map {
          Double(bitPattern: UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)))
        }
      }
    } else {
      let width = body.count / 4 / max(1, shape.first ?? 1)
      let scalars = stride(from: 0, to: body.count - 3, by: 4).map {
        (at: Int) -> UInt32 in
        let low = UInt32(body[at])
        let middle = UInt32(body[at + 1]) << 8
        return low | middle | UInt32(body[at + 2]) << 16
      }
      for start in stride(from: 0, to: scalars.count, by: width) {
        let letters = scalars[start..<(start + width)].filter { $0 != 0 }
        texts.append(String(String.UnicodeScalarView(letters.compactMap { Unicode.Scalar($0) })))
      }
    }
  }
}
