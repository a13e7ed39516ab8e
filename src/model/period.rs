//! Reporting periods: kind, label, from, to and cut-off.

use jiff::civil::{Date, date};
use std::fmt;

/// What kind of period an id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodKind {
    /// `2021`.
    Year,
    /// `2021-H1`, `2021-H2`.
    Half(u8),
    /// `2021-9T`: the first nine months.
    NineMonths,
    /// `2021-Q1` … `2021-Q4`.
    Quarter(u8),
    /// `2021-05`.
    Month(u8),
    /// `2021-05-30_2022-05-30`: two days, both included.
    Range(Date, Date),
}

/// The id of a period, in one spelling for data, command line and addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PeriodId {
    year: i16,
    kind: PeriodKind,
}

impl PeriodId {
    /// A whole year.
    pub fn year_of(year: i16) -> Self {
        PeriodId { year, kind: PeriodKind::Year }
    }
    /// A quarter, 1 to 4.
    pub fn quarter(year: i16, quarter: u8) -> Option<Self> {
        (1..=4).contains(&quarter).then_some(PeriodId { year, kind: PeriodKind::Quarter(quarter) })
    }
    /// A period of that kind; `None` when its number doesn't exist or the year is not 1990–2100.
    pub fn new(year: i16, kind: PeriodKind) -> Option<Self> {
        let ok = match kind {
            PeriodKind::Year | PeriodKind::NineMonths => true,
            PeriodKind::Half(h) => (1..=2).contains(&h),
            PeriodKind::Quarter(q) => (1..=4).contains(&q),
            PeriodKind::Month(m) => (1..=12).contains(&m),
            PeriodKind::Range(from, to) => from <= to && from.year() == year,
        };
        (ok && (1990..=2100).contains(&year)).then_some(PeriodId { year, kind })
    }
    /// Reads the canonical spelling, in any case (`2026-q3`).
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((from, to)) = text.split_once('_') {
            let (from, to): (Date, Date) = (from.parse().ok()?, to.parse().ok()?);
            return Self::new(from.year(), PeriodKind::Range(from, to));
        }
        let (year, rest) = match text.split_once('-') {
            Some((year, rest)) => (year, Some(rest)),
            None => (text, None),
        };
        if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let year = year.parse().ok()?;
        let kind = match rest.map(str::to_ascii_uppercase).as_deref() {
            None => PeriodKind::Year,
            Some("H1") => PeriodKind::Half(1),
            Some("H2") => PeriodKind::Half(2),
            Some("9T") => PeriodKind::NineMonths,
            Some("Q1") => PeriodKind::Quarter(1),
            Some("Q2") => PeriodKind::Quarter(2),
            Some("Q3") => PeriodKind::Quarter(3),
            Some("Q4") => PeriodKind::Quarter(4),
            Some(m) if m.len() == 2 && m.bytes().all(|b| b.is_ascii_digit()) => {
                PeriodKind::Month(m.parse().ok()?)
            }
            Some(_) => return None,
        };
        Self::new(year, kind)
    }
    /// The year, or the year of the first day.
    pub fn year(self) -> i16 {
        self.year
    }
    /// The kind.
    pub fn kind(self) -> PeriodKind {
        self.kind
    }
    /// First and last day by the calendar. Reports may close on other days: never derive a
    /// period's dates from this, only compare.
    pub fn calendar_span(self) -> (Date, Date) {
        let (first, last) = match self.kind {
            PeriodKind::Year => (1, 12),
            PeriodKind::Half(h) => (h * 6 - 5, h * 6),
            PeriodKind::NineMonths => (1, 9),
            PeriodKind::Quarter(q) => (q * 3 - 2, q * 3),
            PeriodKind::Month(m) => (m, m),
            PeriodKind::Range(from, to) => return (from, to),
        };
        (date(self.year, first as i8, 1), date(self.year, last as i8, 1).last_of_month())
    }
    /// The four quarters of the year that this id names; `None` for other kinds.
    pub fn quarters(self) -> Option<[PeriodId; 4]> {
        (self.kind == PeriodKind::Year)
            .then(|| [1, 2, 3, 4].map(|q| PeriodId { year: self.year, kind: PeriodKind::Quarter(q) }))
    }
    /// The quarter before; `None` for other kinds.
    pub fn quarter_before(self) -> Option<PeriodId> {
        match self.kind {
            PeriodKind::Quarter(1) => PeriodId::quarter(self.year - 1, 4),
            PeriodKind::Quarter(q) => PeriodId::quarter(self.year, q - 1),
            _ => None,
        }
    }
    fn order(self) -> (Date, std::cmp::Reverse<Date>, PeriodKind) {
        let (from, to) = self.calendar_span();
        (to, std::cmp::Reverse(from), self.kind)
    }
}

impl fmt::Display for PeriodId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            PeriodKind::Year => write!(f, "{}", self.year),
            PeriodKind::Half(h) => write!(f, "{}-H{h}", self.year),
            PeriodKind::NineMonths => write!(f, "{}-9T", self.year),
            PeriodKind::Quarter(q) => write!(f, "{}-Q{q}", self.year),
            PeriodKind::Month(m) => write!(f, "{}-{m:02}", self.year),
            PeriodKind::Range(from, to) => write!(f, "{from}_{to}"),
        }
    }
}

/// By last day; of two that end together the shorter first, so a year follows its last quarter.
impl Ord for PeriodId {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let ((a_to, a_from, a), (b_to, b_from, b)) = (self.order(), other.order());
        (a_to, a_from, a).cmp(&(b_to, b_from, b))
    }
}
impl PartialOrd for PeriodId {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// A reporting period. The dates come from the data, never from the label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its id.
    pub id: PeriodId,
    /// Its name as readers see it ("quý III/2026").
    pub label: String,
    /// First day, included.
    pub from: Date,
    /// Last day, included.
    pub to: Date,
    /// The day on which the state was taken.
    pub cut_off: Date,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_one_spelling() {
        for id in ["2021", "2021-H1", "2021-9T", "2021-Q3", "2021-05", "2021-05-30_2022-05-30"] {
            assert_eq!(PeriodId::parse(id).map(|p| p.to_string()).as_deref(), Some(id));
        }
        assert_eq!(PeriodId::parse("2026-q3"), PeriodId::quarter(2026, 3));
        for wrong in ["", "21", "2021-Q5", "2021-13", "2021-5", "2022-05-30_2021-05-30", "2021-Q", "+021"] {
            assert_eq!(PeriodId::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_year_follows_its_last_quarter() {
        let mut ids: Vec<_> = ["2022-Q1", "2021", "2021-Q4", "2021-Q1", "2021-H1", "2021-Q2"]
            .iter()
            .filter_map(|i| PeriodId::parse(i))
            .collect();
        ids.sort();
        let ids: Vec<_> = ids.iter().map(|p| p.to_string()).collect();
        assert_eq!(ids, ["2021-Q1", "2021-Q2", "2021-H1", "2021-Q4", "2021", "2022-Q1"]);
    }

    #[test]
    fn spans_are_whole_months() {
        let span = |id: &str| PeriodId::parse(id).map(|p| p.calendar_span());
        assert_eq!(span("2024-02"), Some((date(2024, 2, 1), date(2024, 2, 29))));
        assert_eq!(span("2021-Q3"), Some((date(2021, 7, 1), date(2021, 9, 30))));
        assert_eq!(span("2021-H2"), Some((date(2021, 7, 1), date(2021, 12, 31))));
    }
}
