//! CSV files to sheets: delimiter found by structure, quotes, and the place of every cell.
//!
//! The parser is our own because each cell needs its line and its column in characters, and an
//! unclosed quote its place; the `csv` crate gives neither.

use super::cell::{CellValue, Sheet, SheetCell, SheetRow, clean};
use super::encoding::{Decoded, NoText, decode};
use super::finding::Findings;
use super::limits::Limits;
use crate::diagnostics::{Arg, At, Diagnostic, Place, codes};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Reads a CSV file: one sheet without a name.
pub(super) fn read(path: &Arc<str>, bytes: &[u8], limits: &Limits) -> (Vec<Sheet>, Vec<Diagnostic>) {
    let mut found = Findings::default();
    let decoded = match decode(bytes) {
        Ok(decoded) => decoded,
        Err(NoText(line, column)) => {
            let place = Place::line(path.clone(), line, column, 1);
            return (Vec::new(), vec![Diagnostic::new(codes::ENCODING_UNKNOWN, place)]);
        }
    };
    if let Some(encoding) = decoded.encoding {
        let finding = Diagnostic::new(codes::ENCODING_GUESSED, Place::file(path.clone()));
        found.push(finding.arg("bang_ma", encoding));
    }
    let sheet = read_text(path, &decoded, limits, &mut found);
    (vec![sheet], found.finish())
}

fn read_text(path: &Arc<str>, decoded: &Decoded<'_>, limits: &Limits, found: &mut Findings) -> Sheet {
    let text = &*decoded.text;
    let (delimiter, skip) = delimiter(text);
    let mut records = Records::new(text, delimiter, limits);
    let mut rows = Vec::new();
    let (mut cells, mut composed) = (0usize, (0usize, None));
    let mut beyond = None;
    let place = |row: u32, field: &Field| Place {
        file: path.clone(),
        at: At::Cell { sheet: None, row, col: field.col, line: Some(field.at) },
    };
    if skip {
        records.next();
    }
    for (index, record) in (u32::from(skip)..).zip(&mut records) {
        let over_rows = index >= limits.rows;
        let mut row = SheetRow { index, cells: Vec::with_capacity(record.len()) };
        for field in record {
            cells += 1;
            if over_rows || field.col >= limits.columns || cells > limits.cells {
                if field.chars > 0 {
                    beyond.get_or_insert_with(|| place(index, &field));
                }
                continue;
            }
            if field.chars > limits.cell_chars && !field.unclosed {
                let finding = Diagnostic::new(codes::CELL_TOO_LONG, place(index, &field));
                found.push(finding.arg("dai", field.chars).arg("toi_da", limits.cell_chars));
            }
            if field.unclosed {
                let finding = Diagnostic::new(codes::ROW_RAGGED, place(index, &field));
                found.push(finding.arg("loai", Arg::Word("nhay")));
            }
            // Neither the rest of a file nor a part of a text is a value.
            let value = if field.chars == 0 || field.unclosed || field.chars > limits.cell_chars {
                CellValue::Empty
            } else {
                let (text, was_composed) = clean(&field.text);
                if was_composed && !decoded.decomposed {
                    composed.0 += 1;
                    composed.1.get_or_insert_with(|| place(index, &field));
                }
                CellValue::Text(text.into())
            };
            row.cells.push(SheetCell { col: field.col, at: field.at, value });
        }
        if over_rows || cells > limits.cells {
            break;
        }
        if row.cells.iter().any(|c| c.value != CellValue::Empty) {
            rows.push(row);
        }
    }
    if let Some(place) = beyond {
        found.push(too_large(place, limits));
    }
    if let (n, Some(place)) = composed {
        found.push(Diagnostic::new(codes::TEXT_NORMALISED, place).arg("so_o", n));
    }
    Sheet { file: path.clone(), name: None, hidden: false, rows, merges: Vec::new() }
}

/// The finding about a cell beyond the caps.
pub(super) fn too_large(place: Place, limits: &Limits) -> Diagnostic {
    let cell = place.cell_name().unwrap_or_default();
    Diagnostic::new(codes::TABLE_TOO_LARGE, place)
        .arg("loai", Arg::Word("o"))
        .arg("o", cell)
        .arg("toi_da_dong", limits.rows)
        .arg("toi_da_cot", limits.columns)
}

/// A cell of a record.
struct Field {
    col: u32,
    /// Line and column of its first character, from 1.
    at: (u32, u32),
    /// Its text without quotes, up to the cap.
    text: String,
    /// Its length in characters, however long.
    chars: usize,
    /// True when its quote is never closed: the text runs to the end of the file.
    unclosed: bool,
}

/// Reads records one by one. Quotes as RFC 4180 has them; a quote inside an unquoted cell is a
/// character; line ends are `\n`, `\r\n` and `\r`.
struct Records<'t> {
    rest: std::iter::Peekable<std::str::Chars<'t>>,
    line: u32,
    column: u32,
    delimiter: char,
    limits: Limits,
}

impl<'t> Records<'t> {
    fn new(text: &'t str, delimiter: char, limits: &Limits) -> Self {
        Records { rest: text.chars().peekable(), line: 1, column: 1, delimiter, limits: *limits }
    }

    /// The next character, with `\r\n` and `\r` as `\n`, and the place moved on.
    fn step(&mut self) -> Option<char> {
        let c = self.rest.next()?;
        let c = if c == '\r' {
            self.rest.next_if_eq(&'\n');
            '\n'
        } else {
            c
        };
        if c == '\n' {
            (self.line, self.column) = (self.line.saturating_add(1), 1);
        } else {
            self.column = self.column.saturating_add(1);
        }
        Some(c)
    }

    /// Reads a cell; true when the record goes on after it.
    fn field(&mut self, col: u32) -> (Field, bool) {
        let mut field =
            Field { col, at: (self.line, self.column), text: String::new(), chars: 0, unclosed: false };
        let mut quoted = self.rest.next_if_eq(&'"').is_some();
        if quoted {
            self.column += 1;
        }
        loop {
            let Some(c) = self.step() else {
                field.unclosed = quoted;
                return (field, false);
            };
            match c {
                '"' if quoted => {
                    if self.rest.peek() == Some(&'"') {
                        self.step();
                    } else {
                        quoted = false;
                        continue;
                    }
                }
                '\n' if !quoted => return (field, false),
                c if !quoted && c == self.delimiter => return (field, true),
                _ => {}
            }
            field.chars += 1;
            if field.chars <= self.limits.cell_chars {
                field.text.push(c);
            }
        }
    }
}

impl Iterator for Records<'_> {
    type Item = Vec<Field>;

    fn next(&mut self) -> Option<Vec<Field>> {
        self.rest.peek()?;
        let mut fields = Vec::new();
        for col in 0.. {
            let (field, more) = self.field(col);
            // A line of a million delimiters is read, not kept; of what stands beyond the cap the
            // first cell is enough to name.
            let beyond = fields.len() as u64 > u64::from(self.limits.columns);
            if col < self.limits.columns || (field.chars > 0 && !beyond) {
                fields.push(field);
            }
            if !more {
                break;
            }
        }
        Some(fields)
    }
}

/// The delimiter, and whether the first line only names it (`sep=;`, as Excel reads it): the one
/// that parts the most records into equally many cells. Where two do it equally well, a comma is
/// the likelier decimal mark.
fn delimiter(text: &str) -> (char, bool) {
    let first = text.lines().next().unwrap_or_default();
    if let Some(named) = first.strip_prefix("sep=")
        && let Some(c @ ('\t' | ';' | ',')) = named.chars().next()
    {
        return (c, true);
    }
    const SAMPLE: usize = 200;
    let limits = Limits { cell_chars: 0, ..Limits::default() };
    // Delimiters in records of the commonest width, and records of that width less others.
    let score = |delimiter: char| {
        let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
        let mut read = 0;
        for record in Records::new(text, delimiter, &limits).take(SAMPLE) {
            *widths.entry(record.len()).or_default() += 1;
            read += record.iter().map(|f| f.chars + 1).sum::<usize>();
            if read > 1 << 20 {
                break;
            }
        }
        let records: usize = widths.values().sum();
        let commonest = widths.into_iter().map(|(width, n)| (n * (width - 1), n)).max().unwrap_or_default();
        (commonest.0, 2 * commonest.1 as i64 - records as i64)
    };
    let mut best = (',', (0, 0));
    for candidate in ['\t', ';', ','] {
        let score = score(candidate);
        if score.0 > 0 && score > best.1 {
            best = (candidate, score);
        }
    }
    (best.0, false)
}

#[cfg(test)]
mod tests;
