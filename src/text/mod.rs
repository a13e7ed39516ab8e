//! Vietnamese text: normal form, folding, slugs, collation, and reading and writing of numbers
//! and dates. Pure functions on strings.

mod fold;
mod format;

pub use fold::{fold, nfc, slug};
pub use format::{count, date, decimal_comma, padded, percent};
