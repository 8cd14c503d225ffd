/// Why a compressed view could not be unpacked; the reader adds file and place.
struct MeshoptFault: Error, Equatable {
  let reason: String

  init(_ reason: String) { self.reason = reason }

  static let tooShort = MeshoptFault("the compressed bytes end too early")
  static let leftovers = MeshoptFault("bytes are left over after the last element")
}
