extension AgentAudio.Format {
  /// Samples of bytes that are in this format; a cut-off half of a sample is left out, and what is not decoded
  /// here gives none.
  public func samples(_ bytes: [UInt8]) -> [Int16] {
    switch encoding {
    case .pcm16:
      (0..<bytes.count / 2).map { Int16(bitPattern: UInt16(bytes[2 * $0]) | UInt16(bytes[2 * $0 + 1]) << 8) }
    case .muLaw: bytes.map { Self.muLaw[Int($0)] }
    case .aLaw: bytes.map { Self.aLaw[Int($0)] }
    case .other: []
    }
  }

  /// µ-law to 16 bits (ITU-T G.711, table 2a; the bytes travel inverted).
  private static let muLaw: [Int16] = (0..<256).map { code in
    let inverted = ~code & 0xFF
    let magnitude = (((inverted & 0x0F) << 3) + 0x84) << ((inverted & 0x70) >> 4) - 0x84
    return Int16(inverted & 0x80 == 0 ? magnitude : -magnitude)
  }

  /// A-law to 16 bits (ITU-T G.711, table 1a; every other bit of the bytes travels inverted).
  private static let aLaw: [Int16] = (0..<256).map { code in
    let even = code ^ 0x55
    let segment = (even & 0x70) >> 4
    let step = (even & 0x0F) << 4
    let magnitude = segment == 0 ? step + 8 : (step + 0x108) << (segment - 1)
    return Int16(even & 0x80 != 0 ? magnitude : -magnitude)
  }
}
