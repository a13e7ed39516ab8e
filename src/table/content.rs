//! What comes of a sheet: rows of typed values with places.

use crate::diagnostics::{Place, Sourced};
use crate::text::Decimal;
use jiff::civil::Date;
use std::sync::Arc;

/// A typed value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text without outer white space.
    Text(Arc<str>),
    /// A code.
    Code(Arc<str>),
    /// A count.
    Count(u64),
    /// A number with the decimals that were written.
    Decimal(Decimal),
    /// Percent points with the decimals that were written.
    Percent(Decimal),
    /// A day.
    Date(Date),
}

/// Why a cell with content has no value. An empty cell has neither value nor issue: it is absent,
/// which is not zero.
#[derive(Clone, Debug, PartialEq)]
pub enum CellIssue {
    /// A percentage in a column of counts, in percent points. Reported by the reader when
    /// [`super::TableSpec::leave_percentages`] says so.
    Percentage(Decimal),
    /// A dash or a cross; reported.
    Placeholder,
    /// Something else; reported.
    Unreadable,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its value; `None` when absent or unreadable.
    pub value: Option<Value>,
    /// Why it has none although something is written.
    pub issue: Option<CellIssue>,
    /// Where it is written; for a value of merged cells the first of them.
    pub place: Place,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A row of data.
    Data,
    /// The name of the section that follows. With figures it is lettered (I, A), and may be the
    /// section's sum or, in truth, a row of data: only its figures can tell.
    Section,
    /// A total.
    Total,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// Its first text beside the running number; the running number's cell when there is no other
    /// text ("TỔNG CỘNG" in the first column).
    pub label: Option<Sourced<String>>,
    /// The section it stands under, as a position in [`Table::rows`].
    pub section: Option<usize>,
    /// Its first cell with content.
    pub place: Place,
    pub(super) columns: Arc<[Column]>,
    pub(super) cells: Vec<Cell>,
}

impl Row {
    /// The cell of a column; `None` when the table doesn't have the column.
    pub fn cell(&self, key: &str) -> Option<&Cell> {
        self.cells.get(self.columns.iter().position(|c| c.key == key)?)
    }
    /// The place of a column's cell; the row's when the table doesn't have the column.
    pub fn place_of(&self, key: &str) -> Place {
        self.cell(key).map_or(&self.place, |c| &c.place).clone()
    }
    fn value<T>(&self, key: &str, take: impl Fn(&Value) -> Option<T>) -> Option<Sourced<T>> {
        let cell = self.cell(key)?;
        Some(Sourced::new(take(cell.value.as_ref()?)?, cell.place.clone()))
    }
    /// A count; `None` when absent or unreadable (which was reported).
    pub fn count(&self, key: &str) -> Option<Sourced<u64>> {
        self.value(key, |v| if let Value::Count(n) = v { Some(*n) } else { None })
    }
    /// A number with decimals.
    pub fn decimal(&self, key: &str) -> Option<Sourced<Decimal>> {
        self.value(key, |v| if let Value::Decimal(n) = v { Some(*n) } else { None })
    }
    /// A percentage, in percent points.
    pub fn percent(&self, key: &str) -> Option<Sourced<Decimal>> {
        self.value(key, |v| if let Value::Percent(n) = v { Some(*n) } else { None })
    }
    /// A day.
    pub fn date(&self, key: &str) -> Option<Sourced<Date>> {
        self.value(key, |v| if let Value::Date(d) = v { Some(*d) } else { None })
    }
    /// Text or a code.
    pub fn text(&self, key: &str) -> Option<Sourced<String>> {
        self.value(key, |v| match v {
            Value::Text(t) | Value::Code(t) => Some(t.to_string()),
            _ => None,
        })
    }
}

/// A column that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its key in the spec.
    pub key: String,
    /// Its header as the file writes it.
    pub header: String,
    /// The place of its header.
    pub place: Place,
    pub(super) col: u32,
    pub(super) position: usize,
}

/// A table of typed cells. Only columns of the spec are in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Name of the spec.
    pub name: String,
    /// File.
    pub file: Arc<str>,
    /// Sheet; `None` for CSV.
    pub sheet: Option<Arc<str>>,
    /// The header's first cell.
    pub place: Place,
    /// Texts above the header, such as the title and the period.
    pub title: Vec<Sourced<String>>,
    /// The columns that were found, in the file's order.
    pub columns: Arc<[Column]>,
    /// Data, section and total rows in the file's order.
    pub rows: Vec<Row>,
    /// Texts below the table: notes, and also signatures with names of persons: not for
    /// publication as they are.
    pub notes: Vec<Sourced<String>>,
}

impl Table {
    /// The rows of one kind.
    pub fn rows_of(&self, kind: RowKind) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |r| r.kind == kind)
    }
    /// True when the file has the column.
    pub fn has(&self, key: &str) -> bool {
        self.columns.iter().any(|c| c.key == key)
    }
}
