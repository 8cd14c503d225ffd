import Motion
import Rigging
import Testing

@testable import Formats

@Suite struct TrackAdditiveTests {
  @Test func `relative to its first frame a take begins at rest`() {
    let track = sampleTake()
    let relative = track.additive(to: .first)
    let rest = track.layout.restFrame
    for column in rest.indices { #expect(abs(relative[0, column] - rest[column]) < 1e-6) }
    #expect(abs(relative[20, 0] - (track[20, 0] - track[0, 0])) < 1e-6)
    #expect(track.additive(to: .rest) == track)
  }

  @Test(arguments: ExportMaterial.Additive.allCases)
  func `a GLB holds differences of local poses`(_ additive: ExportMaterial.Additive) throws {
    var material = try sampleMaterial()
    material.additive = additive
    let written = try TakeForm.named("glb").write(material)
    #expect(written.report.rotations.largest < 1e-6)
    let document = try GLTFDocument(written.bytes, file: "a")
    #expect(document.json["animations"]?.array?[0]["extras"]?["additive"]?.string == additive.rawValue)
    let animation = try GLTFAnimation(0, of: document)
    let head = try #require(writableRig().humanoid[.head])
    let channel = try #require(animation.channels.first { $0.node == head && $0.path == .rotation })
    let values = animation.samplers[channel.sampler].values
    let track = sampleTake()
    let first = additive == .first ? track.quaternion(at: 6) : .identity
    for frame in [0, 30, 59] {
      let q = Quaternion(SIMD4(values[4 * frame..<4 * frame + 4]))
      // The angle of the difference is that of the normalised rotations, whatever the rest pose.
      let wanted = first.angle(to: track.quaternion(at: frame * track.layout.width + 6))
      #expect(abs(Quaternion.identity.angle(to: q) - wanted) < 2e-3)
    }
  }
}
