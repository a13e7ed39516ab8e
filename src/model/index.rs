//! Indices that higher levels measure and announce. Never mixed with the commune's own ballots.

use super::Announced;
use crate::diagnostics::Sourced;
use jiff::civil::Date;

/// The document that announced a value.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceDocument {
    /// Number and signs.
    pub number: String,
    /// Day.
    pub issued_on: Option<Date>,
    /// Who announced it.
    pub issuer: String,
}

/// A component of an index.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexComponent {
    /// Name.
    pub name: String,
    /// Value as announced.
    pub value: Announced,
    /// Rank.
    pub rank: Option<Sourced<u64>>,
    /// Number of units ranked.
    pub out_of: Option<u64>,
}

/// An announced value.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexResult {
    /// Id in figure ids (`sipas`).
    pub id: String,
    /// Name of the index.
    pub name: String,
    /// The year that was measured.
    pub year: i16,
    /// Value as announced.
    pub value: Sourced<Announced>,
    /// Rank.
    pub rank: Option<Sourced<u64>>,
    /// Number of units ranked.
    pub out_of: Option<Sourced<u64>>,
    /// Components.
    pub components: Vec<IndexComponent>,
    /// Who announced it, by which document.
    pub source: SourceDocument,
    /// A remark for readers.
    pub note: Option<String>,
}
