import Statistics
import Testing

@Suite("Covariance")
struct CovarianceTests {
  static func noise(_ count: Int, seed: UInt64) -> [Double] {
    var generator = LinearCongruentialGenerator(seed: seed)
    return (0..<count).map { _ in generator.normal() }
  }

  @Test("a small one by hand")
  func byHand() throws {
    let made = Covariance(of: try PointCloud(rows: [[1, 2], [3, 6], [5, 4]]))
    #expect(made.mean == [3, 4])
    #expect(try made.matrix() == [4, 2, 2, 4])
  }

  @Test("tiles and blocks agree with the sums written out", arguments: [(1, 5), (3, 1), (7, 66), (165, 130)])
  func blocks(width: Int, rows: Int) throws {
    let values = Self.noise(width * rows, seed: 5)
    let made = Covariance(of: try PointCloud(values, dimensions: width))
    for i in stride(from: 0, to: width, by: 3) {
      for j in stride(from: 0, to: width, by: 5) {
        var sum = 0.0
        for row in 0..<rows {
          sum += (values[row * width + i] - made.mean[i]) * (values[row * width + j] - made.mean[j])
        }
        #expect(abs(made.scatter[i * width + j] - sum) < 1e-11)
        #expect(made.scatter[i * width + j] == made.scatter[j * width + i])
      }
    }
  }

  @Test("Float32 samples have the sums of the same numbers in Float64")
  func floats() throws {
    let samples = Self.noise(90, seed: 8).map { Float($0) }
    let wide = Covariance(of: try PointCloud(samples.map(Double.init), dimensions: 9))
    #expect(try Covariance(of: samples, dimensions: 9) == wide)
    #expect(throws: StatisticsError.notFinite(what: "samples", index: 1)) {
      try Covariance(of: [1, .infinity, 2], dimensions: 3)
    }
    #expect(throws: StatisticsError.self) { try Covariance(of: [1, 2, 3], dimensions: 2) }
  }

  @Test("a constant column has exactly no variance")
  func constant() throws {
    let rows = (0..<30).map { [0.1, Double($0)] }
    let matrix = try Covariance(of: try PointCloud(rows: rows)).matrix()
    #expect(matrix[0] == 0 && matrix[1] == 0 && matrix[2] == 0)
    #expect(abs(matrix[3] - 77.5) < 1e-12)
  }

  @Test("parts merged are the whole")
  func merged() throws {
    let values = Self.noise(60, seed: 3)
    let whole = Covariance(of: try PointCloud(values, dimensions: 4))
    let front = Covariance(of: try PointCloud(Array(values[..<16]), dimensions: 4))
    let rest = Covariance(of: try PointCloud(Array(values[16...]), dimensions: 4))
    let both = try front.merged(with: rest)
    #expect(both.count == 15)
    for (a, b) in zip(both.mean + both.scatter, whole.mean + whole.scatter) { #expect(abs(a - b) < 1e-12) }
    #expect(throws: StatisticsError.self) {
      try front.merged(with: Covariance(of: try PointCloud([1], dimensions: 1)))
    }
  }

  @Test("one point has a mean and no covariance")
  func single() throws {
    let made = Covariance(of: try PointCloud([1, 2], dimensions: 2))
    #expect(made.mean == [1, 2])
    #expect(throws: StatisticsError.self) { try made.matrix() }
  }
}
