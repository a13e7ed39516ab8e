//! Workbooks (XLSX) to sheets.
//!
//! Cells are read one by one (`worksheet_cells_reader`): the reader's ranges and style ranges
//! allocate the box around all cells, which one cell in the last corner makes terabytes.

use super::cell::{CellValue, Merge, Sheet, SheetCell, SheetRow, clean};
use super::csv::too_large;
use super::finding::{Findings, quoted};
use super::guard::{self, Refusal};
use super::limits::Limits;
use crate::diagnostics::{Arg, Diagnostic, Place, codes};
use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError};
use jiff::civil::{Date, DateTime, Time};
use std::collections::{HashMap, HashSet};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Reads a workbook: its sheets in order, hidden ones too.
pub(super) fn read(path: &Arc<str>, bytes: &[u8], limits: &Limits) -> (Vec<Sheet>, Vec<Diagnostic>) {
    let outcome = guard::check(bytes, limits).and_then(|()| {
        // The reader computes positions of cells without checking for overflow, and it is not
        // ours: a panic inside it is a damaged file, not the end of the program. It leaves
        // nothing behind, as everything it touched is made in here.
        catch_unwind(AssertUnwindSafe(|| Book::new(path, limits).read(bytes)))
            .map_err(|_| Refusal::Damaged)?
            .map_err(|_| Refusal::Damaged)
    });
    outcome.unwrap_or_else(|refusal| (Vec::new(), vec![refusal.finding(path, limits)]))
}

/// A shared string, cleaned once however many cells use it.
struct Shared {
    text: Arc<str>,
    composed: bool,
    chars: usize,
}

/// What is gathered while a workbook is read.
struct Book<'a> {
    path: &'a Arc<str>,
    limits: &'a Limits,
    found: Findings,
    cells: usize,
    /// By address: the reader hands out the same string for every cell that uses it.
    shared: HashMap<usize, Shared>,
    composed: (usize, Option<Place>),
}

impl<'a> Book<'a> {
    fn new(path: &'a Arc<str>, limits: &'a Limits) -> Self {
        Book {
            path,
            limits,
            found: Findings::default(),
            cells: 0,
            shared: HashMap::new(),
            composed: (0, None),
        }
    }

    fn read(mut self, bytes: &[u8]) -> Result<(Vec<Sheet>, Vec<Diagnostic>), XlsxError> {
        let mut xlsx: Xlsx<Cursor<&[u8]>> = Xlsx::new(Cursor::new(bytes))?;
        let listed = xlsx.sheets_metadata().to_vec();
        let mut sheets = Vec::new();
        let mut names = HashSet::new();
        for sheet in listed.iter().filter(|s| s.typ == SheetType::WorkSheet) {
            if sheets.len() >= self.limits.sheets {
                let finding = Diagnostic::new(codes::TABLE_TOO_LARGE, Place::file(self.path.clone()));
                self.found.push(finding.arg("loai", Arg::Word("trang")).arg("toi_da", self.limits.sheets));
                break;
            }
            let mut out = Sheet {
                file: self.path.clone(),
                name: Some(quoted(&clean(&sheet.name).0).into()),
                hidden: sheet.visible != SheetVisible::Visible,
                rows: Vec::new(),
                merges: Vec::new(),
            };
            // The reader finds sheets by name: a second one of that name can't be reached.
            let damaged_after = if names.insert(&sheet.name) {
                self.read_sheet(&mut xlsx, &sheet.name, &mut out)
            } else {
                Some((0, 0))
            };
            if let Some((row, col)) = damaged_after {
                let finding = Diagnostic::new(codes::WORKBOOK_UNREADABLE, out.place(row, col));
                self.found.push(finding.arg("ly_do", Arg::Word("hong_trang")));
            }
            sheets.push(out);
        }
        if let (n, Some(place)) = self.composed {
            self.found.push(Diagnostic::new(codes::TEXT_NORMALISED, place).arg("so_o", n));
        }
        Ok((sheets, self.found.finish()))
    }

    /// Fills the sheet; gives the last cell that could be read when the rest could not.
    fn read_sheet(
        &mut self,
        xlsx: &mut Xlsx<Cursor<&[u8]>>,
        name: &str,
        sheet: &mut Sheet,
    ) -> Option<(u32, u32)> {
        let mut cells = Vec::new();
        let mut percents = Vec::new();
        let mut last = (0, 0);
        let mut damaged = match xlsx.worksheet_cells_reader(name) {
            Ok(mut reader) => {
                percents = reader.styles().iter().map(percent_places).collect();
                self.read_cells(&mut reader, sheet, &mut cells, &mut last).is_err()
            }
            // A chart or dialogue that the list calls a worksheet has no cells.
            Err(XlsxError::NotAWorksheet(_)) => false,
            Err(_) => true,
        };
        if !cells.is_sorted_by_key(|(pos, _)| *pos) {
            cells.sort_by_key(|(pos, _)| *pos);
        }
        if let Some(twice) = cells.windows(2).find(|w| w[0].0 == w[1].0) {
            (damaged, last) = (true, twice[0].0);
            cells.dedup_by_key(|(pos, _)| *pos);
        }
        if percents.iter().any(Option::is_some) && !damaged {
            damaged = mark_percents(xlsx, name, &percents, &mut cells).is_err();
        }
        for ((row, col), value) in cells {
            let cell = SheetCell { col, at: (0, 0), value };
            match sheet.rows.last_mut() {
                Some(r) if r.index == row => r.cells.push(cell),
                _ => sheet.rows.push(SheetRow { index: row, cells: vec![cell] }),
            }
        }
        if !damaged {
            let regions = xlsx.merge_cells_by_sheet_name(name).unwrap_or_default();
            let regions = regions.into_iter().filter(|d| d.start.0 <= d.end.0 && d.start.1 <= d.end.1);
            sheet.merges = regions.map(|d| Merge { first: d.start, last: d.end }).collect();
            // Merges don't overlap; of such that claim one first cell one is enough.
            sheet.merges.sort_unstable_by_key(|m| (m.first, m.last));
            sheet.merges.dedup_by_key(|m| m.first);
        }
        damaged.then_some(last)
    }

    fn read_cells(
        &mut self,
        reader: &mut XlsxCellReader<'_, Cursor<&[u8]>>,
        sheet: &Sheet,
        cells: &mut Vec<((u32, u32), CellValue)>,
        last: &mut (u32, u32),
    ) -> Result<(), XlsxError> {
        let mut beyond = None;
        while let Some(record) = reader.next_cell_with_formula_metadata()? {
            *last = record.pos;
            let (row, col) = record.pos;
            // A formula that gives an empty text has stored one; one that was never computed has
            // stored nothing.
            let value = match record.value {
                DataRef::Empty if record.formula.is_some() => CellValue::FormulaWithoutValue,
                DataRef::Empty => continue,
                value => self.value(value, || sheet.place(row, col)),
            };
            if value == CellValue::Empty {
                continue;
            }
            self.cells += 1;
            if row >= self.limits.rows || col >= self.limits.columns || self.cells > self.limits.cells {
                beyond.get_or_insert(record.pos);
                continue;
            }
            cells.push((record.pos, value));
        }
        if let Some((row, col)) = beyond {
            self.found.push(too_large(sheet.place(row, col), self.limits));
        }
        Ok(())
    }

    fn value(&mut self, value: DataRef<'_>, place: impl Fn() -> Place) -> CellValue {
        match value {
            DataRef::Empty => CellValue::Empty,
            DataRef::Int(n) => CellValue::Number(n as f64),
            DataRef::Float(n) => CellValue::Number(n),
            DataRef::Bool(b) => CellValue::Bool(b),
            DataRef::Error(e) => CellValue::Error(e.to_string().into()),
            DataRef::DateTime(d) => date_time(d),
            DataRef::DateTimeIso(text) => match crate::text::parse_date(&text) {
                Ok(d) => match d.time {
                    Some(time) => CellValue::DateTime(d.date.to_datetime(time)),
                    None => CellValue::Date(d.date),
                },
                Err(_) => self.text(Shared::new(&text), place),
            },
            DataRef::DurationIso(text) | DataRef::String(text) => self.text(Shared::new(&text), place),
            DataRef::SharedString(text) => {
                let shared = self.shared.entry(text.as_ptr() as usize).or_insert_with(|| Shared::new(text));
                let copy = Shared { text: shared.text.clone(), ..*shared };
                self.text(copy, place)
            }
        }
    }

    fn text(&mut self, shared: Shared, place: impl Fn() -> Place) -> CellValue {
        if shared.chars > self.limits.cell_chars {
            let finding = Diagnostic::new(codes::CELL_TOO_LONG, place());
            self.found.push(finding.arg("dai", shared.chars).arg("toi_da", self.limits.cell_chars));
            return CellValue::Empty;
        }
        if shared.text.is_empty() {
            return CellValue::Empty;
        }
        if shared.composed {
            self.composed.0 += 1;
            self.composed.1.get_or_insert_with(place);
        }
        CellValue::Text(shared.text)
    }
}

impl Shared {
    fn new(text: &str) -> Self {
        let chars = text.chars().count();
        let (text, composed) = clean(text);
        Shared { text: text.into(), composed, chars }
    }
}

/// The second look at a sheet, only when the workbook has a percentage format: the first one
/// tells formulas from values, but not formats.
fn mark_percents(
    xlsx: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    percents: &[Option<u8>],
    cells: &mut [((u32, u32), CellValue)],
) -> Result<(), XlsxError> {
    let mut reader = xlsx.worksheet_cells_reader(name)?;
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        let Some(places) = percents.get(style).copied().flatten() else { continue };
        if let Ok(i) = cells.binary_search_by_key(&cell.get_position(), |(pos, _)| *pos)
            && let CellValue::Number(n) = cells[i].1
        {
            cells[i].1 = CellValue::Percent(n, places);
        }
    }
    Ok(())
}

/// Number of decimals when the style shows numbers as percentages.
fn percent_places(style: &calamine::Style) -> Option<u8> {
    let code = &style.number_format.as_ref()?.format_code;
    // The first of up to four sections; text in quotes and after a backslash is shown as it is.
    let (mut quoted, mut escaped, mut percent) = (false, false, false);
    let mut places = None;
    for c in code.chars() {
        match c {
            _ if escaped => escaped = false,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\\' | '_' | '*' => escaped = true,
            ';' => break,
            '%' => percent = true,
            '.' => places = Some(0u8),
            '0' | '#' | '?' => places = places.map(|p| p.saturating_add(1)),
            _ => {}
        }
    }
    percent.then_some(places.unwrap_or(0).min(crate::text::Decimal::MAX_PLACES))
}

/// A stored day number, of the system of 1900 or of 1904, as a day. One that is none (before the
/// first day, the 29 February 1900 that never was) stays a number.
fn date_time(stored: ExcelDateTime) -> CellValue {
    let days = stored.as_f64();
    if stored.is_duration() || (0.0..1.0).contains(&days) {
        return CellValue::Time(days);
    }
    let (year, month, day, hour, minute, second, milli) = stored.to_ymd_hms_milli();
    let date = i16::try_from(year).ok().and_then(|y| Date::new(y, month as i8, day as i8).ok());
    let time = Time::new(hour as i8, minute as i8, second as i8, i32::from(milli) * 1_000_000);
    match (date, time) {
        (Some(date), Ok(time)) if days >= 1.0 => {
            if time == Time::midnight() {
                CellValue::Date(date)
            } else {
                CellValue::DateTime(DateTime::from_parts(date, time))
            }
        }
        _ => CellValue::Number(days),
    }
}

#[cfg(test)]
mod tests;
