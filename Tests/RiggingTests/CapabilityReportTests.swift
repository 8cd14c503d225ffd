import Motion
import Rigging
import Testing

@Suite struct CapabilityReportTests {
  @Test func `rows tell what is there, derived and lost, sides as one`() throws {
    let rig = sampleRig()
    let report = CapabilityReport(CapabilityProfile(rig), derivations: MeshDerivation.solve(rig))
    func value(_ what: String) throws -> String { try #require(report.rows.first { $0.what == what }).value }
    #expect(try value("ARKit shapes") == "2 of 52: eyeLookUpLeft jawOpen")
    #expect(try value("visemes") == "none of 15")
    #expect(try value("gaze by") == "eye bones, eyeLook shapes")
    #expect(try value("custom morph targets") == "1: smile")
    #expect(try value("derived when a take brings them").contains("mouthSmile*"))
    #expect(try value("lost of a take").contains("cheekPuff"))
    #expect(try value("VRM presets from ARKit shapes, on its mesh").hasPrefix("none of 1"))
    #expect(report.shortcomings == CapabilityProfile(rig).shortcomings)
  }
}
