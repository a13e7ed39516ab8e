//! A share over periods, with its target: the spec and its table. `line` draws it.

use super::measure::TextMeasure;
use super::{Chart, ChartTable, Heading, Share, line};
use crate::text::count;

/// A share over periods. A line joins only neighbouring periods that both have a share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trend {
    /// The words around it.
    pub heading: Heading,
    /// Identifier of what is drawn, for the class `day-…`.
    pub key: String,
    /// The periods in order, also those without a figure.
    pub points: Vec<Point>,
    /// What is to be reached.
    pub target: Option<Target>,
    /// Decimals of the printed shares.
    pub decimals: u32,
    /// Heads of the table and the word for what has no number.
    pub words: TrendWords,
}

/// One period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Its name, broken at spaces where it has to be.
    pub label: String,
    /// Its share; `None` where there is no figure.
    pub share: Option<Share>,
}

/// A figure to reach, drawn as a dashed line with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its name, `Chỉ tiêu`.
    pub label: String,
    /// Its value.
    pub share: Share,
    /// Decimals with which it is printed.
    pub decimals: u32,
    /// Position in `points` of the first period to which it applies; those before it have no target.
    /// At or behind the end of `points` it applies to none: it is not drawn, but stays in the scale.
    pub from: usize,
}

/// The words of [`Trend`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrendWords {
    /// Head of the table's first column.
    pub period: String,
    /// Head of the column of shares.
    pub share: String,
    /// Head of the column of numerators.
    pub part: String,
    /// Head of the column of denominators.
    pub whole: String,
    /// Stands for an absent figure.
    pub missing: String,
    /// Stands in the target's column beside periods to which it doesn't apply yet.
    pub no_target: String,
}

impl Target {
    /// Its name and value, if it has one.
    pub(super) fn text(&self) -> Option<String> {
        Some(format!("{}: {}", self.label, self.share.text(self.decimals)?))
    }
}

impl Trend {
    /// The drawing and its table. `id` is the chart's own on its page. `None` when no period has a
    /// share.
    pub fn chart(&self, id: &str, measure: &TextMeasure) -> Option<Chart> {
        let svg = line::svg(id, self, measure)?;
        Some(Chart { heading: self.heading.clone(), svg, table: self.table() })
    }

    fn table(&self) -> ChartTable {
        let target = self.target.as_ref().and_then(|t| Some((t, t.share.text(t.decimals)?)));
        let words = &self.words;
        let mut columns =
            [&words.period, &words.share, &words.part, &words.whole].map(String::clone).to_vec();
        columns.extend(target.iter().map(|(target, _)| target.label.clone()));
        let line = |(i, point): (usize, &Point)| {
            let missing = || words.missing.clone();
            let number = |n: fn(Share) -> u64| point.share.map(|s| count(n(s))).unwrap_or_else(missing);
            let share = point.share.and_then(|s| s.text(self.decimals)).unwrap_or_else(missing);
            let mut cells = vec![point.label.clone(), share, number(|s| s.part), number(|s| s.whole)];
            let goal = |(target, text): &(&Target, String)| {
                if i < target.from { words.no_target.clone() } else { text.clone() }
            };
            cells.extend(target.iter().map(goal));
            cells
        };
        ChartTable::new(&self.heading, columns, self.points.iter().enumerate().map(line).collect())
    }
}
