//! Findings as text: for people ([`human`]), one line each ([`short`]), for programs ([`json`]).

mod excerpt;
mod human;
mod json;
mod short;
#[cfg(test)]
mod tests;

pub(crate) use human::{human, title};
pub(crate) use json::json;
pub(crate) use short::short;

use super::catalogue::Catalogue;
use super::terminal::Surface;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Scope, Severity};
use crate::model::Explanation;
use crate::model::{Certainty, LegalBasis, RuleBook};
use std::sync::Arc;

/// What a report is made from.
pub(crate) struct Report<'a> {
    /// The findings, in order.
    pub(crate) findings: &'a Diagnostics,
    /// The rules, for legal bases.
    pub(crate) rules: &'a RuleBook,
    /// The explanations that let errors through.
    pub(crate) explained: &'a [Explanation],
    /// The words.
    pub(crate) words: &'a Catalogue,
    /// What the stream can show.
    pub(crate) surface: Surface,
    /// The text of a file of the site, for excerpts.
    pub(crate) source: &'a dyn Fn(&str) -> Option<String>,
}

/// How many findings there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Counts {
    /// Errors.
    pub(crate) errors: usize,
    /// Errors that stop publication.
    pub(crate) stopping: usize,
    /// Errors that an explanation lets through.
    pub(crate) explained: usize,
    /// Warnings.
    pub(crate) warnings: usize,
    /// Notes.
    pub(crate) notes: usize,
}

impl Counts {
    /// Counts the findings.
    pub(crate) fn of(findings: &Diagnostics) -> Counts {
        let number = |test: &dyn Fn(&Diagnostic) -> bool| findings.iter().filter(|d| test(d)).count();
        Counts {
            errors: findings.count(Severity::Error),
            stopping: number(&Diagnostic::stops_the_site),
            explained: number(&|d| d.severity == Severity::Error && d.explained),
            warnings: findings.count(Severity::Warning),
            notes: findings.count(Severity::Note),
        }
    }
}

/// The records that stay out, each once, with the code that says why.
pub(crate) fn withheld(words: &Catalogue, findings: &Diagnostics) -> Vec<Arc<str>> {
    let mut items: Vec<Arc<str>> = Vec::new();
    let stays_out = |d: &&Diagnostic| d.scope == Scope::Withhold && d.severity != Severity::Note;
    for d in findings.iter().filter(stays_out) {
        let (key, name) = match d.subject.split_once('/') {
            Some(("ho-so" | "khao-sat", period)) => ("withheld.period", period),
            Some(("van-ban", name)) => ("withheld.document", name),
            _ if d.subject.is_empty() => ("withheld.other", &*d.place.file),
            _ => ("withheld.other", d.subject.as_str()),
        };
        let item = words.say(key, &[("name", name.into()), ("code", d.code.name().into())]);
        if !items.iter().any(|i| **i == *item) {
            items.push(item.into());
        }
    }
    items
}

/// A legal basis by its id; `None` in the second place when the rules in force don't have it.
type Basis<'a> = (&'a str, Option<&'a LegalBasis>);

/// The bases of a code: those of the catalogue, then those that the rule set adds.
pub(crate) fn bases<'a>(code: Code, words: &'a Catalogue, rules: &'a RuleBook) -> Vec<Basis<'a>> {
    let mut ids: Vec<&str> = Vec::new();
    let of_catalogue = words.entry(code).map_or(&[][..], |e| &e.bases);
    let of_rules = rules.settings.get(&code).map_or(&[][..], |s| &s.basis);
    for id in of_catalogue.iter().chain(of_rules) {
        if !ids.contains(&id.as_str()) {
            ids.push(id);
        }
    }
    ids.into_iter().map(|id| (id, rules.bases.get(id))).collect()
}

/// A basis in words, with how sure it is.
pub(crate) fn basis_in_words(words: &Catalogue, (id, basis): Basis<'_>) -> String {
    let Some(basis) = basis else {
        return words.say("basis.absent", &[("id", id.into())]);
    };
    let certainty = match basis.certainty {
        Certainty::Verified => return basis.text.clone(),
        Certainty::Secondary => "basis.secondary",
        Certainty::Unverified => "basis.unverified",
        Certainty::Policy => "basis.policy",
    };
    let certainty = words.word(certainty);
    // Some texts say it themselves.
    match basis.text.to_lowercase().contains(&certainty.to_lowercase()) {
        true => basis.text.clone(),
        false => format!("{} ({certainty})", basis.text),
    }
}

/// The counts in words.
pub(crate) fn counts_in_words(words: &Catalogue, counts: &Counts) -> String {
    if counts.errors + counts.warnings + counts.notes == 0 {
        return words.word("counts.none");
    }
    let mut errors = words.say("counts.errors", &[("n", counts.errors.into())]);
    let mut parts = Vec::new();
    if counts.stopping > 0 {
        parts.push(words.say("counts.stopping", &[("n", counts.stopping.into())]));
    }
    if counts.explained > 0 {
        parts.push(words.say("counts.explained", &[("n", counts.explained.into())]));
    }
    if !parts.is_empty() {
        errors = format!("{errors} ({})", parts.join(", "));
    }
    let warnings = words.say("counts.warnings", &[("n", counts.warnings.into())]);
    let notes = words.say("counts.notes", &[("n", counts.notes.into())]);
    format!("{errors}, {warnings}, {notes}.")
}
