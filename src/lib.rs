//! hyotei (評定): Japanese municipal evaluation reports, read into one uniform dataset.
//!
//! Data flows one way: discover → decode → read → survey → understand → tell → emit; a document of no form is read by rebuild and
//! interpret. Imports run strictly downward.
#![forbid(unsafe_code)]
pub mod cli;
pub mod correct;
pub mod decode;
pub mod discover;
pub mod emit;
pub mod error;
pub mod forms;
pub mod interpret;
pub mod japanese;
pub mod model;
pub mod pipeline;
pub mod read;
pub mod rebuild;
pub mod release;
pub mod review;
pub mod see;
pub mod survey;
pub mod tables;
pub mod tell;
pub mod understand;
