//! GT: the commune's written explanations, which let errors through that stop the site.

use super::regrade;
use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics, Scope, Severity, codes};
use crate::model::{Explanation, RuleBook, Site};

/// Marks every finding that an explanation in force answers, and reports explanations that answer
/// nothing (GT01), have expired (GT02), or are of a code that cannot be explained (GT03).
///
/// To be called after [`super::grade`]. Explained can be what is published: errors, which are then
/// let through, and warnings, whose reason stands beside the figure. What is withheld stays out, and
/// notes need no reason.
pub fn explain_away(findings: &mut Diagnostics, site: &Site) {
    let mut told = Diagnostics::new();
    for explanation in &site.explanations {
        let code = explanation.code.value;
        let subject = explanation.subject.trim();
        let answers =
            |d: &Diagnostic| d.code == code && !subject.is_empty() && d.subject.eq_ignore_ascii_case(subject);
        let expired = explanation.expires_on.filter(|_| !explanation.holds_on(site.as_of));
        let matched = findings.iter().any(answers);
        if !explainable(code, &site.rules) {
            told.push(about(codes::EXPLANATION_CODE, explanation));
        } else if !matched && withheld(findings, subject) {
            // Its figures were not looked at: nobody can say yet whether it is still needed.
        } else if !matched {
            told.push(about(codes::EXPLANATION_UNUSED, explanation));
        } else if let Some(day) = expired {
            told.push(about(codes::EXPLANATION_EXPIRED, explanation).arg("het_han", day));
        } else {
            findings.iter_mut().filter(|d| answers(d)).for_each(|d| d.explained = true);
        }
    }
    super::grade(&mut told, &site.rules);
    findings.extend(told);
}

/// True when the subject, or the record to which it belongs, stays out.
fn withheld(findings: &Diagnostics, subject: &str) -> bool {
    let subject = subject.to_ascii_lowercase();
    findings.iter().filter(|d| d.scope == Scope::Withhold && !d.subject.is_empty()).any(|d| {
        let rest = subject.strip_prefix(&d.subject.to_ascii_lowercase());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

fn explainable(code: Code, rules: &RuleBook) -> bool {
    let mut graded = Diagnostic::new(code, crate::diagnostics::Place::file(""));
    regrade(&mut graded, rules);
    graded.severity != Severity::Note && graded.scope != Scope::Withhold
}

fn about(code: Code, explanation: &Explanation) -> Diagnostic {
    let place = match code {
        codes::EXPLANATION_CODE => &explanation.code.place,
        _ => &explanation.subject.place,
    };
    Diagnostic::new(code, place.clone())
        .arg("ma_loi", explanation.code.value.name())
        .arg("doi_tuong", &explanation.subject.value)
        .arg("ly_do", Arg::Word("khong_giai_trinh_duoc"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RuleSetting;
    use crate::stats::Figures;
    use crate::stats::testing::{at, reported_2021, right, site};
    use jiff::civil::{Date, date};
    use std::sync::Arc;

    const SUBJECT: &str = "ho-so/2021/tong-so/tong-tiep-nhan";

    fn explanation(code: Code, subject: &str, expires_on: Option<Date>) -> Explanation {
        Explanation {
            code: at(code, "data/giai-trinh.yaml", 2),
            subject: at(subject.to_owned(), "data/giai-trinh.yaml", 3),
            text: "Sổ theo dõi không còn đủ.".to_owned(),
            approver: "Chủ tịch Ủy ban nhân dân".to_owned(),
            given_on: date(2026, 1, 10),
            expires_on,
        }
    }

    /// Codes of errors that stop the site, of what is explained, and of what is told about
    /// explanations.
    fn outcome(site: &Site) -> (Vec<&'static str>, Vec<&'static str>, Vec<String>) {
        let mut all = Diagnostics::new();
        all.extend(super::super::check(site, &Figures::of(site), &crate::diagnostics::Diagnostics::new()));
        super::super::grade(&mut all, &site.rules);
        explain_away(&mut all, site);
        all.finish();
        let codes = |keep: fn(&&Diagnostic) -> bool| all.iter().filter(keep).map(|d| d.code.name()).collect();
        let told = all.iter().filter(|d| d.code.name().starts_with("GT"));
        (
            codes(|d| d.stops_the_site()),
            codes(|d| d.explained),
            told.map(|d| format!("{} {}", d.place, d.code)).collect(),
        )
    }

    fn with(explanations: Vec<Explanation>) -> Site {
        Site { dossiers: vec![reported_2021()], explanations, ..site() }
    }

    #[test]
    fn an_explanation_lets_its_error_through() {
        let found = outcome(&with(vec![]));
        assert_eq!(found, (vec!["HS01"], vec![], vec![]));
        let found = outcome(&with(vec![explanation(codes::DOSSIER_FIELD_SUM, SUBJECT, None)]));
        assert_eq!(found, (vec![], vec!["HS01"], vec![]));
        let last_day = Some(date(2026, 10, 15));
        let found = outcome(&with(vec![explanation(codes::DOSSIER_FIELD_SUM, SUBJECT, last_day)]));
        assert_eq!(found, (vec![], vec!["HS01"], vec![]));
    }

    #[test]
    fn an_expired_explanation_lets_nothing_through() {
        let yesterday = Some(date(2026, 10, 14));
        let found = outcome(&with(vec![explanation(codes::DOSSIER_FIELD_SUM, SUBJECT, yesterday)]));
        assert_eq!(found, (vec!["HS01"], vec![], vec!["data/giai-trinh.yaml:3:1 GT02".to_owned()]));
    }

    #[test]
    fn an_explanation_of_nothing_is_told() {
        let unused = vec!["data/giai-trinh.yaml:3:1 GT01".to_owned()];
        for subject in ["ho-so/2021/tong-so/qua-han", ""] {
            let found = outcome(&with(vec![explanation(codes::DOSSIER_FIELD_SUM, subject, None)]));
            assert_eq!(found, (vec!["HS01"], vec![], unused.clone()), "{subject}");
        }
        let mut mended = with(vec![explanation(codes::DOSSIER_FIELD_SUM, SUBJECT, Some(date(2020, 1, 1)))]);
        mended.dossiers = vec![right("2021")];
        assert_eq!(outcome(&mended), (vec![], vec![], unused));
    }

    #[test]
    fn what_stays_out_cannot_be_explained() {
        let found = outcome(&with(vec![explanation(codes::DOCUMENT_DRAFT, "van-ban/a", None)]));
        let told = vec!["data/giai-trinh.yaml:2:1 GT03".to_owned()];
        assert_eq!(found, (vec!["GT03", "HS01"], vec![], told));
        let mut site = with(vec![explanation(codes::DOSSIER_FIELD_SUM, SUBJECT, None)]);
        let withhold = RuleSetting { scope: Some(Scope::Withhold), ..RuleSetting::default() };
        site.rules = Arc::new(RuleBook {
            settings: [(codes::DOSSIER_FIELD_SUM, withhold)].into(),
            ..RuleBook::default()
        });
        assert_eq!(outcome(&site).2.len(), 1);
    }

    #[test]
    fn a_warning_may_have_its_reason() {
        let found = outcome(&with(vec![explanation(codes::DOSSIER_PARTIAL_BREAKDOWN, "HO-SO/2021 ", None)]));
        assert_eq!(found, (vec!["HS01"], vec!["HS14"], vec![]));
    }

    #[test]
    fn the_rule_set_grades_what_is_told_of_explanations() {
        let mut site = with(vec![explanation(codes::DOSSIER_FIELD_SUM, "x", None)]);
        let off = RuleSetting { off: true, ..RuleSetting::default() };
        site.rules =
            Arc::new(RuleBook { settings: [(codes::EXPLANATION_UNUSED, off)].into(), ..RuleBook::default() });
        assert_eq!(outcome(&site).2, [""; 0]);
    }
}
