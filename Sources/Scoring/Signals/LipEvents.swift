import Conversation

/// Lips that must meet and jaws that must drop: hits at phone centres, and what chance hits.
struct LipEvents {
  private let closedNear: [Bool]
  private let openNear: [Bool]
  private let closedAtCenter: [Bool]
  /// Centres of p b m.
  private let bilabials: [Int]
  /// Centres of open vowels.
  private let openVowels: [Int]
  private let vowels: [Int]
  private let otherStops: [Int]
  private let fps: Double

  init(phones: [TimedPhone], aperture: [Double], framesPerSecond fps: Double) {
    self.fps = fps
    func radius(_ seconds: Double) -> Int { EventWindows.radius(seconds: seconds, framesPerSecond: fps) }
    closedNear = EventWindows.reachesDown(
      aperture, to: LipSync.closedAt, radius: radius(LipSync.closedWindow))
    openNear = EventWindows.reachesUp(aperture, to: LipSync.openAt, radius: radius(LipSync.openWindow))
    // Shut: open nowhere within ±20 ms of the centre.
    closedAtCenter = EventWindows.reachesUp(
      aperture, to: LipSync.closedAt.nextUp, radius: radius(LipSync.centerWindow)
    ).map { !$0 }
    func centers(_ holds: (Phone.Symbol) -> Bool) -> [Int] {
      phones.filter { holds($0.phone.symbol) }.map { Int(($0.center * fps + 0.5).rounded(.down)) }
        .filter(aperture.indices.contains)
    }
    bilabials = centers(\.isBilabial)
    openVowels = centers(\.isOpenVowel)
    vowels = centers(\.isVowel)
    let stops: Set<Phone.Symbol> = [.T, .D, .N, .K, .G, .NG]
    otherStops = centers { stops.contains($0) }
  }

  /// Closure and opening rates, and the two rates that unmask a mouth that shuts at everything.
  func rates(into result: inout TakeMeasurement) {
    func put(_ name: String, _ rate: Double?, _ what: String) {
      result[name] = rate.map { ScoreValue($0) } ?? .undefined(reason: "the performer speaks no \(what)")
    }
    put("lip-sync.closure/1", EventWindows.rate(closedNear, at: bilabials), "p, b or m")
    put("lip-sync.opening/1", EventWindows.rate(openNear, at: openVowels), "open vowel")
    put("lip-sync.shut-vowels/1", EventWindows.rate(closedAtCenter, at: vowels), "vowel")
    put("lip-sync.other-closed/1", EventWindows.rate(closedNear, at: otherStops), "t, d, n, k, g or ng")
    result["bilabials"] = .value(Double(bilabials.count))
    result["open vowels"] = .value(Double(openVowels.count))
  }

  /// Harmonic mean of closure and opening rate.
  var fScore: Result<Double, Undefined> {
    guard let closure = EventWindows.rate(closedNear, at: bilabials),
      let opening = EventWindows.rate(openNear, at: openVowels)
    else { return .failure(Undefined("F needs a p, b or m and an open vowel")) }
    return .success(Self.harmonic(closure, opening))
  }

  /// Mean F of the same mouth shifted circularly inside speech: by one second to the length of the speech
  /// less one second, every fifth frame.
  func nullScore(speech: [Int]) -> Result<Double, Undefined> {
    var place = [Int](repeating: -1, count: closedNear.count)
    for (index, frame) in speech.enumerated() { place[frame] = index }
    let closing = bilabials.map { place[$0] }.filter { $0 >= 0 }
    let opening = openVowels.map { place[$0] }.filter { $0 >= 0 }
    guard !closing.isEmpty, !opening.isEmpty else {
      return .failure(Undefined("F needs a p, b or m and an open vowel inside speech"))
    }
    let closed = speech.map { closedNear[$0] }
    let open = speech.map { openNear[$0] }
    func rate(_ flags: [Bool], _ events: [Int], _ shift: Int) -> Double {
      var hits = 0
      for event in events {
        let at = event + shift
        if flags[at < flags.count ? at : at - flags.count] { hits += 1 }
      }
      return Double(hits) / Double(events.count)
    }
    let second = EventWindows.radius(seconds: 1, framesPerSecond: fps)
    var sum = 0.0
    var count = 0
    for shift in stride(from: second, through: speech.count - second, by: LipSync.nullStep) {
      sum += Self.harmonic(rate(closed, closing, shift), rate(open, opening, shift))
      count += 1
    }
    guard count >= 3 else { return .failure(Undefined("speech is too short for a null of F")) }
    return .success(sum / Double(count))
  }

  private static func harmonic(_ a: Double, _ b: Double) -> Double { a + b > 0 ? 2 * a * b / (a + b) : 0 }
}
