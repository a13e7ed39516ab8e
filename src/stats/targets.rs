//! Targets that the commune set itself, and how a figure stands to them.
//!
//! A target counts for a figure when a published document names it by the figure's id, with a
//! direction and a first day, and the figure's period ends while the target holds. No target is
//! borrowed from another place or year.

use super::{Decimal, Figure, FigureValue, Gap};
use crate::model::{Announced, Direction, Document, DocumentState, Indicator, PeriodId, PeriodKind, Site};
use jiff::civil::Date;
use std::cmp::Ordering;

/// A target in force for a figure.
#[derive(Clone, Debug)]
pub struct Target<'a> {
    /// The value to reach, as announced.
    pub value: &'a Announced,
    /// Which side is good.
    pub direction: Direction,
    /// The document that sets it.
    pub document: &'a Document,
    /// The indicator in it.
    pub indicator: &'a Indicator,
    /// Reached, on exact values; `None` when the figure is absent or of another kind.
    pub met: Option<bool>,
    /// How far the figure is from the target; `None` when they are equal or cannot be compared.
    pub gap: Option<Gap>,
}

/// The targets for a figure, in order of documents.
pub fn targets_for<'a>(site: &'a Site, figure: &Figure) -> Vec<Target<'a>> {
    let Some(day) = last_day(figure) else { return Vec::new() };
    let indicators = site
        .documents
        .iter()
        .filter(|d| !d.is_draft())
        .flat_map(|d| d.indicators.iter().map(move |i| (d, i)));
    let of = |(document, indicator): (&'a Document, &'a Indicator)| {
        let (value, direction) = (&indicator.target.as_ref()?.value, indicator.direction?);
        let pattern = indicator.figure.as_ref()?;
        (figure.id.fits(pattern) && holds_on(site, document, indicator, day)).then(|| {
            let order = compare(&figure.value, value);
            let met = order.map(|o| match direction {
                Direction::AtMost => o != Ordering::Greater,
                Direction::AtLeast => o != Ordering::Less,
            });
            Target { value, direction, document, indicator, met, gap: gap(&figure.value, value) }
        })
    };
    indicators.filter_map(of).collect()
}

/// The last day of what a figure reports on. An announced index is of the year in its id.
fn last_day(figure: &Figure) -> Option<Date> {
    figure.period.as_ref().map(|p| p.to).or_else(|| {
        let year = figure.id.parts().nth(2).and_then(PeriodId::parse)?;
        (year.kind() == PeriodKind::Year).then(|| year.calendar_span().1)
    })
}

/// A target without a last day ends with its document: on the day before the one that replaces it.
/// When a document that is no longer in force doesn't say, its targets count for nothing.
fn holds_on(site: &Site, document: &Document, indicator: &Indicator, day: Date) -> bool {
    let begun = indicator.from.is_some_and(|from| from <= day);
    let ended = match (indicator.to, &document.state) {
        (Some(to), _) => to < day,
        (None, DocumentState::InForce) => false,
        (None, DocumentState::ReplacedBy(number)) => {
            let by = site.documents.iter().find(|d| d.number.as_ref().is_some_and(|n| n.value == *number));
            by.and_then(|d| d.issued_on.as_ref()).is_none_or(|issued| issued.value <= day)
        }
        (None, DocumentState::Expired | DocumentState::Draft) => true,
    };
    begun && !ended
}

/// Compares a figure with a target of the same kind, exactly.
fn compare(figure: &FigureValue, target: &Announced) -> Option<Ordering> {
    let goal = Decimal::of(target)?;
    match figure {
        FigureValue::Share(share) if target.percent => Some(share.cmp_percent(goal)),
        FigureValue::Count(n) if !target.percent => Some(Decimal::whole(*n)?.cmp_to(goal)),
        FigureValue::Announced(a) if a.percent == target.percent => Some(Decimal::of(a)?.cmp_to(goal)),
        _ => None,
    }
}

fn gap(figure: &FigureValue, target: &Announced) -> Option<Gap> {
    compare(figure, target)?;
    let goal = Decimal::of(target)?;
    match figure {
        FigureValue::Share(share) => share.gap(goal, 2),
        FigureValue::Count(n) => Decimal::whole(*n)?.gap(goal),
        FigureValue::Announced(a) => Decimal::of(a)?.gap(goal),
        FigureValue::Absent => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Figures;
    use super::super::testing::*;
    use super::*;
    use jiff::civil::date;

    const LATE: &str = "ho-so/*/tong-so/ty-le-qua-han";

    fn with(indicators: Vec<Indicator>) -> Site {
        let mut site = site();
        site.dossiers = vec![reported_2021()];
        site.indices = vec![index("sipas", 2021, "98,80%", Some(3), Some(17))];
        let mut plan = document("ke-hoach", "KH", Some("15/KH-UBND"), Some(date(2021, 1, 4)));
        plan.indicators = indicators;
        site.documents = vec![plan];
        site
    }
    fn first(site: &Site, id: &str) -> Option<(Option<bool>, Option<String>)> {
        let figures = Figures::of(site);
        let found = targets_for(site, figures.resolve(id).unwrap());
        found.first().map(|t| (t.met, t.gap.map(|g| g.amount.to_string())))
    }

    #[test]
    fn a_target_in_force_is_compared_exactly() {
        let late = "ho-so/2021/tong-so/ty-le-qua-han";
        let with = |target: &str, direction| with(vec![indicator(LATE, target, direction, date(2021, 1, 4))]);
        let at_most = |target: &str| first(&with(target, Direction::AtMost), late);
        assert_eq!(at_most("2%"), Some((Some(false), Some("1,17".to_owned()))));
        assert_eq!(at_most("3,16%"), Some((Some(false), Some("0,01".to_owned()))));
        assert_eq!(at_most("3,17%"), Some((Some(true), Some("0,0002".to_owned()))));
        assert_eq!(at_most("3,2%"), Some((Some(true), Some("0,03".to_owned()))));
        assert_eq!(at_most("2"), Some((None, None)), "a share is not compared with a count");
        let at_least = first(&with("3,17%", Direction::AtLeast), late);
        assert_eq!(at_least.unwrap().0, Some(false));
        assert_eq!(first(&with("2%", Direction::AtMost), "ho-so/2021/ho-tich/ty-le-qua-han"), None);
    }

    #[test]
    fn counts_and_announced_values_have_targets_too() {
        let from = date(2021, 1, 1);
        let site = with(vec![
            indicator("ho-so/*/tong-so/qua-han", "40", Direction::AtMost, from),
            indicator("chi-so/sipas/*/gia-tri", "98,8%", Direction::AtLeast, from),
        ]);
        assert_eq!(first(&site, "ho-so/2021/tong-so/qua-han"), Some((Some(false), Some("2".to_owned()))));
        assert_eq!(first(&site, "chi-so/sipas/2021/gia-tri"), Some((Some(true), None)));
    }

    #[test]
    fn a_target_holds_from_its_first_to_its_last_day() {
        let late = "ho-so/2021/tong-so/ty-le-qua-han";
        let target = |from, to| {
            let mut i = indicator(LATE, "2%", Direction::AtMost, from);
            i.to = to;
            with(vec![i])
        };
        assert!(first(&target(date(2021, 12, 31), None), late).is_some());
        assert!(first(&target(date(2022, 1, 1), None), late).is_none());
        assert!(first(&target(date(2021, 1, 1), Some(date(2021, 12, 31))), late).is_some());
        assert!(first(&target(date(2021, 1, 1), Some(date(2021, 12, 30))), late).is_none());
    }

    #[test]
    fn a_target_ends_with_its_document() {
        let late = "ho-so/2021/tong-so/ty-le-qua-han";
        let mut site = with(vec![indicator(LATE, "2%", Direction::AtMost, date(2021, 1, 1))]);
        let has = |site: &Site| first(site, late).is_some();
        site.documents[0].state = DocumentState::Draft;
        assert!(!has(&site));
        site.documents[0].state = DocumentState::Expired;
        assert!(!has(&site));
        site.documents[0].state = DocumentState::ReplacedBy("20/KH-UBND".to_owned());
        assert!(!has(&site), "nobody knows since when");
        site.documents.push(document("moi", "KH", Some("20/KH-UBND"), Some(date(2022, 1, 5))));
        assert!(has(&site));
        site.documents[1].issued_on = Some(at(date(2021, 12, 31), "b.md", 3));
        assert!(!has(&site));
    }

    #[test]
    fn an_indicator_with_a_gap_is_no_target() {
        let whole = indicator(LATE, "2%", Direction::AtMost, date(2021, 1, 1));
        let late = "ho-so/2021/tong-so/ty-le-qua-han";
        for cut in [
            (|i: &mut Indicator| i.target = None) as fn(&mut Indicator),
            |i| i.direction = None,
            |i| i.from = None,
            |i| i.figure = None,
        ] {
            let mut i = whole.clone();
            cut(&mut i);
            assert!(first(&with(vec![i]), late).is_none());
        }
    }
}
