/// Why a schema, packet or clip could not be made or read.
public enum TrackCodecError: Error, Equatable, CustomStringConvertible {
  /// The bytes are no schema of this format, or not whole.
  case schema(String)
  /// The bytes are no clip of this format, or not whole.
  case clip(String)
  /// A channel cannot be carried as asked.
  case channel(name: String, reason: String)
  /// The format's major version is one that this decoder does not know.
  case version(UInt8)

  /// One line: what, where, how to cure it.
  public var description: String {
    switch self {
    case .schema(let reason): "schema: \(reason); fetch the schema packet again from the sender"
    case .clip(let reason): "clip: \(reason); write the clip again from the track"
    case .channel(let name, let reason): "channel \(name): \(reason)"
    case .version(let byte):
      "format version \(byte >> 4).\(byte & 15) is not known; this reader knows 1.x, use a newer one"
    }
  }
}
