extension LookParameters {
  /// What the character wears.
  public struct Outfit: Sendable, Equatable, Codable {
    /// What covers the trunk.
    public enum Top: String, Sendable, Equatable, Codable, CaseIterable {
      /// Knitted, with a rolled collar, ribbed cuffs and a ribbed hem.
      case jumper
      /// Loose, with a hood on the back, strings and a pouch.
      case hoodie
      /// Woven, with a collar of two wings, a placket and buttons.
      case shirt
      /// Short sleeves and a round neck.
      case tee
      /// A bodice with short sleeves and a skirt in one.
      case dress
    }

    /// What covers the legs.
    public enum Bottom: String, Sendable, Equatable, Codable, CaseIterable {
      /// To the ankle, with turn-ups.
      case trousers
      /// To above the knee.
      case shorts
      /// A flared skirt over bare legs.
      case skirt
      /// Trousers with a bib and straps over the top.
      case dungarees
      /// Close-fitting, as under a dress.
      case leggings
    }

    /// What covers the feet.
    public enum Shoes: String, Sendable, Equatable, Codable, CaseIterable {
      /// Laced, with a light sole.
      case sneakers
      /// With a shaft over the ankle.
      case boots
      /// Low and round.
      case flats
    }

    /// What the top shows.
    public enum Pattern: String, Sendable, Equatable, Codable, CaseIterable {
      /// One colour.
      case plain
      /// One broad band round the chest.
      case band
      /// Stripes from chest to hem.
      case stripes
    }

    /// What covers the trunk.
    public var top = Top.jumper
    /// What covers the legs.
    public var bottom = Bottom.trousers
    /// What covers the feet.
    public var shoes = Shoes.sneakers
    /// What the top shows.
    public var pattern = Pattern.band
    /// Room between cloth and body relative to the usual: 0.6 tight … 1.6 wide.
    public var fit: Double = 1

    /// The usual clothes.
    public init() {}
  }
}
