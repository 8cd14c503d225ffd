import Motion
import Rigging

/// The text of a BVH file while it is written.
struct BVHText {
  private(set) var bytes: [UInt8] = []
  private let motion: NodeMotion
  private let options: BVHWriter.Options
  private let children: [[Int]]
  private let rotationColumn: [Int?]
  private let moveColumn: [Int?]
  /// Joints in the order in which the file has them.
  private var joints: [Int] = []

  init(_ motion: NodeMotion, _ options: BVHWriter.Options) {
    self.motion = motion
    self.options = options
    var children: [[Int]] = Array(repeating: [], count: motion.nodes.count)
    for (number, node) in motion.nodes.enumerated() {
      if let parent = node.parent { children[parent].append(number) }
    }
    self.children = children
    var turns: [Int?] = Array(repeating: nil, count: motion.nodes.count)
    var moves = turns
    for (k, column) in motion.rotated.enumerated() { turns[column.node] = k }
    for (k, column) in motion.moved.enumerated() { moves[column.node] = k }
    rotationColumn = turns
    moveColumn = moves
  }

  mutating func write() {
    put("HIERARCHY\n")
    writeHierarchy()
    put("MOTION\nFrames: \(motion.frameCount)\nFrame Time: ")
    put(Double(motion.rate.denominator) / Double(motion.rate.numerator), decimals: 9)
    put("\n")
    writeFrames()
  }

  // MARK: Joints

  private func isEnd(_ node: Int) -> Bool {
    children[node].isEmpty && rotationColumn[node] == nil && moveColumn[node] == nil
      && motion.nodes[node].parent != nil
  }

  private mutating func writeHierarchy() {
    // A stack instead of recursion: chains may be as deep as the tree is large.
    var stack: [(node: Int, depth: Int, isClosing: Bool)] =
      motion.nodes.indices.reversed().filter { motion.nodes[$0].parent == nil }.map { ($0, 0, false) }
    while let (node, depth, isClosing) = stack.popLast() {
      let indent = String(repeating: "\t", count: min(depth, 200))
      if isClosing {
        put(indent + "}\n")
        continue
      }
      let ends = isEnd(node)
      if ends {
        put(indent + "End Site\n" + indent + "{\n")
      } else {
        put(indent + (motion.nodes[node].parent == nil ? "ROOT " : "JOINT ") + name(node) + "\n")
        put(indent + "{\n")
      }
      put(indent + "\tOFFSET")
      for part in 0..<3 {
        put(" ")
        put(Double(motion.nodes[node].translation[part]) * options.scale, decimals: 6)
      }
      put("\n")
      stack.append((node, depth, true))
      guard !ends else { continue }
      joints.append(node)
      put(
        indent + "\tCHANNELS "
          + channels(node).map(\.rawValue).reduce("\(channels(node).count)") { $0 + " " + $1 })
      put("\n")
      if children[node].isEmpty {
        put(indent + "\tEnd Site\n" + indent + "\t{\n" + indent + "\t\tOFFSET 0 0 0\n" + indent + "\t}\n")
      }
      for child in children[node].reversed() { stack.append((child, depth + 1, false)) }
    }
  }

  private func channels(_ node: Int) -> [BVHFile.ChannelKind] {
    let hasPlace = motion.nodes[node].parent == nil || moveColumn[node] != nil
    return (hasPlace ? [.xPosition, .yPosition, .zPosition] : []) + options.order.channels
  }

  /// A name on one line that is not taken for a brace or a word of the format.
  private func name(_ node: Int) -> String {
    let plain = String(
      motion.nodes[node].name.map { $0.isNewline || $0 == "{" || $0 == "}" || $0 == "\0" ? "_" : $0 }
    ).split { $0.isWhitespace }.joined(separator: " ")
    return plain.isEmpty ? "joint\(node)" : plain
  }

  // MARK: Frames

  private mutating func writeFrames() {
    let decimals = options.decimals
    var last: [SIMD3<Double>] = Array(repeating: .zero, count: joints.count)
    bytes.reserveCapacity(bytes.count + motion.frameCount * joints.count * 30)
    for frame in 0..<motion.frameCount {
      for (k, node) in joints.enumerated() {
        if motion.nodes[node].parent == nil || moveColumn[node] != nil {
          let place =
            moveColumn[node].map { motion.translations[frame * motion.moved.count + $0] }
            ?? motion.nodes[node].translation
          for part in 0..<3 {
            put(Double(place[part]) * options.scale, decimals: decimals)
            bytes.append(0x20)
          }
        }
        if let column = rotationColumn[node] {
          last[k] = EulerAngles.degrees(
            motion.rotations[frame * motion.rotated.count + column], axes: options.order.axes, near: last[k])
        }
        for part in 0..<3 {
          put(last[k][part], decimals: decimals)
          bytes.append(0x20)
        }
      }
      if bytes.last == 0x20 { bytes.removeLast() }
      bytes.append(0x0A)
    }
  }

  private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// A number with so many digits behind the point, without trailing zeros.
  private mutating func put(_ value: Double, decimals: Int) {
    var factor = 1.0
    for _ in 0..<decimals { factor *= 10 }
    let scaled = (value * factor).rounded()
    guard abs(scaled) < 9e18 else {
      put("\(value)")
      return
    }
    var rest = Int64(abs(scaled))
    if scaled < 0 { bytes.append(0x2D) }
    var digits = decimals
    while digits > 0, rest % 10 == 0 {
      rest /= 10
      digits -= 1
    }
    var power: Int64 = 1
    for _ in 0..<digits { power *= 10 }
    put(whole: rest / power, width: 1)
    guard digits > 0 else { return }
    bytes.append(0x2E)
    put(whole: rest % power, width: digits)
  }

  /// A whole number that is not negative, with zeros before it up to a width.
  private mutating func put(whole: Int64, width: Int) {
    let start = bytes.count
    var left = whole
    var count = 0
    while left > 0 || count < width {
      bytes.append(0x30 + UInt8(left % 10))
      left /= 10
      count += 1
    }
    bytes[start...].reverse()
  }
}
