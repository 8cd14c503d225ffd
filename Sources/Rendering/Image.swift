/// A picture: rows of RGBA bytes from the top, sRGB, alpha not premultiplied.
public struct Image: Sendable, Equatable {
  /// Columns.
  public private(set) var width: Int
  /// Rows.
  public private(set) var height: Int
  /// `width × height × 4` bytes, red green blue alpha.
  public var pixels: [UInt8]

  /// A picture of opaque black.
  ///
  /// - Precondition: both sides lie in 1…8192.
  public init(width: Int, height: Int) {
    precondition((1...8192).contains(width) && (1...8192).contains(height), "picture side out of 1...8192")
    self.width = width
    self.height = height
    pixels = Array(repeating: 0, count: width * height * 4)
    for index in stride(from: 3, to: pixels.count, by: 4) { pixels[index] = 255 }
  }

  /// The four bytes of one pixel; x to the right, y down, both from 0.
  public subscript(x: Int, y: Int) -> SIMD4<UInt8> {
    get {
      let at = (y * width + x) * 4
      return SIMD4(pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3])
    }
    set {
      let at = (y * width + x) * 4
      for k in 0..<4 { pixels[at + k] = newValue[k] }
    }
  }

  /// Copies another picture into this one with its upper left corner at (x, y); what does not fit is cut off.
  public mutating func paste(_ other: Image, x: Int, y: Int) {
    let from = max(0, -x)
    let until = min(other.width, width - x)
    guard from < until else { return }
    for row in 0..<other.height where y + row >= 0 && y + row < height {
      let source = (row * other.width + from) * 4
      let target = ((y + row) * width + x + from) * 4
      let count = (until - from) * 4
      pixels.replaceSubrange(target..<(target + count), with: other.pixels[source..<(source + count)])
    }
  }

  /// Pictures of one size side by side, `columns` to a row, without gaps.
  ///
  /// - Precondition: there is at least one picture, and all have the size of the first.
  public static func sheet(_ pictures: [Image], columns: Int) -> Image {
    precondition(!pictures.isEmpty && columns > 0, "a sheet needs pictures and columns")
    let (w, h) = (pictures[0].width, pictures[0].height)
    precondition(
      pictures.allSatisfy { $0.width == w && $0.height == h }, "pictures of a sheet differ in size")
    let across = min(columns, pictures.count)
    var result = Image(width: w * across, height: h * ((pictures.count + across - 1) / across))
    for (number, picture) in pictures.enumerated() {
      result.paste(picture, x: number % across * w, y: number / across * h)
    }
    return result
  }
}
