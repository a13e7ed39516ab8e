//! Khảo sát mức độ hài lòng: the list of rounds and the page of each.

use super::charts::TrendPoint;
use super::frame::{self, capitalised};
use super::view::{
    ChannelCount, Day, Decimal, Figure, Interval, KeyFigure, LevelView, Link, MethodView, MinimumView,
    PeriodLink, PeriodLinks, QuestionView, Reference, Share as ViewShare, SurveyHeadline, SurveyIndexPage,
    SurveyIndexRow, SurveyPage, TargetView, YearMinimum,
};
use super::{Context, PagePlan, View, charts, figures, reconcile};
use crate::model::{Certainty, FigureId, PeriodId, PeriodKind, SurveyRound};
use crate::stats::satisfaction::{self, QuestionResult};
use crate::stats::{Share, sampling};
use crate::text;

pub(super) fn pages(cx: &Context) -> Vec<PagePlan> {
    let mut pages = vec![list(cx)];
    pages.extend(cx.site.rounds.iter().map(|r| round(cx, r)));
    pages
}

/// Address of a round's page.
pub(super) fn address(id: PeriodId) -> String {
    format!("khao-sat/{id}.html")
}

fn headline_id(r: &SurveyRound) -> FigureId {
    FigureId::of(&["khao-sat", &r.period.id.to_string(), "hai-long"])
}

fn satisfied(cx: &Context, r: &SurveyRound) -> Option<Share> {
    satisfaction::headline(r, &cx.site.forms)?.satisfied
}

/// A share of answers beside the targets of its round.
fn share(cx: &Context, r: &SurveyRound, s: Share) -> ViewShare {
    figures::share(s, &figures::goals(cx, &headline_id(r)))
}

/// The newest round with an answered general question.
fn newest<'a>(cx: &'a Context) -> Option<(&'a SurveyRound, Share)> {
    let quarter = |r: &&'a SurveyRound| matches!(r.period.id.kind(), PeriodKind::Quarter(_));
    let with_share = |r: &'a SurveyRound| satisfied(cx, r).map(|s| (r, s));
    cx.site
        .rounds
        .iter()
        .rev()
        .filter(quarter)
        .find_map(with_share)
        .or_else(|| cx.site.rounds.iter().rev().find_map(with_share))
}

/// Satisfaction in the newest round, for the home page and the overview.
pub(super) fn key_figure(cx: &Context) -> Option<KeyFigure> {
    let (r, s) = newest(cx)?;
    Some(KeyFigure {
        label: cx.say("surveys.satisfied_label"),
        figure: Some(Figure::Share { share: share(cx, r, s), unit: cx.say("unit.answers") }),
        period: Some(frame::period(&r.period)),
        href: address(r.period.id),
        target: target_views(cx, r).into_iter().next(),
        note: None,
    })
}

fn target_views(cx: &Context, r: &SurveyRound) -> Vec<TargetView> {
    figures::targets(cx, &headline_id(r))
}

fn trend(cx: &Context, until: Option<&SurveyRound>, id: &str) -> Option<super::view::Chart> {
    let quarterly = |r: &&SurveyRound| matches!(r.period.id.kind(), PeriodKind::Quarter(_));
    if until.is_some_and(|r| !quarterly(&r)) {
        return None;
    }
    let rounds: Vec<&SurveyRound> = cx
        .site
        .rounds
        .iter()
        .filter(quarterly)
        .filter(|r| until.is_none_or(|u| r.period.id <= u.period.id))
        .skip_while(|r| satisfied(cx, r).is_none())
        .collect();
    let points: Vec<TrendPoint> =
        rounds.iter().map(|r| TrendPoint { period: r.period.id, share: satisfied(cx, r) }).collect();
    let last = rounds.last()?;
    let in_force = figures::goals(cx, &headline_id(last));
    charts::trend(cx, "satisfied", &points, in_force.first(), id, true)
}

fn list(cx: &Context) -> PagePlan {
    let way = vec![Link::new(cx.say("results.title"), frame::RESULTS)];
    let title = cx.say("surveys.title");
    let mut page = frame::page(cx, frame::SURVEYS, title, cx.say("surveys.card"), Some(frame::RESULTS), way);
    page.as_of = Some(Day::from(cx.site.as_of));
    let rows = cx
        .site
        .rounds
        .iter()
        .rev()
        .map(|r| SurveyIndexRow {
            period: frame::period(&r.period),
            href: Some(address(r.period.id)),
            issued: r.issued(),
            returned: r.returned(),
            valid: r.valid(),
            satisfied: satisfied(cx, r).map(|s| share(cx, r, s)),
            due_on: None,
            published_on: None,
            days_late: None,
        })
        .collect();
    let minimums = sampling::ballot_years(cx.site)
        .iter()
        .rev()
        .map(|y| YearMinimum { period: year_view(cx, y.year), minimum: minimum(cx, y) })
        .collect();
    let view = SurveyIndexPage {
        page,
        rows,
        trend: trend(cx, None, "bd-xu-huong"),
        targets: newest(cx).map(|(r, _)| target_views(cx, r)).unwrap_or_default(),
        minimums,
        reconciliation: reconcile::survey_years(cx),
        downloads: Vec::new(),
        index_href: (!cx.site.indices.is_empty()).then(|| frame::INDICES.to_owned()),
    };
    PagePlan {
        address: frame::SURVEYS.to_owned(),
        template: "khao-sat-danh-sach.html",
        view: View::SurveyIndex(view),
    }
}

/// A calendar year as a period.
fn year_view(cx: &Context, year: i16) -> super::view::PeriodView {
    let id = PeriodId::year_of(year);
    let (from, to) = id.calendar_span();
    super::view::PeriodView {
        id: id.to_string(),
        label: cx.with("period.year", &[("nam", &year.to_string())]),
        from: from.into(),
        to: to.into(),
        cut_off: None,
    }
}

fn minimum(cx: &Context, y: &sampling::YearBallots) -> MinimumView {
    let basis = cx.site.rules.bases.get(&y.rule.basis);
    let certainty = match basis.map(|b| b.certainty) {
        Some(Certainty::Verified | Certainty::Policy) => String::new(),
        Some(Certainty::Secondary) => cx.say("certainty.secondary"),
        Some(Certainty::Unverified) | None => cx.say("certainty.unverified"),
    };
    MinimumView {
        required: y.projected.map_or(y.needed, |p| p.needed),
        returned: y.returned,
        met: y.met(),
        transactions: Some(y.projected.map_or(y.transactions, |p| p.transactions)),
        source: Reference {
            text: basis.map_or_else(|| y.rule.basis.clone(), |b| b.text.clone()),
            href: None,
        },
        certainty,
    }
}

fn round(cx: &Context, r: &SurveyRound) -> PagePlan {
    let address = address(r.period.id);
    let label = &r.period.label;
    let way = vec![
        Link::new(cx.say("results.title"), frame::RESULTS),
        Link::new(cx.say("surveys.title"), frame::SURVEYS),
    ];
    let results = satisfaction::results(r, &cx.site.forms);
    let headline = satisfaction::headline(r, &cx.site.forms);
    let ky = capitalised(label);
    let description = match headline.as_ref().and_then(|h| h.satisfied) {
        Some(s) => cx.with(
            "surveys.description",
            &[
                ("ky", &ky),
                ("ty_le", &s.percent(1)),
                ("so", &text::count(s.part())),
                ("tong", &text::count(s.whole())),
            ],
        ),
        None => cx.with("surveys.description_plain", &[("ky", &ky)]),
    };
    let title = cx.with("surveys.period_title", &[("ky", label)]);
    let mut page = frame::page(cx, &address, title, description, Some(frame::RESULTS), way);
    page.as_of = Some(Day::from(r.counted_on.unwrap_or(r.period.cut_off)));
    page.sources = frame::sources(cx, &r.source, r.period.to);
    let view = SurveyPage {
        page,
        period: frame::period(&r.period),
        headline: headline.as_ref().and_then(|h| {
            let s = h.satisfied?;
            Some(SurveyHeadline {
                satisfied: share(cx, r, s),
                dissatisfied: s.whole().saturating_sub(s.part()),
                blank: h.blank.value,
                question: h.question.text.clone(),
            })
        }),
        method: method(cx, r, headline.as_ref()),
        questions: results.iter().map(|q| question(cx, r, q)).collect(),
        trend: trend(cx, Some(r), "bd-xu-huong"),
        targets: target_views(cx, r),
        reconciliation: reconcile::survey(cx, r),
        corrections: Vec::new(),
        downloads: Vec::new(),
        links: links(cx, r),
    };
    PagePlan { address, template: "khao-sat.html", view: View::Survey(Box::new(view)) }
}

fn links(cx: &Context, r: &SurveyRound) -> PeriodLinks {
    let same = |o: &&SurveyRound| {
        std::mem::discriminant(&o.period.id.kind()) == std::mem::discriminant(&r.period.id.kind())
    };
    let link = |o: &SurveyRound| PeriodLink { period: frame::period(&o.period), href: address(o.period.id) };
    let before = cx.site.rounds.iter().filter(same).rfind(|o| o.period.id < r.period.id);
    let after = cx.site.rounds.iter().filter(same).find(|o| o.period.id > r.period.id);
    PeriodLinks { previous: before.map(link), next: after.map(link), all: Some(frame::SURVEYS.to_owned()) }
}

fn method(cx: &Context, r: &SurveyRound, headline: Option<&QuestionResult>) -> MethodView {
    let form = satisfaction::form_of(r, &cx.site.forms);
    let s = headline.and_then(|h| h.satisfied).filter(|s| s.whole() >= charts::FEWEST_FOR_SHARES);
    MethodView {
        form: form.map(|f| Reference {
            text: cx.with("surveys.form", &[("ten", &f.name), ("so", &f.questions.len().to_string())]),
            href: None,
        }),
        channels: r
            .ballots
            .iter()
            .filter_map(|b| Some(ChannelCount { name: b.channel.clone()?, returned: b.returned.value }))
            .collect(),
        issued: r.issued(),
        returned: r.returned(),
        valid: r.valid(),
        minimum: sampling::ballot_years(cx.site)
            .iter()
            .find(|y| y.year == r.period.id.year())
            .map(|y| minimum(cx, y)),
        counted_by: None,
        counted_on: r.counted_on.map(Day::from),
        minutes: r.minutes.as_ref().map(|m| Reference { text: m.clone(), href: None }),
        interval: s
            .and_then(|s| sampling::wilson(s.part(), s.whole()))
            .map(|i| Interval { low: one_decimal(i.low), high: one_decimal(i.high) }),
        full_count: false,
        remarks: received_beside(cx, r)
            .map(|text| super::view::Remark { text, explanation: None })
            .into_iter()
            .collect(),
    }
}

/// How many dossiers came in during a round's period: out of how many the ballots are.
fn received_beside(cx: &Context, r: &SurveyRound) -> Option<String> {
    let tally = cx.site.dossiers.iter().find(|t| t.period.id == r.period.id)?;
    let received = crate::stats::tally::received(tally)?;
    let key = if received.without_carried_in { "surveys.received_new" } else { "surveys.received" };
    Some(cx.with(key, &[("so", &text::count(received.number.value))]))
}

/// A proportion in percent with one decimal.
fn one_decimal(x: f64) -> Decimal {
    Decimal { digits: (x * 1000.0).round() as i64, scale: 1 }
}

fn question(cx: &Context, r: &SurveyRound, q: &QuestionResult) -> QuestionView {
    let code = q.question.code.value.clone();
    let answered = q.answered.unwrap_or(0);
    let levels: Vec<LevelView> = q
        .levels
        .iter()
        .map(|l| LevelView {
            name: l.level.label.clone(),
            count: l.count.unwrap_or(0),
            share: l.count.and_then(|c| Share::new(c, answered)).map(|s| figures::share(s, &[])),
            satisfied: l.satisfied,
        })
        .collect();
    QuestionView {
        anchor: format!("cau-{}", text::slug(&code)),
        text: q.question.text.clone(),
        general: q.question.general,
        answered,
        blank: q.blank.value,
        off_scale: 0,
        satisfied: q.satisfied.map(|s| share(cx, r, s)),
        rounding_note: parts_miss_100(&levels, answered),
        chart: charts::question(cx, q, &r.period.label, &format!("bd-{}", text::slug(&code))),
        id: code,
        levels,
    }
}

/// True when the shares, each rounded half-up to one decimal, don't add up to 100,0.
fn parts_miss_100(levels: &[LevelView], answered: u64) -> bool {
    let tenths = |n: u64| (n * 2000 + answered) / (answered * 2);
    answered > 0 && levels.iter().map(|l| tenths(l.count)).sum::<u64>() != 1000
}
