import Foundation
import FoundationXML

/// The elements of an ELAN annotation document that speak of time and text, as they stand.
struct EAFDocument {
  struct Media {
    var url: String
    var relativeURL: String?
    var mimeType: String
    /// Milliseconds of the media before the annotation's time zero.
    var origin: Double
    var line: Int
  }

  struct Slot {
    var id: String
    var value: Int64?
    var line: Int
  }

  struct Annotation {
    var id: String
    /// Slots of an alignable annotation.
    var slots: (String, String)?
    /// The annotation that a reference annotation refers to.
    var parent: String?
    /// The one before it under the same parent.
    var previous: String?
    var value = ""
    var line: Int
  }

  struct Tier {
    var id: String
    var participant: String
    var type: String
    var parent: String?
    var annotations: [Annotation] = []
    var line: Int
  }

  var units = "milliseconds"
  var media: [Media] = []
  var slots: [Slot] = []
  var tiers: [Tier] = []

  init() {}

  /// Parses the XML. External entities are never loaded, and a document type declaration, which no EAF has
  /// and which alone could define entities, is refused.
  init(_ bytes: Data, file: String) throws(FormatsError) {
    let text = try TimingText.decode(bytes, file: file)
    let collector = EAFCollector(file: file)
    if let line = Self.declaration(text) {
      throw TimingPlace(file: file, line: line).malformed(
        "it has a document type declaration", cure: "export it from ELAN again; an EAF has none")
    }
    // From a stream, for the parser takes bytes that come in one piece up to 10 MB only.
    let parser = XMLParser(stream: InputStream(data: Data(Self.undeclared(text))))
    parser.shouldResolveExternalEntities = false
    parser.shouldProcessNamespaces = false
    parser.delegate = collector
    let isWhole = parser.parse()
    if let fault = collector.fault { throw fault }
    guard isWhole, collector.isClosed else {
      throw TimingPlace(file: file, line: max(1, parser.lineNumber)).malformed(
        "it is not well-formed XML", cure: "export it from ELAN again")
    }
    self = collector.document
  }

  /// The bytes, which are UTF-8 by now, without an XML declaration that may name another encoding.
  private static func undeclared(_ bytes: [UInt8]) -> [UInt8] {
    let end = Array("?>".utf8)
    guard bytes.starts(with: Array("<?xml ".utf8)),
      let close = bytes.prefix(1000).indices.first(where: { bytes[$0...].starts(with: end) })
    else { return bytes }
    var result = bytes
    for index in 0..<(close + 2) where result[index] != 0x0A { result[index] = 0x20 }
    return result
  }

  /// Line of a document type or entity declaration.
  private static func declaration(_ bytes: [UInt8]) -> Int? {
    let marks = ["<!DOCTYPE", "<!ENTITY"].map { Array($0.utf8) }
    var line = 1
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0A { line += 1 }
      guard byte == UInt8(ascii: "<"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "!") else {
        continue
      }
      for mark in marks where bytes[index...].starts(with: mark) { return line }
    }
    return nil
  }
}

/// Fills an ``EAFDocument`` while the parser runs.
private final class EAFCollector: NSObject, XMLParserDelegate {
  var document = EAFDocument()
  var fault: FormatsError?
  var isClosed = false
  private let file: String
  private var depth = 0
  private var value: String?

  init(file: String) { self.file = file }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    guard fault == nil else { return }
    depth += 1
    let place = TimingPlace(file: file, line: max(1, parser.lineNumber))
    guard depth <= ReadingLimits.depth else {
      return stop(parser, place.malformed("elements stand more than \(ReadingLimits.depth) deep"))
    }
    if depth == 1, name != "ANNOTATION_DOCUMENT" {
      return stop(
        parser,
        place.malformed(
          "its root is '\(name.prefix(40))'", cure: "give an EAF, whose root is ANNOTATION_DOCUMENT"))
    }
    func required(_ key: String) -> String {
      if let value = attributes[key] { return value }
      stop(parser, place.malformed("\(name) has no \(key)"))
      return ""
    }
    switch name {
    case "HEADER": document.units = attributes["TIME_UNITS"] ?? document.units
    case "MEDIA_DESCRIPTOR":
      var origin = 0.0
      if let text = attributes["TIME_ORIGIN"] {
        guard let number = Double(text), number.isFinite, abs(number) <= 1e10 else {
          return stop(
            parser, place.malformed("TIME_ORIGIN '\(text.prefix(40))' is not a number of milliseconds"))
        }
        origin = number
      }
      document.media.append(
        .init(
          url: attributes["MEDIA_URL"] ?? "", relativeURL: attributes["RELATIVE_MEDIA_URL"],
          mimeType: attributes["MIME_TYPE"] ?? "", origin: origin, line: place.line))
    case "TIME_SLOT":
      var time: Int64?
      if let text = attributes["TIME_VALUE"] {
        guard let number = Int64(text), number >= 0, number <= 31_557_600_000 else {
          return stop(
            parser, place.malformed("TIME_VALUE '\(text.prefix(40))' is not a whole number from 0 to a year"))
        }
        time = number
      }
      document.slots.append(.init(id: required("TIME_SLOT_ID"), value: time, line: place.line))
    case "TIER":
      document.tiers.append(
        .init(
          id: required("TIER_ID"), participant: attributes["PARTICIPANT"] ?? "",
          type: attributes["LINGUISTIC_TYPE_REF"] ?? "", parent: attributes["PARENT_REF"], line: place.line))
    case "ALIGNABLE_ANNOTATION", "REF_ANNOTATION":
      guard let tier = document.tiers.indices.last else {
        return stop(parser, place.malformed("\(name) stands outside of a TIER"))
      }
      var annotation = EAFDocument.Annotation(id: required("ANNOTATION_ID"), line: place.line)
      if name == "REF_ANNOTATION" {
        annotation.parent = required("ANNOTATION_REF")
        annotation.previous = attributes["PREVIOUS_ANNOTATION"]
      } else {
        annotation.slots = (required("TIME_SLOT_REF1"), required("TIME_SLOT_REF2"))
      }
      document.tiers[tier].annotations.append(annotation)
    case "ANNOTATION_VALUE": value = ""
    default: break
    }
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) { value?.append(text) }

  func parser(_ parser: XMLParser, foundCDATA block: Data) {
    value?.append(String(decoding: block, as: UTF8.self))
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    depth -= 1
    isClosed = depth == 0
    guard name == "ANNOTATION_VALUE", let text = value else { return }
    value = nil
    guard let tier = document.tiers.indices.last,
      let annotation = document.tiers[tier].annotations.indices.last
    else { return }
    document.tiers[tier].annotations[annotation].value = text
  }

  private func stop(_ parser: XMLParser, _ error: FormatsError) {
    if fault == nil { fault = error }
    parser.abortParsing()
  }
}
