//! Name (命名): what the ids and classes that page authors give say of an element.

/// What a name or class says of its element: `globalNav`, `topic-path`, `sr-only`.
pub fn reason_of(name: &str) -> Option<&'static str> {
    let whole: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let whole_reason = match whole.as_str() {
        "sronly" | "visuallyhidden" | "screenreadertext" | "displaynone" | "ishidden" => Some("hidden"),
        "topicpath" | "topicspath" | "breadcrumb" | "breadcrumbs" | "breadcrumblist" | "pankuzu" | "pankuzulist" => Some("breadcrumbs"),
        "pagetop" | "gotop" | "totop" | "backtotop" | "skiplink" | "skipnav" => Some("page-link"),
        "copyright" => Some("page-footer"),
        _ => None,
    };
    whole_reason.or_else(|| words(name).find_map(|word| word_reason(&word)))
}

fn word_reason(word: &str) -> Option<&'static str> {
    Some(match word {
        "nav" | "navi" | "navigation" | "gnav" | "gnavi" | "lnav" | "lnavi" | "globalnav" | "globalnavi" | "localnav" | "localnavi" | "sidenav" | "menu" | "gmenu" | "submenu" => {
            "navigation"
        }
        "breadcrumb" | "breadcrumbs" | "crumb" | "crumbs" | "pankuzu" | "topicpath" => "breadcrumbs",
        "header" | "globalheader" | "siteheader" | "pageheader" => "page-header",
        "footer" | "globalfooter" | "sitefooter" | "pagefooter" => "page-footer",
        "sidebar" | "side" | "aside" => "aside",
        "sns" | "skip" => "page-link",
        _ => return None,
    })
}

/// Words of a name: cut at signs and before capitals.
fn words(name: &str) -> impl Iterator<Item = String> + '_ {
    let mut rest = name;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
        let mut end = 0;
        let mut lower = false;
        for (at, character) in rest.char_indices() {
            if !character.is_ascii_alphabetic() || (character.is_ascii_uppercase() && lower) {
                break;
            }
            lower = character.is_ascii_lowercase();
            end = at + 1;
        }
        let word = rest.get(..end)?.to_ascii_lowercase();
        rest = &rest[end..];
        (!word.is_empty()).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_furniture() {
        assert_eq!(reason_of("globalNav"), Some("navigation"));
        assert_eq!(reason_of("topic_path"), Some("breadcrumbs"));
        assert_eq!(reason_of("footer-inner2"), Some("page-footer"));
        assert_eq!((reason_of("headline"), reason_of("outside"), reason_of("評価")), (None, None, None));
    }
}
