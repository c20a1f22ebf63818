//! Values of evaluation Japanese that parse and print themselves.
pub mod text;
