import Foundation
import Motion

/// The weights that a layout finds in a file.
struct LayoutWeights {
  /// Names of the channels.
  let names: [String]
  /// Frames.
  let rows: Int
  /// Arrays of flags of the frames that are valid.
  let validKeys: [String]
  private let parts: [(table: ArrayShelf.Table, columns: Range<Int>)]
  private let matrix: (rows: Int, values: [Float])?
  private let range: ClosedRange<Float>
  private let isOpaque: Bool

  /// Finds the arrays; `nil` when the file lacks them and may.
  init?(
    _ weights: MotionLayout.Weights, _ shelf: ArrayShelf, options: MotionLayout.Options,
    notes: inout [ImportNote]
  ) throws(FormatsError) {
    var parts: [(table: ArrayShelf.Table, columns: Range<Int>)] = []
    var shapes: [String] = []
    for part in weights.parts {
      guard let shaped = try shelf.shaped(part.keys, width: weights.names?.count) else {
        guard weights.isOptional else {
          throw .malformed(
            file: shelf.file, place: "array '\(part.keys[0])'",
            reason: MotionLayout.absence(shelf.names),
            cure: "name the array of the weights in the layout's weights.keys")
        }
        notes.append(ImportNote(.missing, shelf.file, "'\(part.keys[0])': weights"))
        return nil
      }
      let columns = part.columns ?? 0..<shaped.table.width
      guard columns.upperBound <= shaped.table.width else {
        throw .malformed(
          file: shelf.file, place: "array '\(shaped.table.name)'",
          reason: "it has shape \(shaped.shape), expected [frames, \(columns.upperBound) or more]",
          cure: "correct columns in the layout")
      }
      parts.append((shaped.table, columns))
      shapes.append("'\(shaped.table.name)' \(shaped.shape)")
    }
    let width = parts.reduce(0) { $0 + $1.columns.count }
    var names = try Self.names(weights, shelf, options: options)
    var matrix: (rows: Int, values: [Float])?
    if let described = weights.matrix {
      let read = try Self.matrix(described, options: options)
      guard read.rows == width else {
        throw .malformed(
          file: described.file, place: "shape",
          reason:
            "it is [\(read.rows), \(read.columns)], expected [\(width), weights] for \(shapes.joined(separator: " and "))",
          cure: "save numbers in × weights out, or say \"transposed\": true")
      }
      if names == nil { names = read.columns == 52 ? ARKit.names : nil }
      guard let names, names.count == read.columns else {
        throw .malformed(
          file: described.file, place: "shape",
          reason: "it makes \(read.columns) weights and \(names?.count ?? 0) names are given",
          cure: "give as many names, such as \"arkit-51\", in the layout")
      }
      matrix = (read.columns, read.values)
    }
    let made = matrix?.rows ?? width
    if names == nil, let prefix = weights.prefix { names = (0..<made).map { "\(prefix)\($0)" } }
    guard let names, names.count == made else {
      throw .malformed(
        file: shelf.file, place: "array \(shapes.joined(separator: " and "))",
        reason: "it has \(made) numbers a frame, expected [frames, \(names?.count ?? 0)]",
        cure: "choose the layout with as many names, or give names in an own one")
    }
    guard made > 0, made <= MotionFolder.largestChannelCount else {
      throw .unsupported(
        file: shelf.file, place: "array \(shapes.joined(separator: " and "))", reason: "\(made) weights",
        cure: "1 to \(MotionFolder.largestChannelCount) are read")
    }
    self.names = names.map { options.names[$0] ?? ARKit.canonicalName(for: $0) ?? $0 }
    self.parts = parts
    self.matrix = matrix
    rows = parts.map(\.table.rows).min() ?? 0
    range = weights.range
    validKeys = weights.validKeys
    isOpaque = weights.names == nil && weights.prefix != nil && matrix == nil
    let known = self.names.count { ARKit.canonicalName(for: $0) != nil }
    var text = "\(shapes.joined(separator: " and ")): \(made) weights, \(known) of them ARKit's"
    if matrix != nil { text += ", by the matrix \(weights.matrix?.file ?? "")" }
    if isOpaque { text += "; their meaning is their makers' own, kept as \(names[0]) to \(names[made - 1])" }
    notes.append(ImportNote(.read, shelf.file, text))
  }

  private static func names(
    _ weights: MotionLayout.Weights, _ shelf: ArrayShelf, options: MotionLayout.Options
  ) throws(FormatsError) -> [String]? {
    if let key = weights.nameKeys.first(where: { shelf.names.contains($0) }), let array = try shelf.array(key)
    {
      guard let texts = array.texts() else {
        throw .malformed(
          file: shelf.file, place: "array '\(key)'", reason: "\(array.element) where names belong",
          cure: "save names as texts")
      }
      return texts
    }
    if let file = weights.namesFile {
      let place = try readable(file, "names_file", options)
      do { return try CurveTable.list(place) } catch { throw error.inFile(place.path) }
    }
    return weights.names
  }

  /// The place of a file that the layout names, if it is one.
  private static func readable(
    _ file: String, _ field: String, _ options: MotionLayout.Options
  ) throws(FormatsError) -> URL {
    let place = place(of: file, options)
    guard let reason = UnreadableReason.of(place) else { return place }
    throw .malformed(
      file: place.path, place: "the layout's \(field)", reason: reason,
      cure: "correct the path, which is counted from the layout's folder")
  }

  private static func place(of file: String, _ options: MotionLayout.Options) -> URL {
    file.hasPrefix("/")
      ? URL(fileURLWithPath: file)
      : (options.folder ?? URL(fileURLWithPath: ".")).appendingPathComponent(file)
  }

  private static func matrix(_ matrix: MotionLayout.Weights.Matrix, options: MotionLayout.Options)
    throws(FormatsError) -> (rows: Int, columns: Int, values: [Float])
  {
    let place = try readable(matrix.file, "matrix.file", options)
    let array = try NPYArray(FolderFiles.bytes(of: place), file: place.path)
    guard array.shape.count == 2, array.count > 0, array.length <= MotionFolder.largestChannelCount,
      array.width <= MotionFolder.largestChannelCount, let values = array.floats(),
      values.allSatisfy(\.isFinite)
    else {
      throw .malformed(
        file: place.path, place: "shape", reason: "\(array.element) of shape \(array.shape) is no matrix",
        cure: "save finite numbers, numbers in × weights out")
    }
    let (rows, columns) = (array.length, array.width)
    guard matrix.isTransposed else { return (rows, columns, values) }
    var turned = [Float](repeating: 0, count: values.count)
    for row in 0..<rows {
      for column in 0..<columns { turned[column * rows + row] = values[row * columns + column] }
    }
    return (columns, rows, turned)
  }

  /// Fills the channels of the weights.
  func fill(_ track: inout Track, valid: [Bool]?, file: String, notes: inout [ImportNote])
    throws(FormatsError)
  {
    guard let first = track.layout.offset(of: names[0]) else { return }
    let (zero, span) = (range.lowerBound, range.upperBound - range.lowerBound)
    let isScaled = zero != 0 || span != 1
    var outside = 0
    var coefficients: [Float] = []
    for frame in 0..<track.frameCount {
      coefficients.removeAll(keepingCapacity: true)
      for part in parts {
        for column in part.columns {
          let value = part.table.values[frame * part.table.width + column]
          guard value.isFinite else {
            if valid?[frame] == false {
              coefficients.append(zero)
              continue
            }
            throw SMPLMotion.notFinite(part.table.name, frame, "number \(column + 1)", file)
          }
          coefficients.append(value)
        }
      }
      for index in names.indices {
        var value: Float = 0
        if let matrix {
          for (row, coefficient) in coefficients.enumerated() {
            value += coefficient * matrix.values[row * matrix.rows + index]
          }
        } else {
          value = coefficients[index]
        }
        if isScaled { value = (value - zero) / span }
        guard value.isFinite else {
          throw SMPLMotion.notFinite(names[index], frame, "the weight made of it", file)
        }
        if value < 0 || value > 1 { outside += 1 }
        track[frame, first + index] = value
      }
    }
    if outside > 0, !isOpaque {
      notes.append(ImportNote(.read, file, "\(outside) weights lie outside 0 to 1; kept as they are"))
    }
  }
}
