import PlanModel

/// The country codes of ISO 3166-1.
enum CountryCode {
  /// All codes of two letters, in alphabetical order.
  static let all: Set<String> = Set(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY \
    BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK \
    FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR \
    IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK \
    ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM \
    PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF \
    TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split(separator: " ").map(String.init))

  /// English names of European countries, for people who write the name.
  private static let names: [(name: String, code: String)] = [
    ("Albania", "AL"), ("Austria", "AT"), ("Belgium", "BE"), ("Bosnia and Herzegovina", "BA"),
    ("Bulgaria", "BG"), ("Croatia", "HR"), ("Cyprus", "CY"), ("Czechia", "CZ"),
    ("Czech Republic", "CZ"), ("Denmark", "DK"), ("Estonia", "EE"), ("Finland", "FI"),
    ("France", "FR"), ("Germany", "DE"), ("Greece", "GR"), ("Hungary", "HU"), ("Iceland", "IS"),
    ("Ireland", "IE"), ("Italy", "IT"), ("Latvia", "LV"), ("Liechtenstein", "LI"),
    ("Lithuania", "LT"), ("Luxembourg", "LU"), ("Malta", "MT"), ("Moldova", "MD"),
    ("Montenegro", "ME"), ("Netherlands", "NL"), ("North Macedonia", "MK"), ("Norway", "NO"),
    ("Poland", "PL"), ("Portugal", "PT"), ("Romania", "RO"), ("Serbia", "RS"), ("Slovakia", "SK"),
    ("Slovenia", "SI"), ("Spain", "ES"), ("Sweden", "SE"), ("Switzerland", "CH"),
    ("Turkey", "TR"), ("Ukraine", "UA"), ("United Kingdom", "GB"),
  ]

  /// The code that a text most likely stands for: lower case, a name, or a code that is used beside ISO 3166.
  static func suggestion(for text: String) -> String? {
    let capital = text.uppercased()
    if all.contains(capital) { return capital }
    // The EU writes EL and UK in its statistics.
    if let code = ["EL": "GR", "UK": "GB", "EN": "GB"][capital] { return code }
    guard text.count > 3, let name = text.nearest(among: names.map(\.name)) else {
      return nil
    }
    return names.first { $0.name == name }?.code
  }
}
