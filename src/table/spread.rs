//! Merged cells in data.

use super::cell::Sheet;
use super::content::Column;
use super::header::Header;
use super::spec::{ColumnType, TableSpec};
use crate::diagnostics::Place;

/// Cells merged downwards in columns of words and days: their value holds for all rows. A count
/// is never spread, which would multiply it.
pub(super) struct Spread(Vec<Region>);

/// Merged cells of a column that is taken.
struct Region {
    col: u32,
    first: u32,
    last: u32,
    /// Was its value used before?
    used: bool,
}

impl Spread {
    pub(super) fn new(sheet: &Sheet, spec: &TableSpec, header: &Header, columns: &[Column]) -> Self {
        let words = |c: &&Column| {
            let ty = &spec.columns[c.position].ty;
            matches!(ty, ColumnType::Text | ColumnType::Code | ColumnType::Date)
        };
        let mut regions: Vec<Region> = Vec::new();
        for column in columns.iter().filter(words) {
            // Merges are sorted by their first cell, so a column's regions are, too.
            let below = sheet.merges.iter().filter(|m| m.first.0 > header.last_row && m.last.0 > m.first.0);
            regions.extend(below.filter(|m| m.first.1 == column.col).map(|m| Region {
                col: column.col,
                first: m.first.0,
                last: m.last.0,
                used: false,
            }));
        }
        Spread(regions)
    }

    /// The first row of the region over a cell, its name, and whether it was used before.
    pub(super) fn over(&mut self, row: u32, col: u32) -> Option<(u32, String, bool)> {
        let before = self.0.partition_point(|r| (r.col, r.first) < (col, row)).checked_sub(1)?;
        let region = &mut self.0[before];
        if region.col != col || row > region.last {
            return None;
        }
        let name = |row| Place::cell("", "".into(), row, col).cell_name().unwrap_or_default();
        let cells = format!("{}:{}", name(region.first), name(region.last));
        Some((region.first, cells, std::mem::replace(&mut region.used, true)))
    }
}
