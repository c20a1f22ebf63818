//! Language (言葉): in which of two languages pages and messages speak.

/// Japanese or English.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    /// 日本語.
    #[value(name = "ja")]
    Japanese,
    /// English.
    #[value(name = "en")]
    English,
}

impl Language {
    /// The language asked for, or that of the locale.
    pub fn chosen(asked: Option<Language>) -> Language {
        asked.unwrap_or_else(|| {
            let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
            Language::of_locale(&["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).unwrap_or_default())
        })
    }

    /// The language of a locale's name: `ja_JP.UTF-8`.
    pub fn of_locale(name: &str) -> Language {
        if name == "ja" || name.starts_with("ja_") || name.starts_with("ja.") || name.starts_with("ja-") { Language::Japanese } else { Language::English }
    }

    /// Its code, as `lang` of a page.
    pub fn code(self) -> &'static str {
        match self {
            Language::Japanese => "ja",
            Language::English => "en",
        }
    }

    /// The words in this language.
    pub fn say<'a>(self, japanese: &'a str, english: &'a str) -> &'a str {
        match self {
            Language::Japanese => japanese,
            Language::English => english,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_tells_the_language() {
        let told = ["ja_JP.UTF-8", "ja", "C", "en_GB", "", "jam_JM"].map(|name| Language::of_locale(name).code());
        assert_eq!(told, ["ja", "ja", "en", "en", "en", "en"]);
    }
}
