import Foundation
import Motion
import Rigging
import Testing

/// Curves of single nodes beside the posed rig, bit by bit.
@Suite struct NodeCurveTests {
  /// Rotations of any length, zeros of both signs, gaze and weights beyond their range.
  private static func track(_ layout: ChannelLayout, frames: Int) -> Track {
    var track = Track(layout: layout, rate: .fps60, frameCount: frames)
    for frame in 0..<frames {
      for column in 0..<layout.width {
        let wave = sinf(Float(frame) * 0.37 + Float(column) * 1.7)
        track[frame, column] = frame % 11 == 3 ? -0.0 : frame % 7 == 2 ? 0 : 1.5 * wave
      }
    }
    return track
  }

  /// Numbers that differ between the curve and the frames of the posed rig; `nil` when there is no curve.
  private func differences(
    _ curve: NodeCurve?, _ track: Track, _ rig: PosedRig, _ binding: TrackBinding,
    _ value: (PosedRig) -> [Float]
  ) -> Int? {
    guard let curve else { return nil }
    var posed = rig
    let width = track.layout.width
    var out = [Float](repeating: .nan, count: track.frameCount * curve.width)
    return track.samples.withUnsafeBufferPointer { samples in
      guard let first = samples.baseAddress else { return nil }
      out.withUnsafeMutableBufferPointer { out in
        if let place = out.baseAddress {
          curve.write(first, stride: width, count: track.frameCount, to: place)
        }
      }
      var count = 0
      for frame in 0..<track.frameCount {
        posed.apply(binding, UnsafeBufferPointer(rebasing: samples[frame * width..<(frame + 1) * width]))
        let wanted = value(posed)
        for part in 0..<curve.width
        where out[frame * curve.width + part].bitPattern != wanted[part].bitPattern {
          count += 1
        }
      }
      return count
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 30])
  func `the curves of all nodes are those of the posed rig to the last bit`(frames: Int) throws {
    var rig = sampleRig()
    rig.nodes.append(
      .init(name: "Antenna", parent: 2, rotation: Quaternion(axis: SIMD3(1, 0, 0), angle: 0.4)))
    let posed = try PosedRig(rig)
    let layout = ChannelLayout(
      [.weight("jawOpen"), .weight("smile"), .gazeYaw, .gazePitch, .translation(of: .hips)]
        + rig.humanoid.keys.sorted { $0.rawValue < $1.rawValue }.filter { $0 != .leftEye }
        .map { .rotation(of: $0) }
        + [Channel("Antenna.rotation", kind: .rotation), Channel("Antenna.translation", kind: .translation)])
    let binding = TrackBinding(layout: layout, posed: posed)
    let track = Self.track(layout, frames: frames)
    for node in rig.nodes.indices {
      let turned = differences(posed.rotationCurve(of: node, binding), track, posed, binding) {
        let q = $0.localRotations[node].vector
        return (0..<4).map { q[$0] }
      }
      #expect(turned == 0, "rotation of \(rig.nodes[node].name)")
      let moved = differences(posed.translationCurve(of: node, binding), track, posed, binding) {
        let at = $0.localTranslations[node]
        return (0..<3).map { at[$0] }
      }
      #expect(moved == 0, "translation of \(rig.nodes[node].name)")
      let weighed = differences(posed.weightsCurve(of: node, binding), track, posed, binding) {
        Array($0.morphWeights(of: node))
      }
      #expect(weighed == nil || weighed == 0, "weights of \(rig.nodes[node].name)")
    }
  }

  @Test func `what an expression mixes takes a pose`() throws {
    let posed = try PosedRig(sampleRig())
    let mixed = TrackBinding(layout: ChannelLayout([.weight("happy")]), posed: posed)
    #expect(posed.weightsCurve(of: 5, mixed) == nil)
    let plain = TrackBinding(layout: ChannelLayout([.weight("jawOpen")]), posed: posed)
    #expect(posed.weightsCurve(of: 5, plain) != nil)
  }
}
