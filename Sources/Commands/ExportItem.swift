import Formats
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
  mutating func addLosses(of track: Track, on rig: Rig) {
    guard let posed = try? PosedRig(rig) else { return }
    let binding = TrackBinding(layout: track.layout, posed: posed)
    var losses = self.rig ?? Losses()
    func add(_ names: [String], to list: inout [String]) {
      list += names.filter { !list.contains($0) }
    }
    add(binding.unbound.map(\.name), to: &losses.lost)
    add(binding.derived.derivations.map(\.channel), to: &losses.derived)
    let bones = track.layout.channels.compactMap(\.bone).filter { rig.humanoid[$0] == nil }
    add(HumanoidBone.allCases.filter(bones.contains).map(\.rawValue), to: &losses.missingBones)
    self.rig = losses
  }

  mutating func add(_ report: ExportReport, bytes count: Int, _ claims: Rights) {
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
    notes += report.notices
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
      let rms = NumberText.fixed((departure.rms ?? 0) * scale, digits: 9) ?? "0"
      let largest = NumberText.fixed(departure.largest * scale, digits: 9) ?? "0"
      row("read back: \(name)", "largest error \(largest), RMS \(rms)")
    }
    if let keys { row("keys", "\(keys[0]) of \(keys[1])") }
    row("size", "\(bytes) bytes, \(Int(bytesPerSecond)) a second")
    row("dropped", list(dropped))
    if let rig {
      if !rig.missingBones.isEmpty { row("rig: bones it lacks", list(rig.missingBones)) }
      if !rig.derived.isEmpty { row("rig: shown by others", list(rig.derived)) }
      if !rig.lost.isEmpty { row("rig: not shown", list(rig.lost)) }
    }
    for right in rights { row("licence", "\(right.source) \(right.name): \(right.licence)") }
    for duty in duties { row("duty", duty) }
    for reason in forbidden { row("not for release", reason) }
    for note in notes { row("note", note) }
    return table.rendered(as: format)
  }
}
