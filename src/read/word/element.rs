//! Element (要素): what an element of WordprocessingML is, by its name and the element that it stands in.
//!
//! Names are told without their prefix: producers write several, and the same names in strict and in transitional files.

/// What an open element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What stands in it is read as if it were not there.
    Through,
    /// Nothing in it is read.
    Skipped,
    Paragraph,
    ParagraphProperties,
    /// Properties of the sign that ends a paragraph.
    EndProperties,
    List,
    Run,
    RunProperties,
    Text,
    Reading,
    Table,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    TextBox,
    Alternate,
    Choice,
    Fallback,
    Control,
    ControlProperties,
    ControlBox,
    ControlContent,
    Field,
    FieldData,
    FieldBox,
    FieldList,
    Note,
    /// A property: what it says is told by its attributes.
    Property,
}

/// What an element is.
pub fn kind(name: &str, parent: Kind) -> Kind {
    match (name, parent) {
        ("pPrChange" | "rPrChange" | "trPrChange" | "tcPrChange" | "sectPr" | "tblPr" | "tblGrid" | "tblPrEx" | "rubyPr" | "tabs" | "sdtEndPr", _) => Kind::Skipped,
        ("delText" | "instrText" | "delInstrText" | "annotationRef" | "footnoteRef" | "endnoteRef", _) => Kind::Skipped,
        ("rPr", Kind::ParagraphProperties) => Kind::EndProperties,
        ("numPr", Kind::ParagraphProperties) => Kind::List,
        ("checkBox", Kind::FieldData) => Kind::FieldBox,
        ("ddList", Kind::FieldData) => Kind::FieldList,
        ("checkbox", Kind::ControlProperties) => Kind::ControlBox,
        ("docPartObj", Kind::ControlProperties) => Kind::ControlProperties,
        (
            _,
            Kind::ParagraphProperties
            | Kind::EndProperties
            | Kind::List
            | Kind::RunProperties
            | Kind::RowProperties
            | Kind::CellProperties
            | Kind::ControlProperties
            | Kind::ControlBox
            | Kind::FieldData
            | Kind::FieldBox
            | Kind::FieldList,
        ) => Kind::Property,
        ("pPr", Kind::Paragraph) => Kind::ParagraphProperties,
        ("rPr", Kind::Run) => Kind::RunProperties,
        ("trPr", Kind::Row) => Kind::RowProperties,
        ("tcPr", Kind::Cell) => Kind::CellProperties,
        ("sdtPr", Kind::Control) => Kind::ControlProperties,
        ("pPr" | "rPr" | "trPr" | "tcPr" | "sdtPr", _) => Kind::Skipped,
        ("del" | "moveFrom", _) => Kind::Skipped,
        ("p", _) => Kind::Paragraph,
        ("r", _) => Kind::Run,
        ("t", _) => Kind::Text,
        ("rt", _) => Kind::Reading,
        ("tbl", _) => Kind::Table,
        ("tr", _) => Kind::Row,
        ("tc", _) => Kind::Cell,
        ("txbxContent", _) => Kind::TextBox,
        ("AlternateContent", _) => Kind::Alternate,
        ("Choice", Kind::Alternate) => Kind::Choice,
        ("Fallback", Kind::Alternate) => Kind::Fallback,
        ("sdt", _) => Kind::Control,
        ("sdtContent", Kind::Control) => Kind::ControlContent,
        ("fldChar", _) => Kind::Field,
        ("ffData", Kind::Field) => Kind::FieldData,
        ("footnote" | "endnote" | "comment", _) => Kind::Note,
        _ => Kind::Through,
    }
}
