import CSndfile
import Foundation

/// What the header of an audio file says; whether the sound is whole is seen when it is read.
public struct AudioHead: Sendable, Equatable {
  /// Samples per second.
  public var rate: Int
  /// Channels.
  public var channels: Int
  /// Length in seconds.
  public var seconds: Double

  /// Reads the header of a file; `nil` when it is none that is known here.
  public init?(path: String) {
    guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped),
      !bytes.isEmpty
    else { return nil }
    let source = AudioByteStream(bytes)
    var header = SF_INFO()
    let handle = withUnsafeMutablePointer(to: &header) { source.open(mode: Int32(SFM_READ), header: $0) }
    guard let handle else { return nil }
    sf_close(handle)
    guard header.samplerate > 0, header.channels > 0, header.frames >= 0, header.frames < Int64.max / 2 else {
      return nil
    }
    rate = Int(header.samplerate)
    channels = Int(header.channels)
    seconds = Double(header.frames) / Double(header.samplerate)
  }
}
