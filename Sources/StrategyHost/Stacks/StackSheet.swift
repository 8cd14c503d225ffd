public import Foundation

/// Stack files, `<id>.stack.json` (schema `mien.stack/1`).
public enum StackSheet {
  /// Schema id that is read.
  public static let schemaID = "mien.stack/1"
  /// How the name of a stack file ends.
  public static let suffix = ".stack.json"
  /// Largest file that is read, in bytes.
  public static let largestFile = 1 << 20

  /// Reads a stack file.
  ///
  /// - Throws: ``StackError/badSheet(file:place:reason:)`` naming file, key and cure.
  public static func read(_ file: URL) throws(StackError) -> StackDescription {
    let bytes: Data
    do throws(RegularFile.Fault) { _ = try RegularFile.size(file) } catch {
      throw .badSheet(file: file.path, place: "file", reason: "it \(error)")
    }
    do {
      let handle = try FileHandle(forReadingFrom: file)
      defer { try? handle.close() }
      bytes = try handle.read(upToCount: largestFile + 1) ?? Data()
    } catch {
      throw .badSheet(file: file.path, place: "file", reason: error.localizedDescription)
    }
    guard bytes.count <= largestFile else {
      throw .badSheet(file: file.path, place: "file", reason: "it is larger than \(largestFile) bytes")
    }
    let stack = try parse(bytes, file: file.path)
    guard file.lastPathComponent == stack.id + suffix else {
      throw .badSheet(
        file: file.path, place: "id", reason: "'\(stack.id)' belongs into a file \(stack.id)\(suffix)")
    }
    return stack
  }

  /// Reads the bytes of a stack file.
  ///
  /// - Parameters:
  ///   - bytes: JSON.
  ///   - file: name for errors.
  /// - Throws: ``StackError/badSheet(file:place:reason:)``.
  public static func parse(_ bytes: Data, file: String) throws(StackError) -> StackDescription {
    do {
      return try JSONDecoder().decode(SheetDocument.self, from: bytes).stack
    } catch let error as DecodingError {
      let (place, reason) = describe(error)
      throw .badSheet(file: file, place: place, reason: reason)
    } catch {
      throw .badSheet(file: file, place: "top level", reason: "\(error)")
    }
  }

  /// The file of a named stack: the first `<name>.stack.json` directly in a folder of a search path.
  public static func file(of name: String, in path: [URL]) -> URL? {
    guard StackDescription.fault(inID: name) == nil else { return nil }
    return path.map { $0.appendingPathComponent(name + suffix) }
      .first { FileManager.default.isReadableFile(atPath: $0.path) }
  }

  /// The stack of a name on a search path, or of a path that ends in ``suffix``.
  ///
  /// - Throws: ``StackError``.
  public static func find(_ name: String, in path: [URL]) throws(StackError) -> StackDescription {
    if name.hasSuffix(suffix) { return try read(URL(fileURLWithPath: name)) }
    guard let file = file(of: name, in: path) else {
      throw .notFound(name: name, searched: path.map(\.path))
    }
    return try read(file)
  }

  /// The stack that a user means by a text: the path of a stack file, or names of strategies and stacks joined by
  /// `+`.
  ///
  /// A strategy hides a stack of its name. A name that is neither becomes a layer all the same: whoever looks up the
  /// strategies of the layers knows best what to say of it.
  ///
  /// - Parameters:
  ///   - text: such as `speech`, `speech+idle+guard`, `calm-speech+idle`, `stacks/calm-speech.stack.json`.
  ///   - path: where stack files are looked for.
  ///   - isStrategy: whether there is a strategy of a name.
  /// - Throws: ``StackError``.
  public static func resolve(
    _ text: String, in path: [URL], isStrategy: (String) -> Bool
  ) throws(StackError) -> StackDescription {
    if text.hasSuffix(suffix) { return try read(URL(fileURLWithPath: text)) }
    return try StackDescription(text: text) { name throws(StackError) in
      guard !isStrategy(name), let file = file(of: name, in: path) else { return nil }
      return try read(file)
    }
  }

  /// Names of all stacks on a search path, in its order and then by name; earlier folders hide later ones.
  public static func names(in path: [URL]) -> [String] {
    var seen: Set<String> = []
    return path.flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
        .filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }
        .filter { StackDescription.fault(inID: $0) == nil && seen.insert($0).inserted }
    }
  }

  private static func describe(_ error: DecodingError) -> (place: String, reason: String) {
    switch error {
    case .keyNotFound(let key, let context):
      return (place(context.codingPath), "'\(key.stringValue)' is missing")
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      return (place(context.codingPath), "\(word(for: type)) is expected")
    case .dataCorrupted(let context):
      let reason = (context.underlyingError as NSError?)?.userInfo["NSDebugDescription"] as? String
      return (place(context.codingPath), reason ?? context.debugDescription)
    @unknown default: return ("top level", "\(error)")
    }
  }

  private static func place(_ keys: [any CodingKey]) -> String {
    let text = keys.reduce("") { path, key in
      if let index = key.intValue { return "\(path)[\(index)]" }
      return path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)"
    }
    return text.isEmpty ? "top level" : text
  }

  private static func word(for type: any Any.Type) -> String {
    let name = "\(type)"
    if name == "String" { return "a text" }
    if name == "Double" { return "a number" }
    if name == "Bool" { return "true or false" }
    return name.hasPrefix("Array") ? "a list" : "an object"
  }
}
