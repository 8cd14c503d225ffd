/// Reading of structs that begin with their size and may be older or newer than the ones of this build.
enum SizedStruct {
  /// A copy of a struct whose writer may know fewer or more fields: what both know is copied, what the writer
  /// lacks is zero.
  ///
  /// - Parameter minimum: the size that the struct had at the first version of the contract.
  /// - Returns: `nil` when the struct is smaller than that.
  static func read<Struct: BitwiseCopyable>(
    _ source: UnsafePointer<Struct>, atLeast minimum: Int, zero: Struct
  ) -> Struct? {
    let size = Int(UnsafeRawPointer(source).loadUnaligned(as: UInt32.self))
    guard size >= minimum else { return nil }
    var copy = zero
    withUnsafeMutableBytes(of: &copy) { bytes in
      bytes.copyMemory(
        from: UnsafeRawBufferPointer(start: source, count: min(size, MemoryLayout<Struct>.size)))
    }
    return copy
  }
}
