import Foundation

/// Lays what a file gives over the usual look.
struct LookOverlay {
  let file: String

  func lay(_ given: LookValue, over usual: LookValue, at path: String) throws(LookError) -> LookValue {
    switch (given, usual) {
    case (.object(let fields), .object(var whole)):
      // In order, so that of several faults the same one is told each time.
      for name in fields.keys.sorted() {
        let place = path.isEmpty ? name : "\(path).\(name)"
        guard let value = fields[name], let old = whole[name] else {
          throw .malformed(
            file: file, place: place,
            reason: "there is no such field; \(path.isEmpty ? "a look" : path) has "
              + whole.keys.sorted().joined(separator: ", "))
        }
        whole[name] = try lay(value, over: old, at: place)
      }
      return .object(whole)
    case (.number, .number): return given
    case (.text(let text), .text):
      if let choices = LookParameters.choices[path], !choices.contains(text) {
        throw .malformed(
          file: file, place: path,
          reason: "there is no '\(text)'; choose one of \(choices.joined(separator: ", "))")
      }
      return given
    case (.text(let text), .list):
      guard path.hasPrefix("palette."), let color = Self.color(text) else { break }
      return color
    case (.list(let list), .list(let old)):
      guard list.count == old.count else { break }
      for value in list {
        guard case .number = value else { throw wrong(given, usual, path) }
      }
      return given
    default: break
    }
    throw wrong(given, usual, path)
  }

  private func wrong(_ given: LookValue, _ usual: LookValue, _ path: String) -> LookError {
    let color = path.hasPrefix("palette.") ? " or a colour like \"#c8642d\"" : ""
    return .malformed(
      file: file, place: path, reason: "it is \(given.kind); write \(usual.kind)\(color) instead")
  }

  /// The colour that `#rrggbb` names.
  private static func color(_ text: String) -> LookValue? {
    guard text.utf8.count == 7, text.hasPrefix("#"), text.dropFirst().allSatisfy(\.isHexDigit),
      let number = Int(text.dropFirst(), radix: 16)
    else { return nil }
    return .list([16, 8, 0].map { .number(Double(number >> $0 & 255) / 255) })
  }

  /// `#rrggbb` of three numbers; `nil` when the value is no colour.
  static func hex(_ value: LookValue) -> LookValue? {
    guard case .list(let list) = value, list.count == 3 else { return nil }
    var text = "#"
    for case .number(let share) in list where share.isFinite {
      let byte = Int((min(max(share, 0), 1) * 255).rounded())
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return text.utf8.count == 7 ? .text(text) : nil
  }
}
