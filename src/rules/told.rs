//! What readers have told before: cells and rows that could not be taken. What only follows from
//! those is not told again; it is looked at when they are mended, and an error keeps the site back
//! until then.

use crate::diagnostics::{Arg, At, Diagnostic, Diagnostics, Place, Severity, codes};
use crate::model::{DossierTally, Site};
use crate::stats::reconcile::Equation;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Folder of the surveys' tables.
const SURVEYS: &str = "data/khao-sat/";

/// Places of errors in tables.
pub(super) struct Told<'a> {
    cells: BTreeSet<&'a Place>,
    survey_rows: bool,
}

impl<'a> Told<'a> {
    pub(super) fn of(findings: &'a Diagnostics) -> Self {
        let errors = || findings.iter().filter(|d| d.severity == Severity::Error);
        let cells = errors().map(|d| &d.place).filter(|p| matches!(p.at, At::Cell { .. })).collect();
        Told { cells, survey_rows: errors().any(loses_survey_row) }
    }

    /// True when an error was told at this cell.
    pub(super) fn at(&self, place: &Place) -> bool {
        self.cells.contains(place)
    }

    /// True when a number of the equation could not be read.
    pub(super) fn concerns(&self, e: &Equation) -> bool {
        self.at(&e.stated_at) || e.parts.iter().any(|p| p.place.as_ref().is_some_and(|p| self.at(p)))
    }

    /// True when a row of the table was dropped with an error.
    pub(super) fn lost_row_of(&self, tally: &DossierTally) -> bool {
        let Some(top) = row_of(&tally.source) else { return false };
        let rows = tally.rows.iter().chain(&tally.total);
        let taken: BTreeSet<_> = rows.filter_map(|r| row_of(&r.field.place)).map(|(_, row)| row).collect();
        let errors = self.cells.iter().filter(|p| p.file == tally.source.file).filter_map(|p| row_of(p));
        errors.into_iter().any(|(sheet, row)| sheet == top.0 && row > top.1 && !taken.contains(&row))
    }

    /// True when a row of rounds or answers was dropped with an error.
    pub(super) fn lost_survey_row(&self) -> bool {
        self.survey_rows
    }
}

fn row_of(place: &Place) -> Option<(Option<&Arc<str>>, u32)> {
    match &place.at {
        At::Cell { sheet, row, .. } => Some((sheet.as_ref(), *row)),
        _ => None,
    }
}

fn loses_survey_row(d: &Diagnostic) -> bool {
    let drops = [codes::PERIOD_UNREADABLE, codes::CELL_EMPTY, codes::ROW_RAGGED, codes::SURVEY_TWICE];
    drops.contains(&d.code) && d.place.file.starts_with(SURVEYS)
}

/// Takes away what readers told of answers without a round when a row was dropped with an error,
/// and says once that there are no rounds at all.
pub(super) fn settle(findings: &mut Diagnostics, site: &Site) {
    let lost = findings.iter().any(|d| d.severity == Severity::Error && loses_survey_row(d));
    let no_round = |d: &Diagnostic| {
        d.code == codes::SURVEY_WITHOUT_ROUND && d.args.contains(&("loai", Arg::Word("dot")))
    };
    if !lost && (!site.rounds.is_empty() || findings.iter().filter(|d| no_round(d)).count() < 2) {
        return;
    }
    let mut first = !lost;
    findings.retain(|d| !no_round(d) || std::mem::take(&mut first));
    for d in findings.iter_mut().filter(|d| no_round(d)) {
        d.subject = "khao-sat".to_owned();
        d.args.iter_mut().filter(|(name, _)| *name == "loai").for_each(|(_, a)| *a = Arg::Word("chua_co"));
    }
}
