/// Distances of a face mesh from a recorded one, vertex by vertex, as published with audio-driven face models.
///
/// Meshes are rows of x, y, z per vertex, frame after frame, in one unit.
struct VertexDistance {
  /// Mean over frames of the largest squared distance of a lip vertex: the published form, in the squared unit.
  var lipSquared: Double
  /// Mean over frames of the largest distance of a lip vertex.
  var lip: Double
  /// Mean distance over all frames and vertices.
  var mean: Double
  /// Mean over upper-face vertices of SD_t |g - template|² of the recording less the same of the take: signed, and 0
  /// may be errors that cancel.
  var upperDynamics: Double

  /// Compares two meshes.
  ///
  /// - Throws: ``Undefined`` for unlike or empty meshes, a template of another size, no vertices, or ones that do not
  ///   exist.
  init(
    recorded: [Double], made: [Double], template: [Double], lips: [Int], upper: [Int]
  ) throws(Undefined) {
    let width = template.count
    guard width > 0, width % 3 == 0 else { throw Undefined("the template holds no vertices") }
    guard recorded.count == made.count, !recorded.isEmpty, recorded.count % width == 0 else {
      throw Undefined("the two meshes and the template differ in vertices or frames, or are empty")
    }
    guard !lips.isEmpty, !upper.isEmpty, (lips + upper).allSatisfy({ (0..<width / 3).contains($0) }) else {
      throw Undefined("lip or upper-face vertices are missing or not of the mesh")
    }
    let frames = recorded.count / width
    func squared(_ a: [Double], _ at: Int, _ b: [Double], _ other: Int) -> Double {
      var sum = 0.0
      for axis in 0..<3 { sum += (a[at + axis] - b[other + axis]) * (a[at + axis] - b[other + axis]) }
      return sum
    }
    var total = 0.0
    var largest = 0.0
    var largestRoot = 0.0
    for frame in 0..<frames {
      let row = frame * width
      for vertex in stride(from: 0, to: width, by: 3) {
        total += squared(recorded, row + vertex, made, row + vertex).squareRoot()
      }
      let worst = lips.reduce(0) { max($0, squared(recorded, row + 3 * $1, made, row + 3 * $1)) }
      largest += worst
      largestRoot += worst.squareRoot()
    }
    func deviation(_ mesh: [Double], _ vertex: Int) -> Double {
      let distances = (0..<frames).map { squared(mesh, $0 * width + 3 * vertex, template, 3 * vertex) }
      let center = distances.reduce(0, +) / Double(frames)
      let squares = distances.reduce(0) { $0 + ($1 - center) * ($1 - center) }
      return (squares / Double(frames)).squareRoot()
    }
    lipSquared = largest / Double(frames)
    lip = largestRoot / Double(frames)
    mean = total / Double(frames * width / 3)
    upperDynamics =
      upper.reduce(0) { $0 + deviation(recorded, $1) - deviation(made, $1) } / Double(upper.count)
  }
}
