import Foundation

/// The file form of a stack as JSON holds it, checked key by key.
struct SheetDocument: Decodable {
  let stack: StackDescription

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    try values.allow("schema", "id", "layers", "guard")
    let schema = try values.decode(String.self, forKey: "schema")
    guard schema == StackSheet.schemaID else {
      throw values.fault("schema", "'\(schema)' is not \(StackSheet.schemaID)")
    }
    let id = try values.decode(String.self, forKey: "id")
    if let fault = StackDescription.fault(inID: id) { throw values.fault("id", fault) }
    let layers = try values.decode([LayerDocument].self, forKey: "layers").map(\.layer)
    guard (1...StackDescription.mostLayers).contains(layers.count) else {
      throw values.fault(
        "layers", "there are \(layers.count); 1 to \(StackDescription.mostLayers) are allowed")
    }
    let guarding = try values.decodeIfPresent(GuardDocument.self, forKey: "guard")?.guarding
    stack = StackDescription(id: id, layers: layers, guarding: guarding)
  }

  private struct LayerDocument: Decodable {
    let layer: StackDescription.Layer

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: Key.self)
      try values.allow("strategy", "mode", "mask", "blendIn", "blendOut", "gain", "parameters")
      let strategy = try values.decode(String.self, forKey: "strategy")
      if let fault = StackDescription.fault(inID: strategy) { throw values.fault("strategy", fault) }
      var layer = StackDescription.Layer(strategy)
      if let text = try values.decodeIfPresent(String.self, forKey: "mode") {
        guard let mode = StackDescription.Mode(rawValue: text) else {
          let modes = StackDescription.Mode.allCases.map(\.rawValue).joined(separator: " or ")
          throw values.fault("mode", "'\(text)' is not \(modes)")
        }
        layer.mode = mode
      }
      layer.mask = try values.names("mask", canTakeAway: true)
      layer.blendIn = try values.number("blendIn", in: 0...60) ?? 0
      layer.blendOut = try values.number("blendOut", in: 0...60) ?? 0
      layer.gain = try values.number("gain", in: 0...2) ?? 1
      layer.parameters = try values.decodeIfPresent([String: Double].self, forKey: "parameters") ?? [:]
      for (name, value) in layer.parameters.sorted(by: { $0.key < $1.key }) where !value.isFinite {
        throw values.fault("parameters", "'\(name)' is not finite")
      }
      self.layer = layer
    }
  }

  /// `true`, `false`, or what the guard holds besides the character's sheet.
  private struct GuardDocument: Decodable {
    let guarding: StackDescription.Guarding?

    init(from decoder: any Decoder) throws {
      if let isOn = try? decoder.singleValueContainer().decode(Bool.self) {
        guarding = isOn ? StackDescription.Guarding() : nil
        return
      }
      let values = try decoder.container(keyedBy: Key.self)
      try values.allow("never")
      guarding = StackDescription.Guarding(never: try values.names("never", canTakeAway: false))
    }
  }
}

/// A key of any name, so that unknown ones can be refused.
private struct Key: CodingKey, ExpressibleByStringLiteral {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringLiteral value: String) { stringValue = value }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension KeyedDecodingContainer<Key> {
  fileprivate func fault(_ key: Key, _ reason: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: codingPath + [key], debugDescription: reason))
  }

  fileprivate func allow(_ known: String...) throws {
    let unknown = allKeys.map(\.stringValue).filter { !known.contains($0) }.sorted()
    if let name = unknown.first {
      throw fault(Key(stringValue: name), "no such key; there are \(known.joined(separator: ", "))")
    }
  }

  fileprivate func number(_ key: Key, in range: ClosedRange<Double>) throws -> Double? {
    guard let value = try decodeIfPresent(Double.self, forKey: key) else { return nil }
    guard range.contains(value) else {
      throw fault(key, "\(value) is not in \(range.lowerBound)...\(range.upperBound)")
    }
    return value
  }

  fileprivate func names(_ key: Key, canTakeAway: Bool) throws -> [String] {
    let names = try decodeIfPresent([String].self, forKey: key) ?? []
    guard names.count <= 1000 else { throw fault(key, "it has more than 1000 entries") }
    for name in names where name.isEmpty || name == "-" || (!canTakeAway && name.hasPrefix("-")) {
      throw fault(key, "'\(name)' is no name")
    }
    return names
  }
}
