/// A phone in the house's inventory, ARPABET with an optional stress digit.
public struct Phone: Hashable, Sendable {
  /// ARPABET symbols, and silence.
  public enum Symbol: String, Hashable, Sendable, CaseIterable {
    /// Vowels.
    case AA, AE, AH, AO, AW, AY, EH, ER, EY, IH, IY, OW, OY, UH, UW
    /// Consonants.
    case B, CH, D, DH, F, G, HH, JH, K, L, M, N, NG, P, R, S, SH, T, TH, V, W, Y, Z, ZH
    /// No sound.
    case silence = "SIL"

    /// Whether it is a vowel.
    public var isVowel: Bool { Self.vowels.contains(self) }
    /// Lips shut: p b m.
    public var isBilabial: Bool { self == .P || self == .B || self == .M }
    /// Lip against teeth: f v.
    public var isLabiodental: Bool { self == .F || self == .V }
    /// Vowels with a wide jaw, for which lip metrics expect an open mouth.
    public var isOpenVowel: Bool { Self.open.contains(self) }
    /// Lips rounded: u w and the vowels that end there.
    public var isRounded: Bool { Self.rounded.contains(self) }

    private static let vowels: Set<Symbol> = [
      .AA, .AE, .AH, .AO, .AW, .AY, .EH, .ER, .EY, .IH, .IY, .OW, .OY, .UH, .UW,
    ]
    private static let open: Set<Symbol> = [.AA, .AE, .AO, .AW, .AY]
    private static let rounded: Set<Symbol> = [.UW, .W, .UH, .OW]
  }

  /// Which phone.
  public var symbol: Symbol
  /// 0 unstressed, 1 primary, 2 secondary; `nil` where the source does not say.
  public var stress: Int?

  /// Makes a phone.
  public init(_ symbol: Symbol, stress: Int? = nil) {
    self.symbol = symbol
    self.stress = stress
  }

  /// Reads ARPABET (any case, with or without stress digit) and the usual silence labels.
  public init?(arpabet label: String) {
    // As records hold them: nothing to be trimmed, folded or looked up twice.
    if let known = Self.plain[label] {
      self = known
      return
    }
    var text = label.trimmingWhitespace().uppercased()
    if Self.silences.contains(text) {
      self.init(.silence)
      return
    }
    var stress: Int?
    if let last = text.last, let digit = last.wholeNumberValue, (0...2).contains(digit) {
      stress = digit
      text.removeLast()
    }
    switch text {
    case "AX": self.init(.AH, stress: stress ?? 0)
    case "AXR": self.init(.ER, stress: stress ?? 0)
    case "IX": self.init(.IH, stress: stress ?? 0)
    case "UX": self.init(.UW, stress: stress)
    case "DX": self.init(.D, stress: stress)
    case "EL": self.init(.L, stress: stress)
    case "EM": self.init(.M, stress: stress)
    case "EN": self.init(.N, stress: stress)
    case "WH": self.init(.W, stress: stress)
    // The rest of TIMIT's labels (Garofolo et al. 1993): a closure is part of its stop.
    case "AX-H": self.init(.AH, stress: stress ?? 0)
    case "ENG": self.init(.NG, stress: stress)
    case "NX": self.init(.N, stress: stress)
    case "HV", "Q": self.init(.HH, stress: stress)
    case "BCL": self.init(.B)
    case "DCL": self.init(.D)
    case "GCL": self.init(.G)
    case "PCL": self.init(.P)
    case "TCL": self.init(.T)
    case "KCL": self.init(.K)
    default:
      guard let symbol = Symbol(rawValue: text), symbol != .silence else { return nil }
      self.init(symbol, stress: stress)
    }
  }

  /// The label written into records: symbol and, where known, stress digit.
  public var label: String { symbol.rawValue + (stress.map(String.init) ?? "") }

  /// Every symbol but silence, alone and with each stress digit.
  private static let plain: [String: Phone] = {
    var result: [String: Phone] = [:]
    for symbol in Symbol.allCases where symbol != .silence {
      for stress in [nil, 0, 1, 2] as [Int?] {
        let phone = Phone(symbol, stress: stress)
        result[phone.label] = phone
      }
    }
    return result
  }()

  private static let silences: Set<String> = [
    "", "SIL", "SP", "SPN", "PAU", "_", "#", "<EPS>", "<SIL>", "H#", "BRTH", "<UNK>", "EPI",
  ]
}

extension String {
  fileprivate func trimmingWhitespace() -> String {
    var view = Substring(self)
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
