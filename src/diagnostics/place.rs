//! Where a value stands in the commune's files.

use std::fmt;
use std::sync::Arc;

/// A place inside a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum At {
    /// The file as a whole.
    File,
    /// A place in text: both counted from 1, the column in characters.
    Line {
        /// Line, from 1.
        line: u32,
        /// Column in characters, from 1.
        column: u32,
        /// Length in characters of what is meant; 0 when unknown.
        len: u32,
    },
    /// A cell of a spreadsheet, or of a CSV file when `sheet` is `None`.
    Cell {
        /// Name of the sheet; `None` for CSV.
        sheet: Option<Arc<str>>,
        /// Row, from 0 (row 0 is shown as 1). In a CSV file: the record.
        row: u32,
        /// Column, from 0 (column 0 is shown as A).
        col: u32,
        /// For CSV: line and column in the text, both from 1.
        line: Option<(u32, u32)>,
    },
}

/// A file of the site and a place in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Path from the site's root, with `/`.
    pub file: Arc<str>,
    /// Where in it.
    pub at: At,
}

impl Place {
    /// The file as a whole.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Place { file: file.into(), at: At::File }
    }
    /// A place in a text file; line and column from 1, `len` characters.
    pub fn line(file: impl Into<Arc<str>>, line: u32, column: u32, len: u32) -> Self {
        Place { file: file.into(), at: At::Line { line, column, len } }
    }
    /// A cell of a sheet; row and column from 0.
    pub fn cell(file: impl Into<Arc<str>>, sheet: Arc<str>, row: u32, col: u32) -> Self {
        Place { file: file.into(), at: At::Cell { sheet: Some(sheet), row, col, line: None } }
    }
    /// The cell's name as a spreadsheet shows it (`C16`), if this is a cell.
    pub fn cell_name(&self) -> Option<String> {
        match &self.at {
            At::Cell { row, col, .. } => Some(format!("{}{}", column_letters(*col), row + 1)),
            _ => None,
        }
    }
}

/// Letters of a spreadsheet column counted from 0: 0 is `A`, 26 is `AA`.
fn column_letters(col: u32) -> String {
    let mut n = col + 1;
    let mut letters = Vec::new();
    while n > 0 {
        letters.push(char::from(b'A' + ((n - 1) % 26) as u8));
        n = (n - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The short form that tools and tests use: `data/a.csv:3:7`, `data/b.xlsx!Sheet!C16`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.at {
            At::File => write!(f, "{}", self.file),
            At::Line { line, column, .. } => write!(f, "{}:{line}:{column}", self.file),
            At::Cell { sheet: Some(sheet), .. } => {
                write!(f, "{}!{sheet}!{}", self.file, self.cell_name().unwrap_or_default())
            }
            At::Cell { sheet: None, line, row, .. } => {
                let (line, column) = line.unwrap_or((row + 1, 1));
                write!(f, "{}:{line}:{column}", self.file)
            }
        }
    }
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub place: Place,
}

impl<T> Sourced<T> {
    /// A value with its place.
    pub fn new(value: T, place: Place) -> Self {
        Sourced { value, place }
    }
    /// The same place, another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Sourced<U> {
        Sourced { value: f(self.value), place: self.place }
    }
}

impl<T> std::ops::Deref for Sourced<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_do() {
        for (n, name) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
        {
            assert_eq!(column_letters(n), name);
        }
    }
}
