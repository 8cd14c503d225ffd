public import Motion

/// Phones laid over a word's time by rule, where nobody measured them.
///
/// Each phone gets a share of the word: a vowel ``vowel`` parts, and ``stressed`` times that under primary
/// or secondary stress, ``reduced`` times that when unstressed; a diphthong ``diphthong`` times a vowel; a
/// consonant ``consonant`` parts. Phones tile the word: each ends where the next begins. What this gives is an
/// estimate and has to be marked so.
public struct PhoneSpread: Hashable, Sendable {
  /// Parts of a vowel, and of a consonant.
  public var vowel = 2.0
  /// Parts of a consonant.
  public var consonant = 1.0
  /// Factor of a stressed vowel.
  public var stressed = 1.3
  /// Factor of an unstressed vowel.
  public var reduced = 0.75
  /// Factor of a diphthong.
  public var diphthong = 1.25

  /// The house's durations.
  public init() {}

  /// A phone and when it sounds (half-open).
  public struct Placed: Hashable, Sendable {
    /// The phone.
    public var phone: Phone
    /// When it begins.
    public var start: MediaTime
    /// When it ends.
    public var end: MediaTime
  }

  /// Lays phones over the time from `start` to `end`, silences left out. A word that has no length, or is
  /// shorter in flicks than it has phones, gives none.
  public func place(_ phones: [Phone], from start: MediaTime, to end: MediaTime) -> [Placed] {
    let sounding = phones.filter { $0.symbol != .silence }
    let (length, isOver) = end.flicks.subtractingReportingOverflow(start.flicks)
    guard !isOver, !sounding.isEmpty, length >= Int64(sounding.count) else { return [] }
    let shares = sounding.map(share)
    let whole = shares.reduce(0, +)
    guard whole > 0, whole.isFinite else { return [] }
    var result: [Placed] = []
    var passed = 0.0
    var from = start
    for (index, phone) in sounding.enumerated() {
      passed += shares[index]
      // Every phone keeps a flick at least, whatever the shares are.
      let left = Int64(sounding.count - index - 1)
      let cut = start.flicks + Int64((Double(length) * min(1, passed / whole)).rounded())
      let until = left == 0 ? end.flicks : max(from.flicks + 1, min(end.flicks - left, cut))
      let to = MediaTime(flicks: until)
      result.append(Placed(phone: phone, start: from, end: to))
      from = to
    }
    return result
  }

  /// The records of a word's phones, `<word>.p1` and so on, anchored and known as the word is, and marked
  /// estimated. None when the word has no times.
  public func records(_ phones: [Phone], of word: Record) -> [Record] {
    guard let start = word.start, let end = word.end else { return [] }
    return place(phones, from: start, to: end).enumerated().map { index, placed in
      Record(
        id: "\(word.id).p\(index + 1)", kind: .phone, participant: word.participant, arrival: word.arrival,
        start: placed.start, end: placed.end, anchor: word.anchor, text: placed.phone.label, isEstimated: true
      )
    }
  }

  private func share(_ phone: Phone) -> Double {
    guard phone.symbol.isVowel else { return max(0, consonant) }
    var share = vowel
    if [.AW, .AY, .EY, .OW, .OY].contains(phone.symbol) { share *= diphthong }
    switch phone.stress {
    case 1, 2: share *= stressed
    case 0: share *= reduced
    default: break
    }
    return max(0, share)
  }
}
