//! Schema (スキーマ): JSON Schema (2020-12) of the dataset, derived from the types that are serialised.

use crate::emit::dataset::Dataset;

/// The schema as a JSON value.
pub fn schema() -> serde_json::Value {
    // As serialised: a nullable field is always present.
    let generator = schemars::generate::SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut value = generator.into_root_schema_for::<Dataset>().to_value();
    if let Some(object) = value.as_object_mut() {
        object.insert("title".to_owned(), "hyotei dataset".into());
    }
    value
}

/// The schema as text, as `hyotei schema` prints it.
pub fn text() -> String {
    let mut out = serde_json::to_string_pretty(&schema()).unwrap_or_default();
    out.push('\n');
    out
}
