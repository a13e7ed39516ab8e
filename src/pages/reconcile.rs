//! Đối chiếu số liệu: the equations of `stats` as templates see them, with the office's
//! explanations beside those that fail.

use super::Context;
use super::frame;
use super::view::{
    Check, CheckState, CheckTerm, Difference, ExplanationView, FigureNote, Implied, Reconciliation, Remark,
};
use crate::diagnostics::{Code, codes};
use crate::model::{DossierTally, OverPeriods, SurveyRound, TOTAL_ID, TallyRole};
use crate::stats::reconcile::{self, Ballots, Equation, Kind, Name, Outcome, Part, Side};
use crate::stats::tally::{by_role, column_name};
use crate::text;

/// The explanation that the office gave for a finding, while it holds.
pub(super) fn explanation(cx: &Context, code: Code, subject: &str) -> Option<ExplanationView> {
    cx.site
        .explanations
        .iter()
        .find(|e| {
            e.code.value == code && e.subject.eq_ignore_ascii_case(subject) && e.holds_on(cx.site.as_of)
        })
        .map(|e| ExplanationView {
            text: e.text.clone(),
            approver: e.approver.clone(),
            on: e.given_on.into(),
        })
}

/// The sums of a period's dossier statistics.
pub(super) fn dossier(cx: &Context, t: &DossierTally) -> Reconciliation {
    let all = reconcile::tally(cx.site, t);
    // Inside the rows of fields only what can be recounted is listed: a report that gives few cells
    // would list every absent one again.
    let listed = all.iter().filter(|e| !in_a_row(e) || e.outcome == Outcome::Holds || fails(e));
    let spelled: Vec<Equation> = listed.map(|e| spelled_out(t, e)).collect();
    let listed: Vec<&Equation> = spelled.iter().collect();
    let mut view = view(cx, &listed, &|e| dossier_name(cx, t, e), &cx.say("unit.dossiers"));
    view.remarks.extend(year_received(cx, t).map(|text| Remark { text, explanation: None }));
    view
}

/// True for a sum inside the row of a field.
fn in_a_row(e: &Equation) -> bool {
    matches!(&e.kind, Kind::Identity { row, .. } if row != TOTAL_ID)
}

/// Why a year's total is not the sum of its quarters' totals: dossiers that go over from quarter to
/// quarter are in each of them, in the year once. `None` when the numbers are not all known.
fn year_received(cx: &Context, t: &DossierTally) -> Option<String> {
    let quarters: Vec<&DossierTally> = t
        .period
        .id
        .quarters()?
        .iter()
        .map(|q| cx.site.dossiers.iter().find(|d| d.period.id == *q))
        .collect::<Option<_>>()?;
    let total = |d: &DossierTally, role| by_role(d, TOTAL_ID, role).map(|k| k.value);
    let sum = |role| quarters.iter().map(|q| total(q, role)).sum::<Option<u64>>();
    let (all, carried) = (sum(TallyRole::Received)?, sum(TallyRole::CarriedIn)?);
    let (year, first) = (total(t, TallyRole::Received)?, total(t, TallyRole::CarriedIn)?);
    let new = all.checked_sub(carried)?;
    (new + first == year).then(|| {
        cx.with(
            "check.year_received",
            &[
                ("bon_quy", &text::count(all)),
                ("lap", &text::count(carried.saturating_sub(first))),
                ("moi", &text::count(new)),
                ("dau", &text::count(first)),
                ("nam", &text::count(year)),
            ],
        )
    })
}

/// The equation with every part that the program added up replaced by the cells it was added up
/// from, so that each addend can be found in the file.
fn spelled_out(t: &DossierTally, e: &Equation) -> Equation {
    let mut spelled = e.clone();
    let Kind::Identity { id, row } = &e.kind else { return spelled };
    let (Some(identity), Some(row)) = (t.layout.identities.iter().find(|i| i.id == *id), t.row(row)) else {
        return spelled;
    };
    let cells_of = |key: &String| {
        let below = t.layout.identities.iter().find(|i| i.total == *key && i.id != identity.id)?;
        below
            .parts
            .iter()
            .map(|k| {
                let column = t.layout.column(k)?;
                Some(Part {
                    name: Name::Column(column_name(&t.layout, column)),
                    value: Some(row.count(k)?),
                    place: Some(row.place(k)),
                    derived: false,
                })
            })
            .collect::<Option<Vec<_>>>()
    };
    spelled.parts = e
        .parts
        .iter()
        .zip(&identity.parts)
        .flat_map(|(part, key)| match cells_of(key).filter(|_| part.derived) {
            Some(cells) => cells,
            None => vec![part.clone()],
        })
        .collect();
    spelled
}

/// The sums of a round.
pub(super) fn survey(cx: &Context, r: &SurveyRound) -> Reconciliation {
    let all = reconcile::round(cx.site, r);
    let listed: Vec<&Equation> = all.iter().collect();
    view(cx, &listed, &|e| survey_name(cx, e), &cx.say("unit.ballots"))
}

/// The sums over quarters of every year, for the list of rounds.
pub(super) fn survey_years(cx: &Context) -> Reconciliation {
    let all: Vec<Equation> = cx
        .site
        .rounds
        .iter()
        .flat_map(|r| reconcile::round(cx.site, r))
        .filter(|e| matches!(e.kind, Kind::BallotsYear { .. }))
        .collect();
    let listed: Vec<&Equation> = all.iter().collect();
    view(cx, &listed, &|e| survey_name(cx, e), &cx.say("unit.ballots"))
}

/// True for an equation that does not hold.
fn fails(e: &Equation) -> bool {
    matches!(e.outcome, Outcome::Differs { .. })
}

fn view(cx: &Context, all: &[&Equation], name: &dyn Fn(&Equation) -> String, unit: &str) -> Reconciliation {
    let mut listed: Vec<&&Equation> = all
        .iter()
        .filter(|e| e.outcome != Outcome::CannotTell && !matches!(e.outcome, Outcome::Implied { .. }))
        .collect();
    listed.sort_by_key(|e| match e.outcome {
        Outcome::Differs { .. } => 0,
        Outcome::Partial { .. } => 1,
        _ => 2,
    });
    let checks: Vec<Check> =
        listed.iter().enumerate().map(|(i, e)| check(cx, i + 1, e, name(e), unit)).collect();
    let count = |state| checks.iter().filter(|c| c.state == state).count() as u64;
    let implied = all
        .iter()
        .filter_map(|e| match e.outcome {
            Outcome::Implied { value } => Some(implied(cx, e, value, unit)),
            _ => None,
        })
        .collect();
    Reconciliation {
        holding: count(CheckState::Holds),
        failing: count(CheckState::Fails),
        unknown: count(CheckState::Unknown),
        checks,
        implied,
        remarks: Vec::new(),
    }
}

fn check(cx: &Context, number: usize, e: &Equation, name: String, unit: &str) -> Check {
    let state = match e.outcome {
        Outcome::Holds => CheckState::Holds,
        Outcome::Differs { .. } => CheckState::Fails,
        _ => CheckState::Unknown,
    };
    let difference = match e.outcome {
        Outcome::Differs { by } => Some(Difference { amount: by.unsigned_abs(), short: by < 0 }),
        _ => None,
    };
    let remark = match (e.outcome, e.likely_wrong) {
        (Outcome::Partial { absent }, _) => {
            let missing = e.stated.unwrap_or(0).saturating_sub(e.computed.unwrap_or(0));
            Some(cx.with(
                "check.partial",
                &[("vang", &text::count(absent as u64)), ("so", &text::count(missing)), ("don_vi", unit)],
            ))
        }
        (Outcome::Differs { .. }, Some(Side::Fields)) => Some(cx.say("check.fields_likelier")),
        (Outcome::Differs { .. }, Some(Side::Total)) => Some(cx.say("check.total_likelier")),
        (Outcome::Holds, _) if e.absent() > 0 => {
            Some(cx.with("check.holds_with_absent", &[("vang", &text::count(e.absent() as u64))]))
        }
        _ => None,
    };
    Check {
        id: format!("doi-chieu-{number}"),
        name,
        state,
        row: in_a_row(e),
        unit: unit.to_owned(),
        terms: e.parts.iter().map(|p| term(cx, p)).collect(),
        computed: e.computed,
        stated: e.stated,
        stated_label: cx.say(match e.kind {
            Kind::FieldSum { .. } | Kind::LateSum { .. } => "check.total_row",
            Kind::YearSum { .. } | Kind::YearReceived | Kind::BallotsYear { .. } => "check.year",
            Kind::Answers { .. } => "check.ballots",
            Kind::Identity { .. } | Kind::CarriedIn => "check.stated",
        }),
        stated_place: e.stated.map(|_| frame::place(&e.stated_at)),
        difference,
        explanation: code_of(e).and_then(|code| explanation(cx, code, &e.subject)),
        remark,
    }
}

/// The code under which a failing equation is told.
fn code_of(e: &Equation) -> Option<Code> {
    if !fails(e) {
        return None;
    }
    Some(match &e.kind {
        Kind::FieldSum { .. } => codes::DOSSIER_FIELD_SUM,
        Kind::LateSum { .. } => codes::DOSSIER_LATE_SUM,
        Kind::Identity { row, .. } if row == TOTAL_ID => codes::DOSSIER_TOTAL_IDENTITY,
        Kind::Identity { .. } => codes::DOSSIER_ROW_IDENTITY,
        Kind::YearSum { .. } | Kind::YearReceived => codes::DOSSIER_YEAR_SUM,
        Kind::CarriedIn => codes::DOSSIER_CARRIED_IN,
        Kind::BallotsYear { .. } => codes::SURVEY_YEAR_SUM,
        Kind::Answers { .. } => codes::SURVEY_ANSWER_SUM,
    })
}

fn term(cx: &Context, p: &Part) -> CheckTerm {
    let label = match &p.name {
        Name::Field(n) | Name::Column(n) | Name::Period(n) | Name::Level(n) => n.clone(),
        Name::Quarter(id) => cx.with("period.quarter_short", &[("ky", &super::charts::short_name(cx, *id))]),
        Name::Blank => cx.say("answers.blank"),
    };
    CheckTerm { label, value: p.value, place: p.place.as_ref().map(frame::place) }
}

/// A value that one missing quarter would have to have.
fn implied(cx: &Context, e: &Equation, value: u64, unit: &str) -> Implied {
    let quarter = e.parts.iter().find_map(|p| match (&p.name, p.value) {
        (Name::Quarter(id), None) => Some(super::charts::short_name(cx, *id)),
        _ => None,
    });
    let known: Vec<String> =
        e.parts.iter().filter(|p| p.value.is_some()).map(|p| term(cx, p).label).collect();
    let what = match &e.kind {
        Kind::BallotsYear { ballots } => ballots_key(*ballots),
        _ => "implied.received",
    };
    Implied {
        what: cx.with("implied.what", &[("muc", &cx.say(what)), ("ky", &quarter.unwrap_or_default())]),
        value,
        unit: unit.to_owned(),
        reasoning: cx.with(
            "implied.reasoning",
            &[
                ("ca_nam", &text::count(e.stated.unwrap_or(0))),
                ("da_co", &text::count(e.computed.unwrap_or(0))),
                ("don_vi", unit),
                ("cac_ky", &known.join(", ")),
            ],
        ),
    }
}

fn ballots_key(b: Ballots) -> &'static str {
    match b {
        Ballots::Issued => "ballots.issued",
        Ballots::Returned => "ballots.returned",
        Ballots::Valid => "ballots.valid",
    }
}

fn dossier_name(cx: &Context, t: &DossierTally, e: &Equation) -> String {
    let column =
        |key: &str| t.layout.column(key).map_or_else(|| key.to_owned(), |c| column_name(&t.layout, c));
    match &e.kind {
        Kind::FieldSum { column: key } | Kind::LateSum { column: key } => {
            cx.with("check.name.fields", &[("cot", &column(key))])
        }
        Kind::Identity { id, row } => {
            let identity = t.layout.identities.iter().find(|i| i.id == *id);
            let total = identity.map(|i| column(&i.total)).unwrap_or_default();
            if row == TOTAL_ID {
                cx.with("check.name.total_identity", &[("cot", &total)])
            } else {
                let field = t.row(row).map(|r| r.field.value.clone()).unwrap_or_default();
                cx.with("check.name.row_identity", &[("cot", &total), ("linh_vuc", &field)])
            }
        }
        Kind::YearSum { column: key } => {
            let name = match t.layout.column(key).map(|c| c.over_periods) {
                Some(OverPeriods::First) => "check.name.year_first",
                Some(OverPeriods::Last) => "check.name.year_last",
                _ => "check.name.year",
            };
            cx.with(name, &[("cot", &column(key))])
        }
        Kind::YearReceived => cx.say("check.name.year_received"),
        Kind::CarriedIn => cx.say("check.name.carried_in"),
        Kind::BallotsYear { .. } | Kind::Answers { .. } => e.subject.clone(),
    }
}

fn survey_name(cx: &Context, e: &Equation) -> String {
    match &e.kind {
        Kind::BallotsYear { ballots } => {
            cx.with("check.name.ballots_year", &[("muc", &cx.say(ballots_key(*ballots)))])
        }
        Kind::Answers { question, ballots } => {
            cx.with("check.name.answers", &[("cau", question), ("muc", &cx.say(ballots_key(*ballots)))])
        }
        _ => e.subject.clone(),
    }
}

/// A note to a cell of the official table.
pub(super) struct CellNote {
    /// Id of the row's field, `tong-so` for the total.
    pub field: String,
    /// Key of the column.
    pub column: String,
    /// The note.
    pub note: FigureNote,
}

/// Notes to the cells whose sums fail, in the order of the checks.
pub(super) fn notes(cx: &Context, t: &DossierTally, checks: &Reconciliation) -> Vec<CellNote> {
    let all = reconcile::tally(cx.site, t);
    let mut notes = Vec::new();
    for e in all.iter().filter(|e| fails(e)) {
        let (field, column) = match &e.kind {
            Kind::FieldSum { column } | Kind::LateSum { column } | Kind::YearSum { column } => {
                (TOTAL_ID, column.clone())
            }
            Kind::Identity { id, row } => match t.layout.identities.iter().find(|i| i.id == *id) {
                Some(i) => (row.as_str(), i.total.clone()),
                None => continue,
            },
            _ => continue,
        };
        let name = dossier_name(cx, t, e);
        let Some(check) = checks.checks.iter().find(|c| c.name == name) else { continue };
        let difference = check.difference.unwrap_or(Difference { amount: 0, short: true });
        let key = if difference.short { "note.short" } else { "note.over" };
        let mark = notes.len() as u32 + 1;
        notes.push(CellNote {
            field: field.to_owned(),
            column,
            note: FigureNote {
                mark,
                text: cx.with(
                    key,
                    &[
                        ("ten", &name),
                        ("cong", &text::count(check.computed.unwrap_or(0))),
                        ("ghi", &text::count(check.stated.unwrap_or(0))),
                        ("chenh", &text::padded(difference.amount)),
                    ],
                ),
                explanation: check.explanation.clone(),
                check_href: Some(format!("#{}", check.id)),
            },
        });
    }
    notes
}
