//! Answers by level: one bar of 100% for each survey question.

use super::measure::{TextMeasure, Weight};
use super::stack::{self, Part, Row};
use super::{Chart, ChartTable, Heading, Series, Share};
use crate::text;

/// Bars of 100%, each from the counts of its own question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelBars {
    /// The words around it.
    pub heading: Heading,
    /// The levels, in order.
    pub levels: Vec<Series>,
    /// The questions.
    pub rows: Vec<LevelRow>,
    /// Decimals of the printed shares.
    pub decimals: u32,
    /// Words for numbers and for what has none.
    pub words: LevelWords,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelRow {
    /// The question.
    pub label: String,
    /// Answers at each level; `None` where there is no figure. Shares are drawn only when no level
    /// is absent. Fewer than the levels: the rest are absent.
    pub counts: Vec<Option<u64>>,
    /// Ballots without an answer to this question; not in the bar, said below it.
    pub blank: Option<u64>,
    /// What is written beside each part.
    pub labels: Labels,
}

/// What is written beside each part of a bar and in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Labels {
    /// `58,1% (216)`
    ShareAndCount,
    /// `5`: for numbers too small for a share.
    Count,
}

/// The words of [`LevelBars`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LevelWords {
    /// Head of the table's first column.
    pub row: String,
    /// Stands for an absent figure.
    pub missing: String,
    /// Stands in place of the bar when nobody answered.
    pub none: String,
    /// After the number of answers, and head of its column: `ý kiến trả lời`.
    pub answered: String,
    /// After the number of blanks, and head of its column: `không trả lời`.
    pub blank: String,
}

impl LevelRow {
    /// The counts of all levels and their sum, if none is absent.
    fn complete(&self, levels: usize) -> Option<(Vec<u64>, u64)> {
        let counts: Vec<u64> =
            (0..levels).map(|i| self.counts.get(i).copied().flatten()).collect::<Option<_>>()?;
        let sum = counts.iter().try_fold(0u64, |sum, n| sum.checked_add(*n))?;
        Some((counts, sum))
    }
}

impl LevelBars {
    /// The drawing and its table. `id` is the chart's own on its page. `None` when nothing can be
    /// drawn truthfully: no levels, no questions, or a question with more counts than levels.
    pub fn chart(&self, id: &str, measure: &TextMeasure) -> Option<Chart> {
        let levels = self.levels.len();
        if levels == 0 || self.rows.is_empty() || self.rows.iter().any(|r| r.counts.len() > levels) {
            return None;
        }
        let rows: Vec<Row<'_>> = self.rows.iter().map(|row| self.row(row)).collect();
        Some(Chart {
            heading: self.heading.clone(),
            svg: stack::svg(id, &self.heading, &self.levels, &rows, measure),
            table: self.table(),
        })
    }

    fn row<'a>(&self, row: &'a LevelRow) -> Row<'a> {
        let blank = row.blank.map(|n| format!("{} {}", text::count(n), self.words.blank));
        let Some((counts, n)) = row.complete(self.levels.len()) else {
            let end = Some((self.words.missing.clone(), Weight::Regular));
            return Row { label: &row.label, end, parts: Vec::new(), note: blank };
        };
        if n == 0 {
            let end = Some((self.words.none.clone(), Weight::Regular));
            return Row { label: &row.label, end, parts: Vec::new(), note: blank };
        }
        let part = |(series, &count): (usize, &u64)| Part {
            series,
            length: count as f64 / n as f64,
            text: self.value(row, count, n),
        };
        let mut note = format!("{} {}", text::count(n), self.words.answered);
        if let Some(blank) = blank {
            note = format!("{note} · {blank}");
        }
        Row {
            label: &row.label,
            end: None,
            parts: counts.iter().enumerate().map(part).collect(),
            note: Some(note),
        }
    }

    /// A count of `n` answers as it is written.
    fn value(&self, row: &LevelRow, count: u64, n: u64) -> String {
        let share = Share { part: count, whole: n }.text(self.decimals);
        match (row.labels, share) {
            (Labels::ShareAndCount, Some(share)) => format!("{share} ({})", text::count(count)),
            _ => text::count(count),
        }
    }

    fn table(&self) -> ChartTable {
        let mut columns = vec![self.words.row.clone()];
        columns.extend(self.levels.iter().map(|l| l.label.clone()));
        columns.extend([self.words.answered.clone(), self.words.blank.clone()]);
        let known = |value: Option<u64>| value.map_or_else(|| self.words.missing.clone(), text::count);
        let line = |row: &LevelRow| {
            let mut cells = vec![row.label.clone()];
            match row.complete(self.levels.len()) {
                Some((counts, n)) => {
                    cells.extend(counts.iter().map(|&count| self.value(row, count, n)));
                    cells.push(text::count(n));
                }
                None => {
                    let count = |i| row.counts.get(i).copied().flatten();
                    cells.extend((0..self.levels.len()).map(|i| known(count(i))));
                    cells.push(self.words.missing.clone());
                }
            }
            cells.push(known(row.blank));
            cells
        };
        ChartTable::new(&self.heading, columns, self.rows.iter().map(line).collect())
    }
}
