//! Sheets of located cells, as they stand in the file: nothing is interpreted yet.

use crate::diagnostics::{At, Place};
use crate::text::{is_nfc, nfc};
use jiff::civil::{Date, DateTime};
use std::borrow::Cow;
use std::sync::Arc;

/// What a cell holds. Cells of CSV files are text or empty.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue {
    /// Nothing.
    Empty,
    /// Text in NFC, with `\n` as line break and no other control characters but tabs.
    Text(Arc<str>),
    /// A number.
    Number(f64),
    /// A number shown as a percentage with that many decimals: 0.988 is shown as 98,8%.
    Percent(f64, u8),
    /// A day.
    Date(Date),
    /// A day and a time of day.
    DateTime(DateTime),
    /// A time of day or a length of time alone, in days.
    Time(f64),
    /// True or false.
    Bool(bool),
    /// The error that a formula gave, such as `#REF!`.
    Error(Arc<str>),
    /// A formula whose value was not stored: the program that wrote the file didn't compute it.
    FormulaWithoutValue,
}

impl CellValue {
    /// True when nothing can be seen in the cell.
    pub fn is_blank(&self) -> bool {
        match self {
            CellValue::Empty => true,
            CellValue::Text(t) => t.chars().all(|c| c.is_whitespace() || crate::text::is_invisible(c)),
            _ => false,
        }
    }

    /// The value as a reader of the sheet sees it, about; never used as a figure.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            CellValue::Empty | CellValue::FormulaWithoutValue => Cow::Borrowed(""),
            CellValue::Text(t) | CellValue::Error(t) => Cow::Borrowed(t),
            CellValue::Number(n) | CellValue::Time(n) => Cow::Owned(n.to_string().replace('.', ",")),
            CellValue::Percent(n, places) => {
                Cow::Owned(format!("{:.*}%", usize::from(*places), n * 100.0).replace('.', ","))
            }
            CellValue::Date(d) => Cow::Owned(crate::text::date(*d)),
            CellValue::DateTime(d) => {
                Cow::Owned(format!("{} {:02}:{:02}", crate::text::date(d.date()), d.hour(), d.minute()))
            }
            CellValue::Bool(b) => Cow::Borrowed(if *b { "TRUE" } else { "FALSE" }),
        }
    }
}

/// A cell and its column.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetCell {
    /// Column, from 0.
    pub col: u32,
    /// Line and column in the text of a CSV file, from 1; (0, 0) in a workbook.
    pub at: (u32, u32),
    /// What it holds.
    pub value: CellValue,
}

/// A row with content.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetRow {
    /// Row, from 0; in a CSV file the record.
    pub index: u32,
    /// Its cells by column. Of a workbook only those with content.
    pub cells: Vec<SheetCell>,
}

impl SheetRow {
    /// What stands in that column.
    pub fn get(&self, col: u32) -> &CellValue {
        match self.cells.binary_search_by_key(&col, |c| c.col) {
            Ok(i) => &self.cells[i].value,
            Err(_) => &CellValue::Empty,
        }
    }
    /// True when nothing can be seen in any cell.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|c| c.value.is_blank())
    }
}

/// Merged cells; the first holds the value. All numbers from 0, the last row and column included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Merge {
    pub(super) first: (u32, u32),
    pub(super) last: (u32, u32),
}

/// A sheet of a workbook, or a CSV file: rows with content only, so that its size doesn't depend
/// on where cells stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Path of the file.
    pub file: Arc<str>,
    /// Name of the sheet; `None` for CSV.
    pub name: Option<Arc<str>>,
    /// True when the workbook hides it: the clerk doesn't see it.
    pub hidden: bool,
    /// Rows with content, from the top.
    pub rows: Vec<SheetRow>,
    pub(super) merges: Vec<Merge>,
}

impl Sheet {
    /// The row of that number, if it has content.
    pub fn row(&self, index: u32) -> Option<&SheetRow> {
        self.rows.binary_search_by_key(&index, |r| r.index).ok().map(|i| &self.rows[i])
    }

    /// What stands in a cell.
    pub fn get(&self, row: u32, col: u32) -> &CellValue {
        self.row(row).map_or(&CellValue::Empty, |r| r.get(col))
    }

    /// The place of a cell, whether it has content or not.
    pub fn place(&self, row: u32, col: u32) -> Place {
        if let Some(name) = &self.name {
            return Place::cell(self.file.clone(), name.clone(), row, col);
        }
        // A record that ends early: where its last cell begins.
        let cells = self.row(row).map_or(&[][..], |r| &r.cells);
        let at = match cells.binary_search_by_key(&col, |c| c.col) {
            Ok(i) => Some(cells[i].at),
            Err(i) => cells.get(i.saturating_sub(1)).map(|c| c.at),
        };
        Place { file: self.file.clone(), at: At::Cell { sheet: None, row, col, line: at } }
    }

    /// The place of the sheet as a whole: its first cell.
    pub fn top(&self) -> Place {
        match &self.name {
            Some(_) => self.place(0, 0),
            None => Place::file(self.file.clone()),
        }
    }
}

/// The text of a cell as it is kept; true when letters had to be composed.
pub(super) fn clean(text: &str) -> (Cow<'_, str>, bool) {
    let composed = !is_nfc(text);
    let mut out = if composed { Cow::Owned(nfc(text)) } else { Cow::Borrowed(text) };
    if out.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        let breaks = out.replace("\r\n", "\n").replace('\r', "\n");
        out = Cow::Owned(breaks.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect());
    }
    (out, composed)
}
