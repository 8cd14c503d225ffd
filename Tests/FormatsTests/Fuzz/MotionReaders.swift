import Foundation
import Motion
import Rigging

@testable import Formats

/// Files of moving skeletons.
extension ReaderUnderTest {
  static let motions: [ReaderUnderTest] = ["BVH", "VRMA"].map { name in
    ReaderUnderTest(name, [name, "\(name)/readable"]) { bytes, file in
      let content = try SkeletalMotionFile.read([UInt8](bytes), file: file)
      if let bad = content.track.samples.firstIndex(where: { !$0.isFinite }) {
        throw Broken(description: "number \(bad) of the track is not finite")
      }
      for note in content.notes where note.description.utf8.count > 4000 {
        throw Broken(description: "a note is endless: \(note.description.prefix(200))")
      }
      guard content.track.frameCount < 2000 else { return }
      let back = Retargeting.motion(of: content.track, on: content.rest).motion
      _ = try? BVHWriter.write(back, file: "out")
    }
  }
}
