//! Tables from files: bytes of CSV files and workbooks (XLSX) become sheets of located cells, and
//! a sheet becomes a typed table by a list of columns.
//!
//! [`read_book`] turns bytes into [`Sheet`]s: encoding, delimiter, workbook format, caps.
//! [`find_tables`] finds the header in a sheet, matches its columns with a [`TableSpec`], parts
//! data, section and total rows and reads every cell as the type of its column. Both gather
//! diagnostics and go on. Columns that the spec doesn't take are dropped unread.
//!
//! What headers and words are looked for is the business of `load`, what values mean of `model`
//! and `rules`, the import profile's file of `config`. Nothing here knows a dataset.

mod cell;
mod content;
mod csv;
mod encoding;
mod finding;
mod guard;
mod header;
mod limits;
mod rows;
mod sort;
mod spec;
mod spread;
mod typed;
mod xlsx;

pub use cell::{CellValue, Sheet, SheetCell, SheetRow};
pub use content::{Cell, CellIssue, Column, Row, RowKind, Table, Value};
pub use limits::Limits;
pub use rows::find_tables;
pub use spec::{ColumnSpec, ColumnType, ImportProfile, TableSpec};

use crate::diagnostics::{Diagnostic, Place, codes};
use std::sync::Arc;

/// Reads a CSV file or a workbook, as its name says (`.csv`, `.txt`, `.tsv`; `.xlsx`, `.xlsm`).
///
/// Gives what could be read, and everything that has to be said about it. Time and memory are
/// bounded by `limits` whatever the bytes are.
pub fn read_book(path: &Arc<str>, bytes: &[u8], limits: &Limits) -> (Vec<Sheet>, Vec<Diagnostic>) {
    let extension = path.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    let unreadable = |why: &'static str| {
        let finding = Diagnostic::new(codes::WORKBOOK_UNREADABLE, Place::file(path.clone()));
        (Vec::new(), vec![finding.arg("ly_do", crate::diagnostics::Arg::Word(why))])
    };
    match (extension.as_str(), Content::of(bytes)) {
        ("csv" | "txt" | "tsv", Content::Other | Content::Markup) => csv::read(path, bytes, limits),
        ("csv" | "txt" | "tsv", _) => unreadable("khac_duoi"),
        ("xlsx" | "xlsm", Content::Zip) => xlsx::read(path, bytes, limits),
        ("xlsx" | "xlsm", Content::Encrypted) => unreadable("mat_khau"),
        ("xlsx" | "xlsm", Content::Other) if bytes.is_empty() => unreadable("hong"),
        ("xlsx" | "xlsm", _) => unreadable("khac_duoi"),
        (_, Content::Markup) => unreadable("khac_duoi"),
        _ => unreadable("dang_khac"),
    }
}

/// What the first bytes say, whatever the name says.
#[derive(Clone, Copy, PartialEq)]
enum Content {
    /// A ZIP archive, as XLSX and ODS files are.
    Zip,
    /// The older binary format of XLS files.
    Binary,
    /// An XLSX file behind a password: stored in the older binary format.
    Encrypted,
    /// HTML or XML, which portals hand out under the name of a workbook.
    Markup,
    /// Anything else; text, one hopes.
    Other,
}

impl Content {
    fn of(bytes: &[u8]) -> Content {
        const BINARY: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];
        // The name of the stream, as the directory of such a file writes it (UTF-16).
        const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return Content::Zip;
        }
        if bytes.starts_with(BINARY) {
            let encrypted = bytes.windows(ENCRYPTED.len()).any(|w| w == ENCRYPTED);
            return if encrypted { Content::Encrypted } else { Content::Binary };
        }
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let start = text.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(0);
        let start = text.get(start..).unwrap_or_default();
        let head = start.get(..16).unwrap_or(start).to_ascii_lowercase();
        let markup: [&[u8]; 4] = [b"<html", b"<table", b"<!doctype", b"<?xml"];
        if markup.iter().any(|m| head.starts_with(m)) { Content::Markup } else { Content::Other }
    }
}

#[cfg(test)]
mod tests;
