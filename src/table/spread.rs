//! Merged cells in data.

use super::cell::Sheet;
use super::content::Column;
use super::header::Header;
use super::spec::{ColumnType, TableSpec};
use crate::diagnostics::Place;

/// Cells merged downwards in columns of words and days: their value holds for all rows. A count
/// is never spread, which would multiply it.
pub(super) struct Spread {
    /// By column: first and last row, and whether it was told.
    regions: Vec<(u32, Vec<(u32, u32, bool)>)>,
}

impl Spread {
    pub(super) fn new(sheet: &Sheet, spec: &TableSpec, header: &Header, columns: &[Column]) -> Self {
        let words = |c: &&Column| {
            let ty = &spec.columns[c.position].ty;
            matches!(ty, ColumnType::Text | ColumnType::Code | ColumnType::Date | ColumnType::Choice(_))
        };
        let regions = columns.iter().filter(words).map(|column| {
            let merges = sheet
                .merges
                .iter()
                .filter(|m| m.first.0 > header.last_row && m.last.0 > m.first.0 && m.first.1 == column.col);
            (column.col, merges.map(|m| (m.first.0, m.last.0, false)).collect())
        });
        Spread { regions: regions.collect() }
    }

    /// The first row of the region over a cell, its name, and whether it was asked for before.
    pub(super) fn over(&mut self, row: u32, col: u32) -> Option<(u32, String, bool)> {
        let (_, regions) = self.regions.iter_mut().find(|(c, _)| *c == col)?;
        let i = regions.partition_point(|(first, ..)| *first < row).checked_sub(1)?;
        let (first, last, told) = &mut regions[i];
        if row > *last {
            return None;
        }
        let name = |row| Place::cell("", "".into(), row, col).cell_name().unwrap_or_default();
        Some((*first, format!("{}:{}", name(*first), name(*last)), std::mem::replace(told, true)))
    }
}
