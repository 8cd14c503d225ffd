import Conversation

/// How far each phone opens the mouth: the target that an aperture is compared with.
///
/// Ours, from the height of vowels and the manner of consonants (International Phonetic Association chart),
/// 0 shut … 1 the widest vowel. Only its shape counts, since it enters a correlation.
enum Openness {
  /// Openness of a phone; an unstressed central vowel opens less.
  static func of(_ phone: Phone) -> Double {
    if phone.symbol == .AH, phone.stress == 0 { return 0.4 }
    return table[phone.symbol] ?? 0
  }

  /// Openness by phone.
  static let table: [Phone.Symbol: Double] = [
    .AA: 1.0, .AE: 0.9, .AH: 0.65, .AO: 0.85, .AW: 0.95, .AY: 0.95, .EH: 0.7, .ER: 0.4, .EY: 0.55, .IH: 0.4,
    .IY: 0.25, .OW: 0.65, .OY: 0.8, .UH: 0.4, .UW: 0.25,
    .P: 0, .B: 0, .M: 0, .F: 0.1, .V: 0.1, .W: 0.15, .TH: 0.25, .DH: 0.25, .S: 0.1, .Z: 0.1, .SH: 0.12,
    .ZH: 0.12, .CH: 0.12, .JH: 0.12, .T: 0.25, .D: 0.25, .N: 0.25, .K: 0.35, .G: 0.35, .NG: 0.35, .L: 0.35,
    .R: 0.28, .Y: 0.25, .HH: 0.4, .silence: 0,
  ]
}
