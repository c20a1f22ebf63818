//! hyotei (評定): Japanese municipal evaluation reports, read into one uniform dataset.
//!
//! Data flows one way: discover → decode → read → rebuild → interpret → emit. Imports run strictly downward.
pub mod cli;
pub mod decode;
pub mod discover;
pub mod emit;
pub mod error;
pub mod interpret;
pub mod japanese;
pub mod model;
pub mod pipeline;
pub mod read;
pub mod rebuild;
pub mod see;
