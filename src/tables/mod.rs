//! Tables (表): the dataset as an analyst opens it: CSV, NDJSON, Parquet, SQLite and JSON, all made from `dataset.json` as a stream.
//!
//! A stage of its own after `emit`: it depends on nothing but the dataset as JSON and its schema.

pub mod bundle;
pub mod catalog;
pub mod convert;
pub mod dataset;
pub mod flat;
pub mod observation;
pub mod overview;
pub mod record;
pub mod shape;
pub mod sink;
pub mod wide;

pub use convert::{Made, clear, convert, convert_to};
pub use sink::Form;
