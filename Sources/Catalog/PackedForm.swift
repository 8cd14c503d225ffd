public import Formats
import Motion
import Rigging
import TrackCodec

extension TakeForm {
  /// The forms that can be asked for: those of files of others, and our own codec's.
  public static var offered: [TakeForm] { all + [packed(grade: "tight")] }

  /// A clip of the codec, within the bound of a grade: fine, tight or visual.
  public static func packed(grade: String) -> TakeForm {
    TakeForm(
      id: "packed", fileExtension: "mtc",
      summary: "The codec's seekable clip, within the bound of --grade: fine, tight or visual.",
      traits: [.character, .root]
    ) { material throws(FormatsError) in
      let first = try material.first()
      let bound = ErrorBound.grades.first { $0.name == grade }?.bound ?? .tight
      let skeleton = material.character.map { ReachSkeleton($0.rig) } ?? .standard
      let (bytes, read): ([UInt8], Track)
      do throws(TrackCodecError) {
        let clip = try TrackClip(first.track, design: SchemaDesign(bound: bound, skeleton: skeleton))
        (bytes, read) = (clip.bytes, try TrackClip(bytes: clip.bytes).track())
      } catch {
        throw FormatsError.unsupported(
          file: first.name, place: "codec", reason: error.description,
          cure: "leave the channel out with --mask")
      }
      var report = try ExportReport(of: first.track, readBack: read, name: first.name)
      // The bound is a Float: 0.00015 m times 100 would print digits that nobody wrote.
      let centimetres = (Double(bound.displacement) * 1e8).rounded() / 1e6
      report.notices.append(
        "grade \(grade): weights within \(bound.weight), points 3 cm from a joint within \(centimetres) cm")
      return ExportedTake(bytes: bytes, report: report)
    }
  }
}
