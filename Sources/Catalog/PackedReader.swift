import Foundation
public import Formats
import Motion
import TrackCodec

extension TakeReader {
  /// A clip of the codec.
  public static let packed = TakeReader(
    id: "packed", endings: ["mtc", "packed"],
    title: "our own codec's clip, as '--as packed' writes it (.mtc .packed)",
    recognises: { $0.starts(with: Array("MTC1".utf8)) }
  ) { bytes, request throws(FormatsError) in
    do throws(TrackCodecError) {
      return Reading(try TrackClip(bytes: [UInt8](bytes)).track())
    } catch {
      throw FormatsError.malformed(
        file: request.file, place: "clip", reason: error.description, cure: "export the take again")
    }
  }
}

extension TakeFileLayout {
  /// The layouts that can be asked for by a word, the codec's clip among them.
  public static var offered: [(word: String, layout: TakeFileLayout, title: String)] {
    forms(with: [.packed])
  }
}
