//! `data/ho-so/`: dossier statistics, one sheet a period, in the layout of an official form.
//!
//! Which form a sheet is in is told by its headers; which period by profile, title, sheet name and
//! file name, which must agree.

mod parts;

use super::period::{self, Clue, Unresolved};
use crate::config::Profile;
use crate::diagnostics::{Arg, Diagnostic, Diagnostics, Place, Sourced, codes};
use crate::model::{DossierTally, Period, PeriodId, TOTAL_ID, TallyColumn, TallyLayout, TallyRow};
use crate::table::{self, ColumnSpec, ColumnType, Limits, Row, RowKind, Table, TableSpec};
use crate::text::{fold, slug};
use jiff::civil::Date;
use parts::Part;
use std::collections::BTreeMap;
use std::sync::Arc;

const ORDINAL: &str = "stt";
const FIELD: &str = "linh_vuc";
const TOTALS: &[&str] = &["Tổng cộng", "Tổng số", "Tổng", "Cộng", "Toàn xã", "Toàn phường"];

/// The forms by which sheets are recognised, and the days on which periods may begin.
pub(super) struct Forms {
    forms: Vec<(TableSpec, Arc<TallyLayout>)>,
    start_days: Vec<i8>,
}

impl Forms {
    /// `groups` gives the names under which a form's groups of columns stand in files.
    pub(super) fn new(
        layouts: &[Arc<TallyLayout>],
        groups: impl Fn(&str) -> Vec<String>,
        start_days: Vec<i8>,
    ) -> Self {
        let forms = layouts.iter().map(|layout| (spec(layout, &groups), layout.clone())).collect();
        Forms { forms, start_days }
    }
}

fn spec(layout: &TallyLayout, groups: &impl Fn(&str) -> Vec<String>) -> TableSpec {
    let field: Vec<&str> = layout.field_headers.iter().map(String::as_str).collect();
    let mut columns = vec![
        ColumnSpec::new(ORDINAL, ColumnType::Text, &["STT", "TT", "Số thứ tự"]),
        ColumnSpec::new(FIELD, ColumnType::Text, &field).filled(),
    ];
    for column in &layout.columns {
        // A label that several columns share names none of them in a message.
        let shared = layout.columns.iter().filter(|c| c.label == column.label).count() > 1;
        let mut headers: Vec<&str> = column.headers.iter().map(String::as_str).collect();
        headers.insert(if shared { headers.len() } else { 0 }, &column.label);
        let mut spec = ColumnSpec::new(&column.key, ColumnType::Count, &headers);
        if let Some(group) = &column.group {
            let names = groups(group);
            spec = spec.under(&names.iter().map(String::as_str).collect::<Vec<_>>());
        }
        if let Some(mark) = &column.mark {
            spec = spec.mark(mark);
        }
        columns.push(if column.needed { spec.needed() } else { spec });
    }
    TableSpec::new(&layout.id, columns).ordinal(ORDINAL).totals(TOTALS).sections()
}

/// Reads a file: every sheet with a table is the statistics of one period. A sheet whose period
/// cannot be told is left out, after its cells were checked.
pub(super) fn read(
    file: &Arc<str>,
    bytes: &[u8],
    profile: Option<&Profile>,
    forms: &Forms,
    diags: &mut Diagnostics,
) -> Vec<DossierTally> {
    let (sheets, found) = table::read_book(file, bytes, &Limits::default());
    diags.extend(found);
    let specs: Vec<&TableSpec> = forms.forms.iter().map(|(spec, _)| spec).collect();
    let (tables, found) = table::find_tables(&sheets, &specs, &super::import_profile(profile));
    diags.extend(found);
    tables.iter().filter_map(|table| tally(table, profile, forms, diags)).collect()
}

fn tally(
    table: &Table,
    profile: Option<&Profile>,
    forms: &Forms,
    diags: &mut Diagnostics,
) -> Option<DossierTally> {
    if !table.has(FIELD) {
        // BANG06 was told, and without names nothing can be said of the rows.
        return None;
    }
    let layout = forms.forms.iter().find(|(spec, _)| spec.name == table.name).map(|(_, l)| l.clone())?;
    let period = period_of(table, profile, &forms.start_days, diags);
    let mut tally = DossierTally {
        // Filled in below: without a period there is no tally.
        period: period?,
        layout,
        sections: Vec::new(),
        rows: Vec::new(),
        total: None,
        source: table.place.clone(),
    };
    let totals: Vec<&Row> = table.rows_of(RowKind::Total).collect();
    tally.total = total(&totals, &tally.layout.columns, diags);
    let mut section = None;
    for (row, part) in parts::sort(table, &tally, diags) {
        if part == Part::Section {
            section = Some(tally.sections.len());
            tally.sections.extend(row.text(FIELD).or_else(|| row.label.clone()));
            continue;
        }
        let Some(field) = row.text(FIELD) else {
            if row.kind == RowKind::Section {
                // Of rows of data the table has said it.
                let place = row.place_of(FIELD);
                let header = table.columns.iter().find(|c| c.key == FIELD).map_or("", |c| &c.header);
                diags.push(Diagnostic::new(codes::CELL_EMPTY, place).arg("cot", header));
            }
            continue;
        };
        let id = slug(&field);
        if let Some(first) = tally.rows.iter().find(|r| r.field_id == id) {
            diags.push(
                Diagnostic::new(codes::DOSSIER_FIELD_TWICE, field.place.clone())
                    .about(format_args!("ho-so/{}/{id}", tally.period.id))
                    .arg("linh_vuc", &field.value)
                    .arg("noi_2", first.field.place.clone()),
            );
            continue;
        }
        if let Some(mut out) = tally_row(row, &tally.layout.columns, Some(field), id) {
            out.section = section;
            tally.rows.push(out);
        }
    }
    parts::report_hidden_total(&tally, diags);
    Some(tally)
}

/// The total row: of several (sums of sections, which nothing is checked against) the last that
/// says "Tổng cộng", else the last.
fn total(rows: &[&Row], columns: &[TallyColumn], diags: &mut Diagnostics) -> Option<TallyRow> {
    let says_so = |row: &&Row| {
        let words = row.label.as_ref().map(|l| fold(l.split('(').next().unwrap_or_default()));
        words.is_some_and(|w| w.trim_end_matches(|c: char| !c.is_alphanumeric()) == "tong cong")
    };
    let at = rows.iter().rposition(says_so).or_else(|| rows.len().checked_sub(1))?;
    for (_, row) in rows.iter().enumerate().filter(|(i, _)| *i != at) {
        let finding = Diagnostic::new(codes::ROW_SKIPPED, row.place.clone());
        diags.push(finding.arg("ly_do", Arg::Word("nhieu_tong")));
    }
    tally_row(rows[at], columns, rows[at].label.clone(), TOTAL_ID.to_owned())
}

fn tally_row(
    row: &Row,
    columns: &[TallyColumn],
    field: Option<Sourced<String>>,
    field_id: String,
) -> Option<TallyRow> {
    let cells = columns
        .iter()
        .filter_map(|column| {
            let cell = row.cell(&column.key)?;
            let count = row.count(&column.key).map(|c| c.value);
            Some((column.key.clone(), Sourced::new(count, cell.place.clone())))
        })
        .collect();
    Some(TallyRow { field: field?, field_id, section: None, cells })
}

/// What says the period, and where.
struct Told {
    clue: Clue,
    /// The word by which a message names the kind of place.
    by: &'static str,
    place: Place,
    text: String,
}

/// The period of a sheet, or KY01 (nothing names one, or a day in it is none), KY03 (two name
/// different ones). KY02 when the dates don't fit the label or the figures were taken before its end.
fn period_of(
    table: &Table,
    profile: Option<&Profile>,
    start_days: &[i8],
    diags: &mut Diagnostics,
) -> Option<Sourced<Period>> {
    let told = told(table, profile);
    let top = table.place.clone();
    let clues: Vec<Clue> = told.iter().map(|t| t.clue.clone()).collect();
    let contradiction = |a: &Told, b: &Told| {
        Diagnostic::new(codes::PERIOD_CONTRADICTION, a.place.clone())
            .arg("cho", Arg::Word(a.by))
            .arg("ky", a.clue.said())
            .arg("cho_2", Arg::Word(b.by))
            .arg("ky_2", b.clue.said())
            .arg("noi_2", b.place.clone())
    };
    if let Some((none, written)) = told.iter().find_map(|t| Some((t, t.clue.no_day.as_ref()?))) {
        diags.push(unreadable(&none.place, "ngay", written));
        return None;
    }
    let id = match period::resolve(&clues, start_days) {
        Ok(id) => id,
        Err(Unresolved::Nothing) => {
            let place = told.first().map_or(top, |t| t.place.clone());
            let text = told.first().map_or_else(|| file_name(table), |t| t.text.as_str());
            diags.push(unreadable(&place, "khong_du", text));
            return None;
        }
        Err(Unresolved::Contradiction(a, b)) => {
            diags.push(contradiction(&told[a], &told[b]));
            return None;
        }
    };
    let mut dated = told.iter().filter(|t| t.clue.dates.is_some());
    let first = dated.next();
    if let Some(first) = first
        && let Some(other) = dated.find(|t| t.clue.dates != first.clue.dates)
    {
        let days = |t: &Told| Clue { dates: t.clue.dates, ..Clue::default() };
        let only_days = |t: &Told| Told { clue: days(t), place: t.place.clone(), text: String::new(), ..*t };
        diags.push(contradiction(&only_days(first), &only_days(other)));
        return None;
    }
    let place = told.iter().find(|t| t.clue.kind.is_some()).or(first).map_or(top, |t| t.place.clone());
    // A label without dates means the calendar's days: that is what it states.
    let (from, to) = first.and_then(|t| t.clue.dates).unwrap_or_else(|| id.calendar_span());
    if let Some(first) = first.filter(|_| !period::fits(id, from, to, start_days)) {
        diags.push(label_and_dates(id, from, to, None, &first.place));
    }
    let cut = told.iter().find_map(|t| Some((t, t.clue.cut_off?)));
    let cut_off = cut.map_or(to, |(_, day)| day);
    if let Some((told, _)) = cut.filter(|(_, day)| *day < to) {
        diags.push(label_and_dates(id, from, to, Some(cut_off), &told.place));
    }
    Some(Sourced::new(Period { id, label: period::label(id), from, to, cut_off }, place))
}

/// KY01.
pub(super) fn unreadable(place: &Place, why: &'static str, written: &str) -> Diagnostic {
    let finding = Diagnostic::new(codes::PERIOD_UNREADABLE, place.clone());
    finding.arg("loai", Arg::Word(why)).arg("gia_tri", written)
}

/// KY02: days that do not fit the label, or, with a cut-off, one before the last day.
pub(super) fn label_and_dates(
    id: PeriodId,
    from: Date,
    to: Date,
    cut_off: Option<Date>,
    place: &Place,
) -> Diagnostic {
    Diagnostic::new(codes::PERIOD_LABEL_DATES, place.clone())
        .arg("loai", Arg::Word(if cut_off.is_some() { "chot" } else { "ngay" }))
        .arg("chot", cut_off.unwrap_or(to))
        .arg("ky", period::label(id))
        .arg("tu_ngay", from)
        .arg("den_ngay", to)
}

/// Everything that says something of the period, the strongest first.
fn told(table: &Table, profile: Option<&Profile>) -> Vec<Told> {
    let mut all = Vec::new();
    if let Some(profile) = profile {
        let mut clue = profile.period.as_ref().map(|p| Clue::of_text(p)).unwrap_or_default();
        clue.weak = false;
        clue.dates = match (&profile.from, &profile.to) {
            (Some(from), Some(to)) => Some((from.value, to.value)),
            _ => clue.dates,
        };
        clue.cut_off = profile.cut_off.as_ref().map(|d| d.value).or(clue.cut_off);
        let written = profile.period.as_ref().unwrap_or(&profile.pattern);
        all.push(Told { clue, by: "cau_hinh", place: written.place.clone(), text: written.value.clone() });
    }
    let mut titles: Vec<Told> = table
        .title
        .iter()
        .map(|t| Told {
            clue: Clue::of_text(t),
            by: "tieu_de",
            place: t.place.clone(),
            text: t.value.clone(),
        })
        .filter(|t| !t.clue.is_empty())
        .collect();
    // "Kỳ báo cáo: …" says what the others may only mention ("Kế hoạch năm 2025").
    if titles.iter().any(|t| names_itself(&t.text) && t.clue.kind.is_some()) {
        titles.retain(|t| names_itself(&t.text) || t.clue.kind.is_none() || t.clue.no_day.is_some());
    }
    all.extend(titles);
    if let Some(sheet) = &table.sheet {
        let (clue, place) = (Clue::of_text(sheet), table.place.clone());
        all.push(Told { clue, by: "trang_tinh", place, text: sheet.to_string() });
    }
    let name = file_name(table);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let clue = Clue::of_file_name(stem);
    let place = Place::file(table.file.clone());
    all.push(Told { clue, by: "ten_tep", place, text: name.to_owned() });
    all.retain(|t| !t.clue.is_empty());
    all
}

fn file_name(table: &Table) -> &str {
    table.file.rsplit('/').next().unwrap_or(&table.file)
}

fn names_itself(title: &str) -> bool {
    let title = fold(title);
    title.starts_with("ky ") || title.starts_with("ky:")
}

/// One tally a period, in order of periods. A period that stands twice with equal figures is read
/// once (HS09), one with different figures not at all (HS10 at both places).
pub(super) fn gather(all: Vec<DossierTally>, diags: &mut Diagnostics) -> Vec<DossierTally> {
    let mut by_period: BTreeMap<PeriodId, Vec<DossierTally>> = BTreeMap::new();
    for tally in all {
        by_period.entry(tally.period.id).or_default().push(tally);
    }
    let mut out = Vec::new();
    for (id, mut tallies) in by_period {
        let first = tallies.remove(0);
        let differing: Vec<&DossierTally> = tallies.iter().filter(|t| !same_figures(&first, t)).collect();
        let twice = |code, t: &DossierTally, other: &DossierTally| {
            Diagnostic::new(code, t.source.clone())
                .about(format_args!("ho-so/{id}"))
                .arg("ky", period::label(id))
                .arg("noi_2", other.source.clone())
        };
        if let Some(other) = differing.first() {
            diags.push(twice(codes::DOSSIER_PERIOD_CONTRADICTION, &first, other));
            for tally in &differing {
                diags.push(twice(codes::DOSSIER_PERIOD_CONTRADICTION, tally, &first));
            }
        } else {
            diags.extend(tallies.iter().map(|t| twice(codes::DOSSIER_PERIOD_TWICE, t, &first)));
            out.push(first);
        }
    }
    out
}

/// Do two tallies state the same? Where a cell stands, and how a name is spelled, doesn't count.
fn same_figures(a: &DossierTally, b: &DossierTally) -> bool {
    let figures = |tally: &DossierTally| -> BTreeMap<(String, String), Option<u64>> {
        let rows = tally.rows.iter().chain(&tally.total);
        let cells = |row: &TallyRow| {
            let id = row.field_id.clone();
            let reported = row.cells.iter().filter(|(_, c)| c.value.is_some());
            reported.map(|(key, c)| ((id.clone(), key.clone()), c.value)).collect::<Vec<_>>()
        };
        rows.flat_map(cells).collect()
    };
    let days = |tally: &DossierTally| (tally.period.from, tally.period.to);
    days(a) == days(b) && a.layout.id == b.layout.id && figures(a) == figures(b)
}
