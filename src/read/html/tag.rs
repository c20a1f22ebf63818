//! Tag (要素名): the elements that a reader of pages tells apart; every other one is inline and does nothing.

/// Starts and ends a line.
const BLOCK: u8 = 1;
/// Its start ends an open paragraph.
const ENDS_PARAGRAPH: u8 = 2;
/// Never has content.
const VOID: u8 = 4;
/// Stops the search for what an end tag ends (HTML's "special" elements).
const SPECIAL: u8 = 8;
/// Its content is text without tags.
const RAW: u8 = 16;
/// Bounds the scope in which an end tag looks for its element.
const BOUND: u8 = 32;
const DIVISION: u8 = BLOCK | ENDS_PARAGRAPH | SPECIAL;

macro_rules! tags {
    ($($tag:ident $name:literal $flags:expr;)*) => {
        /// What a node is: an element, or one of the leaves that no tag names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Tag { $($tag,)* }

        impl Tag {
            /// How many there are.
            pub const COUNT: usize = [$(Tag::$tag,)*].len();

            /// The tag of a lower-case name.
            pub fn of(name: &[u8]) -> Tag {
                const NAMES: &[(&[u8], Tag)] = &[$(($name.as_bytes(), Tag::$tag),)*];
                match name {
                    [] | [b'#', ..] => Tag::Inline,
                    // The most frequent ones without a search.
                    b"td" => Tag::Td,
                    b"tr" => Tag::Tr,
                    b"th" => Tag::Th,
                    b"a" => Tag::A,
                    b"br" => Tag::Br,
                    b"p" => Tag::P,
                    b"li" => Tag::Li,
                    b"div" => Tag::Div,
                    b"span" | b"font" | b"img" => Tag::Inline,
                    _ => NAMES.iter().find(|(known, _)| *known == name).map_or(Tag::Inline, |(_, tag)| *tag),
                }
            }

            fn flags(self) -> u8 {
                const FLAGS: [u8; Tag::COUNT] = [$($flags,)*];
                FLAGS[self as usize]
            }
        }
    };
}

tags! {
    Root "#root" BOUND | SPECIAL;
    Text "#text" 0;
    Entity "#entity" 0;
    Comment "#comment" 0;
    Lost "#lost" 0;
    Break "#break" BLOCK;
    BoldOn "#bold" 0;
    BoldOff "#light" 0;
    LinkOn "#link" 0;
    LinkOff "#unlink" 0;
    Inline "#inline" 0;
    Html "html" 0;
    Head "head" 0;
    Body "body" 0;
    Title "title" RAW;
    Meta "meta" VOID;
    Link "link" VOID;
    Base "base" VOID;
    Script "script" RAW;
    Style "style" RAW;
    Noscript "noscript" RAW;
    Template "template" BOUND | SPECIAL;
    Iframe "iframe" RAW;
    Noembed "noembed" RAW;
    Noframes "noframes" RAW;
    Textarea "textarea" RAW;
    Xmp "xmp" RAW | BLOCK | ENDS_PARAGRAPH;
    Plaintext "plaintext" DIVISION;
    Nav "nav" DIVISION;
    Header "header" DIVISION;
    Footer "footer" DIVISION;
    Aside "aside" DIVISION;
    Main "main" DIVISION;
    Article "article" DIVISION;
    Section "section" DIVISION;
    Search "search" DIVISION;
    Address "address" DIVISION;
    Blockquote "blockquote" DIVISION;
    Center "center" DIVISION;
    Details "details" DIVISION;
    Summary "summary" DIVISION;
    Dialog "dialog" DIVISION;
    Dir "dir" DIVISION;
    Div "div" DIVISION;
    Fieldset "fieldset" DIVISION;
    Legend "legend" BLOCK | SPECIAL;
    Figure "figure" DIVISION;
    Figcaption "figcaption" DIVISION;
    Hgroup "hgroup" DIVISION;
    Menu "menu" DIVISION;
    Form "form" DIVISION;
    Pre "pre" DIVISION;
    Listing "listing" DIVISION;
    P "p" DIVISION;
    H1 "h1" DIVISION;
    H2 "h2" DIVISION;
    H3 "h3" DIVISION;
    H4 "h4" DIVISION;
    H5 "h5" DIVISION;
    H6 "h6" DIVISION;
    Ul "ul" DIVISION;
    Ol "ol" DIVISION;
    Li "li" DIVISION;
    Dl "dl" DIVISION;
    Dt "dt" DIVISION;
    Dd "dd" DIVISION;
    Table "table" DIVISION | BOUND;
    Caption "caption" BLOCK | SPECIAL | BOUND;
    Colgroup "colgroup" SPECIAL;
    Col "col" VOID;
    Tbody "tbody" BLOCK | SPECIAL;
    Thead "thead" BLOCK | SPECIAL;
    Tfoot "tfoot" BLOCK | SPECIAL;
    Tr "tr" BLOCK | SPECIAL;
    Td "td" BLOCK | SPECIAL | BOUND;
    Th "th" BLOCK | SPECIAL | BOUND;
    A "a" 0;
    B "b" 0;
    Strong "strong" 0;
    Br "br" VOID;
    Hr "hr" VOID | BLOCK | ENDS_PARAGRAPH;
    Wbr "wbr" VOID;
    Area "area" VOID;
    Embed "embed" VOID;
    Param "param" VOID;
    Source "source" VOID;
    Track "track" VOID;
    Ruby "ruby" 0;
    Rt "rt" 0;
    Rp "rp" 0;
    Input "input" VOID;
    Select "select" SPECIAL;
    Option "option" 0;
    Optgroup "optgroup" 0;
    Datalist "datalist" 0;
    Button "button" SPECIAL;
    Object "object" BOUND | SPECIAL;
    Svg "svg" 0;
    Math "math" 0;
}

impl Tag {
    /// Starts and ends a line.
    pub fn is_block(self) -> bool {
        self.flags() & BLOCK != 0
    }

    /// Its start ends an open paragraph.
    pub fn ends_paragraph(self) -> bool {
        self.flags() & ENDS_PARAGRAPH != 0
    }

    /// Never has content.
    pub fn is_void(self) -> bool {
        self.flags() & VOID != 0
    }

    /// Stops the search for what an end tag ends.
    pub fn is_special(self) -> bool {
        self.flags() & SPECIAL != 0
    }

    /// Its content is text without tags.
    pub fn is_raw(self) -> bool {
        self.flags() & RAW != 0
    }

    /// Bounds the scope in which an end tag looks for its element.
    pub fn is_bound(self) -> bool {
        self.flags() & BOUND != 0
    }

    /// Level of a heading.
    pub fn heading(self) -> Option<u8> {
        matches!(self, Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6).then(|| self as u8 - Tag::H1 as u8 + 1)
    }

    /// A cell of a table.
    pub fn is_cell(self) -> bool {
        matches!(self, Tag::Td | Tag::Th)
    }

    /// A group of rows of a table.
    pub fn is_row_group(self) -> bool {
        matches!(self, Tag::Tbody | Tag::Thead | Tag::Tfoot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart() {
        assert_eq!(Tag::of(b"h3").heading(), Some(3));
        assert_eq!(Tag::of(b"custom-element"), Tag::Inline);
        assert_eq!(Tag::of(b"#root"), Tag::Inline);
        assert!(Tag::of(b"tfoot").is_row_group() && Tag::of(b"hr").is_void() && !Tag::of(b"strong").is_block());
    }
}
