import Foundation
import Motion
import Rigging
import Testing

@testable import Formats

@Suite struct TakeSamenessTests {
  /// Verifies the sample take after one number of one curve was changed in the file.
  private func report(changing path: GLTFAnimation.Path?, by change: Float) throws -> ExportReport {
    let export = try TakeExport(character: sampleWriter.bytes(writableRig()), file: "sample.vrm")
    let track = sampleTake(frames: 200)
    let written = try export.bytes(ExportMaterial([.init(name: "take", track: track)]))
    var (bytes, report) = (written.bytes, written.report)
    let curves = written.parts[0].curves
    if let curve = curves.curves.first(where: { $0.path == path }) {
      // The numbers are the end of the file.
      let at = bytes.count - curves.count * 4 + (curve.values + 150 * curve.width) * 4
      bytes.withUnsafeMutableBytes {
        let value = $0.loadUnaligned(fromByteOffset: at, as: Float.self)
        $0.storeBytes(of: value + change, toByteOffset: at, as: Float.self)
      }
    }
    try TakeVerification.compare(bytes, written.parts, &report)
    return report
  }

  @Test func `what was written as it is departs nowhere`() throws {
    let report = try report(changing: nil, by: 0)
    #expect(report.rotations.largest == 0 && report.translations.largest == 0 && report.weights.largest == 0)
    #expect(report.rotations.count > 0 && report.rotations.count % 200 == 0)
    #expect(report.weights.count > 0 && report.weights.count % 200 == 0)
  }

  @Test(arguments: [GLTFAnimation.Path.rotation, .translation])
  func `one number changed in the file is found`(path: GLTFAnimation.Path) throws {
    let whole = try report(changing: nil, by: 0)
    let report = try report(changing: path, by: 0.125)
    let departure = path == .rotation ? report.rotations : report.translations
    #expect(departure.largest > 0.01)
    #expect(report.rotations.count == whole.rotations.count)
    #expect(report.translations.count == whole.translations.count)
    #expect(report.weights.count == whole.weights.count)
  }
}
