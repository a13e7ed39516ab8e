//! YAML: bytes → located tree of nodes → typed values.
//!
//! [`read`] turns a file into a [`Node`] tree that keeps what was written: every scalar as its
//! text (`1.10`, `005` and `no` are texts, never numbers or booleans), the order of keys, and the
//! place of each key and value. [`decode`] then lets a loader ask for what it needs, key by key,
//! and tells *all* that is wrong with a file at once: missing keys, keys that nobody asked for,
//! values that cannot be read.
//!
//! Anchors, aliases, tags and several documents in one file are refused: no file of a commune
//! needs them, and a text that begins with `&`, `*` or `!` would silently lose its first word.
//!
//! What the keys of a dataset are is the loaders' business (`load`, `config`).

mod decode;
mod read;
mod reason;
mod scalar;
#[cfg(test)]
mod tests;

pub use decode::{Decoder, Field, decode};
pub use read::{MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_SCALAR, read};
pub(crate) use read::{decode_utf8, read_text};
pub use scalar::{Decimal, date as day};

use crate::diagnostics::{Place, Sourced};

/// A value of a YAML file and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What stands there.
    pub kind: Kind,
    /// Where: a scalar's first character (the opening quote of a quoted one) and its length on
    /// that line; a list's or map's first entry, with length 0 unless it is written in brackets;
    /// for a key without a value, the key.
    pub place: Place,
}

/// The kinds of [`Node`].
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Nothing, `~` or `null`.
    Null,
    /// A text. Plain scalars stay as written, quoted and block ones are unescaped and unfolded.
    Scalar {
        /// The text.
        text: String,
        /// Written between quotes.
        quoted: bool,
    },
    /// A list.
    Seq(Vec<Node>),
    /// A map, in the order of the file. Keys are unique: later repetitions were reported
    /// (YAML06) and left out.
    Map(Vec<(Sourced<String>, Node)>),
}

impl Node {
    /// The text, if this is a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }
    /// The value of a key, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.kind {
            Kind::Map(entries) => entries.iter().find(|(k, _)| k.value == key).map(|(_, v)| v),
            _ => None,
        }
    }
    /// True for nothing, and for a text of white space only.
    pub fn is_blank(&self) -> bool {
        match &self.kind {
            Kind::Null => true,
            Kind::Scalar { text, .. } => text.trim().is_empty(),
            Kind::Seq(_) | Kind::Map(_) => false,
        }
    }
    /// The word of diagnostics (`co`, `can`) for the kind.
    fn word(&self) -> &'static str {
        match &self.kind {
            Kind::Null => "trong",
            Kind::Scalar { .. } => "chu",
            Kind::Seq(_) => "danh_sach",
            Kind::Map(_) => "nhom",
        }
    }
}
