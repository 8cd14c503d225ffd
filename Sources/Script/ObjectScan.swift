/// Where the JSON objects of a text end: braces balanced outside of strings.
///
/// One pass serves every object that it meets, so asking for the end of each object in a row of objects that never
/// end costs no more than asking for the first.
struct ObjectScan: Sendable {
  /// Most open or closed objects that are remembered before those that were passed are forgotten.
  private static let longestMemory = 8192

  /// Place of the next character to be read, counted from the text's beginning.
  private(set) var place: Int
  private var isString = false
  private var isEscaped = false
  /// Places of the braces that are open, the innermost last.
  private var open: [Int] = []
  /// Places at which objects begin and of their closing braces.
  private var ends: [Int: Int] = [:]

  /// A pass that begins at a brace.
  init(at place: Int) { self.place = place }

  /// Whether this pass met the brace there outside of strings, or is about to.
  func knows(_ start: Int) -> Bool {
    if start == place { return !isString }
    if ends[start] != nil { return true }
    // Places rise, so half of them can be left out at each step.
    var range = open.indices
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if open[middle] == start { return true }
      range = open[middle] < start ? (middle + 1)..<range.upperBound : range.lowerBound..<middle
    }
    return false
  }

  /// Place of the brace that closes the object there; `nil` while it is open.
  func end(of start: Int) -> Int? { ends[start] }

  /// Reads the next character.
  mutating func read(_ character: Swift.Character) {
    if isEscaped {
      isEscaped = false
    } else if isString {
      if character == "\\" { isEscaped = true }
      if character == "\"" { isString = false }
    } else if character == "\"" {
      isString = true
    } else if character == "{" {
      open.append(place)
    } else if character == "}", let start = open.popLast() {
      ends[start] = place
    }
    place += 1
  }

  /// Forgets objects that begin before a place, once there are many.
  mutating func forget(before start: Int) {
    guard open.count + ends.count > Self.longestMemory else { return }
    open.removeAll { $0 < start }
    ends = ends.filter { $0.key >= start }
  }
}

extension MarkScanner {
  /// Place behind the JSON object that begins there: braces balanced outside of strings.
  mutating func objectEnd(from start: Int) -> Search {
    let first = forgotten + cursor + start
    objects.removeAll { $0.place < first }
    let known = objects.firstIndex { $0.knows(first) }
    if known == nil {
      // A text has three readings at most: a place lies outside of strings, in one, or behind a backslash.
      if objects.count == 3 { objects.removeFirst() }
      objects.append(ObjectScan(at: first))
    }
    let index = known ?? objects.count - 1
    objects[index].forget(before: first)
    let limit = first + Self.longestCall
    while true {
      if let end = objects[index].end(of: first) {
        return end < limit ? .found(end + 1 - forgotten - cursor) : .missing
      }
      let ahead = objects[index].place - forgotten - cursor
      guard objects[index].place < limit else { return .missing }
      work += 1
      guard isSure(ahead) else { return .wait }
      guard let character = character(ahead) else { return .missing }
      objects[index].read(character)
    }
  }
}
