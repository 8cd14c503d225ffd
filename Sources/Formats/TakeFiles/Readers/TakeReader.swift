public import Foundation
public import Motion

/// A form of ours that is read as a track again, under the name of the ``TakeForm`` that writes it.
///
/// A reader is one static member in a file of its own and one line of ``all``; rooms that know further forms add theirs
/// to ``TakeFileLayout/forms(with:)``.
public struct TakeReader: Sendable {
  /// What a reader is given beside the bytes.
  public struct Request: Sendable {
    /// Name of the file, for messages.
    public var file: String
    /// Name or number of the take in a file that holds several.
    public var clip: String?
    /// Frames a second where the file does not tell; what its times tell must agree.
    public var statedRate: FrameRate?

    /// Makes a request.
    public init(file: String, clip: String? = nil, statedRate: FrameRate? = nil) {
      self.file = file
      self.clip = clip
      self.statedRate = statedRate
    }
  }

  /// What was read.
  public struct Reading: Sendable {
    /// The motion as it was written, at its own rate.
    public var track: Track
    /// What to know about it.
    public var notes: [ImportNote]

    /// Takes what was read.
    public init(_ track: Track, notes: [ImportNote] = []) {
      self.track = track
      self.notes = notes
    }
  }

  /// The word that chooses it, that of the form.
  public let id: String
  /// Endings of its files, in lower case.
  public let endings: [String]
  /// What it reads, in a line.
  public let title: String
  /// Whether a file that begins so is one of its own.
  public let recognises: @Sendable (Data) -> Bool
  /// Reads a file.
  public let read: @Sendable (Data, Request) throws(FormatsError) -> Reading

  /// Makes a reader.
  public init(
    id: String, endings: [String], title: String, recognises: @escaping @Sendable (Data) -> Bool,
    read: @escaping @Sendable (Data, Request) throws(FormatsError) -> Reading
  ) {
    self.id = id
    self.endings = endings
    self.title = title
    self.recognises = recognises
    self.read = read
  }

  /// The readers of this room.
  public static let all: [TakeReader] = [.json, .csv, .npz]

  /// Refuses what no track may be: no channels, no frames, more than a take may have, or numbers that are not finite.
  static func check(_ track: Track, file: String) throws(FormatsError) {
    guard track.layout.width > 0, track.frameCount > 0 else {
      throw .malformed(
        file: file, place: "take", reason: "has no channels or no frames", cure: "export it again")
    }
    try MotionFolder.checkSize(
      channels: track.layout.channels.count, width: track.layout.width, frames: track.frameCount,
      rate: track.rate, file: file)
    guard let fault = track.samples.firstIndex(where: { !$0.isFinite }) else { return }
    throw .malformed(
      file: file, place: "frame \(fault / track.layout.width)", reason: "has a number that is not finite",
      cure: "export the take again")
  }

  /// Refuses values that mean no pose by themselves.
  static func relative(_ to: String, file: String) -> FormatsError {
    .unsupported(
      file: file, place: "additive",
      reason: "its values are relative to \(to == "first" ? "its first frame" : to)",
      cure: "export the take without --additive")
  }
}

extension TakeReader: Equatable {
  /// Equal when they read the same form.
  public static func == (left: TakeReader, right: TakeReader) -> Bool { left.id == right.id }
}
