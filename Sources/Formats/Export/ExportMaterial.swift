public import Motion
import Rigging

/// All that goes into an exported file: who moves how, on which rig, with which words, under which rights.
public struct ExportMaterial: Sendable {
  /// One performer's motion.
  public struct Performance: Sendable {
    /// Name of the take, `RECORDING/PARTICIPANT`.
    public var name: String
    /// The motion as it shall be written; frame 0 is the first sample of the speech.
    public var track: Track
    /// Words, cues and gestures, in order of time.
    public var markers: [TakeMarker]
    /// Name of the speech audio that lies beside the file, if there is any.
    public var audio: String?

    /// Makes a performance.
    public init(name: String, track: Track, markers: [TakeMarker] = [], audio: String? = nil) {
      self.name = name
      self.track = track
      self.markers = markers
      self.audio = audio
    }

    /// The last part of the name: who performs.
    var participant: String { name.split(separator: "/").last.map(String.init) ?? name }
  }

  /// What an additive animation is relative to.
  public enum Additive: String, Sendable, CaseIterable {
    /// The character at rest.
    case rest
    /// Its own first frame.
    case first
  }

  /// The performers; the first is the take that was asked for.
  public var performances: [Performance]
  /// The rig, for the forms that write one.
  public var character: GLTFModel?
  /// What the sources allow.
  public var rights: Rights
  /// Whether the last frame is the first again and players may go round.
  public var isLooped = false
  /// What the values are relative to; `nil` for absolute ones.
  public var additive: Additive?
  /// How far a curve may depart when keys are left out; `nil` keeps one key a frame.
  public var keyBound: KeyBound?

  /// Makes the material of one file.
  public init(
    _ performances: [Performance], character: GLTFModel? = nil, rights: Rights = Rights()
  ) {
    self.performances = performances
    self.character = character
    self.rights = rights
  }

  /// The take that was asked for.
  ///
  /// - Throws: ``FormatsError`` when there is none.
  public func first() throws(FormatsError) -> Performance {
    guard let first = performances.first else {
      throw .malformed(file: "export", place: "takes", reason: "there is none", cure: "name a take")
    }
    return first
  }

  /// The material with the rotations of bones that the character lacks in those of the bones below them, and which
  /// bones these are.
  func folded() -> (material: ExportMaterial, bones: [HumanoidBone]) {
    guard let humanoid = character?.rig.humanoid else { return (self, []) }
    var (material, bones) = (self, [HumanoidBone]())
    for number in performances.indices {
      let folded = TrackFolding.fold(performances[number].track, onto: humanoid)
      material.performances[number].track = folded.track
      bones += folded.bones.filter { !bones.contains($0) }
    }
    return (material, bones)
  }

  /// What to say of folded bones; nothing where there are none.
  static func notices(folded bones: [HumanoidBone]) -> [String] {
    bones.isEmpty
      ? [] : ["turned together with the bones below: \(bones.map(\.rawValue).joined(separator: ", "))"]
  }

  /// Checks every track.
  ///
  /// - Throws: ``FormatsError`` for a track without frames or channels, or with numbers that are not finite.
  func check() throws(FormatsError) {
    for performance in performances { try Self.check(performance.track, name: performance.name) }
  }

  static func check(_ track: Track, name: String) throws(FormatsError) {
    guard track.layout.width > 0 else {
      throw .malformed(
        file: name, place: "track", reason: "has no channels", cure: "leave some in the mask")
    }
    guard track.frameCount > 0 else {
      throw .malformed(file: name, place: "track", reason: "has no frames", cure: "render the take first")
    }
    let fault = track.samples.withUnsafeBufferPointer { samples in
      // A sum of x·0 is 0 unless some x is not finite; which one is looked for only then.
      var sums = SIMD16<Float>(repeating: 0)
      let whole = samples.count / 16 * 16
      UnsafeRawBufferPointer(samples).sixteens(whole * 4) { sums += $0 * 0 }
      var sum = sums.sum()
      for value in samples[whole...] { sum += value * 0 }
      return sum == 0 ? nil : samples.firstIndex { !$0.isFinite }
    }
    guard let fault else { return }
    let column = fault % track.layout.width
    let channel = track.layout.channels.indices.last { track.layout.offsets[$0] <= column } ?? 0
    throw .malformed(
      file: name, place: "frame \(fault / track.layout.width) of \(track.layout.channels[channel].name)",
      reason: "is not a finite number", cure: "correct the strategy and render again")
  }
}

extension UnsafeRawBufferPointer {
  /// Sixteen numbers at a time.
  fileprivate func sixteens(_ bytes: Int, _ body: (SIMD16<Float>) -> Void) {
    for at in stride(from: 0, to: bytes, by: 64) {
      body(loadUnaligned(fromByteOffset: at, as: SIMD16<Float>.self))
    }
  }
}
