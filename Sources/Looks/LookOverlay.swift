import Foundation

/// Lays what a file gives over the usual look.
struct LookOverlay {
  private let file: String
  /// What cannot be laid over the usual look, in the order of the fields.
  private(set) var faults: [LookError] = []

  init(file: String) { self.file = file }

  /// The usual look with what is given in its place; what is wrong with it stays as usual and adds to ``faults``.
  mutating func lay(_ given: LookValue, over usual: LookValue, at path: String) -> LookValue {
    func fault(_ place: String, _ reason: String) {
      faults.append(.malformed(file: file, place: place, reason: reason))
    }
    switch (given, usual) {
    case (.object(let fields), .object(var whole)):
      // In order, so that the same faults are told each time.
      for name in fields.keys.sorted() {
        let place = path.isEmpty ? name : "\(path).\(name)"
        guard let value = fields[name], let old = whole[name] else {
          fault(
            place,
            "there is no such field; \(path.isEmpty ? "a look" : path) has "
              + whole.keys.sorted().joined(separator: ", "))
          continue
        }
        whole[name] = lay(value, over: old, at: place)
      }
      return .object(whole)
    case (.number, .number): return given
    case (.text(let text), .text):
      if let choices = LookParameters.choices[path], !choices.contains(text) {
        fault(path, "there is no '\(text)'; choose one of \(choices.joined(separator: ", "))")
        return usual
      }
      return given
    case (.text(let text), .list):
      guard path.hasPrefix("palette.") else { break }
      if let color = Self.color(text) { return color }
      let digits = text.dropFirst()
      fault(
        path,
        text.hasPrefix("#") && digits.allSatisfy(\.isHexDigit)
          ? "the colour '\(text.prefix(40))' has \(digits.count) digits; write six, like \"#c8642d\""
          : "'\(text.prefix(40))' is no colour; write one like \"#c8642d\"")
      return usual
    case (.list(let list), .list(let old)):
      guard list.count == old.count else { break }
      let areNumbers = list.allSatisfy { if case .number = $0 { true } else { false } }
      if areNumbers { return given }
    default: break
    }
    var kind = usual.kind
    if path.hasPrefix("palette."), case .list = usual { kind += " or a colour like \"#c8642d\"" }
    fault(path, "it is \(given.kind); write \(kind) instead")
    return usual
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
