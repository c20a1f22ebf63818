//! About (公開の設定): what an office says of its release, in a small TOML file.

use crate::error::Error;
use serde::Deserialize;
use std::path::Path;

/// What an office says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Title, in Japanese.
    pub title: String,
    /// Title, in English.
    pub title_en: Option<String>,
    /// What it is, in a sentence or two.
    pub description: Option<String>,
    /// Who publishes.
    pub publisher: Party,
    /// Whom to ask.
    pub contact: Party,
    /// `PDL1.0`, `CC-BY-4.0`, `CC0-1.0`, or a licence by its address.
    pub licence: String,
    /// Version of the release, `1.0.0` if not given.
    #[serde(default = "first")]
    pub version: String,
    /// Day of publication, `YYYY-MM-DD`.
    pub issued: Option<String>,
    /// Where the folder will stand, without a slash at the end.
    pub base_url: Option<String>,
    /// Words to find it by.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// Where the documents come from.
    #[serde(default, rename = "source")]
    pub sources: Vec<Origin>,
}

/// An office or a person.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Its name.
    pub name: String,
    /// Its page.
    pub url: Option<String>,
    /// Its address for mail.
    pub email: Option<String>,
}

/// Where documents come from: those whose path begins with `path`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Beginning of the paths of its documents; empty for all.
    #[serde(default)]
    pub path: String,
    /// What it is called.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Where.
    pub url: Option<String>,
    /// Its licence.
    pub licence: Option<String>,
}

fn first() -> String {
    "1.0.0".to_owned()
}

/// A licence: short name, name in Japanese, address.
pub struct Licence {
    /// As an identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub url: String,
}

impl About {
    /// Reads a file.
    ///
    /// # Errors
    /// [`Error::Read`]; [`Error::Invalid`] with line and field.
    pub fn load(path: &Path) -> Result<About, Error> {
        let text = std::fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
        let fail = |reason: String| Error::Invalid { path: path.to_owned(), reason };
        let about: About = toml::from_str(&text).map_err(|error| fail(error.to_string().trim_end().to_owned()))?;
        for (name, text) in [("title", &about.title), ("publisher.name", &about.publisher.name), ("contact.name", &about.contact.name), ("licence", &about.licence)] {
            if text.trim().is_empty() {
                return Err(fail(format!("{name} is empty")));
            }
        }
        let is_day = |text: &str| crate::tables::sink::parquet::day(text).is_some() && text.len() == 10;
        if let Some(issued) = about.issued.as_deref().filter(|issued| !is_day(issued)) {
            return Err(fail(format!("issued: {issued:?} is no day (YYYY-MM-DD)")));
        }
        about.licence().map(|_| ()).map_err(fail)?;
        Ok(about)
    }

    /// The licence.
    ///
    /// # Errors
    /// In words, where it is neither known nor an address.
    pub fn licence(&self) -> Result<Licence, String> {
        let (id, name, url) = match self.licence.to_uppercase().replace([' ', '_'], "-").as_str() {
            "PDL1.0" | "PDL-1.0" => ("PDL-1.0", "公共データ利用規約（第1.0版）（PDL1.0）", "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0"),
            "CC-BY-4.0" | "CC-BY" => ("CC-BY-4.0", "クリエイティブ・コモンズ 表示 4.0 国際（CC BY 4.0）", "https://creativecommons.org/licenses/by/4.0/deed.ja"),
            "CC0-1.0" | "CC0" => ("CC0-1.0", "クリエイティブ・コモンズ CC0 1.0 全世界", "https://creativecommons.org/publicdomain/zero/1.0/deed.ja"),
            _ if self.licence.starts_with("https://") || self.licence.starts_with("http://") => ("other", self.licence.as_str(), self.licence.as_str()),
            _ => return Err(format!("licence: {:?} is none of PDL1.0, CC-BY-4.0, CC0-1.0 and no address", self.licence)),
        };
        Ok(Licence { id: id.to_owned(), name: name.to_owned(), url: url.to_owned() })
    }

    /// Where a document comes from: the origin with the longest beginning of its path.
    pub fn origin(&self, path: &str) -> Option<&Origin> {
        self.sources.iter().filter(|origin| path.starts_with(&origin.path)).max_by_key(|origin| origin.path.len())
    }
}
