import Testing

@testable import StrategySDK

@Suite struct StrategyDescriptorTests {
  @Test func valuesStayInTheirRange() {
    var values = ParameterValues([StrategyParameter("gain", title: "Gain", range: 0...2, initial: 9)])
    #expect(values["gain"] == 2)
    #expect(values.set("gain", to: -1) && values["gain"] == 0)
    #expect(!values.set("gain", to: .nan) && !values.set("other", to: 1))
    #expect(values["gain"] == 0)
  }
}
