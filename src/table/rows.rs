//! Sheets to typed tables: header, rows by kind, cells by column.

use super::cell::{Sheet, SheetRow};
use super::content::{Cell, CellIssue, Column, Row, RowKind, Table, Value};
use super::finding::{Findings, list, quote};
use super::header::{self, Header, Match, Names, Top, name_key};
use super::sort::{Kinds, Sorted};
use super::spec::{ColumnSpec, ColumnType, ImportProfile, TableSpec};
use super::spread::Spread;
use super::typed::CellReader;
use crate::diagnostics::{Arg, Diagnostic, Place, Sourced, codes};
use crate::text::NumberStyle;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Finds the tables of a file: in every sheet the one spec of which the most columns are found.
///
/// Hidden sheets are left out unless the profile names them; sheets without a table are, too, as
/// long as another sheet has one. The error of a file without any names the columns of the first
/// spec.
pub fn find_tables(
    sheets: &[Sheet],
    specs: &[&TableSpec],
    profile: &ImportProfile,
) -> (Vec<Table>, Vec<Diagnostic>) {
    let named = profile.sheet.as_deref().map(name_key);
    let (mut tables, mut found, mut skipped) = (Vec::new(), Vec::new(), Vec::new());
    for sheet in sheets {
        let own = sheet.name.as_deref().map(name_key);
        let chosen = match (&named, &own) {
            (Some(named), Some(own)) if named != own => continue,
            (named, own) => named.is_some() && own.is_some(),
        };
        if sheet.rows.is_empty() && !chosen && sheets.len() > 1 {
            continue;
        }
        if sheet.hidden && !chosen {
            skipped.push((sheet, "an"));
            continue;
        }
        let top = Top::new(sheet, profile.header_row);
        let candidates = specs.iter().filter_map(|spec| {
            let names = Names::new(spec);
            let header = header::find(&top, &names)?;
            Some((header, names))
        });
        // The first of equal ones.
        let best =
            candidates.reduce(|best, other| if other.0.matched > best.0.matched { other } else { best });
        match best {
            Some((header, names)) => {
                let (table, more) = read(sheet, &names, header, profile);
                tables.push(table);
                found.extend(more);
            }
            None => skipped.push((sheet, "khong_bang")),
        }
    }
    let seen = skipped.iter().find(|(_, why)| *why == "khong_bang");
    if tables.is_empty() {
        let place = match (seen, sheets.first()) {
            (Some((sheet, _)), _) => Some((sheet.top(), "bang")),
            (None, Some(sheet)) => Some((Place::file(sheet.file.clone()), "trang")),
            // Nothing could be read, which was said.
            (None, None) => None,
        };
        if let (Some((place, why)), Some(spec)) = (place, specs.first()) {
            found.push(header_not_found(spec, place, why));
        }
    } else {
        for (sheet, why) in skipped {
            let name = sheet.name.as_deref().unwrap_or_default();
            let finding = Diagnostic::new(codes::SHEET_SKIPPED, sheet.top());
            found.push(finding.arg("trang", quote(name)).arg("ly_do", Arg::Word(why)));
        }
    }
    (tables, found)
}

fn header_not_found(spec: &TableSpec, place: Place, why: &'static str) -> Diagnostic {
    let needed = spec.columns.iter().filter(|c| c.needed);
    let looked_for: Vec<&ColumnSpec> =
        if needed.clone().count() > 0 { needed.collect() } else { spec.columns.iter().collect() };
    Diagnostic::new(codes::HEADER_NOT_FOUND, place)
        .arg("loai", Arg::Word(why))
        .arg("cot", list(looked_for.into_iter().map(ColumnSpec::title)))
}

/// Reads the table below a header.
fn read(
    sheet: &Sheet,
    names: &Names<'_>,
    header: Header,
    profile: &ImportProfile,
) -> (Table, Vec<Diagnostic>) {
    let mut found = Findings::default();
    report_columns(sheet, names, &header, &mut found);
    let spec = names.spec;
    let columns: Arc<[Column]> = header
        .columns
        .iter()
        .zip(&header.matches)
        .filter_map(|(column, matched)| match matched {
            Match::Column(position) => Some(Column {
                key: spec.columns[*position].key.clone(),
                header: column.text.clone(),
                place: sheet.place(column.row, column.col),
                col: column.col,
                position: *position,
            }),
            _ => None,
        })
        .collect();
    let above = sheet.rows.iter().take_while(|r| r.index < header.first_row);
    let title = above.flat_map(|r| texts(sheet, r, |_| true)).collect();
    let mut table = Table {
        name: spec.name.clone(),
        file: sheet.file.clone(),
        sheet: sheet.name.clone(),
        place: sheet.place(header.first_row, header.columns.first().map_or(0, |c| c.col)),
        title,
        columns: columns.clone(),
        rows: Vec::new(),
        notes: Vec::new(),
    };
    let mut reader = RowReader {
        sheet,
        spec,
        columns,
        spread: Spread::new(sheet, spec, &header, &table.columns),
        style: profile.number_style,
        unnamed: BTreeSet::new(),
        found,
    };
    let below = sheet.rows.partition_point(|r| r.index <= header.last_row);
    // Where a column that every row fills was not found, that was told; what rows lack follows.
    let whole = spec.columns.iter().all(|c| !c.filled || table.has(&c.key));
    let mut section = None;
    for (row, sorted) in Kinds::new(spec, &table.columns, sheet, &header).sort(&sheet.rows[below..]) {
        match sorted {
            Sorted::Row(kind) => {
                if kind == RowKind::Section {
                    section = Some(table.rows.len());
                }
                let ragged = reader.report_stray(row, &header);
                let mut out = reader.row(row, kind, ragged);
                out.section = section.filter(|_| kind == RowKind::Data);
                table.rows.push(out);
            }
            Sorted::Note => table.notes.extend(texts(sheet, row, |col| header.takes(col))),
            Sorted::Skipped(_) if !whole => {}
            Sorted::Skipped(why) => {
                let col = row.cells.iter().find(|c| !c.value.is_blank()).map_or(0, |c| c.col);
                let finding = Diagnostic::new(codes::ROW_SKIPPED, sheet.place(row.index, col));
                reader.found.push(finding.arg("ly_do", Arg::Word(why)));
            }
        }
    }
    (table, reader.found.finish())
}

/// Cells with content as texts.
fn texts<'a>(
    sheet: &'a Sheet,
    row: &'a SheetRow,
    takes: impl Fn(u32) -> bool + 'a,
) -> impl Iterator<Item = Sourced<String>> + 'a {
    let cells = row.cells.iter().filter(move |c| !c.value.is_blank() && takes(c.col));
    cells.map(|c| Sourced::new(c.value.shown().trim().to_string(), sheet.place(row.index, c.col)))
}

/// Says which columns are unknown, stand twice or are missing.
fn report_columns(sheet: &Sheet, names: &Names<'_>, header: &Header, found: &mut Findings) {
    for (column, matched) in header.columns.iter().zip(&header.matches) {
        let place = sheet.place(column.row, column.col);
        match matched {
            Match::Twice(position) => {
                let mut finding = Diagnostic::new(codes::COLUMN_TWICE, place).arg("cot", quote(&column.text));
                if let Some(first) = header.column(*position) {
                    finding = finding.arg("noi_2", sheet.place(first.row, first.col));
                }
                found.push(finding);
            }
            Match::Unknown if !names.is_ignored(column) => {
                let finding = Diagnostic::new(codes::COLUMN_UNKNOWN, place)
                    .arg("loai", Arg::Word("ten"))
                    .arg("cot", quote(&column.text))
                    .hint(names.nearest(column));
                found.push(finding);
            }
            _ => {}
        }
    }
    let first = header.columns.first().map_or(0, |c| c.col);
    for (position, column) in names.spec.columns.iter().enumerate() {
        if column.needed && header.column(position).is_none() {
            let finding = Diagnostic::new(codes::COLUMN_MISSING, sheet.place(header.last_row, first));
            found.push(finding.arg("cot", quote(column.title())));
        }
    }
}

/// Reads rows.
struct RowReader<'a> {
    sheet: &'a Sheet,
    spec: &'a TableSpec,
    columns: Arc<[Column]>,
    spread: Spread,
    style: NumberStyle,
    /// Columns with content and without a header that were reported.
    unnamed: BTreeSet<u32>,
    found: Findings,
}

impl RowReader<'_> {
    fn row(&mut self, row: &SheetRow, kind: RowKind, ragged: bool) -> Row {
        let columns = self.columns.clone();
        let cells: Vec<Cell> = columns.iter().map(|column| self.cell(row, kind, ragged, column)).collect();
        let text = |ordinal: bool| {
            columns.iter().zip(&cells).find_map(|(column, cell)| match &cell.value {
                Some(Value::Text(t)) if (self.spec.ordinal.as_ref() == Some(&column.key)) == ordinal => {
                    Some(Sourced::new(t.to_string(), cell.place.clone()))
                }
                _ => None,
            })
        };
        let first = columns.iter().map(|c| c.col).find(|col| !row.get(*col).is_blank());
        Row {
            kind,
            label: text(false).or_else(|| text(true)),
            section: None,
            place: self.sheet.place(row.index, first.unwrap_or_default()),
            columns: columns.clone(),
            cells,
        }
    }

    fn cell(&mut self, row: &SheetRow, kind: RowKind, ragged: bool, column: &Column) -> Cell {
        let spec = &self.spec.columns[column.position];
        let mut place = self.sheet.place(row.index, column.col);
        if ragged && spec.ty != ColumnType::Text {
            // The cells may have moved: no value, and nothing said about it beyond that.
            return Cell { value: None, issue: Some(CellIssue::Unreadable), place };
        }
        let mut value = row.get(column.col);
        if kind == RowKind::Data
            && value.is_blank()
            && let Some((merged_row, region, used)) = self.spread.over(row.index, column.col)
        {
            place = self.sheet.place(merged_row, column.col);
            value = self.sheet.get(merged_row, column.col);
            if !used && !value.is_blank() {
                let finding = Diagnostic::new(codes::CELLS_MERGED, place.clone());
                self.found.push(finding.arg("cot", quote(&column.header)).arg("vung", region));
            }
        }
        let words_only = matches!(spec.ty, ColumnType::Code | ColumnType::Date);
        if kind != RowKind::Data && words_only {
            // "Tổng cộng" may stand in any of them.
            return Cell { value: None, issue: None, place };
        }
        let reader = CellReader { table: self.spec, column: spec, header: &column.header, style: self.style };
        let reading = reader.read(value, &place);
        if let Some(finding) = reading.finding {
            self.found.push(finding);
        }
        let absent = reading.value.is_none() && matches!(reading.issue, None | Some(CellIssue::Placeholder));
        if kind == RowKind::Data && spec.filled && absent {
            let finding = Diagnostic::new(codes::CELL_EMPTY, place.clone());
            self.found.push(finding.arg("cot", quote(&column.header)));
        }
        Cell { value: reading.value, issue: reading.issue, place }
    }

    /// Reports cells with content in columns without a header. Beyond the last column of a CSV
    /// file that is a row with a delimiter too many, whose cells may all be in wrong columns: then
    /// true.
    fn report_stray(&mut self, row: &SheetRow, header: &Header) -> bool {
        let last = header.columns.last().map_or(0, |c| c.col);
        for cell in row.cells.iter().filter(|c| !c.value.is_blank() && !header.has(c.col)) {
            let place = self.sheet.place(row.index, cell.col);
            if self.sheet.name.is_none() && cell.col > last {
                let finding = Diagnostic::new(codes::ROW_RAGGED, place);
                self.found.push(finding.arg("loai", Arg::Word("thua_o")).arg("so_cot", last + 1));
                return true;
            }
            if self.unnamed.insert(cell.col) {
                let name = place.cell_name().unwrap_or_default();
                let finding = Diagnostic::new(codes::COLUMN_UNKNOWN, place);
                let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
                self.found.push(finding.arg("loai", Arg::Word("khong_ten")).arg("cot", letters));
            }
        }
        false
    }
}

#[cfg(test)]
mod tests;
