/// The own phones that lips follow, in order: the known ones, and phones spelled from words that have none.
///
/// Rebuilt when records change it; does not allocate within the capacity reserved.
public struct PhonePlan: Sendable {
  /// A phone with what its word says of it.
  public struct Item: Sendable {
    /// Which phone.
    public var code: PhoneCode
    /// When it begins, seconds.
    public var start: Double
    /// When it ends.
    public var end: Double
    /// Whether its word carries no accent.
    public var isFunctionWord: Bool
    /// Whether it belongs to the last word before a pause.
    public var isPhraseFinal: Bool
    /// Position of its word among all words; −1 without one.
    public var word: Int
  }

  /// The phones by start, silences left out.
  public private(set) var items: [Item] = []
  /// Mean length of a phone in seconds.
  public private(set) var meanDuration: Float = 0.082
  /// Phones per second within phrases.
  public private(set) var rate: Float = 12

  /// No phones.
  public init() { items.reserveCapacity(512) }

  /// Makes room: called where allocation is allowed.
  public mutating func reserve(_ count: Int) { items.reserveCapacity(count) }

  /// Reads what is known anew.
  public mutating func read(_ known: KnownConversation) {
    items.removeAll(keepingCapacity: true)
    var word = 0
    var phone = 0
    let words = known.own.words.spans
    let phones = known.own.phones.spans
    while phone < phones.count || word < words.count {
      let hasWord = word < words.count
      if hasWord, phone >= phones.count || words[word].start <= phones[phone].start + 1e-4 {
        let span = words[word]
        // Phones from just before the word's start on that lie in it speak for the word.
        var any = phone < phones.count && phones[phone].start < span.end - 1e-4
        if !any, phone > 0, phones[phone - 1].end > span.start + 1e-3 { any = true }
        if any {
          while phone < phones.count, phones[phone].start < span.end - 1e-4 {
            append(phones[phone], word: span, number: word)
            phone += 1
          }
        } else {
          spell(span, number: word)
        }
        word += 1
      } else {
        append(phones[phone], word: nil, number: -1)
        phone += 1
      }
    }
    measure()
  }

  private mutating func append(_ phone: KnownSpan, word: KnownSpan?, number: Int) {
    guard let code = phone.codes.first, code.symbol != .SIL, phone.end > phone.start, phone.end.isFinite
    else {
      return
    }
    items.append(
      Item(
        code: code, start: phone.start, end: phone.end, isFunctionWord: word?.isFunctionWord ?? false,
        isPhraseFinal: false, word: number))
  }

  /// Spreads a spelled word over its time; vowels last 1.6 times as long as consonants.
  private mutating func spell(_ word: KnownSpan, number: Int) {
    guard word.end > word.start, word.end.isFinite, !word.codes.isEmpty else { return }
    var total = 0.0
    for code in word.codes { total += code.symbol.isVowel ? 1.6 : 1 }
    var time = word.start
    let unit = (word.end - word.start) / total
    for code in word.codes {
      let end = time + unit * (code.symbol.isVowel ? 1.6 : 1)
      items.append(
        Item(
          code: code, start: time, end: end, isFunctionWord: word.isFunctionWord, isPhraseFinal: false,
          word: number))
      time = end
    }
  }

  /// Where no source says, the first vowel of a content word carries the stress, and without words long vowels.
  private mutating func stress() {
    var stressed = -1
    for index in items.indices where items[index].code.symbol.isVowel && items[index].code.stress < 0 {
      let item = items[index]
      if item.word < 0 {
        items[index].code.stress = item.end - item.start >= 0.11 ? 1 : 0
      } else if !item.isFunctionWord, item.word != stressed {
        items[index].code.stress = 1
        stressed = item.word
      }
    }
  }

  private mutating func measure() {
    guard !items.isEmpty else { return }
    stress()
    var total = 0.0
    for index in items.indices {
      total += items[index].end - items[index].start
      let next = index + 1 < items.count ? items[index + 1].start : .infinity
      guard next - items[index].end > 0.2 else { continue }
      let word = items[index].word
      var back = index
      while back >= 0, items[back].word == word, items[index].end - items[back].start < 1.2 {
        items[back].isPhraseFinal = true
        back -= 1
      }
    }
    meanDuration = Float(total / Double(items.count))
    rate = 1 / max(0.02, meanDuration)
  }
}
