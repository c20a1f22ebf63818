//! Reason (残余の理由): why text became neither record nor label. One list defines every reason; the README table, `hyotei residue` and
//! the JSON Schema derive from it. Stages may say it in a word of their own (`breadcrumbs`, `table-rule`): the list maps it.

macro_rules! reasons {
    ($($name:ident $word:literal [$($own:literal)*] $meaning:literal;)*) => {
        /// Why text is residue.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Reason { $(#[doc = $meaning] $name,)* }

        impl Reason {
            /// Every reason, in the order of the list.
            pub const ALL: &'static [Reason] = &[$(Reason::$name,)*];

            /// The reason as printed (kebab-case).
            pub fn as_str(self) -> &'static str {
                match self { $(Reason::$name => $word,)* }
            }

            /// What it means, in one sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Reason::$name => $meaning,)* }
            }

            /// The reason that a stage gave in a word of its own; `None` if the list does not know the word.
            pub fn told(word: &str) -> Option<Reason> {
                match word { $($word $(| $own)* => Some(Reason::$name),)* _ => None }
            }
        }
    };
}

reasons! {
    Markup "markup" ["script" "style" "comment" "cut-off-tag" "table-rule" "delimiter-line"] "Tags, scripts, rules and other signs that only lay out.";
    Furniture "furniture" ["navigation" "page-header" "page-footer" "page-furniture" "aside" "breadcrumbs" "hidden" "figure" "ruby" "sheet-name"] "What a page carries beside its content: page numbers, running heads, navigation, what is never shown.";
    Links "links" ["file-links" "page-link"] "Lists and tables that only lead elsewhere.";
    PageInformation "page-information" ["page-title" "viewer-notice"] "What a page says of itself: its title, when it was put up, what it is read with.";
    FormControl "form-control" [] "Buttons, search boxes and menus.";
    FrontMatter "front-matter" [] "What a report says of itself before its first item.";
    TableOfContents "table-of-contents" [] "A table of contents.";
    OutsideItems "outside-items" ["table-outside-items" "note-of-the-sheet"] "Text and tables about no item.";
    CountOfRatings "count-of-ratings" [] "A table that counts how often each grade was given.";
    SumOfItems "sum-of-items" [] "Sums over items.";
    Option "option" [] "An option of a choice that was not chosen.";
    StruckOut "struck-out" [] "Text that the source strikes out.";
    NoteMark "note-mark" [] "A mark that points to a note.";
    Unplaced "unplaced" ["value-without-label" "full-marks" "difference-of-columns" "number-unread" "under-a-merged-cell"] "Nothing expects it: no label rules it, no reading takes it.";
    BeyondBound "beyond-bound" ["table-too-wide"] "It lies beyond a bound and was not read.";
    Binary "binary" [] "Bytes that are no text.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_told_by_its_own_word() {
        for reason in Reason::ALL {
            assert_eq!(Reason::told(reason.as_str()), Some(*reason));
        }
        assert_eq!(Reason::told("breadcrumbs"), Some(Reason::Furniture));
        assert_eq!(Reason::told("because"), None);
    }
}
