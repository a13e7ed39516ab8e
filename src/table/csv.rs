//! CSV files to sheets: delimiter found by structure, the place of every cell, caps.
//!
//! The `csv` crate reads the cells. It tells neither where in a record a cell begins nor that a
//! quote is never closed, skips empty lines, and takes the memory that a record asks for; so each
//! record is walked through first, and only what is within the caps is given to the crate.

use super::cell::{CellValue, Sheet, SheetCell, SheetRow, clean};
use super::encoding::{Decoded, NoText, decode};
use super::finding::Findings;
use super::limits::Limits;
use crate::diagnostics::{Arg, At, Diagnostic, Place, codes};
use std::collections::{BTreeMap, VecDeque};
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
    let mut parser = Parser::new(delimiter);
    let mut rows = Vec::new();
    let (mut cells, mut composed) = (0usize, (0usize, None));
    let mut beyond = None;
    let place = |row: u32, field: &Field<'_>| Place {
        file: path.clone(),
        at: At::Cell { sheet: None, row, col: field.col, line: Some(field.at) },
    };
    if skip {
        records.next();
    }
    for (index, record) in (u32::from(skip)..).zip(&mut records) {
        let over_rows = index >= limits.rows;
        let unclosed = record.iter().any(|f| f.unclosed);
        // Neither the rest of a file nor a part of a text is a value.
        let known = if unclosed || over_rows { &[] } else { &record[..] };
        let known = known.iter().take_while(|f| f.col < limits.columns);
        let texts = parser.read(known.map(|f| if f.chars > limits.cell_chars { "" } else { f.raw }));
        let mut row = SheetRow { index, cells: Vec::with_capacity(texts.len()) };
        for (i, field) in record.iter().enumerate() {
            cells += 1;
            if over_rows || field.col >= limits.columns || cells > limits.cells {
                if field.chars > 0 {
                    beyond.get_or_insert_with(|| place(index, field));
                }
                continue;
            }
            if field.unclosed {
                let finding = Diagnostic::new(codes::ROW_RAGGED, place(index, field));
                found.push(finding.arg("loai", Arg::Word("nhay")));
            } else if field.chars > limits.cell_chars {
                let finding = Diagnostic::new(codes::CELL_TOO_LONG, place(index, field));
                found.push(finding.arg("dai", field.chars).arg("toi_da", limits.cell_chars));
            }
            let value = match texts.get(i) {
                None | Some("") => CellValue::Empty,
                Some(text) => {
                    let (text, was_composed) = clean(text);
                    if was_composed && !decoded.decomposed {
                        composed.0 += 1;
                        composed.1.get_or_insert_with(|| place(index, field));
                    }
                    CellValue::Text(text.into())
                }
            };
            row.cells.push(SheetCell { col: field.col, at: field.at, value });
        }
        // A row of which cells are missing is none.
        if cells <= limits.cells && row.cells.iter().any(|c| c.value != CellValue::Empty) {
            rows.push(row);
        }
        if beyond.is_some() && (over_rows || cells > limits.cells) {
            break;
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

/// The `csv` crate's reader, given one record at a time.
struct Parser {
    reader: ::csv::Reader<VecDeque<u8>>,
    delimiter: u8,
    record: ::csv::StringRecord,
}

impl Parser {
    fn new(delimiter: u8) -> Self {
        let mut builder = ::csv::ReaderBuilder::new();
        let reader = builder.delimiter(delimiter).has_headers(false).flexible(true);
        let reader = reader.from_reader(VecDeque::new());
        let mut parser = Parser { reader, delimiter, record: ::csv::StringRecord::new() };
        // From its first record the crate takes away a byte order mark, which no cell may lose here.
        parser.read(std::iter::once("-"));
        parser
    }

    /// Reads the cells of a record, quotes and all, to their texts. Whatever there is no text of
    /// is empty.
    fn read<'t>(&mut self, cells: impl Iterator<Item = &'t str>) -> &::csv::StringRecord {
        self.record.clear();
        let input = self.reader.get_mut();
        for (i, raw) in cells.enumerate() {
            if i > 0 {
                input.push_back(self.delimiter);
            }
            input.extend(raw.as_bytes());
        }
        // The reader skips an empty line, and would take what is behind it for the end.
        if !input.is_empty() {
            input.push_back(b'\n');
            let read = self.reader.read_record(&mut self.record);
            debug_assert!(matches!(read, Ok(true)), "text in memory, of any width: {read:?}");
        }
        &self.record
    }
}

/// A cell of a record, as it is written.
struct Field<'t> {
    col: u32,
    /// Line and column of its first character, from 1.
    at: (u32, u32),
    /// Its text with its quotes.
    raw: &'t str,
    /// Length of its text without quotes, in characters.
    chars: usize,
    /// True when its quote is never closed: the text runs to the end of the file.
    unclosed: bool,
}

/// Walks through records one by one, with the `csv` crate's rules: quotes as RFC 4180 has them; a
/// quote inside an unquoted cell is a character; line ends are `\n`, `\r\n` and `\r`. An empty
/// line is a record with an empty cell.
struct Records<'t> {
    rest: &'t str,
    line: u32,
    column: u32,
    delimiter: char,
    columns: u32,
}

impl<'t> Records<'t> {
    fn new(text: &'t str, delimiter: u8, limits: &Limits) -> Self {
        let delimiter = char::from(delimiter);
        Records { rest: text, line: 1, column: 1, delimiter, columns: limits.columns }
    }

    /// The next character, with `\r\n` and `\r` as `\n`, and the place moved on.
    fn step(&mut self) -> Option<char> {
        let mut rest = self.rest.chars();
        let mut c = rest.next()?;
        self.rest = rest.as_str();
        if c == '\r' {
            self.rest = self.rest.strip_prefix('\n').unwrap_or(self.rest);
            c = '\n';
        }
        if c == '\n' {
            (self.line, self.column) = (self.line.saturating_add(1), 1);
        } else {
            self.column = self.column.saturating_add(1);
        }
        Some(c)
    }

    /// Walks through a cell; true when the record goes on after it.
    fn field(&mut self, col: u32) -> (Field<'t>, bool) {
        let (start, at) = (self.rest, (self.line, self.column));
        let mut quoted = start.starts_with('"');
        if quoted {
            self.step();
        }
        let mut chars = 0;
        let (end, more) = loop {
            let end = start.len() - self.rest.len();
            match self.step() {
                None => break (end, false),
                Some('\n') if !quoted => break (end, false),
                Some(c) if !quoted && c == self.delimiter => break (end, true),
                Some('"') if quoted => {
                    if !self.rest.starts_with('"') {
                        quoted = false;
                        continue;
                    }
                    self.step();
                }
                Some(_) => {}
            }
            chars += 1;
        };
        (Field { col, at, raw: &start[..end], chars, unclosed: quoted }, more)
    }
}

impl<'t> Iterator for Records<'t> {
    type Item = Vec<Field<'t>>;

    fn next(&mut self) -> Option<Vec<Field<'t>>> {
        if self.rest.is_empty() {
            return None;
        }
        let mut fields = Vec::new();
        for col in 0.. {
            let (field, more) = self.field(col);
            // A line of a million delimiters is read, not kept; of what stands beyond the cap the
            // first cell is enough to name.
            let beyond = fields.len() as u64 > u64::from(self.columns);
            if col < self.columns || (field.chars > 0 && !beyond) {
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
fn delimiter(text: &str) -> (u8, bool) {
    let first = text.lines().next().unwrap_or_default();
    if let Some(named) = first.strip_prefix("sep=")
        && let Some(c @ (b'\t' | b';' | b',')) = named.bytes().next()
    {
        return (c, true);
    }
    const SAMPLE: usize = 200;
    let limits = Limits::default();
    // Delimiters in records of the commonest width, and records of that width less others.
    let score = |delimiter: u8| {
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
    let mut best = (b',', (0, 0));
    for candidate in [b'\t', b';', b','] {
        let score = score(candidate);
        if score.0 > 0 && score > best.1 {
            best = (candidate, score);
        }
    }
    (best.0, false)
}

#[cfg(test)]
mod tests;
