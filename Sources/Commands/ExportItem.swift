import Formats
import Foundation
import Motion
import Reporting
import Rigging

/// What an export wrote and lost, as it is printed.
struct ExportItem: Encodable {
  /// Departure of one kind of channel after reading back.
  struct Departure: Encodable {
    var largest: Double
    var rms: Double?

    init?(_ departure: ExportReport.Departure) {
      guard departure.count > 0 else { return nil }
      (largest, rms) = (departure.largest, departure.rms)
    }
  }

  /// What a rig cannot show as the take has it.
  struct Losses: Encodable {
    /// Channels that move nothing on it.
    var lost: [String] = []
    /// Channels of expressions that change its materials alone.
    var byMaterial: [String] = []
    /// Its own channels that others stand in for.
    var derived: [String] = []
    /// Bones that the take moves and the rig has not.
    var missingBones: [String] = []
  }

  /// A source and its licence.
  struct Right: Encodable {
    var source: String
    var name: String
    var licence: String
  }

  var schema = "mien.export/1"
  var take: String
  var files: [String] = []
  var frames = 0
  var seconds = 0.0
  var bytes = 0
  var bytesPerSecond = 0.0
  var keys: [Int]?
  var dropped: [String] = []
  var rig: Losses?
  /// Radians.
  var rotations: Departure?
  /// Metres.
  var translations: Departure?
  var weights: Departure?
  /// Radians.
  var gaze: Departure?
  var rights: [Right] = []
  var duties: [String] = []
  var forbidden: [String] = []
  var notes: [String] = []

  init(take: String) { self.take = take }

  /// Compares what a take brings with what a rig shows.
  ///
  /// - Parameter playsExpressions: Whether the file's player shows expressions of materials too.
  mutating func addLosses(of whole: Track, on rig: Rig, playsExpressions: Bool = false) {
    guard let posed = try? PosedRig(rig) else { return }
    let track = TrackFolding.fold(whole, onto: rig.humanoid).track
    let binding = TrackBinding(layout: track.layout, posed: posed)
    var losses = self.rig ?? Losses()
    func add(_ names: [String], to list: inout [String]) {
      list += names.filter { !list.contains($0) }
    }
    let materials = Set(rig.expressions.filter(\.isByMaterial).map(\.name))
    let unbound = binding.unbound.map(\.name)
    add(unbound.filter(materials.contains), to: &losses.byMaterial)
    add(unbound.filter { !playsExpressions || !materials.contains($0) }, to: &losses.lost)
    let gazeNote = "gaze shows by the take's eyeLook weights; gaze.yaw and gaze.pitch add nothing to them"
    if binding.gazeIsByWeights, !notes.contains(gazeNote) { notes.append(gazeNote) }
    add(binding.derived.derivations.map(\.channel), to: &losses.derived)
    let bones = whole.layout.channels.compactMap(\.bone).filter { rig.humanoid[$0] == nil }
    add(HumanoidBone.allCases.filter(bones.contains).map(\.rawValue), to: &losses.missingBones)
    self.rig = losses
  }

  /// Takes in what a form reports.
  ///
  /// - Parameter remarks: What the rig's file has to say of itself with every export; it is counted, not repeated.
  mutating func add(_ report: ExportReport, bytes count: Int, _ claims: Rights, rig remarks: [String] = []) {
    frames = report.frames
    seconds = report.seconds
    bytes = count
    bytesPerSecond = report.seconds > 0 ? (Double(count) / report.seconds).rounded() : 0
    if report.keys.whole > 0 { keys = [report.keys.written, report.keys.whole] }
    dropped = report.dropped
    rotations = Departure(report.rotations)
    translations = Departure(report.translations)
    weights = Departure(report.weights)
    gaze = Departure(report.gaze)
    rights = claims.claims.map { Right(source: $0.source, name: $0.name, licence: $0.licence.text) }
    duties = claims.duties
    forbidden = claims.refusals
    if report.weightsOutsideUnit > 0 {
      notes.append("\(report.weightsOutsideUnit) weights lie outside 0...1; VRM players clamp them")
    }
    if report.rotationsNotUnit > 0 {
      notes.append("\(report.rotationsNotUnit) rotations were not of length 1 and were made so")
    }
    if !report.replacedAnimations.isEmpty {
      notes.append(
        "replaces the file's own animations: \(report.replacedAnimations.joined(separator: ", "))")
    }
    let known = Set(remarks)
    notes += report.notices.filter { !known.contains($0) }
    let repeated = report.notices.count(where: known.contains)
    if repeated > 0 {
      notes.append("the rig: \(repeated) remark\(repeated == 1 ? "" : "s"), see 'mien character check'")
    }
  }

  /// An error with two significant digits or more, and none of them for zero.
  private static func error(_ value: Double) -> String {
    guard value > 0 else { return "0" }
    let digits = min(9, max(2, 1 - Int(log10(value).rounded(.down)) + 1))
    return NumberText.fixed(value, digits: digits) ?? "?"
  }

  /// Two columns, what and value.
  func table(_ format: TableFormat) -> String {
    var table = Table(columns: [.text("what", "what"), .text("value", "value")])
    func row(_ what: String, _ value: String) { table.append([.text(what), .text(value)]) }
    func list(_ names: [String]) -> String { names.isEmpty ? "nothing" : names.joined(separator: ", ") }
    // A strategy's name stands for the run that was opened last: which one it was is told.
    row("take", take)
    for file in files { row("file", file) }
    row("frames", "\(frames)")
    let degrees = 180 / Double.pi
    let groups: [(String, Departure?, Double)] = [
      ("rotations [°]", rotations, degrees), ("translations [m]", translations, 1),
      ("weights", weights, 1), ("gaze [°]", gaze, degrees),
    ]
    for (name, departure, scale) in groups {
      guard let departure else { continue }
      let (rms, largest) = (Self.error((departure.rms ?? 0) * scale), Self.error(departure.largest * scale))
      row("read back: \(name)", "largest error \(largest), RMS \(rms), of what was written")
    }
    if let keys { row("keys", "\(keys[0]) of \(keys[1])") }
    row("size", "\(bytes) bytes, \(Int(bytesPerSecond)) a second")
    row("dropped", list(dropped))
    if let rig {
      if !rig.missingBones.isEmpty { row("rig: bones it lacks", list(rig.missingBones)) }
      if !rig.derived.isEmpty { row("rig: shown by others", list(rig.derived)) }
      if !rig.byMaterial.isEmpty { row("rig: by material only", list(rig.byMaterial)) }
      let lost = rig.lost.filter { !dropped.contains($0) }
      if !lost.isEmpty { row("rig: not shown either", list(lost)) }
    }
    for right in rights { row("licence", "\(right.source) \(right.name): \(right.licence)") }
    for duty in duties { row("duty", duty) }
    for reason in forbidden { row("not for release", reason) }
    for note in notes { row("note", note) }
    return table.rendered(as: format)
  }
}
