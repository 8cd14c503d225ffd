import Conversation

/// Twelve shapes of the mouth, each with its phones and the weights that make it. Frozen: a change is a new version of
/// every score that reads it.
enum VisemeGroup: String, CaseIterable, Sendable {
  case closed, labiodental, dental, alveolar, postalveolar, velar, rhotic, open, mid, spread, rounded,
    roundedOpen

  /// The group of a phone; `nil` for silence and breath.
  static func of(_ symbol: Phone.Symbol) -> VisemeGroup? {
    switch symbol {
    case .P, .B, .M: .closed
    case .F, .V: .labiodental
    case .TH, .DH: .dental
    case .T, .D, .N, .L, .S, .Z: .alveolar
    case .SH, .ZH, .CH, .JH: .postalveolar
    case .K, .G, .NG: .velar
    case .R, .ER: .rhotic
    case .AA, .AE, .AY, .AW: .open
    case .AH, .EH: .mid
    case .IY, .IH, .EY, .Y: .spread
    case .UW, .UH, .W: .rounded
    case .AO, .OW, .OY: .roundedOpen
    case .HH, .silence: nil
    }
  }

  /// Groups whose shapes cannot be told apart on weights alone share a key: tongue and throat are not seen.
  var look: Look {
    switch self {
    case .closed: .closed
    case .labiodental: .labiodental
    case .dental, .alveolar, .velar, .rhotic, .mid: .slack
    case .postalveolar, .rounded: .rounded
    case .open, .roundedOpen: .open
    case .spread: .spread
    }
  }

  /// What a group looks like from outside.
  enum Look: Int, CaseIterable, Sendable { case closed, labiodental, slack, rounded, open, spread }
}
