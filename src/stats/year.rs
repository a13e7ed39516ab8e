//! A year and its quarters: which of them the data have, and which are missing.
//!
//! One mechanism for dossier statistics and survey rounds. It says nothing of figures; whether the
//! quarters give the year is in [`super::reconcile`].

use crate::model::{DossierTally, Period, PeriodId, PeriodKind, SurveyRound};
use std::collections::BTreeMap;

/// Something that reports on a period.
pub trait OfPeriod {
    /// The period.
    fn period(&self) -> &Period;
}
impl OfPeriod for DossierTally {
    fn period(&self) -> &Period {
        &self.period
    }
}
impl OfPeriod for SurveyRound {
    fn period(&self) -> &Period {
        &self.period
    }
}

/// What the data have of one year.
#[derive(Debug)]
pub struct YearParts<'a, T> {
    /// The year.
    pub year: i16,
    /// The report of the whole year.
    pub whole: Option<&'a T>,
    /// The quarters that belong to the year, in order, with their report where there is one. Fewer
    /// than four when the year's report begins or ends within the year (a commune set up in July).
    pub quarters: Vec<(PeriodId, Option<&'a T>)>,
    /// Quarters without a report that ought to have one: see [`years`].
    pub missing: Vec<PeriodId>,
}

impl<'a, T> YearParts<'a, T> {
    /// The quarters that have a report.
    pub fn present(&self) -> impl Iterator<Item = &'a T> {
        self.quarters.iter().filter_map(|(_, t)| *t)
    }
    /// True when every quarter of the year has a report.
    pub fn complete(&self) -> bool {
        !self.quarters.is_empty() && self.quarters.iter().all(|(_, t)| t.is_some())
    }
}

/// The years of which the data have the whole or a quarter, in order.
///
/// A quarter is missing when its year has other quarters and either the whole year is reported or
/// the gap lies between quarters that are. What comes before the first or after the last report is
/// not missing: a commune begins at some time, and the last quarter may not be due yet.
pub fn years<T: OfPeriod>(reports: &[T]) -> Vec<YearParts<'_, T>> {
    let mut by_id = BTreeMap::new();
    for report in reports {
        by_id.entry(report.period().id).or_insert(report);
    }
    let quarters_present = || by_id.keys().filter(|id| matches!(id.kind(), PeriodKind::Quarter(_)));
    let (first, last) = (quarters_present().min().copied(), quarters_present().max().copied());
    let between = |id: PeriodId| first.is_some_and(|f| f < id) && last.is_some_and(|l| id < l);
    let mut numbers: Vec<i16> = by_id
        .keys()
        .filter(|id| matches!(id.kind(), PeriodKind::Quarter(_) | PeriodKind::Year))
        .map(|id| id.year())
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    let parts = |year: i16| {
        let id = PeriodId::year_of(year);
        let whole = by_id.get(&id).copied();
        let quarters: Vec<_> = id
            .quarters()
            .into_iter()
            .flatten()
            .map(|q| (q, by_id.get(&q).copied()))
            .filter(|(q, report)| report.is_some() || whole.is_none_or(|w| touches(*q, w.period())))
            .collect();
        let any = quarters.iter().any(|(_, report)| report.is_some());
        let missing = quarters
            .iter()
            .filter(|(q, report)| any && report.is_none() && (whole.is_some() || between(*q)))
            .map(|(q, _)| *q)
            .collect();
        YearParts { year, whole, quarters, missing }
    };
    numbers.into_iter().map(parts).collect()
}

/// True when the quarter's calendar days and the period have days in common.
fn touches(quarter: PeriodId, period: &Period) -> bool {
    let (from, to) = quarter.calendar_span();
    from <= period.to && period.from <= to
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ballots, period};
    use super::*;
    use jiff::civil::date;

    fn missing(ids: &[&str]) -> Vec<String> {
        let rounds: Vec<_> = ids.iter().map(|id| ballots(id, 1, 1)).collect();
        years(&rounds).iter().flat_map(|y| y.missing.iter().map(ToString::to_string)).collect()
    }

    #[test]
    fn gaps_are_missing_and_ends_are_not() {
        assert_eq!(missing(&["2021-Q1", "2021-Q2", "2021-Q3", "2021"]), ["2021-Q4"]);
        assert_eq!(missing(&["2026-Q1", "2026-Q2"]), [""; 0]);
        assert_eq!(missing(&["2025-Q3", "2025-Q4", "2026-Q1"]), [""; 0]);
        assert_eq!(missing(&["2025-Q1", "2025-Q3"]), ["2025-Q2"]);
        assert_eq!(missing(&["2024-Q3", "2025-Q2"]), ["2024-Q4", "2025-Q1"]);
        assert_eq!(missing(&["2021-Q3", "2021", "2025-Q1"]), ["2021-Q1", "2021-Q2", "2021-Q4"]);
        assert_eq!(missing(&["2021", "2022"]), [""; 0]);
        assert_eq!(missing(&["2021-05", "2021-H1"]), [""; 0]);
    }

    #[test]
    fn a_year_that_begins_in_july_has_two_quarters() {
        let mut rounds = vec![ballots("2025-Q3", 1, 1), ballots("2025", 1, 1)];
        rounds[1].period.value.from = date(2025, 7, 1);
        let years = years(&rounds);
        assert_eq!(years[0].quarters.len(), 2);
        assert_eq!(years[0].missing.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2025-Q4"]);
        assert!(!years[0].complete());
    }

    #[test]
    fn reporting_years_may_close_in_december() {
        let mut year = ballots("2025", 1, 1);
        year.period.value =
            crate::model::Period { from: date(2024, 12, 15), to: date(2025, 12, 14), ..period("2025") };
        let rounds: Vec<_> = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
            .iter()
            .map(|id| ballots(id, 1, 1))
            .chain([year])
            .collect();
        assert!(years(&rounds)[0].complete());
    }
}
