//! DCAT (データカタログ): `dcat.jsonld`, by which catalogues of open data take a release in.

use crate::release::Source;
use crate::release::about::{About, Party};
use crate::release::inventory::Inventory;
use crate::release::package::pretty;
use serde_json::{Map, Value, json};

/// The text of `dcat.jsonld`: a dataset with a distribution for each file of data.
pub fn catalog(about: &About, sources: &[Source], inventory: &Inventory) -> String {
    let licence = about.licence().map(|licence| licence.url).unwrap_or_default();
    let base = about.base_url.clone().unwrap_or_else(|| ".".to_owned());
    let mut out = Map::new();
    out.insert(
        "@context".to_owned(),
        json!({
            "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/", "vcard": "http://www.w3.org/2006/vcard/ns#",
            "spdx": "http://spdx.org/rdf/terms#", "xsd": "http://www.w3.org/2001/XMLSchema#", "owl": "http://www.w3.org/2002/07/owl#"
        }),
    );
    // An address of its own where the office has none yet: the hash of its data.
    let own = inventory.get("data/dataset.json").map_or_else(String::new, |(_, hash)| format!("urn:sha256:{hash}"));
    out.insert("@id".to_owned(), json!(about.base_url.clone().unwrap_or(own)));
    out.insert("@type".to_owned(), json!("dcat:Dataset"));
    let mut titles = vec![json!({"@value": about.title, "@language": "ja"})];
    titles.extend(about.title_en.iter().map(|title| json!({"@value": title, "@language": "en"})));
    out.insert("dct:title".to_owned(), json!(titles));
    out.insert("dct:description".to_owned(), json!({"@value": about.description.as_ref().unwrap_or(&about.title), "@language": "ja"}));
    out.insert("dct:publisher".to_owned(), publisher(&about.publisher));
    out.insert("dcat:contactPoint".to_owned(), contact(&about.contact));
    out.insert("dct:license".to_owned(), json!({"@id": licence, "@type": "dct:LicenseDocument"}));
    out.insert("dct:language".to_owned(), json!({"@id": "http://publications.europa.eu/resource/authority/language/JPN", "@type": "dct:LinguisticSystem"}));
    out.insert("dcat:version".to_owned(), json!(about.version));
    if let Some(issued) = &about.issued {
        out.insert("dct:issued".to_owned(), json!({"@value": issued, "@type": "xsd:date"}));
    }
    if !about.keywords.is_empty() {
        out.insert("dcat:keyword".to_owned(), json!(about.keywords.iter().map(|word| json!({"@value": word, "@language": "ja"})).collect::<Vec<_>>()));
    }
    let mut origins: Vec<&str> =
        sources.iter().filter_map(|source| source.url.as_deref().or_else(|| about.origin(&source.path)?.url.as_deref())).filter(|url| url.contains("://")).collect();
    origins.sort_unstable();
    origins.dedup();
    if !origins.is_empty() {
        out.insert("dct:source".to_owned(), json!(origins.iter().map(|url| json!({"@id": url})).collect::<Vec<_>>()));
    }
    let files: Vec<Value> = inventory.iter().filter(|(name, ..)| name.contains('/')).map(|(name, bytes, hash)| distribution(&base, name, bytes, hash, &licence)).collect();
    out.insert("dcat:distribution".to_owned(), json!(files));
    pretty(&Value::Object(out))
}

// A catalogue asks for the general class and does not know that an organisation is an agent: both are said.
fn publisher(party: &Party) -> Value {
    let mut out = Map::from_iter([("@type".to_owned(), json!(["foaf:Agent", "foaf:Organization"])), ("foaf:name".to_owned(), json!({"@value": party.name, "@language": "ja"}))]);
    out.extend(party.url.iter().map(|url| ("foaf:homepage".to_owned(), json!({"@id": url}))));
    Value::Object(out)
}

fn contact(party: &Party) -> Value {
    let mut out = Map::from_iter([("@type".to_owned(), json!(["vcard:Kind", "vcard:Organization"])), ("vcard:fn".to_owned(), json!(party.name))]);
    out.extend(party.email.iter().map(|email| ("vcard:hasEmail".to_owned(), json!({"@id": format!("mailto:{email}")}))));
    out.extend(party.url.iter().map(|url| ("vcard:hasURL".to_owned(), json!({"@id": url}))));
    Value::Object(out)
}

fn distribution(base: &str, name: &str, bytes: u64, hash: &str, licence: &str) -> Value {
    let media = match name.rsplit('.').next().unwrap_or_default() {
        "csv" => "text/csv",
        "json" => "application/json",
        "ndjson" => "application/x-ndjson",
        "parquet" => "application/vnd.apache.parquet",
        _ => "application/vnd.sqlite3",
    };
    let address = format!("{base}/{name}");
    json!({
        "@type": "dcat:Distribution",
        "dct:title": name,
        // DCAT-AP asks for it, the file's own address where there is no page.
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": format!("https://www.iana.org/assignments/media-types/{media}"), "@type": "dct:MediaType"},
        "dcat:byteSize": {"@value": bytes.to_string(), "@type": "xsd:nonNegativeInteger"},
        "dct:license": {"@id": licence},
        "spdx:checksum": {"@type": "spdx:Checksum", "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"}, "spdx:checksumValue": {"@value": hash, "@type": "xsd:hexBinary"}}
    })
}
