/// Codes one binary decision; the encoder is given the bit, the decoder finds it.
protocol BitCoder {
  /// Codes a bit whose probability of being 1 is `p` / 65536.
  mutating func code(_ bit: UInt32, _ p: UInt32) -> UInt32
}

extension BitCoder {
  /// Codes the lowest `count` bits of a number, highest first, each as likely 0 as 1.
  @inline(__always)
  mutating func codeRaw(_ value: UInt32, count: UInt32) -> UInt32 {
    var result: UInt32 = 0
    var left = count
    while left > 0 {
      left -= 1
      result = result << 1 | code((value >> left) & 1, 32768)
    }
    return result
  }
}

/// A carrying range coder with 32-bit range; bytes leave from the top.
struct RangeEncoder: BitCoder {
  private let bytes: UnsafeMutablePointer<UInt8>
  private let capacity: Int
  private(set) var count = 0
  private var low: UInt64 = 0
  private var range: UInt32 = .max
  private var cache: UInt8 = 0
  private var pending = 0
  private var started = false

  init(bytes: UnsafeMutablePointer<UInt8>, capacity: Int) {
    self.bytes = bytes
    self.capacity = capacity
  }

  @inline(__always)
  mutating func code(_ bit: UInt32, _ p: UInt32) -> UInt32 {
    let bound = (range >> 16) &* p
    if bit != 0 {
      range = bound
    } else {
      low &+= UInt64(bound)
      range &-= bound
    }
    while range < 1 << 24 {
      range <<= 8
      shift()
    }
    return bit
  }

  private mutating func put(_ byte: UInt8) {
    precondition(count < capacity, "a packet outgrew its room")
    bytes[count] = byte
    count += 1
  }

  @inline(never)
  private mutating func shift() {
    if low < 0xFF00_0000 || low > 0xFFFF_FFFF {
      let carry = UInt8(truncatingIfNeeded: low >> 32)
      // The byte before the first is always zero and is not written.
      if started { put(cache &+ carry) }
      started = true
      while pending > 0 {
        put(0xFF &+ carry)
        pending -= 1
      }
      cache = UInt8(truncatingIfNeeded: low >> 24)
    } else {
      pending += 1
    }
    low = (low & 0x00FF_FFFF) << 8
  }

  /// Ends the bytes: the number in the last interval with most zeros at its end, without those zeros.
  mutating func finish() {
    var zeros: UInt64 = 32
    while zeros > 0 {
      zeros -= 1
      let mask = (UInt64(1) << zeros) - 1
      let value = (low + mask) & ~mask
      if value < low + UInt64(range) {
        low = value
        break
      }
    }
    for _ in 0..<5 { shift() }
    while count > 0 && bytes[count - 1] == 0 { count -= 1 }
  }
}

/// Reads what ``RangeEncoder`` wrote; past the end there are zeros.
struct RangeDecoder: BitCoder {
  private let bytes: UnsafePointer<UInt8>
  private let count: Int
  private var position = 4
  private var range: UInt32 = .max
  private var value: UInt32 = 0

  init(bytes: UnsafePointer<UInt8>, count: Int) {
    self.bytes = bytes
    self.count = count
    for index in 0..<4 { value = value << 8 | (index < count ? UInt32(bytes[index]) : 0) }
  }

  @inline(__always)
  mutating func code(_ bit: UInt32, _ p: UInt32) -> UInt32 {
    let bound = (range >> 16) &* p
    let result: UInt32
    if value < bound {
      range = bound
      result = 1
    } else {
      value &-= bound
      range &-= bound
      result = 0
    }
    while range < 1 << 24 {
      range <<= 8
      value = value << 8 | (position < count ? UInt32(bytes[position]) : 0)
      position += 1
    }
    return result
  }
}
