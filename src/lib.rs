//! hyotei (評定): Japanese municipal evaluation reports, read into one uniform dataset.
pub mod japanese;
