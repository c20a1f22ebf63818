//! Emit (出力): records to the dataset. Serialised types live here alone: a serialised shape is a promise.
pub mod convert;
pub mod dataset;
pub mod folder;
pub mod json;
pub mod ledger;
pub mod schema;
pub mod spool;
pub mod validate;
pub mod write;
