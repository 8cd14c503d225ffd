import Foundation
import Motion
import Provenance
import Reporting
import StrategyHost

/// A strategy as `strategy show` prints it.
struct StrategyCardItem: Encodable {
  struct Parameter: Encodable {
    var id: String
    var title: String
    var unit: String
    var minimum: Double
    var maximum: Double
    var initial: Double
  }

  struct Access: Encodable {
    var network: Bool
    var read: [String]
    var write: [String]
  }

  struct Limits: Encodable {
    var memory: Double
    var cpu: Double
    var wall: Double
  }

  struct ChannelGroup: Encodable {
    var group: String
    var channels: [String]
  }

  var schema = "mien.strategy-card/1"
  var id: String
  var version: String
  var title: String
  var summary: String
  var vendor: String
  var bundle: String
  var language: String
  var code: String
  var interpreter: String?
  var contentHash: String
  var models: [String]
  var resources: String?
  var needs: [String]
  var channels: [ChannelGroup]
  var parameters: [Parameter]
  /// 0 when same inputs and seed give the same bytes.
  var tolerance: Double
  var access: Access
  var limits: Limits
  var device: String
  var maxInstances: Int?

  init(_ bundle: StrategyBundle, _ card: StrategyCard, hash: ContentHash) {
    id = card.id
    version = card.version
    title = card.title
    summary = card.summary
    vendor = card.vendor
    self.bundle = bundle.folder.standardizedFileURL.path
    code = bundle.codeFile.path
    switch bundle.code {
    case .library: language = "library"
    case .script(_, let python):
      language = "python"
      interpreter = python
    }
    contentHash = hash.description
    models = bundle.models.map(\.path)
    resources = bundle.resources?.path
    needs = card.needs
    channels = Self.groups(card.channels)
    parameters = card.parameters.map {
      Parameter(
        id: $0.id, title: $0.title, unit: $0.unit, minimum: $0.range.lowerBound, maximum: $0.range.upperBound,
        initial: $0.initial)
    }
    tolerance = Double(card.tolerance)
    access = Access(network: bundle.access.network, read: bundle.access.read, write: bundle.access.write)
    limits = Limits(
      memory: Double(bundle.limits.memory) / 1_048_576, cpu: bundle.limits.cpu, wall: bundle.limits.wall)
    device = bundle.device
    maxInstances = bundle.maxInstances
  }

  private static func groups(_ channels: [Channel]) -> [ChannelGroup] {
    let face = Set(ARKit.names)
    func names(_ isIn: (Channel) -> Bool) -> [String] { channels.filter(isIn).map(\.name) }
    return [
      ChannelGroup(group: "face", channels: names { $0.kind == .weight && face.contains($0.name) }),
      ChannelGroup(group: "other weights", channels: names { $0.kind == .weight && !face.contains($0.name) }),
      ChannelGroup(group: "angles", channels: names { $0.kind == .angle }),
      ChannelGroup(group: "rotations", channels: names { $0.kind == .rotation }),
      ChannelGroup(group: "translations", channels: names { $0.kind == .translation }),
    ].filter { !$0.channels.isEmpty }
  }

  /// The same for people.
  var table: Table {
    var table = Table(columns: [.text("what", "what"), .text("value", "value")])
    func row(_ what: String, _ value: String) { table.append([.text(what), .text(value)]) }
    func list(_ names: [String]) -> String { names.isEmpty ? "none" : names.joined(separator: " ") }
    row("strategy", "\(id) \(version)")
    row("title", title)
    row("summary", summary)
    row("vendor", vendor.isEmpty ? "not said" : vendor)
    row("bundle", bundle)
    row(language, interpreter.map { "\(code), run by \($0)" } ?? code)
    row("content hash", contentHash)
    if !models.isEmpty { row("models", list(models)) }
    if let resources { row("resources", resources) }
    row("needs", needs.isEmpty ? "nothing" : list(needs))
    for group in channels { row("\(group.group) (\(group.channels.count))", list(group.channels)) }
    for parameter in parameters {
      let unit = parameter.unit.isEmpty ? "" : " \(parameter.unit)"
      row(
        "--set \(parameter.id)=\(Self.plain(parameter.initial))",
        "\(Self.plain(parameter.minimum))...\(Self.plain(parameter.maximum))\(unit): \(parameter.title)")
    }
    row("same inputs", tolerance == 0 ? "same bytes" : "within \(Self.plain(tolerance))")
    row("beyond the sandbox", asked.isEmpty ? "nothing" : asked)
    row(
      "limits",
      "\(Self.plain(limits.memory)) MiB; \(Self.plain(limits.cpu)) s of processor time and "
        + "\(Self.plain(limits.wall)) s by the clock for a block")
    row("device", device.isEmpty ? "not said" : device)
    row("processes at a time", maxInstances.map(String.init) ?? "as many as jobs")
    return table
  }

  private var asked: String {
    ((access.network ? ["network"] : []) + access.read.map { "reads \($0)" }
      + access.write.map { "writes \($0)" })
      .joined(separator: ", ")
  }

  private static func plain(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
  }
}
