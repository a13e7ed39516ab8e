//! Figures as templates see them: values with units, shares beside their targets, and the words of
//! a figure that is quoted in a text.

use super::view::{Decimal, Figure as ViewFigure, Gap, Share as ViewShare, TargetView};
use super::{Context, documents, dossiers, frame, surveys};
use crate::model::{self, FigureId, Indicator, Period, PeriodKind};
use crate::stats::targets::{Target, targets_for};
use crate::stats::{self, Figure, FigureValue, Share, Unit};
use crate::text;

/// The targets in force for a figure of the site.
pub(super) fn goals<'a>(cx: &Context<'a>, id: &FigureId) -> Vec<Target<'a>> {
    cx.figures.get(id).map(|f| targets_for(cx.site, f)).unwrap_or_default()
}

/// A share with the decimals that show on which side of its targets it stands.
pub(super) fn share(s: Share, goals: &[Target]) -> ViewShare {
    let values = goals.iter().filter_map(|t| stats::Decimal::of(t.value));
    ViewShare {
        part: s.part(),
        whole: s.whole(),
        decimals: values.map(|v| s.decimals_against(v, 1)).max().unwrap_or(1),
        counts_only: s.whole() < super::charts::FEWEST_FOR_SHARES,
    }
}

fn decimal(d: stats::Decimal) -> Decimal {
    Decimal { digits: i64::try_from(d.digits()).unwrap_or(i64::MAX), scale: d.scale() }
}

/// The targets in force for a figure and how it stands to them.
pub(super) fn targets(cx: &Context, id: &FigureId) -> Vec<TargetView> {
    let Some(figure) = cx.figures.get(id) else { return Vec::new() };
    let goals = targets_for(cx.site, figure);
    let denominator = match id.parts().next() {
        Some("khao-sat") => "unit.of_answers",
        _ => "unit.of_resolved",
    };
    let actual = match figure.value {
        FigureValue::Share(s) => {
            Some(ViewFigure::Share { share: share(s, &goals), unit: cx.say(denominator) })
        }
        _ => view(cx, figure),
    };
    let view = |t: &Target| {
        Some(TargetView {
            name: t.indicator.name.clone(),
            direction: documents::direction(t.direction),
            value: decimal(stats::Decimal::of(t.value)?),
            unit: if t.value.percent { "%".to_owned() } else { String::new() },
            denominator: cx.say(denominator),
            source: documents::as_source(cx, t.document),
            effective_from: t.indicator.from?.into(),
            actual: actual.clone(),
            met: t.met,
            gap: t.gap.map(|g| Gap {
                amount: decimal(g.amount),
                unit: cx.say("unit.points"),
                above: g.above,
            }),
        })
    };
    goals.iter().filter_map(view).collect()
}

/// What an indicator has come to while it holds.
pub(super) struct SoFar {
    /// The value: the share over all quarters since, else the newest figure.
    pub value: ViewFigure,
    /// Its period; over several quarters from the first to the last.
    pub period: super::view::PeriodView,
    /// Page of the newest figure.
    pub href: Option<String>,
    /// Reached, on exact values.
    pub met: Option<bool>,
}

/// The result of an indicator up to the site's day. A share is taken over all quarters in which the
/// target holds, from their counts: one good quarter does not make a year.
pub(super) fn so_far(cx: &Context, i: &Indicator) -> Option<SoFar> {
    let pattern = &i.figure.as_ref()?.value;
    let mut measured: Vec<(&Figure, &Period)> = cx
        .figures
        .iter()
        .filter(|f| f.id.fits(pattern) && f.value != FigureValue::Absent)
        .filter_map(|f| Some((f, f.period.as_ref()?)))
        .filter(|(_, p)| i.from.is_none_or(|d| d <= p.to) && i.to.is_none_or(|d| p.to <= d))
        .collect();
    measured.sort_by_key(|(_, p)| p.id);
    let (newest, period) = *measured.last()?;
    let goal = i.target.as_ref().and_then(|t| stats::Decimal::of(&t.value));
    let met = |s: Share| {
        let order = s.cmp_percent(goal?);
        Some(match i.direction? {
            model::Direction::AtMost => order.is_le(),
            model::Direction::AtLeast => order.is_ge(),
        })
    };
    let quarters: Vec<(Share, &Period)> = measured
        .iter()
        .filter(|(_, p)| matches!(p.id.kind(), PeriodKind::Quarter(_)))
        .filter_map(|(f, p)| match f.value {
            FigureValue::Share(s) => Some((s, *p)),
            _ => None,
        })
        .collect();
    let href = page_of(newest);
    let (Some((_, first)), Some((_, last)), true) = (quarters.first(), quarters.last(), quarters.len() > 1)
    else {
        let met = match newest.value {
            FigureValue::Share(s) => met(s),
            _ => None,
        };
        return Some(SoFar { value: view(cx, newest)?, period: frame::period(period), href, met });
    };
    let sum = |of: fn(Share) -> u64| quarters.iter().map(|(s, _)| of(*s)).fold(0, u64::saturating_add);
    let share_of_all = Share::new(sum(Share::part), sum(Share::whole))?;
    let mut shown = share(share_of_all, &[]);
    shown.decimals = goal.map_or(1, |g| share_of_all.decimals_against(g, 1));
    let label = cx.with("period.span", &[("tu", &first.label), ("den", &last.label)]);
    let period = super::view::PeriodView { label, from: first.from.into(), ..frame::period(last) };
    Some(SoFar {
        value: ViewFigure::Share { share: shown, unit: base(cx, newest) },
        period,
        href,
        met: met(share_of_all),
    })
}

/// A figure's value as templates see it; `None` when it is absent.
pub(super) fn view(cx: &Context, f: &Figure) -> Option<ViewFigure> {
    Some(match &f.value {
        FigureValue::Count(n) => ViewFigure::Count { value: *n, unit: unit(cx, f.unit) },
        FigureValue::Share(s) => ViewFigure::Share { share: share(*s, &[]), unit: base(cx, f) },
        FigureValue::Announced(a) => ViewFigure::Text { text: a.text.clone() },
        FigureValue::Absent => return None,
    })
}

fn unit(cx: &Context, unit: Unit) -> String {
    match unit {
        Unit::Dossiers => cx.say("unit.dossiers"),
        Unit::Ballots => cx.say("unit.ballots"),
        Unit::Answers => cx.say("unit.answers_short"),
        Unit::Units => cx.say("indices.units"),
        Unit::Percent | Unit::Rank | Unit::Plain => String::new(),
    }
}

/// What a share is taken of.
fn base(cx: &Context, f: &Figure) -> String {
    match f.id.parts().next() {
        Some("khao-sat") => cx.say("unit.answers"),
        _ => cx.say("unit.resolved_dossiers"),
    }
}

/// Address of the page on which a figure stands.
pub(super) fn page_of(f: &Figure) -> Option<String> {
    let mut parts = f.id.parts();
    match (parts.next(), &f.period) {
        (Some("ho-so"), Some(p)) => Some(dossiers::address(p.id)),
        (Some("khao-sat"), Some(p)) => Some(surveys::address(p.id)),
        (Some("chi-so"), _) => Some(frame::INDICES.to_owned()),
        _ => None,
    }
}

/// A figure in the middle of a sentence, with its unit: `201 phiếu`, `3,2%`. `with_n` adds the
/// counts behind a share or the base of a count, `with_source` period and file. `None` when absent.
pub(super) fn inline(cx: &Context, f: &Figure, with_n: bool, with_source: bool) -> Option<String> {
    let headline = f.id.fits("khao-sat/*/hai-long");
    let mut out = match &f.value {
        FigureValue::Count(n) => {
            let unit = unit(cx, f.unit);
            let n = text::count(*n);
            if unit.is_empty() { n } else { format!("{n} {unit}") }
        }
        FigureValue::Share(s) if headline => cx.with("figure.satisfied", &[("ty_le", &s.percent(1))]),
        FigureValue::Share(s) => s.percent(1),
        FigureValue::Announced(a) => a.text.clone(),
        FigureValue::Absent => return None,
    };
    if with_n {
        match (&f.value, f.n.or_else(|| resolved_beside(cx, f))) {
            (FigureValue::Share(s), _) => {
                let (part, whole) = (text::count(s.part()), text::count(s.whole()));
                out.push_str(
                    &cx.with("figure.of", &[("so", &part), ("tong", &whole), ("don_vi", &base(cx, f))]),
                );
            }
            (FigureValue::Count(n), Some(base_n)) if base_n != *n => {
                let unit = if f.unit == Unit::Answers {
                    cx.say("unit.answers")
                } else {
                    cx.say("unit.resolved_dossiers")
                };
                out.push_str(&cx.with("figure.in", &[("tong", &text::count(base_n)), ("don_vi", &unit)]));
            }
            _ => {}
        }
    }
    if with_source {
        let file = f.source.first().map(|p| p.file.to_string()).unwrap_or_default();
        let period = f.period.as_ref().map(|p| p.label.clone()).unwrap_or_default();
        out.push_str(&cx.with("figure.source", &[("ky", &period), ("tep", &file)]));
    }
    Some(out)
}

/// For an outcome of resolved dossiers: how many were resolved.
fn resolved_beside(cx: &Context, f: &Figure) -> Option<u64> {
    let parts: Vec<&str> = f.id.parts().collect();
    let [kind, period, field, column] = parts.as_slice() else { return None };
    if *kind != "ho-so" || !["truoc-han", "dung-han", "qua-han"].contains(column) {
        return None;
    }
    let whole = cx.figures.get(&FigureId::of(&["ho-so", period, field, "da-giai-quyet"]))?;
    match whole.value {
        FigureValue::Count(n) => Some(n),
        _ => None,
    }
}
