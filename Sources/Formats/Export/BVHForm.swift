import Motion
import Rigging

extension TakeForm {
  /// Biovision hierarchy.
  static let bvh = TakeForm(
    id: "bvh", fileExtension: "bvh",
    summary: "BVH of the rig's skeleton in centimetres, Euler angles in the order Z X Y; body alone.",
    traits: [.character]
  ) { material throws(FormatsError) in
    let first = try material.first()
    guard let rig = material.character?.rig else {
      throw .unsupported(file: "bvh", place: "rig", reason: "there is none", cure: "name one with --rig")
    }
    let written = try BVHWriter.write(first.track, rig: rig, file: first.name)
    let read = try Self.track(of: written.bytes, rig: rig, file: first.name)
    var report = ExportReport()
    // Rotations of bones that the file has not were put into those of the bones below.
    let folded = TrackFolding.fold(first.track, onto: rig.humanoid)
    let held = folded.track.layout.channels.filter { read.layout[$0.name] == $0 }
    try TrackComparison.compare(folded.track.selecting(held), with: read, name: first.name, &report)
    report.dropped = folded.track.layout.channels.filter { read.layout[$0.name] != $0 }.map(\.name)
    report.notices += ExportMaterial.notices(folded: folded.bones)
    return ExportedTake(bytes: written.bytes, report: report)
  }

  private static func track(of bytes: [UInt8], rig: Rig, file: String) throws(FormatsError) -> Track {
    let names = rig.humanoid.mapValues { rig.nodes[$0].name }
    let (motion, _) = try BVHFile(bytes, file: file).motion(file: file, bones: names)
    do {
      let rest = try SkeletonRest(of: motion, SkeletonRest.Options(isTPose: true))
      var track = Retargeting.track(of: motion, at: rest).track
      // A skeleton that is taken at its word is taken in its own unit, here centimetres.
      if let at = track.layout.offset(of: Channel.translation(of: .hips).name) {
        for frame in 0..<track.frameCount {
          for part in 0..<3 { track[frame, at + part] *= 0.01 }
        }
      }
      return track
    } catch {
      throw .malformed(
        file: file, place: "what was written", reason: error.description, cure: "report the take and the rig")
    }
  }
}
