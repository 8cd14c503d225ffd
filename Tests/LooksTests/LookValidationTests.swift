import Looks
import Testing

@Suite struct LookValidationTests {
  @Test func valueOutOfRangeIsNamed() {
    var p = LookParameters.nova
    p.mouth.halfWidth = 0.4
    let error = #expect(throws: LookError.self) { try LookGenerator(p).makeRig() }
    #expect(error?.description == "look: mouth.halfWidth is 0.4; choose a value from 0.11 to 0.19")
  }

  @Test func notANumberIsRefused() {
    var p = LookParameters.nova
    p.eyes.tilt = .nan
    #expect(throws: LookError.self) { try LookGenerator(p).makeRig() }
    p = .nova
    p.palette.iris.y = .infinity
    #expect(throws: LookError.self) { try LookGenerator(p).makeRig() }
  }
}
