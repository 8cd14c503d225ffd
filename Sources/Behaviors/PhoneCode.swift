/// A phone of the record vocabulary (ARPABET with a stress digit) in a form for arithmetic.
public struct PhoneCode: Hashable, Sendable {
  /// ARPABET symbols.
  public enum Symbol: UInt8, CaseIterable, Sendable {
    /// Vowels.
    case AA, AE, AH, AO, AW, AY, EH, ER, EY, IH, IY, OW, OY, UH, UW
    /// Consonants.
    case B, CH, D, DH, F, G, HH, JH, K, L, M, N, NG, P, R, S, SH, T, TH, V, W, Y, Z, ZH
    /// No sound.
    case SIL

    /// Whether it is a vowel.
    public var isVowel: Bool { rawValue <= Symbol.UW.rawValue }
    /// Lips shut: p b m.
    public var isBilabial: Bool { self == .P || self == .B || self == .M }
  }

  /// Which phone.
  public var symbol: Symbol
  /// 0 unstressed, 1 primary, 2 secondary; −1 where the source does not say.
  public var stress: Int8

  /// Makes a code.
  public init(_ symbol: Symbol, stress: Int8 = -1) {
    self.symbol = symbol
    self.stress = stress
  }

  /// Reads a label of a phone record; what it does not know is silence.
  public init(label: String) {
    var name = label.uppercased()
    var stress: Int8 = -1
    if let last = name.last, let digit = last.wholeNumberValue, (0...2).contains(digit) {
      stress = Int8(digit)
      name.removeLast()
    }
    self.init(Self.symbols[name] ?? .SIL, stress: stress)
  }

  private static let symbols = Dictionary(
    uniqueKeysWithValues: Symbol.allCases.map { (String(describing: $0), $0) })
}
