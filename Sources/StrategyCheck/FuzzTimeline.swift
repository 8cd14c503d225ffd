import Conversation
import Motion
import Provenance
import StrategyHost

/// A random timeline, made of a seed and a number alone.
struct FuzzTimeline {
  var scene: TakeRenderer.Scene
  /// The take's seed.
  let seed: Seed
  let rate: FrameRate
  /// Frames of a block that shall make no difference.
  let block: Int
  /// Everything that arrives after it is changed.
  let moment: MediaTime
  let attack: SceneAttack

  static let largestBlock = 120
  private static let rates: [(Int32, Int32)] = [
    (60, 1), (60, 1), (30, 1), (25, 1), (24, 1), (30_000, 1001), (120, 1),
  ]
  private static let texts = [
    "yes", "wonderful!", "mm", "", "AA1", "M", "SIL", "UW0", "joy", "anger", "surprise", "😀", "nods", "away",
    "partner",
    "\u{0}", "你好", "extraordinarily", "...",
  ]

  /// The timeline of a number.
  init(seed: Seed, index: Int, card: StrategyCard) {
    var generator = SeededGenerator(seed: seed.derive("fuzz", "\(index)"))
    func pick<Item>(_ items: [Item]) -> Item { items[Int(generator.next() % UInt64(items.count))] }
    self.seed = Seed(generator.next())
    let (numerator, denominator) = pick(Self.rates)
    let rate = FrameRate(numerator: numerator, denominator: denominator) ?? .fps60
    self.rate = rate
    block = 1 + Int(generator.next() % UInt64(Self.largestBlock))
    attack = pick(SceneAttack.allCases)
    let length = 0.5 + 5 * generator.unit()
    let frames = rate.frameCount(covering: .seconds(length))
    // Half of all moments are those of frames, where off-by-one errors live.
    func time(_ low: Double, _ high: Double) -> MediaTime {
      let time = MediaTime.seconds(low + (high - low) * generator.unit())
      return generator.next() % 2 == 0 ? time : rate.time(ofFrame: rate.nearestFrame(to: time))
    }
    moment = time(0, length)
    let count = Int(generator.next() % [1, 8, 40, 200][Int(generator.next() % 4)])
    let things = 1 + Int(generator.next() % UInt64(max(1, count)))
    var kinds: [Int: (Record.Kind, String)] = [:]
    var records: [(arrival: MediaTime, record: Record)] = []
    for _ in 0..<count {
      let thing = Int(generator.next() % UInt64(things))
      let isParameter = !card.parameters.isEmpty && generator.next() % 12 == 0
      let spoken = Record.Kind.allCases.filter { $0 != .parameter }
      let (kind, person) =
        isParameter
        ? (.parameter, Cast.performer)
        : kinds[thing] ?? (pick(spoken), pick([Cast.performer, Cast.performer, Cast.partner]))
      if !isParameter { kinds[thing] = (kind, person) }
      let arrival = time(0, length)
      var record = Record(id: "thing \(thing)", kind: kind, participant: person)
      record.operation = pick([.announce, .announce, .revise, .cancel])
      if generator.next() % 5 > 0 { record.start = arrival + time(-0.5, 1) }
      if generator.next() % 5 > 0 { record.end = (record.start ?? arrival) + time(0, 0.8) }
      if generator.next() % 5 > 0 { record.text = pick(Self.texts) }
      if generator.next() % 3 > 0 {
        record.anchor = Record.Anchor(turn: "thing 0", offset: Int(generator.next() % 99))
      }
      if generator.next() % 2 == 0 { record.value = generator.unit() }
      record.isEstimated = generator.next() % 4 == 0
      if kind == .cue { record.cue = pick(Record.Cue.allCases) }
      if isParameter {
        let parameter = pick(card.parameters)
        let (low, high) = (parameter.range.lowerBound, parameter.range.upperBound)
        record = Record(
          id: "parameter \(records.count)", kind: .parameter, participant: person, start: arrival,
          text: parameter.id, value: low + (high - low) * generator.unit())
      }
      records.append((arrival, record))
    }
    scene = SceneShelf.scene("fuzz-\(index)", seconds: rate.time(ofFrame: frames).seconds, records)
    for (need, person) in [("own-audio", Cast.performer), ("partner-audio", Cast.partner)]
    where card.needs.contains(need) && generator.next() % 4 > 0 {
      let start = length * generator.unit()
      scene.audio[person] = SyntheticVoice.audio(
        seconds: length + 1, spans: [start..<length + 1], seed: Seed(generator.next()))
    }
  }

  /// What a timeline is tried for, in this order.
  enum Trial {
    /// The take comes to its end, in range.
    case range
    /// Other blocks make the same take.
    case blocks
    /// What arrives after a moment moves nothing before.
    case causality
  }

  /// What is wrong with the takes of a strategy on this timeline; `nil` when nothing was found.
  func fault(on stand: CaseStand) throws -> (trial: Trial, status: CaseStatus)? {
    var trial = Trial.range
    do {
      let audition = try stand.audition(block: Self.largestBlock)
      let base = try stand.takeInRange(scene, audition, seed: seed, rate: rate, what: "random timeline")
      trial = .blocks
      let again = try stand.take(scene, audition, seed: seed, rate: rate, block: block)
      try stand.mustEqual(base, again, what: "in blocks of \(block) instead of \(CaseStand.block) frames")
      trial = .causality
      _ = try CausalProbe(stand: stand, audition: audition, scene: scene, base: base, seed: seed)
        .reach(attack, after: moment)
      return nil
    } catch {
      try stand.check()
      return (trial, CaseStatus(judging: error))
    }
  }
}
