import Motion
public import Scoring

/// Takes as clips for the corruption table: whole where there are enough, else cut into pieces.
public struct TakePieces: Sendable {
  /// The clips, in the order of the takes.
  public let clips: [TakeEvidence]
  /// Length of a piece in seconds; `nil` where takes are whole.
  public let length: Double?

  /// Cuts takes into the longest pieces that are enough; takes that are too short for it stay whole.
  public init(_ takes: [TakeEvidence]) {
    func pieces(_ length: Double) -> Int {
      takes.reduce(0) { $0 + Int($1.track.duration.seconds / length) }
    }
    guard takes.count < CorruptionTable.leastClips,
      let length = CorruptionClips.lengths.first(where: { pieces($0) >= CorruptionTable.leastClips })
    else {
      clips = takes
      self.length = nil
      return
    }
    clips = takes.flatMap { Self.cut($0, length: length) }
    self.length = length
  }

  /// Seconds as they are written, such as `30` and `2.5`.
  static func text(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
  }

  /// How the clips came about, in words, such as `12 clips of 7 s, cut from 3 takes`.
  public func origin(takes: Int) -> String {
    length.map { "\(clips.count) clips of \(Self.text($0)) s, cut from \(takes) takes" } ?? "\(takes) takes"
  }

  /// Whole pieces of a take; what is left over at its end is not used. Pieces are told apart by their seeds.
  static func cut(_ take: TakeEvidence, length: Double) -> [TakeEvidence] {
    let track = take.track
    let frames = Int((length * track.rate.framesPerSecond).rounded(.down))
    guard frames > 0 else { return [] }
    return (0..<track.frameCount / frames).map { piece in
      take.part(piece * frames..<(piece + 1) * frames, seed: UInt64(piece))
    }
  }
}
