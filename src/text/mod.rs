//! Vietnamese text: normal form, folding, slugs, collation, and reading and writing of numbers
//! and dates. Pure functions on strings.

mod collate;
mod date;
mod fold;
mod format;
mod number;
mod path;
mod roman;
mod words;

pub use collate::Collation;
pub use date::{DateError, ParsedDate, parse_date};
pub(crate) use fold::is_invisible;
pub use fold::{fold, is_nfc, nfc, slug};
pub use format::{count, date, decimal_comma, padded, percent};
pub use number::{
    Decimal, NumberError, NumberStyle, ParsedNumber, ParsedPercent, parse_count, parse_decimal, parse_percent,
};
pub use path::join;
pub use roman::{parse_roman, to_roman};
pub use words::Words;
