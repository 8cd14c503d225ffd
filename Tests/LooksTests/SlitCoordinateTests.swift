import Testing

@testable import Looks

@Suite struct SlitCoordinateTests {
  private func coordinate(_ x: Double, _ y: Double, rim: Int = 0) -> SlitCoordinate {
    SlitCoordinate(Vector(x, y, 0), center: .zero, halfWidth: 1, rim: rim)
  }

  @Test func rimsOpenAsAnEllipse() {
    let z = coordinate(0.6, 0, rim: 1)
    #expect(abs(z.across - 0.8) < 1e-12 && z.rho == 1)
    #expect(abs(coordinate(0.6, 0, rim: -1).across + 0.8) < 1e-12)
  }

  @Test func nothingMovesAtAndBeyondTheCorners() {
    for x in [-2.0, -1, 1, 1.5] { #expect(coordinate(x, 0).across == 0) }
  }

  @Test func fieldIsContinuousTowardsTheRim() {
    #expect(abs(coordinate(0.3, 1e-7).across - coordinate(0.3, 0, rim: 1).across) < 1e-5)
    #expect(abs(coordinate(-0.3, -1e-7).across - coordinate(-0.3, 0, rim: -1).across) < 1e-5)
  }
}
