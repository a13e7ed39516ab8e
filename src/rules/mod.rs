//! The checks: what is wrong, missing or worth a look in a commune's figures and documents.
//!
//! One file per family. The sums come from [`crate::stats::reconcile`], so that what a check says is
//! what the page shows. Findings have the codes' own grades; [`grade`] applies the rule set's, and
//! [`explain_away`] the commune's explanations. What a file can't be read for is told by `load`.

mod citation;
mod claim;
mod document;
mod dossier;
mod explanation;
mod host;
mod index;
mod phrase;
mod survey;
mod target;
mod told;
mod wording;
mod year;

pub use explanation::explain_away;

use crate::diagnostics::{Arg, Diagnostic, Diagnostics};
use crate::model::{PeriodId, PeriodKind, RuleBook, Site};
use crate::stats::Figures;
use crate::stats::reconcile::{Name, Part};
use crate::text;
use std::sync::Arc;

/// All findings about a site, with the codes' own grades, family by family. What only follows from
/// an error that was `told` before is left out.
pub fn check(site: &Site, figures: &Figures, told: &Diagnostics) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let told = &told::Told::of(told);
    dossier::check(site, told, &mut out);
    year::check(site, told, &mut out);
    survey::check(site, told, &mut out);
    target::check(site, figures, &mut out);
    index::check(site, &mut out);
    document::check(site, &mut out);
    out
}

/// Takes away what readers told that only follows from another of their findings. To be called
/// before [`check`].
pub fn settle(findings: &mut Diagnostics, site: &Site) {
    told::settle(findings, site);
}

/// Applies the rule set: findings of checks that are off are dropped, others get the severity and
/// scope that it sets.
pub fn grade(findings: &mut Diagnostics, rules: &RuleBook) {
    findings.retain(|d| !rules.settings.get(&d.code).is_some_and(|s| s.off));
    findings.iter_mut().for_each(|d| regrade(d, rules));
}

fn regrade(finding: &mut Diagnostic, rules: &RuleBook) {
    if let Some(setting) = rules.settings.get(&finding.code) {
        finding.severity = setting.severity.unwrap_or(finding.severity);
        finding.scope = setting.scope.unwrap_or(finding.scope);
    }
}

/// Which way a sum is off: argument `huong` of a message.
fn way(by: i64) -> Arg {
    Arg::Word(if by < 0 { "it" } else { "nhieu" })
}

/// The parts of a sum that are reported, each as its name and number.
fn parts(parts: &[Part]) -> Arg {
    let shown = |p: &Part| {
        let n = text::count(p.value?);
        Some(Arc::from(match &p.name {
            Name::Column(column) => in_column(column, &n),
            Name::Field(name) | Name::Period(name) | Name::Level(name) => format!("{name}: {n}"),
            Name::Quarter(_) | Name::Blank => n,
        }))
    };
    Arg::List(parts.iter().filter_map(shown).collect())
}

/// A number and its column, whose name may have commas.
fn in_column(column: &str, number: &str) -> String {
    format!("“{column}” {number}")
}

/// A quarter's number as it is written, for one that has no report and so no label.
fn roman(id: PeriodId) -> &'static str {
    match id.kind() {
        PeriodKind::Quarter(1) => "I",
        PeriodKind::Quarter(2) => "II",
        PeriodKind::Quarter(3) => "III",
        _ => "IV",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Scope, Severity, codes};
    use crate::model::RuleSetting;
    use crate::stats::testing::{reported_2021, right, site};

    /// The findings about a site, as `place code subject`, in order.
    pub(super) fn told(site: &Site) -> Vec<String> {
        let mut all = Diagnostics::new();
        all.extend(check(site, &Figures::of(site), &Diagnostics::new()));
        all.finish();
        all.iter().map(|d| format!("{} {} {}", d.place, d.code, d.subject)).collect()
    }

    /// One argument of the only finding of a code.
    pub(super) fn arg(site: &Site, code: crate::diagnostics::Code, name: &str) -> Arg {
        let all = check(site, &Figures::of(site), &Diagnostics::new());
        let mut of_code = all.iter().filter(|d| d.code == code);
        let found = of_code.next().unwrap_or_else(|| panic!("no {code}"));
        assert!(of_code.next().is_none(), "one {code}");
        found.args.iter().find(|(n, _)| *n == name).unwrap_or_else(|| panic!("no {name}")).1.clone()
    }

    pub(super) fn list(items: &[&str]) -> Arg {
        Arg::List(items.iter().map(|i| Arc::from(*i)).collect())
    }

    #[test]
    fn a_right_site_and_an_empty_one_have_no_findings() {
        let mut site = site();
        assert_eq!(told(&site), [""; 0]);
        site.dossiers = vec![right("2026-Q1")];
        assert_eq!(told(&site), [""; 0]);
    }

    #[test]
    fn the_rule_set_grades() {
        let mut site = site();
        site.dossiers = vec![reported_2021()];
        let mut all = Diagnostics::new();
        all.extend(check(&site, &Figures::of(&site), &Diagnostics::new()));
        let mut rules = RuleBook::default();
        let off = RuleSetting { off: true, ..Default::default() };
        rules.settings.insert(codes::DOSSIER_CELLS_ABSENT, off);
        let record = RuleSetting { scope: Some(Scope::Record), ..Default::default() };
        rules.settings.insert(codes::DOSSIER_FIELD_SUM, record);
        let error = RuleSetting { severity: Some(Severity::Error), ..Default::default() };
        rules.settings.insert(codes::DOSSIER_PARTIAL_BREAKDOWN, error);
        grade(&mut all, &rules);
        let graded: Vec<_> = all.iter().map(|d| (d.code.name(), d.severity, d.scope)).collect();
        assert_eq!(
            graded,
            [("HS01", Severity::Error, Scope::Record), ("HS14", Severity::Error, Scope::Record)]
        );
    }
}
