import CZlib

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The average colour of a picture in PNG (ISO/IEC 15948): eight bits a sample, not interlaced, any colour type.
///
/// Rows are unpacked one by one, so that no more than two of them are held whatever the file declares.
struct PNGAverage {
  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  /// The longest side that is read.
  private static let longestSide = 1 << 14

  private let width: Int
  private let height: Int
  /// Samples of a pixel: grey, grey and opacity, colours, colours and opacity, or an index.
  private let samples: Int
  private let palette: [UInt8]?
  private var sum = SIMD3<Double>.zero
  private var weight = 0.0

  /// The average in linear RGB, pixels weighted by their opacity; `nil` for what is no such picture, is cut or is
  /// transparent all over.
  static func color(of bytes: ArraySlice<UInt8>) -> SIMD3<Float>? {
    guard bytes.starts(with: signature) else { return nil }
    var at = bytes.startIndex + 8
    var header: ArraySlice<UInt8> = []
    var palette: [UInt8]?
    var packed: [UInt8] = []
    func number(_ place: Int) -> Int { bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
    while bytes.endIndex - at >= 12 {
      let length = number(at)
      guard length <= bytes.endIndex - at - 12 else { break }
      let content = bytes[at + 8..<at + 8 + length]
      switch Array(bytes[at + 4..<at + 8]) {
      case Array("IHDR".utf8): header = content
      case Array("PLTE".utf8): palette = Array(content)
      case Array("IDAT".utf8): packed += content
      default: break
      }
      at += 12 + length
    }
    guard var reader = PNGAverage(Array(header), palette: palette), reader.read(&packed) else { return nil }
    return reader.weight > 0 ? SIMD3<Float>(reader.sum / reader.weight) : nil
  }

  private init?(_ header: [UInt8], palette: [UInt8]?) {
    guard header.count == 13, header[8] == 8, header[10] == 0, header[11] == 0, header[12] == 0 else {
      return nil
    }
    width = header[0..<4].reduce(0) { $0 << 8 | Int($1) }
    height = header[4..<8].reduce(0) { $0 << 8 | Int($1) }
    guard (1...Self.longestSide).contains(width), (1...Self.longestSide).contains(height) else { return nil }
    let counts: [UInt8: Int] = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4]
    guard let samples = counts[header[9]] else { return nil }
    self.samples = samples
    self.palette = header[9] == 3 ? palette : nil
    if header[9] == 3, palette == nil { return nil }
  }

  /// Unpacks and adds up all rows; false when there are fewer than the header says.
  private mutating func read(_ packed: inout [UInt8]) -> Bool {
    var stream = z_stream()
    guard inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      return false
    }
    defer { inflateEnd(&stream) }
    let length = width * samples + 1
    var row = [UInt8](repeating: 0, count: length)
    var above = row
    var consumed = 0
    for _ in 0..<height {
      let left = packed.count - consumed
      var isWhole = false
      packed.withUnsafeMutableBufferPointer { source in
        row.withUnsafeMutableBufferPointer { target in
          stream.next_in = source.baseAddress.map { $0 + consumed }
          stream.avail_in = UInt32(clamping: left)
          stream.next_out = target.baseAddress
          stream.avail_out = UInt32(clamping: length)
          let status = inflate(&stream, Z_SYNC_FLUSH)
          isWhole = stream.avail_out == 0 && (status == Z_OK || status == Z_STREAM_END)
        }
      }
      consumed = packed.count - Int(stream.avail_in)
      guard isWhole, unfilter(&row, above) else { return false }
      add(row)
      swap(&row, &above)
    }
    return true
  }

  /// Takes the prediction off a row (clause 9); the first byte says which.
  private func unfilter(_ row: inout [UInt8], _ above: [UInt8]) -> Bool {
    let filter = row[0]
    guard filter <= 4 else { return false }
    guard filter > 0 else { return true }
    for at in 1..<row.count {
      let a = at > samples ? Int(row[at - samples]) : 0
      let b = Int(above[at])
      let c = at > samples ? Int(above[at - samples]) : 0
      let predicted: Int
      switch filter {
      case 1: predicted = a
      case 2: predicted = b
      case 3: predicted = (a + b) / 2
      default:
        let (pa, pb, pc) = (abs(b - c), abs(a - c), abs(a + b - 2 * c))
        predicted = pa <= pb && pa <= pc ? a : pb <= pc ? b : c
      }
      row[at] = row[at] &+ UInt8(truncatingIfNeeded: predicted)
    }
    return true
  }

  private mutating func add(_ row: [UInt8]) {
    for at in stride(from: 1, to: row.count, by: samples) {
      var (r, g, b) = (row[at], row[at], row[at])
      var opacity = 1.0
      if let palette {
        let entry = 3 * Int(row[at])
        guard entry + 2 < palette.count else { continue }
        (r, g, b) = (palette[entry], palette[entry + 1], palette[entry + 2])
      } else if samples >= 3 {
        (g, b) = (row[at + 1], row[at + 2])
      }
      if samples == 2 || samples == 4 { opacity = Double(row[at + samples - 1]) / 255 }
      sum += SIMD3(Self.linear[Int(r)], Self.linear[Int(g)], Self.linear[Int(b)]) * opacity
      weight += opacity
    }
  }

  /// Linear light of each of sRGB's 256 steps (IEC 61966-2-1).
  private static let linear: [Double] = (0..<256).map { step in
    let value = Double(step) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }
}
