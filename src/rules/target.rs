//! HS08, KS12 and VB07: figures against the commune's own targets, and targets that cannot be
//! compared.

use crate::diagnostics::{Arg, Code, Diagnostic, codes, nearest};
use crate::model::{Document, Indicator, Site, TOTAL_ID};
use crate::stats::targets::{Target, targets_for};
use crate::stats::{Decimal, Figure, FigureValue, Figures};

pub(super) fn check(site: &Site, figures: &Figures, out: &mut Vec<Diagnostic>) {
    for figure in figures.iter() {
        if let Some(code) = code_of(figure) {
            let missed = targets_for(site, figure).into_iter().filter(|t| t.met == Some(false));
            out.extend(missed.filter_map(|t| missed_target(code, site, figure, &t)));
        }
    }
    for document in site.documents.iter().filter(|d| !d.is_draft()) {
        for indicator in &document.indicators {
            out.extend(incomplete(document, indicator, figures));
        }
    }
}

/// The code for a figure that misses its target: late shares and shares satisfied have one.
fn code_of(figure: &Figure) -> Option<Code> {
    match (figure.id.parts().next()?, figure.id.parts().last()?) {
        ("ho-so", "ty-le-qua-han") => Some(codes::DOSSIER_OVER_TARGET),
        ("khao-sat", "hai-long" | "ty-le-hai-long") => Some(codes::SURVEY_UNDER_TARGET),
        _ => None,
    }
}

fn missed_target(code: Code, site: &Site, figure: &Figure, target: &Target<'_>) -> Option<Diagnostic> {
    let FigureValue::Share(share) = figure.value else { return None };
    let (goal, period) = (Decimal::of(target.value)?, figure.period.as_ref()?);
    let part = figure.id.parts().nth(2).unwrap_or_default();
    let field = site
        .dossiers
        .iter()
        .find(|t| t.period.id == period.id && part != TOTAL_ID)
        .and_then(|t| Some(t.row(part)?.field.value.as_str()))
        .filter(|_| code == codes::DOSSIER_OVER_TARGET);
    let finding = Diagnostic::new(code, figure.source.first()?.clone())
        .about(&figure.id)
        .arg("ky", &period.label)
        .arg("ty_le", share.percent_against(goal, 1))
        .arg("tu_so", share.part())
        .arg("mau_so", share.whole())
        .arg("muc", &target.value.text)
        .arg("huong", Arg::Word(if target.gap?.above { "nhieu" } else { "it" }))
        .arg("chenh", target.gap?.amount.to_string())
        .arg("so_ky_hieu", target.document.number.as_ref().map_or("", |n| n.value.as_str()))
        .arg("pham_vi", Arg::Word(if field.is_some() { "linh_vuc" } else { "chung" }))
        .arg("linh_vuc", field.unwrap_or_default());
    Some(match &target.document.issued_on {
        Some(day) => finding.arg("ngay", day.value),
        None => finding,
    })
}

/// VB07, one for each part that a target lacks. An indicator without a target is no target.
fn incomplete(document: &Document, indicator: &Indicator, figures: &Figures) -> Vec<Diagnostic> {
    let Some(target) = &indicator.target else { return Vec::new() };
    let lacks = |what: Arg, place| {
        Diagnostic::new(codes::TARGET_INCOMPLETE, place)
            .about(format_args!("van-ban/{}", document.id))
            .arg("ten", &indicator.name)
            .arg("muc", what)
    };
    let at_id = || indicator.id.place.clone();
    let mut out = Vec::new();
    if indicator.direction.is_none() {
        out.push(lacks(Arg::Word("chieu"), at_id()));
    }
    if indicator.from.is_none() {
        out.push(lacks(Arg::Word("tu_ngay"), at_id()));
    }
    let Some(pattern) = &indicator.figure else {
        out.push(lacks(Arg::Word("so_lieu"), at_id()));
        return out;
    };
    let mut fitting = figures.fitting(pattern).peekable();
    if fitting.peek().is_none() {
        // A site that has no data of this kind yet may plan for it.
        let kind = pattern.split('/').next().unwrap_or_default();
        let same: Vec<String> = figures
            .iter()
            .filter(|f| f.id.parts().next() == Some(kind))
            .map(|f| generalised(f, pattern))
            .collect();
        if !same.is_empty() || !["ho-so", "khao-sat", "chi-so"].contains(&kind) {
            let near = nearest(pattern, same.iter().map(String::as_str));
            out.push(lacks(Arg::Word("so_lieu"), pattern.place.clone()).hint(near));
        }
    }
    // Percent must be set against percent: the sign is what the target lacks, or the figure is wrong.
    let unlike = |f: &Figure| match &f.value {
        FigureValue::Share(_) => !target.percent,
        FigureValue::Count(_) => target.percent,
        FigureValue::Announced(a) => a.percent != target.percent,
        FigureValue::Absent => false,
    };
    if fitting.any(unlike) {
        out.push(match target.percent {
            true => lacks(Arg::Word("so_lieu"), pattern.place.clone()),
            false => lacks(Arg::from("%"), target.place.clone()),
        });
    }
    out
}

/// A figure's id with `*` where the pattern has it.
fn generalised(figure: &Figure, pattern: &str) -> String {
    let mut wanted = pattern.split('/');
    let parts: Vec<&str> =
        figure.id.parts().map(|p| if wanted.next() == Some("*") { "*" } else { p }).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{arg, told};
    use crate::diagnostics::{Arg, codes};
    use crate::model::{Direction, Indicator, Site};
    use crate::stats::testing::*;
    use jiff::civil::date;

    const LATE: &str = "ho-so/*/tong-so/ty-le-qua-han";

    fn with(indicators: Vec<Indicator>) -> Site {
        let mut site = site();
        site.dossiers = vec![right("2025"), right("2026-Q1")];
        site.forms = vec![form()];
        let mut round = ballots("2026-Q1", 390, 386);
        round.form = Some("phieu-5-cau".to_owned());
        round.answers = vec![answers("C5", &[Some(155), Some(209), Some(8)], Some(14))];
        site.rounds = vec![round];
        let mut plan = document("ke-hoach", "KH", Some("15/KH-UBND"), Some(date(2026, 2, 2)));
        plan.indicators = indicators;
        site.documents = vec![plan];
        site
    }

    #[test]
    fn a_late_share_above_the_target_is_told_for_periods_in_which_it_holds() {
        // 1 of 674 is 0,148%.
        let of = |goal| with(vec![indicator(LATE, goal, Direction::AtMost, date(2026, 2, 2))]);
        assert_eq!(
            told(&of("0,1%")),
            ["data/ho-so/2026-Q1.csv:5:10 HS08 ho-so/2026-Q1/tong-so/ty-le-qua-han"]
        );
        assert_eq!(told(&of("0,15%")), [""; 0]);
        let hs08 = |name| arg(&of("0,148%"), codes::DOSSIER_OVER_TARGET, name);
        assert_eq!(hs08("ty_le"), "0,15%".into());
        assert_eq!((hs08("chenh"), hs08("huong")), ("0,0004".into(), Arg::Word("nhieu")));
        assert_eq!((hs08("tu_so"), hs08("mau_so")), (1u64.into(), 674u64.into()));
        assert_eq!((hs08("muc"), hs08("so_ky_hieu")), ("0,148%".into(), "15/KH-UBND".into()));
        assert_eq!((hs08("ngay"), hs08("pham_vi")), (date(2026, 2, 2).into(), Arg::Word("chung")));
    }

    #[test]
    fn a_field_may_have_a_target_of_its_own() {
        let site = with(vec![indicator(
            "ho-so/*/ho-tich/ty-le-qua-han",
            "0,1%",
            Direction::AtMost,
            date(2026, 2, 2),
        )]);
        assert_eq!(arg(&site, codes::DOSSIER_OVER_TARGET, "linh_vuc"), "Hộ tịch".into());
    }

    #[test]
    fn a_share_satisfied_below_the_target_is_told() {
        // 364 of 372 is 97,85%.
        let of =
            |goal| with(vec![indicator("khao-sat/*/hai-long", goal, Direction::AtLeast, date(2026, 2, 2))]);
        assert_eq!(told(&of("97,84%")), [""; 0]);
        assert_eq!(told(&of("97,9%")), ["data/khao-sat/tong-hop.csv:2:4 KS12 khao-sat/2026-Q1/hai-long"]);
        let ks12 = |name| arg(&of("97,9%"), codes::SURVEY_UNDER_TARGET, name);
        assert_eq!((ks12("ty_le"), ks12("chenh")), ("97,8%".into(), "0,05".into()));
    }

    #[test]
    fn a_target_that_cannot_be_compared_is_told_part_by_part() {
        let mut i = indicator(LATE, "2%", Direction::AtMost, date(2026, 2, 2));
        i.direction = None;
        i.from = None;
        i.figure = None;
        let mut site = with(vec![i.clone()]);
        let vb07 = "content/van-ban/ke-hoach.md:8:1 VB07 van-ban/ke-hoach";
        assert_eq!(told(&site), [vb07; 3]);
        i.target = None;
        site.documents[0].indicators = vec![i];
        assert_eq!(told(&site), [""; 0], "an indicator without a target");
    }

    #[test]
    fn a_target_of_no_figure_or_of_another_kind_is_told() {
        let of = |figure: &str, goal: &str| {
            with(vec![indicator(figure, goal, Direction::AtMost, date(2026, 2, 2))])
        };
        let unknown = of("ho-so/*/tong-so/ty-le-qua-hn", "2%");
        assert_eq!(told(&unknown), ["content/van-ban/ke-hoach.md:10:1 VB07 van-ban/ke-hoach"]);
        let all = super::super::check(
            &unknown,
            &crate::stats::Figures::of(&unknown),
            &crate::diagnostics::Diagnostics::new(),
        );
        assert_eq!(all[0].nearest.as_deref(), Some(LATE));
        assert_eq!(arg(&of(LATE, "2"), codes::TARGET_INCOMPLETE, "muc"), "%".into());
        assert_eq!(
            arg(&of("ho-so/*/tong-so/qua-han", "2%"), codes::TARGET_INCOMPLETE, "muc"),
            Arg::Word("so_lieu")
        );
        let mut no_data_yet = of(LATE, "2%");
        no_data_yet.dossiers.clear();
        assert_eq!(told(&no_data_yet), [""; 0]);
        assert_eq!(told(&of("hs/*/qua-han", "2%")).len(), 1);
    }
}
