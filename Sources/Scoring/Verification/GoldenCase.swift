import Statistics

/// An item with its inputs read: what a formula computes from.
struct GoldenCase {
  let item: GoldenItem
  /// One table per input; numbers in words make one per name.
  let tables: [GoldenTable]

  /// Reads the inputs of an item.
  init(_ item: GoldenItem, read: (String) throws(VerificationError) -> GoldenTable) throws(VerificationError)
  {
    self.item = item
    var tables: [GoldenTable] = []
    for text in item.inputs {
      switch try GoldenInput.parse(text) {
      case .rows(let name, let slice):
        let table = try read(name)
        tables.append(slice == .all ? table : table.rows(try slice.indices(of: table.count, in: text)))
      case .repeated(let row, let name):
        let table = try read(name)
        guard row < table.count else { throw .badInput(text, reason: "there are \(table.count) rows") }
        tables.append(table.rows(repeatElement(row, count: table.count)))
      case .literal(let lists):
        for list in lists { tables.append(GoldenTable(names: [list.name], values: list.values)) }
      }
    }
    self.tables = tables
  }

  /// An input.
  func table(_ index: Int) throws(VerificationError) -> GoldenTable {
    guard index < tables.count else {
      throw .badExpectations(
        place: "item '\(item.name)'", reason: "\(tables.count) inputs, the formula needs \(index + 1) or more"
      )
    }
    return tables[index]
  }

  /// The only column of an input.
  func column(_ index: Int) throws(VerificationError) -> [Double] {
    let table = try table(index)
    guard table.width == 1 || table.count <= 1 else {
      throw .badInput(
        item.inputs.indices.contains(index) ? item.inputs[index] : "\(index)", reason: "one column is needed")
    }
    return table.values
  }

  /// An input as points.
  func points(_ index: Int) throws -> PointCloud {
    let table = try table(index)
    return try PointCloud(table.values, dimensions: table.width, named: "input \(index + 1)")
  }

  /// First less second input, row by row.
  func differences() throws -> [Double] {
    let first = try column(0)
    let second = try column(1)
    guard first.count == second.count else {
      throw StatisticsError.unequalLengths(what: "paired inputs", first: first.count, second: second.count)
    }
    return zip(first, second).map { $0 - $1 }
  }

  /// A constant, of the parameters or, where it stands there, of what is expected.
  func number(_ name: String, _ range: ClosedRange<Double>, default standard: Double? = nil)
    throws(VerificationError)
    -> Double
  {
    guard let value = item.parameters[name]?.number ?? item.expected.table?[name]?.number ?? standard else {
      throw .badParameter(name, reason: "missing")
    }
    guard range.contains(value) else {
      throw .badParameter(name, reason: "\(value) is outside \(range.lowerBound)...\(range.upperBound)")
    }
    return value
  }

  /// A whole constant.
  func integer(_ name: String, _ range: ClosedRange<Int>, default standard: Int? = nil)
    throws(VerificationError) -> Int
  {
    let value = try number(
      name, Double(range.lowerBound)...Double(range.upperBound), default: standard.map(Double.init))
    guard let whole = Int(exactly: value) else {
      throw .badParameter(name, reason: "\(value) is no whole number")
    }
    return whole
  }

  /// A seed: a whole number from 0; above 2^53 JSON's numbers are not exact and refused.
  func seed() throws(VerificationError) -> UInt64 {
    let value = try number("seed", 0...0x1p53)
    guard let whole = UInt64(exactly: value) else { throw .badParameter("seed", reason: "no whole number") }
    return whole
  }

  /// A list of indices.
  func indices(_ name: String) throws(VerificationError) -> [Int] {
    guard let list = item.parameters[name]?.list else {
      throw .badParameter(name, reason: "no list of indices")
    }
    var result: [Int] = []
    for value in list {
      guard let number = value.number, let index = Int(exactly: number) else {
        throw .badParameter(name, reason: "no list of indices")
      }
      result.append(index)
    }
    return result
  }

  /// Frames per second.
  func framesPerSecond(_ name: String = "fps") throws(VerificationError) -> Double {
    try number(name, 0.001...100_000, default: 30)
  }

  /// A parameter in words.
  func text(_ name: String) -> String? {
    if case .text(let text)? = item.parameters[name] { text } else { nil }
  }

  /// Names of what is expected.
  var expectedNames: [String] { (item.expected.table ?? [:]).keys.sorted() }
}
