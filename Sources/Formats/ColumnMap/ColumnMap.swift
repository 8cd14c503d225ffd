/// How the columns of a table of turns are to be read, so that any CSV, TSV, JSONL or JSON file of conversations
/// can be taken in.
///
/// A map is a JSON object of schema `mien.columns/1`. Unknown keys are refused. Only `form` and `text` are needed.
///
/// | key | meaning |
/// |---|---|
/// | `schema` | `mien.columns/1` |
/// | `id`, `title` | names of the map, for lists and messages |
/// | `form` | `csv`, `tsv`, `jsonl` (one JSON value a line) or `json` |
/// | `delimiter` | one ASCII character in place of the comma or the tab |
/// | `quote` | `false` where `"` is a character like others |
/// | `rows` | JSON only: path from the file's (or line's) value to the rows |
/// | `conversation` | column or list of columns that tell conversations apart; without, the file is one |
/// | `unique` | column or columns that tell turns of a conversation apart; further rows of one turn are merged |
/// | `speaker`, `speakerForm` | column of the speaker; `plain`, `python-list` (`['Ann', 'Bob']`), `json-list` |
/// | `speakers` | without a speaker column: names that take turns in this order |
/// | `character` | name or names of the speaker whose behavior is looked at |
/// | `text` | column of what is said |
/// | `start`, `end`, `duration` | columns of times; `end` or `duration`, not both |
/// | `timeUnit` | `s` (assumed), `ms`, `samples` or `clock` (`HH:MM:SS.mmm`, comma or point, hours may be absent) |
/// | `rate` | samples a second, for `samples` |
/// | `emotion`, `emotionForm` | column or columns of labels, the first one leading; forms as of `speakerForm` |
/// | `intensity`, `intensityRange` | column of strength, and its `[least, most]` (`[0, 1]`) |
/// | `vocabulary` | id of the emotion vocabulary that the labels are of |
/// | `order` | column by which turns of a conversation are sorted |
/// | `words`, `wordFields` | column with a list of timed words, and what its entries hold (`["start","end","word"]`) |
/// | `audio` | column that names the sound file of the conversation |
/// | `absent` | values that mean that there is none, besides the empty one |
///
/// In JSON a column is a path of members between points (`turn.text`, a number picks from a list), looked for in
/// the row and then in the objects around it, nearest first. `rows` goes through lists by itself, and `*` goes
/// through the members of an object in order of their names. The column `*` is the name of the member in which
/// the row lies (several joined by `/`), `#` the line or the number of the item of the outermost list, and `.`
/// the row itself where it is a text.
public struct ColumnMap: Sendable, Equatable {
  /// Schema of the file.
  public static let schema = "mien.columns/1"

  /// What kind of file is read.
  public enum Form: String, Sendable, CaseIterable {
    /// Fields between commas or ``delimiter``.
    case csv
    /// Fields between tabs.
    case tsv
    /// One JSON value a line.
    case jsonl
    /// One JSON value.
    case json
  }

  /// How times are written.
  public enum TimeUnit: String, Sendable, CaseIterable {
    /// Decimal seconds.
    case seconds = "s"
    /// Milliseconds.
    case milliseconds = "ms"
    /// Samples of ``rate`` a second.
    case samples
    /// `HH:MM:SS.mmm`.
    case clock
  }

  /// How a column holds one or several names.
  public enum ListForm: String, Sendable, CaseIterable {
    /// One name as it stands. A JSON list is a list all the same.
    case plain
    /// A list as Python prints it.
    case pythonList = "python-list"
    /// A JSON list as text.
    case jsonList = "json-list"
  }

  /// What the entries of a list of words hold.
  public enum WordField: String, Sendable, CaseIterable {
    /// Start in the map's unit.
    case start
    /// End in the map's unit.
    case end
    /// Length in the map's unit.
    case duration
    /// The word.
    case word
    /// Something else.
    case skip = "-"
  }

  /// Name of the map.
  public var id = ""
  /// What it reads, in a few words.
  public var title = ""
  /// Kind of file.
  public var form: Form
  /// ASCII character between fields; `nil` for that of ``form``.
  public var delimiter: Character?
  /// Whether `"` quotes fields.
  public var quotes = true
  /// Path to the rows of a JSON file.
  public var rows: String?
  /// Columns that tell conversations apart.
  public var conversation: [String] = []
  /// Columns that tell turns of a conversation apart.
  public var unique: [String] = []
  /// Column of the speaker.
  public var speaker: String?
  /// How it names several.
  public var speakerForm: ListForm = .plain
  /// Names that take turns where there is no such column.
  public var speakers: [String] = []
  /// Names of the performing speaker.
  public var character: [String] = []
  /// Column of the text.
  public var text: String
  /// Column of the start.
  public var start: String?
  /// Column of the end.
  public var end: String?
  /// Column of the length.
  public var duration: String?
  /// How times are written.
  public var timeUnit: TimeUnit = .seconds
  /// Samples a second where times count samples.
  public var rate: Double?
  /// Columns of emotion labels.
  public var emotion: [String] = []
  /// How they name several.
  public var emotionForm: ListForm = .plain
  /// Column of the labels' strength.
  public var intensity: String?
  /// Least and most strength, which become 0 and 1.
  public var intensityRange: ClosedRange<Double> = 0...1
  /// Id of the vocabulary of the labels.
  public var vocabulary: String?
  /// Column by which turns are sorted.
  public var order: String?
  /// Column of timed words.
  public var words: String?
  /// What their entries hold.
  public var wordFields: [WordField] = [.start, .end, .word]
  /// Column that names the sound file.
  public var audio: String?
  /// Values that mean that there is none.
  public var absent: [String] = []

  /// Makes a map of a file whose text is in a column.
  public init(form: Form, text: String) {
    self.form = form
    self.text = text
  }
}
