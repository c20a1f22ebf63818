//! Tag (要素名): the elements that a reader of pages tells apart; every other one is inline and does nothing.

macro_rules! tags {
    ($($tag:ident $name:literal $block:literal;)*) => {
        /// What a node is: an element, or one of the leaves that no tag names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Tag { $($tag,)* }

        impl Tag {
            /// The tag of a lower-case name.
            pub fn of(name: &str) -> Tag {
                match name {
                    // The most frequent one first.
                    "span" => Tag::Inline,
                    $($name => Tag::$tag,)*
                    _ => Tag::Inline,
                }
            }

            /// Starts and ends a line.
            pub fn is_block(self) -> bool {
                const BLOCKS: &[bool] = &[$($block,)*];
                BLOCKS.get(self as usize).copied().unwrap_or(false)
            }
        }
    };
}

tags! {
    Root "#root" false;
    Text "#text" false;
    Entity "#entity" false;
    Comment "#comment" false;
    Lost "#lost" false;
    Break "#break" true;
    BoldOn "#bold" false;
    BoldOff "#light" false;
    LinkOn "#link" false;
    LinkOff "#unlink" false;
    Inline "#inline" false;
    Td "td" true;
    Tr "tr" true;
    Th "th" true;
    A "a" false;
    Br "br" false;
    P "p" true;
    Li "li" true;
    Div "div" true;
    Html "html" false;
    Head "head" false;
    Body "body" false;
    Img "img" false;
    Del "del" false;
    S "s" false;
    Strike "strike" false;
    Sup "sup" false;
    Option "option" false;
    Title "title" false;
    Meta "meta" false;
    Link "link" false;
    Script "script" false;
    Style "style" false;
    Noscript "noscript" false;
    Template "template" false;
    Iframe "iframe" false;
    Noembed "noembed" false;
    Noframes "noframes" false;
    Textarea "textarea" false;
    Xmp "xmp" true;
    Plaintext "plaintext" true;
    Nav "nav" true;
    Header "header" true;
    Footer "footer" true;
    Aside "aside" true;
    Main "main" true;
    Article "article" true;
    Section "section" true;
    Search "search" true;
    Address "address" true;
    Blockquote "blockquote" true;
    Center "center" true;
    Details "details" true;
    Summary "summary" true;
    Dialog "dialog" true;
    Dir "dir" true;
    Fieldset "fieldset" true;
    Legend "legend" true;
    Figure "figure" true;
    Figcaption "figcaption" true;
    Hgroup "hgroup" true;
    Menu "menu" true;
    Form "form" true;
    Pre "pre" true;
    Listing "listing" true;
    H1 "h1" true;
    H2 "h2" true;
    H3 "h3" true;
    H4 "h4" true;
    H5 "h5" true;
    H6 "h6" true;
    Ul "ul" true;
    Ol "ol" true;
    Dl "dl" true;
    Dt "dt" true;
    Dd "dd" true;
    Table "table" true;
    Caption "caption" true;
    Colgroup "colgroup" false;
    Tbody "tbody" true;
    Thead "thead" true;
    Tfoot "tfoot" true;
    B "b" false;
    Strong "strong" false;
    Hr "hr" true;
    Ruby "ruby" false;
    Rt "rt" false;
    Rp "rp" false;
    Input "input" false;
    Select "select" false;
    Datalist "datalist" false;
    Button "button" false;
    Svg "svg" false;
}

impl Tag {
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
        assert_eq!(Tag::of("h3").heading(), Some(3));
        assert_eq!(Tag::of("custom-element"), Tag::Inline);
        assert!(Tag::of("tfoot").is_row_group() && Tag::of("hr").is_block() && !Tag::of("strong").is_block());
    }
}
