//! The rules in force: legal bases, form layouts, settings of checks, the minimum of ballots.
//!
//! All of it is data of dated rule sets; `load` picks what is in force on the site's day.

use super::TallyLayout;
use crate::diagnostics::{Code, Scope, Severity};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How sure a legal fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// Read in the official text.
    Verified,
    /// Read in a summary or a copy.
    Secondary,
    /// Not checked: the product says so.
    Unverified,
    /// Not law: the project's own rule, or arithmetic.
    Policy,
}

/// A legal basis.
#[derive(Clone, Debug, PartialEq)]
pub struct LegalBasis {
    /// Its id.
    pub id: String,
    /// Citation as it is printed.
    pub text: String,
    /// Where it was read.
    pub source: Option<String>,
    /// How sure.
    pub certainty: Certainty,
    /// In force from.
    pub from: Option<Date>,
    /// In force until.
    pub to: Option<Date>,
}

/// What a rule set says of one check.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct RuleSetting {
    /// False switches the check off.
    pub off: bool,
    /// Another severity.
    pub severity: Option<Severity>,
    /// Another scope.
    pub scope: Option<Scope>,
    /// Ids of bases, beside those of the catalogue.
    pub basis: Vec<String>,
}

/// One band of the table of minimum ballots: from `from` transactions a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// Transactions a year, from (included).
    pub from: u64,
    /// Ballots needed; `None` means one for every transaction.
    pub ballots: Option<u64>,
}

/// The minimum of ballots returned in a year, a province's rule.
#[derive(Clone, Debug, PartialEq)]
pub struct MinimumBallots {
    /// Id of the basis.
    pub basis: String,
    /// Bands, ascending, the first from 0.
    pub bands: Vec<Band>,
    /// First day on which the rule holds.
    pub from: Option<Date>,
    /// Last day on which it holds.
    pub to: Option<Date>,
}

impl MinimumBallots {
    /// Ballots needed for that many transactions in the year.
    pub fn needed(&self, transactions: u64) -> u64 {
        self.bands
            .iter()
            .rev()
            .find(|b| b.from <= transactions)
            .map_or(0, |b| b.ballots.unwrap_or(transactions))
    }
}

/// A type of document with its official abbreviation (Decree 30/2020).
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentType {
    /// Abbreviation, such as `KH`.
    pub abbreviation: String,
    /// Name, such as "Kế hoạch".
    pub name: String,
}

/// A wording to avoid.
#[derive(Clone, Debug, PartialEq)]
pub struct Wording {
    /// The phrase.
    pub phrase: String,
    /// What to write.
    pub better: String,
}

/// All rules in force on the site's day.
#[derive(Clone, Debug, Default)]
pub struct RuleBook {
    /// Legal bases by id.
    pub bases: BTreeMap<String, LegalBasis>,
    /// Form layouts, the newest first.
    pub layouts: Vec<Arc<TallyLayout>>,
    /// Settings by code.
    pub settings: BTreeMap<Code, RuleSetting>,
    /// Minimum of ballots, where the province has one.
    pub minimum_ballots: Vec<MinimumBallots>,
    /// Types of documents.
    pub document_types: Vec<DocumentType>,
    /// Wordings to avoid.
    pub wordings: Vec<Wording>,
    /// Domain names of the state's sites, by which mistyped ones are recognised.
    pub hosts: Vec<String>,
    /// Days of the month on which reporting periods may begin besides the first (the period then
    /// begins in the month before).
    pub period_start_days: Vec<i8>,
}
