/// Gives names that do not collide: the second of a stem gets `-2` behind it, the third `-3`.
struct UniqueNames {
  private var taken: Set<String>
  private var next: [String: Int] = [:]

  /// Starts with names that nobody may have.
  init(reserved: Set<String> = []) { taken = reserved }

  /// The stem itself if nobody has it, else with the first free number behind it. Linear over all calls.
  mutating func unique(_ stem: String) -> String {
    if taken.insert(stem).inserted { return stem }
    var number = next[stem, default: 2]
    while !taken.insert("\(stem)-\(number)").inserted { number += 1 }
    next[stem] = number + 1
    return "\(stem)-\(number)"
  }

  /// Longest stem that is kept whole, in UTF-8 bytes: ids are names of folders and files.
  static let longest = 120

  /// The beginning of a stem that is not too long for an id.
  static func shortened(_ stem: String) -> String {
    guard stem.utf8.count > longest else { return stem }
    var result = ""
    for character in stem {
      guard result.utf8.count + String(character).utf8.count <= longest else { break }
      result.append(character)
    }
    return result.isEmpty ? "long" : result
  }
}
