//! Counts by row and outcome as stacked horizontal bars: dossiers by field, for instance.

use super::measure::{TextMeasure, Weight};
use super::stack::{self, Part, Row};
use super::{Chart, ChartTable, Heading, Series};
use crate::text;

/// Stacked bars on one common scale: the longest row has the sheet's width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackedBars {
    /// The words around it.
    pub heading: Heading,
    /// The parts of each bar, from the left.
    pub series: Vec<Series>,
    /// The bars, from the top; not their total.
    pub rows: Vec<BarRow>,
    /// The row of totals: last in the table, never drawn beside its own parts.
    pub total: Option<BarRow>,
    /// Words for what has no number.
    pub words: BarWords,
}

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarRow {
    /// Its name.
    pub label: String,
    /// One count for each series; `None` where there is no figure. Fewer than the series: the rest
    /// have none.
    pub values: Vec<Option<u64>>,
    /// A remark below the bar.
    pub note: Option<String>,
}

/// The words of [`StackedBars`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BarWords {
    /// Head of the table's first column.
    pub row: String,
    /// Stands for an absent figure.
    pub missing: String,
    /// Head of the column of sums. With it, a row's sum stands over its bar and in the table; `None`
    /// where the counts of a row may not be added.
    pub total: Option<String>,
}

impl BarRow {
    fn value(&self, series: usize) -> Option<u64> {
        self.values.get(series).copied().flatten()
    }

    /// The sum, if no part of it is absent.
    fn sum(&self, series: usize) -> Option<u64> {
        (0..series).try_fold(0u64, |sum, i| sum.checked_add(self.value(i)?))
    }

    /// For scaling, over what is there.
    fn length(&self) -> f64 {
        self.values.iter().flatten().map(|&n| n as f64).sum()
    }
}

impl StackedBars {
    /// The drawing and its table. `id` is the chart's own on its page. `None` when nothing can be
    /// drawn truthfully: no series, no rows, or a row with more values than there are series.
    pub fn chart(&self, id: &str, measure: &TextMeasure) -> Option<Chart> {
        let all = self.rows.iter().chain(&self.total);
        if self.series.is_empty()
            || self.rows.is_empty()
            || all.clone().any(|r| r.values.len() > self.series.len())
        {
            return None;
        }
        let longest = self.rows.iter().map(BarRow::length).fold(0.0, f64::max);
        let rows: Vec<Row<'_>> = self.rows.iter().map(|row| self.row(row, longest)).collect();
        Some(Chart {
            heading: self.heading.clone(),
            svg: stack::svg(id, &self.heading, &self.series, &rows, measure),
            table: self.table(all),
        })
    }

    fn row<'a>(&self, row: &'a BarRow, longest: f64) -> Row<'a> {
        let values: Vec<Option<u64>> = (0..self.series.len()).map(|i| row.value(i)).collect();
        let absent = values.iter().any(Option::is_none);
        let end = if values.iter().all(Option::is_none) {
            return Row {
                label: &row.label,
                end: Some((self.words.missing.clone(), Weight::Regular)),
                parts: Vec::new(),
                note: row.note.clone(),
            };
        } else if values.iter().all(|v| *v == Some(0)) {
            Some(0)
        } else {
            self.words.total.as_ref().and_then(|_| row.sum(self.series.len()))
        };
        let part = |(series, value): (usize, Option<u64>)| match value {
            // Beside an absent figure a nought must be told from it; else it is what isn't drawn.
            Some(0) if !absent => None,
            Some(n) => Some(Part {
                series,
                length: if n == 0 { 0.0 } else { n as f64 / longest },
                text: text::count(n),
            }),
            None => Some(Part { series, length: 0.0, text: self.words.missing.clone() }),
        };
        Row {
            label: &row.label,
            end: end.map(|n| (text::count(n), Weight::Bold)),
            parts: values.into_iter().enumerate().filter_map(part).collect(),
            note: row.note.clone(),
        }
    }

    fn table<'a>(&self, rows: impl Iterator<Item = &'a BarRow>) -> ChartTable {
        let mut columns = vec![self.words.row.clone()];
        columns.extend(self.series.iter().map(|s| s.label.clone()));
        columns.extend(self.words.total.clone());
        let cell = |value: Option<u64>| value.map_or_else(|| self.words.missing.clone(), text::count);
        let line = |row: &BarRow| {
            let mut cells = vec![row.label.clone()];
            cells.extend((0..self.series.len()).map(|i| cell(row.value(i))));
            if self.words.total.is_some() {
                cells.push(cell(row.sum(self.series.len())));
            }
            cells
        };
        ChartTable::new(&self.heading, columns, rows.map(line).collect())
    }
}
