//! How many ballots a year needs, and how sure a share of a sample is.

use super::tally;
use super::year::{YearParts, years};
use crate::diagnostics::Place;
use crate::model::{DossierTally, MinimumBallots, PeriodId, RuleBook, Site, SurveyRound};

/// The ballots of one year against the minimum that a province sets for them.
#[derive(Clone, Debug, PartialEq)]
pub struct YearBallots<'a> {
    /// The year.
    pub year: i16,
    /// The rule.
    pub rule: &'a MinimumBallots,
    /// Dossiers received in the year, as far as reported.
    pub transactions: u64,
    /// False when a report doesn't part them from dossiers carried in.
    pub without_carried_in: bool,
    /// Ballots returned in the year, as far as reported.
    pub returned: u64,
    /// Where they stand: the year's round or the last quarter's.
    pub place: Place,
    /// Ballots needed for these transactions.
    pub needed: u64,
    /// Both numbers are of the whole year.
    pub finished: bool,
    /// Before the year is finished: what it would come to.
    pub projected: Option<Projection>,
}

impl YearBallots<'_> {
    /// Ballots that are short of the minimum; 0 when it is met.
    pub fn shortfall(&self) -> u64 {
        self.needed.saturating_sub(self.returned)
    }
    /// Met or not; `None` while the year isn't finished and more may be needed.
    pub fn met(&self) -> Option<bool> {
        self.finished.then(|| self.shortfall() == 0)
    }
}

/// A year's transactions if the rest of it were as busy as what is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Projection {
    /// Transactions in the whole year.
    pub transactions: u64,
    /// Ballots needed for them.
    pub needed: u64,
}

/// The minimum in force for a whole calendar year, if the site's rules have one.
pub fn minimum(rules: &RuleBook, year: i16) -> Option<&MinimumBallots> {
    let (first, last) = PeriodId::year_of(year).calendar_span();
    rules
        .minimum_ballots
        .iter()
        .filter(|m| m.from.is_none_or(|d| d <= first) && m.to.is_none_or(|d| d >= last))
        .max_by_key(|m| m.from)
}

/// Every year that has a survey, dossier statistics and a minimum in force.
pub fn ballot_years(site: &Site) -> Vec<YearBallots<'_>> {
    let tallies = years(&site.dossiers);
    let of = |rounds: YearParts<SurveyRound>| {
        let rule = minimum(&site.rules, rounds.year)?;
        let (returned, place, all_rounds) = returned(&rounds)?;
        let dossiers = transactions(tallies.iter().find(|t| t.year == rounds.year)?)?;
        let finished = all_rounds && dossiers.whole_year;
        let projected = (!finished).then(|| {
            let transactions = dossiers.in_whole_year();
            Projection { transactions, needed: rule.needed(transactions) }
        });
        Some(YearBallots {
            year: rounds.year,
            rule,
            transactions: dossiers.number,
            without_carried_in: dossiers.without_carried_in,
            returned,
            place,
            needed: rule.needed(dossiers.number),
            finished,
            projected,
        })
    };
    years(&site.rounds).into_iter().filter_map(of).collect()
}

/// Ballots returned: of the year's round, else of its quarters; true when of the whole year.
fn returned(rounds: &YearParts<SurveyRound>) -> Option<(u64, Place, bool)> {
    let place = |r: &SurveyRound| r.ballots.first().map_or(&r.source, |b| &b.returned.place).clone();
    if let Some((whole, n)) = rounds.whole.and_then(|w| Some((w, w.returned()?))) {
        return Some((n, place(whole), true));
    }
    let known: Vec<_> = rounds.present().filter_map(|r| Some((r, r.returned()?))).collect();
    let sum = known.iter().fold(0u64, |sum, (_, n)| sum.saturating_add(*n));
    let complete = rounds.complete() && known.len() == rounds.quarters.len();
    Some((sum, place(known.last()?.0), complete))
}

struct Transactions {
    number: u64,
    without_carried_in: bool,
    whole_year: bool,
    /// Days that the reports cover, and days of the year.
    days: (u64, u64),
}

impl Transactions {
    /// Rounded half-up.
    fn in_whole_year(&self) -> u64 {
        let (covered, all) = (u128::from(self.days.0), u128::from(self.days.1));
        if self.whole_year || covered == 0 || covered >= all {
            return self.number;
        }
        let n = (u128::from(self.number) * all * 2 + covered) / (covered * 2);
        u64::try_from(n).unwrap_or(u64::MAX)
    }
}

/// Dossiers received: of the year's report, else of its quarters.
fn transactions(tallies: &YearParts<DossierTally>) -> Option<Transactions> {
    let (first, last) = PeriodId::year_of(tallies.year).calendar_span();
    let all = days(first, last);
    if let Some(r) = tallies.whole.and_then(tally::received) {
        let (number, without_carried_in) = (r.number.value, r.without_carried_in);
        return Some(Transactions { number, without_carried_in, whole_year: true, days: (all, all) });
    }
    let known: Vec<_> = tallies.present().filter_map(|t| Some((t, tally::received(t)?))).collect();
    known.first()?;
    Some(Transactions {
        number: known.iter().fold(0u64, |sum, (_, r)| sum.saturating_add(r.number.value)),
        without_carried_in: known.iter().all(|(_, r)| r.without_carried_in),
        whole_year: tallies.complete() && known.len() == tallies.quarters.len(),
        days: (known.iter().map(|(t, _)| days(t.period.from, t.period.to)).sum(), all),
    })
}

fn days(from: jiff::civil::Date, to: jiff::civil::Date) -> u64 {
    from.duration_until(to).as_hours().unsigned_abs() / 24 + 1
}

/// The two ends of an interval, as fractions of 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The 95% quantile of the normal distribution, two-sided.
const Z: f64 = 1.959964;

/// The 95% Wilson interval of the share `part / whole`, for a sample taken as random:
///
/// `(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)`, with p = part/n, z = 1.959964.
///
/// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
/// Journal of the American Statistical Association 22 (1927), 209–212. Unlike p ± z·√(p(1−p)/n) it
/// stays inside 0…1 and is of use for small samples and shares near 100%. `None` when the sample is
/// empty or the part larger than the whole.
pub fn wilson(part: u64, whole: u64) -> Option<Interval> {
    if whole == 0 || part > whole {
        return None;
    }
    let n = whole as f64;
    let p = part as f64 / n;
    let z2n = Z * Z / n;
    let middle = p + z2n / 2.0;
    let half = Z * (p * (1.0 - p) / n + z2n / (4.0 * n)).sqrt();
    let end = |x: f64| (x / (1.0 + z2n)).clamp(0.0, 1.0);
    Some(Interval { low: end(middle - half), high: end(middle + half) })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ballots, hue, site, tally};
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;
    use std::sync::Arc;

    #[test]
    fn bands_of_hue() {
        let rule = hue();
        for (transactions, needed) in
            [(0, 0), (1, 1), (99, 99), (100, 100), (999, 100), (1000, 200), (4999, 200), (5000, 500)]
        {
            assert_eq!(rule.needed(transactions), needed, "{transactions}");
        }
    }

    #[test]
    fn a_rule_counts_for_years_that_it_covers() {
        let mut rules = RuleBook { minimum_ballots: vec![hue()], ..RuleBook::default() };
        assert!(minimum(&rules, 2017).is_none(), "in force since 17 November");
        assert!(minimum(&rules, 2018).is_some());
        rules.minimum_ballots[0].to = Some(date(2025, 6, 30));
        assert!(minimum(&rules, 2024).is_some());
        assert!(minimum(&rules, 2025).is_none());
        assert!(minimum(&RuleBook::default(), 2024).is_none());
    }

    fn with(tallies: &[(&str, u64)], rounds: &[(&str, u64)]) -> Site {
        let mut site = site();
        site.rules = Arc::new(RuleBook { minimum_ballots: vec![hue()], ..RuleBook::default() });
        let row = |n: &u64| format!("TỔNG CỘNG,{n},0,{n},0,,,,,,,");
        site.dossiers = tallies.iter().map(|(id, n)| tally(id, &row(n))).collect();
        site.rounds = rounds.iter().map(|(id, n)| ballots(id, *n, *n)).collect();
        site
    }

    #[test]
    fn a_finished_year_is_judged() {
        let site = with(&[("2021", 1348)], &[("2021", 1348)]);
        let years = ballot_years(&site);
        assert_eq!((years[0].needed, years[0].met(), years[0].projected), (200, Some(true), None));
        let q = [("2021-Q1", 250), ("2021-Q2", 250), ("2021-Q3", 250), ("2021-Q4", 250)];
        let few = [("2021-Q1", 50), ("2021-Q2", 50), ("2021-Q3", 50), ("2021-Q4", 49)];
        let site = with(&q, &few);
        let years = ballot_years(&site);
        assert_eq!((years[0].transactions, years[0].needed), (1000, 200));
        assert_eq!((years[0].shortfall(), years[0].met()), (1, Some(false)));
    }

    #[test]
    fn an_unfinished_year_is_projected() {
        let site = with(&[("2026-Q1", 1350), ("2026-Q2", 1350)], &[("2026-Q1", 100)]);
        let years = ballot_years(&site);
        assert_eq!((years[0].finished, years[0].met()), (false, None));
        assert_eq!((years[0].needed, years[0].shortfall()), (200, 100));
        // 2700 in 181 of 365 days
        assert_eq!(years[0].projected, Some(Projection { transactions: 5445, needed: 500 }));
        assert!(ballot_years(&with(&[], &[("2026-Q1", 100)])).is_empty());
        assert!(ballot_years(&with(&[("2026-Q1", 100)], &[])).is_empty());
    }

    #[test]
    fn wilson_by_hand() {
        let percent = |x: u64, n: u64| {
            let i = wilson(x, n).unwrap();
            [i.low, i.high].map(|v| format!("{:.1}", v * 100.0))
        };
        assert_eq!(percent(10, 10), ["72.2", "100.0"]);
        assert_eq!(percent(49, 50), ["89.5", "99.6"]);
        assert_eq!(percent(197, 201), ["95.0", "99.2"]);
        assert_eq!(percent(0, 10), ["0.0", "27.8"]);
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(2, 1), None);
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_share(whole in 1u64..1_000_000, part in 0u64..1_000_000) {
            let part = part % (whole + 1);
            let (i, p) = (wilson(part, whole).unwrap(), part as f64 / whole as f64);
            prop_assert!(0.0 <= i.low && i.low <= p + 1e-12 && p <= i.high + 1e-12 && i.high <= 1.0);
        }
    }
}
