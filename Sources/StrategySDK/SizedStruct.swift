/// Reading of structs that begin with their size, from hosts older or newer than this library.
enum SizedStruct {
  /// A copy of a struct whose writer may know fewer or more fields: what both know is copied, what the writer
  /// lacks is zero.
  ///
  /// - Parameter least: the size that the struct had when its version of the contract first came out.
  /// - Returns: `nil` when there is no struct, or less of it than that.
  static func read<Struct: BitwiseCopyable>(
    _ source: UnsafeRawPointer?, atLeast least: Int, zero: Struct
  ) -> Struct? {
    guard let source else { return nil }
    let size = Int(source.loadUnaligned(as: UInt32.self))
    guard size >= least else { return nil }
    var copy = zero
    withUnsafeMutableBytes(of: &copy) { bytes in
      bytes.copyMemory(
        from: UnsafeRawBufferPointer(start: source, count: min(size, MemoryLayout<Struct>.size)))
    }
    return copy
  }
}
