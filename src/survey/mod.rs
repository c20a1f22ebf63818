//! Survey (様式調査): what repeats over a batch is the form, what varies is the content.
//!
//! Steps: [`layout`] turns blocks into areas of cells, [`cluster`] puts documents of one form
//! together, [`label`] tells labels from contents, [`strip`] finds rows of heads, [`frame`] reads off what rules each content.

pub mod cluster;
pub mod frame;
pub mod label;
pub mod layout;
pub mod outline;
pub mod shift;
pub mod strip;
