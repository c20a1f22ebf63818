//! Diagnostic (診断): what the program has to say about a document. One list defines every code; the README table,
//! `hyotei diagnostics` and the JSON Schema derive from it.

use crate::model::place::Place;

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing is doubtful.
    Note,
    /// Something is doubtful; a person should look.
    Warning,
    /// Something of the input did not reach the dataset as it should have.
    Loss,
}

macro_rules! codes {
    ($($name:ident $code:literal $severity:ident $meaning:literal;)*) => {
        /// What a diagnostic is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $meaning] $name,)* }

        impl Code {
            /// Every code, in the order of the list.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The code as printed (kebab-case).
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $code,)* }
            }

            /// How grave it is.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)* }
            }

            /// What it means, in one sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$name => $meaning,)* }
            }
        }
    };
}

codes! {
    EmptyDocument "empty-document" Warning "The file holds no text.";
    BinaryInput "binary-input" Loss "The bytes are no text and no format that is read; nothing was extracted.";
    UnsupportedFormat "unsupported-format" Loss "The format is recognised but not read; nothing was extracted.";
    Unreadable "unreadable" Loss "The file could not be read.";
    InternalError "internal-error" Loss "Reading stopped at a fault of hyotei itself; the text was kept as residue.";
    DamagedContainer "damaged-container" Loss "A spreadsheet or archive is damaged or is not what its name says.";
    ScannedPage "scanned-page" Loss "A page is a picture without text; nothing of it was read.";
    LimitReached "limit-reached" Loss "A bound on size, depth or count was reached; what lies beyond it was not read.";
    UnsafePath "unsafe-path" Loss "An archive member names a path outside the archive; it was refused.";
    ExternalReference "external-reference" Note "The file refers to something outside itself; that is never fetched.";
    HiddenContent "hidden-content" Note "Hidden rows, columns, sheets or elements were read and are marked.";
    EncodingDoubtful "encoding-doubtful" Warning "The encoding was guessed from few bytes, or detection and declaration disagree.";
    EncodingDamage "encoding-damage" Loss "Bytes that are no character in the encoding were replaced by U+FFFD.";
    PrivateCharacter "private-character" Warning "A private-use character (外字) stands in the text; its glyph is not known.";
    NoRecords "no-records" Warning "Nothing in the document was recognised as an item, target, result, rating or note.";
    OneColumnTable "one-column-table" Note "A table of one column was read as lines.";
    HeaderNotFound "header-not-found" Warning "A table has no row that looks like its header.";
    HeaderCarried "header-carried" Note "A table without a header goes on under the header of the one before.";
    UnknownHeader "unknown-header" Warning "A header is not in the lexicon; its column was decided by content or became a note.";
    RowAlignmentUncertain "row-alignment-uncertain" Warning "A row does not fit its table and the evidence for mending it is thin; it was left as printed.";
    UntitledItem "untitled-item" Warning "Records stand under an item whose title is not in the document (a page cut it off).";
    ItemCreated "item-created" Note "No item was named where records stand; one was made from the nearest heading.";
    FacingUnmatched "facing-unmatched" Warning "A second table without keys has another number of rows than the first has items; it was not joined.";
    SameAsUnresolved "same-as-unresolved" Warning "同上, 同左 or 〃 stands where nothing is above or to the left.";
    EraInferred "era-inferred" Note "Years printed without an era were read in the era the document makes plain.";
    EraUnknown "era-unknown" Warning "A two-digit year has no era and the document does not make one plain.";
    ImpossibleDate "impossible-date" Warning "A date cannot be (month 13, 30 February, 昭和70年).";
    UnitUnknown "unit-unknown" Note "A number stands without a unit where others of its kind have one.";
    NumberUnread "number-unread" Warning "A cell where a number was due holds text that is no number and no known status.";
    AchievementMismatch "achievement-mismatch" Warning "A printed 達成率 differs from result divided by target.";
    ScaleWithoutLegend "scale-without-legend" Note "A rating's scale has no legend in the document; its ranks are unknown.";
    ChoiceAmbiguous "choice-ambiguous" Warning "A printed list of options has more than one marked.";
    ChoiceBlank "choice-blank" Note "A printed list of options has none marked.";
    GlyphMended "glyph-mended" Note "Variant glyphs that OCR or old forms brought in were mended.";
    CorrectionUnmatched "correction-unmatched" Warning "What a correction should mend does not stand there any more.";
    DuplicateDocument "duplicate-document" Note "Two inputs have the same bytes; the document was read once.";
}

/// Something to say, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What it is about.
    pub code: Code,
    /// In words, for a person.
    pub message: String,
    /// Where, if it is about a place.
    pub place: Option<Place>,
}

impl Diagnostic {
    /// A diagnostic about the whole document.
    pub fn new(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic { code, message: message.into(), place: None }
    }

    /// A diagnostic about a place.
    pub fn at(code: Code, message: impl Into<String>, place: &Place) -> Diagnostic {
        Diagnostic { code, message: message.into(), place: Some(place.clone()) }
    }
}
