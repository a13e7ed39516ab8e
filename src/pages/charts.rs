//! Charts of the pages: from statistics and the glossary's words to finished drawings.

use super::Context;
use super::frame;
use super::view::{Chart, Column, Reference, SimpleTable};
use crate::charts::{
    self, BarRow, BarWords, Heading, Labels, LevelBars, LevelRow, LevelWords, Point, Series, StackedBars,
    Target, Tone, Trend, TrendWords,
};
use crate::model::{DossierTally, PeriodKind, SurveyRound, TallyRole};
use crate::stats::satisfaction::{self, QuestionResult};
use crate::stats::targets::Target as StatsTarget;
use crate::stats::{Decimal, Share, tally};
use crate::text;

/// Fewest answers with which shares are printed; below it counts stand alone.
pub(super) const FEWEST_FOR_SHARES: u64 = 10;

/// A finished chart as templates see it.
fn view(chart: charts::Chart, source: Option<Reference>, with_table: bool) -> Chart {
    let table = with_table.then(|| SimpleTable {
        caption: chart.table.caption.clone(),
        columns: chart
            .table
            .columns
            .iter()
            .enumerate()
            .map(|(i, text)| Column { text: text.clone(), numeric: i > 0 })
            .collect(),
        rows: chart.table.rows.clone(),
        note: None,
    });
    Chart {
        svg: chart.svg,
        title: Some(chart.heading.title),
        subtitle: (!chart.heading.subtitle.is_empty()).then_some(chart.heading.subtitle),
        table,
        source,
        downloads: Vec::new(),
    }
}

/// Bars of dossiers by field and outcome. `None` when no field has a number. `with_table` where the
/// page doesn't print the numbers anyway.
pub(super) fn dossiers(cx: &Context, t: &DossierTally, id: &str, with_table: bool) -> Option<Chart> {
    let roles = [
        (TallyRole::Early, Tone::Strong),
        (TallyRole::OnTime, Tone::Soft),
        (TallyRole::InTime, Tone::Soft),
        (TallyRole::Late, Tone::Alert),
        (TallyRole::Pending, Tone::Plain),
    ];
    let columns: Vec<_> = roles
        .iter()
        .flat_map(|(role, tone)| {
            t.layout.columns.iter().filter(|c| c.role == Some(*role)).map(move |c| (c, *tone))
        })
        .collect();
    let value = |row: &crate::model::TallyRow, key: &str| tally::in_row(&t.layout, row, key).map(|k| k.value);
    // A field of which the file gives all to be dealt with as 0 has 0 of every outcome.
    let received = t.layout.by_role(TallyRole::Received).map(|c| c.key.clone());
    let nothing = |row: &crate::model::TallyRow| received.as_ref().is_some_and(|k| row.count(k) == Some(0));
    // A bar of some outcomes only would look like the whole: such a row is told in words.
    let rows: Vec<BarRow> = t
        .rows
        .iter()
        .map(|row| {
            let known: Vec<Option<u64>> = columns
                .iter()
                .map(|(c, _)| value(row, &c.key).or_else(|| nothing(row).then_some(0)))
                .collect();
            let label = row.field.value.clone();
            if known.iter().all(Option::is_some) {
                return BarRow { label, values: known, note: None };
            }
            let stated: Vec<String> = received
                .iter()
                .filter_map(|k| Some((cx.say("tile.received"), row.count(k)?)))
                .chain(columns.iter().zip(&known).filter_map(|((c, _), n)| Some((outcome_name(t, c), (*n)?))))
                .map(|(name, n)| cx.with("chart.dossiers.stated", &[("ten", &name), ("so", &text::count(n))]))
                .collect();
            BarRow {
                label,
                values: vec![None; columns.len()],
                note: (!stated.is_empty()).then(|| stated.join(" · ")),
            }
        })
        .collect();
    // A drawing that lacks the larger fields would show the smaller ones as the larger.
    let received_of = |i: usize| received.as_ref().and_then(|k| t.rows[i].count(k)).unwrap_or(0);
    let drawn = |i: usize| rows[i].values.iter().all(Option::is_some);
    let (all, shown) = (0..rows.len()).fold((0u64, 0u64), |(all, shown), i| {
        let n = received_of(i);
        (all.saturating_add(n), shown.saturating_add(if drawn(i) { n } else { 0 }))
    });
    if shown == 0 || shown.saturating_mul(10) < all.saturating_mul(9) {
        return None;
    }
    let series = columns
        .iter()
        .map(|(c, tone)| Series { key: text::slug(&c.label), label: outcome_name(t, c), tone: *tone })
        .collect();
    let period = &t.period.label;
    let late = tally::late_share(t, crate::model::TOTAL_ID);
    let title = match &late {
        Some(l) => cx.with(
            "chart.dossiers.title",
            &[("qua_han", &text::count(l.share.part())), ("da_giai_quyet", &text::count(l.share.whole()))],
        ),
        None => cx.with("chart.dossiers.title_plain", &[("ky", period)]),
    };
    let spec = StackedBars {
        heading: Heading {
            title,
            subtitle: cx.with(
                "chart.dossiers.subtitle",
                &[("don_vi", &frame::unit_of(cx, t.period.to)), ("ky", period)],
            ),
            description: cx.with(
                "chart.dossiers.description",
                &[("so", &text::count(rows.len() as u64)), ("ky", period)],
            ),
            source: t.source.file.to_string(),
        },
        series,
        rows,
        total: None,
        words: BarWords {
            row: cx.say("table.field"),
            missing: cx.say("chart.dossiers.missing"),
            total: None,
        },
    };
    Some(view(spec.chart(id, &cx.measure)?, Some(frame::source(&t.source)), with_table))
}

/// Name of an outcome in a legend: pending dossiers are named by their group.
fn outcome_name(t: &DossierTally, column: &crate::model::TallyColumn) -> String {
    if column.role == Some(TallyRole::Pending) {
        column.group.clone().unwrap_or_else(|| column.label.clone())
    } else if column.role == Some(TallyRole::Late) {
        column.label.clone()
    } else {
        tally::column_name(&t.layout, column)
    }
}

/// One question as a bar of 100%.
pub(super) fn question(cx: &Context, q: &QuestionResult, period: &str, id: &str) -> Option<Chart> {
    questions(cx, std::slice::from_ref(q), period, id, false)
}

/// A question's code and words, with the level that is counted where that is a single one.
pub(super) fn question_label(cx: &Context, q: &QuestionResult) -> String {
    let label = format!("{}. {}", q.question.code.value, q.question.text);
    match q.levels.iter().filter(|l| l.satisfied).count() {
        1 => cx.with("table.question_level", &[("cau", &label), ("muc", &good_levels(cx, q))]),
        _ => label,
    }
}

/// The questions of a round, a chart for each scale.
pub(super) fn by_scale(cx: &Context, r: &SurveyRound, id: &str) -> Vec<Chart> {
    let mut rest = satisfaction::results(r, &cx.site.forms);
    let mut charts = Vec::new();
    while let Some(scale) = rest.first().map(|q| q.question.scale) {
        let (same, others) = rest.into_iter().partition(|q| q.question.scale == scale);
        rest = others;
        charts.extend(questions(cx, &same, &r.period.label, &format!("{id}-{scale}"), true));
    }
    charts
}

/// Questions of one scale as bars of 100%. Questions with another scale than the first are left
/// out: levels of different scales cannot share a legend.
pub(super) fn questions(
    cx: &Context,
    all: &[QuestionResult],
    period: &str,
    id: &str,
    with_table: bool,
) -> Option<Chart> {
    let first = all.first()?;
    let unit = &cx.site.agency.unit;
    let source = first.levels.first()?.place;
    let tones = |n: usize, i: usize, satisfied: bool| match (satisfied, i) {
        (true, 0) => Tone::Strong,
        (true, _) => Tone::Soft,
        (false, i) if i + 1 == n => Tone::Alert,
        (false, _) => Tone::Plain,
    };
    let n = first.levels.len();
    let levels: Vec<Series> = first
        .levels
        .iter()
        .enumerate()
        .map(|(i, l)| Series {
            key: l.level.id.clone(),
            label: l.level.label.clone(),
            tone: tones(n, i, l.satisfied),
        })
        .collect();
    let same_scale = |q: &&QuestionResult| {
        q.levels.len() == n && q.levels.iter().zip(&first.levels).all(|(a, b)| a.level.id == b.level.id)
    };
    let rows: Vec<LevelRow> = all
        .iter()
        .filter(same_scale)
        .map(|q| LevelRow {
            label: format!("{}. {}", q.question.code.value, q.question.text),
            counts: q.levels.iter().map(|l| l.count).collect(),
            blank: q.blank.value,
            labels: if q.answered.unwrap_or(0) < FEWEST_FOR_SHARES {
                Labels::Count
            } else {
                Labels::ShareAndCount
            },
        })
        .collect();
    let title = match (all.len(), first.satisfied) {
        (1, Some(s)) if s.whole() >= FEWEST_FOR_SHARES => cx.with(
            "chart.question.title",
            &[
                ("cau", &first.question.text),
                ("muc", &good_levels(cx, first)),
                ("ty_le", &s.percent(1)),
                ("so", &text::count(s.part())),
                ("tong", &text::count(s.whole())),
            ],
        ),
        (1, _) => first.question.text.clone(),
        _ => cx.with("chart.questions.title", &[("ky", period)]),
    };
    let spec = LevelBars {
        heading: Heading {
            title,
            subtitle: cx.with("chart.questions.subtitle", &[("don_vi", unit), ("ky", period)]),
            description: cx.with("chart.questions.description", &[("so", &text::count(rows.len() as u64))]),
            source: source.file.to_string(),
        },
        levels,
        rows,
        decimals: 1,
        words: LevelWords {
            row: cx.say("table.question"),
            missing: cx.say("absent.long"),
            none: cx.say("answers.none"),
            answered: cx.say("unit.answers"),
            blank: cx.say("answers.blank"),
        },
    };
    Some(view(spec.chart(id, &cx.measure)?, Some(frame::source(source)), with_table))
}

/// What the satisfied share of a question is called: its own level where only one counts ("đúng
/// hẹn"), else the general word.
fn good_levels(cx: &Context, q: &QuestionResult) -> String {
    let mut good = q.levels.iter().filter(|l| l.satisfied);
    match (good.next(), good.next()) {
        (Some(only), None) => only.level.label.to_lowercase(),
        _ => cx.say("answers.satisfied"),
    }
}

/// A share of one period in a trend.
pub(super) struct TrendPoint {
    /// The period's id, for its short name.
    pub period: crate::model::PeriodId,
    /// The share.
    pub share: Option<Share>,
}

/// A share over periods, with the target in force at the last one. `None` with fewer than two
/// shares: a single point is no trend.
pub(super) fn trend(
    cx: &Context,
    kind: &str,
    points: &[TrendPoint],
    target: Option<&StatsTarget>,
    id: &str,
    with_table: bool,
) -> Option<Chart> {
    let known: Vec<&TrendPoint> = points.iter().filter(|p| p.share.is_some()).collect();
    let (first, last) = (known.first()?, known.last()?);
    if known.len() < 2 {
        return None;
    }
    let share = |s: Share| charts::Share { part: s.part(), whole: s.whole() };
    let value = last.share?;
    let key = |part: &str| format!("chart.{kind}.{part}");
    let (from, to) = (short_name(cx, first.period), short_name(cx, last.period));
    let spec = Trend {
        heading: Heading {
            title: cx.with(
                &key("title"),
                &[
                    ("ky", &to),
                    ("ty_le", &value.percent(1)),
                    ("so", &text::count(value.part())),
                    ("tong", &text::count(value.whole())),
                ],
            ),
            subtitle: cx
                .with(&key("subtitle"), &[("tu", &from), ("den", &to), ("don_vi", &cx.site.agency.unit)])
                + &merger(cx, points),
            description: cx.with(
                &key("description"),
                &[("so", &text::count(known.len() as u64)), ("tu", &from), ("den", &to)],
            ),
            source: String::new(),
        },
        key: kind.to_owned(),
        points: points
            .iter()
            .map(|p| Point { label: short_name(cx, p.period), share: p.share.map(share) })
            .collect(),
        target: target.and_then(|t| {
            let value = Decimal::of(t.value).filter(|_| t.value.percent)?;
            Some(Target {
                label: cx.say(match t.direction {
                    crate::model::Direction::AtMost => "target.at_most",
                    crate::model::Direction::AtLeast => "target.at_least",
                }),
                share: charts::Share { part: value.digits(), whole: 100 * 10u64.checked_pow(value.scale())? },
                decimals: value.scale(),
                from: t.indicator.from.map_or(0, |first_day| {
                    let begun = |p: &TrendPoint| first_day <= p.period.calendar_span().1;
                    points.iter().position(begun).unwrap_or(points.len())
                }),
            })
        }),
        decimals: 1,
        words: TrendWords {
            no_target: cx.say("target.none"),
            period: cx.say("table.period"),
            share: cx.say(&key("share")),
            part: cx.say(&key("part")),
            whole: cx.say(&key("whole")),
            missing: cx.say("absent.long"),
        },
    };
    Some(view(spec.chart(id, &cx.measure)?, None, with_table))
}

/// Says so when the first periods of a trend are of the units before the commune.
fn merger(cx: &Context, points: &[TrendPoint]) -> String {
    let before = |p: &TrendPoint| frame::before_merger(cx, p.period.calendar_span().1);
    match (points.first().is_some_and(before), points.last().is_some_and(before)) {
        (true, false) => cx.say("chart.merger"),
        _ => String::new(),
    }
}

/// A period's name where there is little room: `I/2026` for a quarter.
pub(super) fn short_name(cx: &Context, id: crate::model::PeriodId) -> String {
    let year = id.year().to_string();
    let number = |n: u8| text::to_roman(u32::from(n));
    match id.kind() {
        PeriodKind::Quarter(q) => cx.with("period.short.quarter", &[("so", &number(q)), ("nam", &year)]),
        PeriodKind::Month(m) => cx.with("period.short.month", &[("so", &m.to_string()), ("nam", &year)]),
        PeriodKind::Half(h) => cx.with("period.short.half", &[("so", &number(h)), ("nam", &year)]),
        PeriodKind::NineMonths => cx.with("period.short.nine_months", &[("nam", &year)]),
        PeriodKind::Year => year,
        PeriodKind::Range(from, to) => format!("{} – {}", text::date(from), text::date(to)),
    }
}
