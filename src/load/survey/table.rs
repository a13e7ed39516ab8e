//! Sheets of rounds and of tallies, and their joining to rounds with answers.

use super::form::{level_at, unknown_level};
use crate::config::Profile;
use crate::diagnostics::{Arg, Diagnostic, Diagnostics, Place, Sourced, codes, nearest};
use crate::load::dossier::{label_and_dates, unreadable as period_unreadable};
use crate::load::import_profile;
use crate::load::period;
use crate::model::{Answers, ChannelBallots, Period, PeriodId, SurveyForm, SurveyRound};
use crate::table::{self, CellIssue, ColumnSpec, ColumnType, Limits, Row, RowKind, Table, TableSpec};
use crate::text::{fold, slug};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const ROUNDS: &str = "dot";
const TALLIES: &str = "tong-hop";
/// Words of the row of ballots that left a question blank.
const BLANK: [&str; 4] = ["khong tra loi", "(de trong)", "de trong", "bo trong"];

fn rounds_spec() -> TableSpec {
    use ColumnType::{Count, Date, Text};
    TableSpec::new(
        ROUNDS,
        vec![
            ColumnSpec::new("ky", Text, &["Kỳ", "Kỳ báo cáo", "Đợt"]).filled(),
            ColumnSpec::new("tu_ngay", Date, &["Từ ngày"]),
            ColumnSpec::new("den_ngay", Date, &["Đến ngày"]),
            ColumnSpec::new("kenh", Text, &["Kênh", "Hình thức"]),
            ColumnSpec::new("phat_ra", Count, &["Phát ra", "Số phiếu phát ra"]).needed(),
            ColumnSpec::new("thu_ve", Count, &["Thu về", "Số phiếu thu về", "Thu vào", "Số phiếu thu vào"])
                .needed(),
            ColumnSpec::new("hop_le", Count, &["Hợp lệ", "Số phiếu hợp lệ"]),
            ColumnSpec::new("ngay_kiem_phieu", Date, &["Ngày kiểm phiếu"]),
            ColumnSpec::new("bien_ban", Text, &["Biên bản", "Biên bản kiểm phiếu"]),
            ColumnSpec::new("mau_phieu", Text, &["Mẫu phiếu"]),
        ],
    )
    .ignoring(&["STT", "TT"])
    .leave_percentages()
}

fn tallies_spec() -> TableSpec {
    use ColumnType::{Count, Text};
    TableSpec::new(
        TALLIES,
        vec![
            ColumnSpec::new("ky", Text, &["Kỳ", "Kỳ báo cáo", "Đợt"]).filled(),
            ColumnSpec::new("cau_hoi", Text, &["Câu hỏi", "Câu"]).filled(),
            ColumnSpec::new("muc", Text, &["Mức", "Mức đánh giá", "Phương án"]).filled(),
            ColumnSpec::new("so_phieu", Count, &["Số phiếu", "Số ý kiến"]).needed(),
        ],
    )
    .ignoring(&["STT", "TT"])
    .leave_percentages()
}

/// A row of a sheet of rounds: the ballots of one channel.
pub(crate) struct RoundRow {
    period: Sourced<PeriodId>,
    from: Option<Sourced<Date>>,
    to: Option<Sourced<Date>>,
    ballots: ChannelBallots,
    counted_on: Option<Date>,
    minutes: Option<String>,
    form: Option<Sourced<String>>,
    place: Place,
}

/// A row of a sheet of tallies.
pub(crate) struct TallyRow {
    period: Sourced<PeriodId>,
    question: Sourced<String>,
    level: Sourced<String>,
    count: Sourced<Option<u64>>,
    /// The cell holds a percentage, which was reported.
    percentage: bool,
}

/// What a file holds.
#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) rounds: Vec<RoundRow>,
    pub(crate) tallies: Vec<TallyRow>,
}

/// Reads a file of rounds or of tallies, or both, a sheet each.
pub(crate) fn read(
    file: &Arc<str>,
    bytes: &[u8],
    profile: Option<&Profile>,
    diags: &mut Diagnostics,
) -> Rows {
    let (sheets, found) = table::read_book(file, bytes, &Limits::default());
    diags.extend(found);
    let (rounds, tallies) = (rounds_spec(), tallies_spec());
    // An error names the columns of the first one: that which the file's name speaks of.
    let name = file.rsplit('/').next().unwrap_or(file);
    let specs = if slug(name).starts_with(TALLIES) { [&tallies, &rounds] } else { [&rounds, &tallies] };
    let (tables, found) = table::find_tables(&sheets, &specs, &import_profile(profile));
    diags.extend(found);
    let mut rows = Rows::default();
    for table in &tables {
        if table.name == ROUNDS {
            rows.rounds.extend(data_rows(table).filter_map(|row| round_row(row, diags)));
        } else {
            rows.tallies.extend(data_rows(table).filter_map(|row| tally_row(row, diags)));
        }
    }
    rows
}

fn data_rows(table: &Table) -> impl Iterator<Item = &Row> {
    table.rows_of(RowKind::Data)
}

/// The period of a row, or KY01.
fn period_cell(row: &Row, diags: &mut Diagnostics) -> Option<Sourced<PeriodId>> {
    let written = row.text("ky")?;
    match period::read(&written) {
        Some(id) => Some(Sourced::new(id, written.place)),
        None => {
            diags.push(period_unreadable(&written.place, "o", &written.value));
            None
        }
    }
}

/// A count; KS08 when the cell holds a percentage.
fn count(row: &Row, key: &str, diags: &mut Diagnostics) -> Sourced<Option<u64>> {
    let Some(cell) = row.cell(key) else { return Sourced::new(None, row.place.clone()) };
    if let Some(CellIssue::Percentage(percent)) = cell.issue {
        let finding = Diagnostic::new(codes::PERCENTAGE_WITHOUT_COUNTS, cell.place.clone());
        diags.push(finding.arg("gia_tri", format!("{percent}%")));
    }
    Sourced::new(row.count(key).map(|c| c.value), cell.place.clone())
}

fn round_row(row: &Row, diags: &mut Diagnostics) -> Option<RoundRow> {
    let period = period_cell(row, diags);
    let ballots = ChannelBallots {
        channel: row.text("kenh").map(|c| c.value),
        issued: count(row, "phat_ra", diags),
        returned: count(row, "thu_ve", diags),
        valid: count(row, "hop_le", diags),
    };
    Some(RoundRow {
        period: period?,
        from: row.date("tu_ngay"),
        to: row.date("den_ngay"),
        ballots,
        counted_on: row.date("ngay_kiem_phieu").map(|d| d.value),
        minutes: row.text("bien_ban").map(|t| t.value),
        form: row.text("mau_phieu"),
        place: row.place.clone(),
    })
}

fn tally_row(row: &Row, diags: &mut Diagnostics) -> Option<TallyRow> {
    let period = period_cell(row, diags);
    let count = count(row, "so_phieu", diags);
    let percentage = row.cell("so_phieu").is_some_and(|c| matches!(c.issue, Some(CellIssue::Percentage(_))));
    let (question, level) = (row.text("cau_hoi"), row.text("muc"));
    Some(TallyRow { period: period?, question: question?, level: level?, count, percentage })
}

/// Rounds with their answers, in order of periods.
pub(crate) fn join(
    rows: Rows,
    forms: &[SurveyForm],
    start_days: &[i8],
    diags: &mut Diagnostics,
) -> Vec<SurveyRound> {
    let mut by_period: BTreeMap<PeriodId, Vec<RoundRow>> = BTreeMap::new();
    for row in rows.rounds {
        by_period.entry(row.period.value).or_default().push(row);
    }
    let mut tallies: BTreeMap<PeriodId, Vec<TallyRow>> = BTreeMap::new();
    for row in rows.tallies {
        tallies.entry(row.period.value).or_default().push(row);
    }
    let mut out = Vec::new();
    for (id, rows) in by_period {
        let tallied = tallies.remove(&id).unwrap_or_default();
        out.push(round(id, rows, tallied, forms, start_days, diags));
    }
    for (id, rows) in tallies {
        if let Some(first) = rows.first() {
            diags.push(
                Diagnostic::new(codes::SURVEY_WITHOUT_ROUND, first.period.place.clone())
                    .about(format_args!("khao-sat/{id}"))
                    .arg("loai", Arg::Word("dot"))
                    .arg("ky", period::label(id)),
            );
        }
    }
    out
}

fn round(
    id: PeriodId,
    rows: Vec<RoundRow>,
    tallied: Vec<TallyRow>,
    forms: &[SurveyForm],
    start_days: &[i8],
    diags: &mut Diagnostics,
) -> SurveyRound {
    let period = dates(id, &rows, start_days, diags);
    let form = form_of(&rows, !tallied.is_empty(), forms, diags);
    let answers = form.map(|form| answers(id, form, tallied, diags)).unwrap_or_default();
    let source = rows.first().map_or_else(|| period.place.clone(), |r| r.place.clone());
    let mut ballots: Vec<ChannelBallots> = Vec::new();
    let mut seen: BTreeMap<Option<String>, Place> = BTreeMap::new();
    for row in &rows {
        let channel = row.ballots.channel.as_deref().map(fold);
        if let Some(first) = seen.get(&channel) {
            let kind = if channel.is_some() { "kenh" } else { "dot" };
            let finding = twice(id, kind, &row.period.place, first);
            diags.push(finding.arg("ten", row.ballots.channel.clone().unwrap_or_default()));
        } else {
            seen.insert(channel, row.period.place.clone());
            ballots.push(row.ballots.clone());
        }
    }
    SurveyRound {
        period,
        form: form.map(|f| f.id.value.clone()),
        ballots,
        answers,
        counted_on: rows.iter().find_map(|r| r.counted_on),
        minutes: rows.iter().find_map(|r| r.minutes.clone()),
        source,
    }
}

/// KS09.
fn twice(id: PeriodId, kind: &'static str, place: &Place, first: &Place) -> Diagnostic {
    Diagnostic::new(codes::SURVEY_TWICE, place.clone())
        .about(format_args!("khao-sat/{id}"))
        .arg("loai", Arg::Word(kind))
        .arg("ky", period::label(id))
        .arg("noi_2", first.clone())
}

/// The round's dates: those of its first row, which the others must not contradict (KY03); without
/// dates the calendar's, as the label states.
fn dates(id: PeriodId, rows: &[RoundRow], start_days: &[i8], diags: &mut Diagnostics) -> Sourced<Period> {
    let (first, last) = id.calendar_span();
    let from = rows.iter().find_map(|r| r.from.as_ref());
    let to = rows.iter().find_map(|r| r.to.as_ref());
    for row in rows {
        for (stated, own) in [(from, &row.from), (to, &row.to)] {
            if let (Some(stated), Some(own)) = (stated, own)
                && stated.value != own.value
            {
                diags.push(
                    Diagnostic::new(codes::PERIOD_CONTRADICTION, own.place.clone())
                        .arg("cho", Arg::Word("o"))
                        .arg("ky", crate::text::date(own.value))
                        .arg("cho_2", Arg::Word("o"))
                        .arg("ky_2", crate::text::date(stated.value))
                        .arg("noi_2", stated.place.clone()),
                );
            }
        }
    }
    let place = rows.first().map_or_else(|| Place::file(""), |r| r.period.place.clone());
    let stated = from.or(to).map(|d| d.place.clone());
    let (from, to) = (from.map_or(first, |d| d.value), to.map_or(last, |d| d.value));
    if let Some(stated) = stated.filter(|_| !period::fits(id, from, to, start_days)) {
        diags.push(label_and_dates(id, from, to, None, &stated));
    }
    Sourced::new(Period { id, label: period::label(id), from, to, cut_off: to }, place)
}

/// The form that the round names, or the only one that there is. KS10 when it names one that
/// doesn't exist, or none where several could be meant.
fn form_of<'a>(
    rows: &[RoundRow],
    has_tallies: bool,
    forms: &'a [SurveyForm],
    diags: &mut Diagnostics,
) -> Option<&'a SurveyForm> {
    let named = |name: &str| {
        let (wanted, id) = (fold(name), slug(name));
        forms.iter().find(|f| f.id.value == id || fold(&f.name) == wanted)
    };
    let mut form = None;
    let mut unknown = false;
    for name in rows.iter().filter_map(|r| r.form.as_ref()) {
        match named(name) {
            Some(found) => form = form.or(Some(found)),
            None => {
                unknown = true;
                let ids = forms.iter().map(|f| f.id.value.as_str());
                diags.push(without_form(rows, &name.place).arg("ten", &name.value).hint(nearest(name, ids)));
            }
        }
    }
    if form.is_some() || unknown || !has_tallies {
        return form;
    }
    if forms.len() != 1
        && let Some(row) = rows.first()
    {
        diags.push(without_form(rows, &row.period.place).arg("ten", ""));
    }
    forms.first().filter(|_| forms.len() == 1)
}

fn without_form(rows: &[RoundRow], place: &Place) -> Diagnostic {
    let finding = Diagnostic::new(codes::SURVEY_WITHOUT_ROUND, place.clone());
    let id = rows.first().map(|r| r.period.value);
    let about = id.map(|id| format!("khao-sat/{id}")).unwrap_or_default();
    finding
        .about(about)
        .arg("loai", Arg::Word("mau_phieu"))
        .arg("ky", id.map(period::label).unwrap_or_default())
}

/// The tallies of a round in the form's order of questions; those with a count as a percentage or
/// with a level that the form doesn't have are left out, which was reported.
fn answers(id: PeriodId, form: &SurveyForm, rows: Vec<TallyRow>, diags: &mut Diagnostics) -> Vec<Answers> {
    let mut by_question: Vec<Option<Answers>> = form.questions.iter().map(|_| None).collect();
    // Of a question that was misread no sum is worth checking and no share worth printing.
    let mut misread = vec![false; form.questions.len()];
    let (mut unknown, mut repeated) = (BTreeSet::new(), BTreeSet::new());
    for row in rows {
        let asked = fold(&row.question);
        let at = form.questions.iter().position(|q| fold(&q.code) == asked || fold(&q.text) == asked);
        let Some(at) = at else {
            // Once a question, not once a level.
            if unknown.insert(asked.clone()) {
                let codes_of = form.questions.iter().map(|q| q.code.value.as_str());
                diags.push(
                    Diagnostic::new(codes::SURVEY_QUESTION_UNKNOWN, row.question.place.clone())
                        .about(format_args!("khao-sat/{id}"))
                        .arg("cau_hoi", &row.question.value)
                        .arg("mau_phieu", &form.name)
                        .hint(nearest(&row.question.to_uppercase(), codes_of)),
                );
            }
            continue;
        };
        misread[at] |= row.percentage;
        let question = &form.questions[at];
        let levels = &form.scale(question).levels;
        let answers = by_question[at].get_or_insert_with(|| {
            let absent = || Sourced::new(None, row.question.place.clone());
            Answers {
                question: Sourced::new(question.code.value.clone(), row.question.place.clone()),
                counts: levels.iter().map(|_| absent()).collect(),
                blank: absent(),
            }
        });
        let blank = BLANK.contains(&fold(&row.level).as_str());
        let slot = match level_at(levels, &row.level) {
            Some(level) => &mut answers.counts[level],
            None if blank => &mut answers.blank,
            None => {
                misread[at] = true;
                diags.push(
                    unknown_level(&row.level, levels)
                        .about(format_args!("khao-sat/{id}/{}", question.code.value)),
                );
                continue;
            }
        };
        // A slot that was filled has the place of a count, not of a question.
        if slot.place == answers.question.place {
            *slot = row.count;
        } else if repeated.insert((asked, row.level.place.file.clone())) {
            // Once a question and file: a whole sheet may stand twice.
            let finding = twice(id, "muc", &row.level.place, &slot.place);
            diags.push(finding.arg("ten", format!("{} – {}", question.code.value, row.level.value)));
        }
    }
    by_question.into_iter().zip(misread).filter(|(_, misread)| !misread).filter_map(|(a, _)| a).collect()
}
