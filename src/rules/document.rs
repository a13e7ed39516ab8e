//! VB: documents; their text is looked at in [`super::wording`], [`super::citation`],
//! [`super::claim`] and [`super::host`]. Drafts are told once (VB01) and not looked at further: they stay out.

use super::{citation, claim, host, wording};
use crate::diagnostics::{Arg, Diagnostic, Place, codes, nearest};
use crate::model::{Document, RuleBook, Site};
use crate::text::fold;
use std::collections::BTreeMap;

pub(super) fn check(site: &Site, out: &mut Vec<Diagnostic>) {
    for document in &site.documents {
        if document.is_draft() {
            out.push(draft(document));
            continue;
        }
        out.extend(unknown_type(document, &site.rules));
        out.extend(in_future(document, site));
        out.extend(wording::check(document, &site.rules));
        out.extend(citation::check(document, site));
        out.extend(claim::check(document, site));
        out.extend(host::check(document, &site.rules));
    }
    twice(site, out);
}

/// A finding about a document.
pub(super) fn finding(code: crate::diagnostics::Code, document: &Document, place: Place) -> Diagnostic {
    Diagnostic::new(code, place).about(format_args!("van-ban/{}", document.id))
}

/// VB01.
fn draft(document: &Document) -> Diagnostic {
    let lacks = match (&document.number, &document.issued_on) {
        (None, Some(_)) => "so",
        (Some(_), None) => "ngay",
        _ => "ca_hai",
    };
    finding(codes::DOCUMENT_DRAFT, document, document.source.clone())
        .arg("trich_yeu", &document.subject.value)
        .arg("thieu", Arg::Word(lacks))
}

/// VB02, at the later of the two: one type, number, issuer and year.
fn twice(site: &Site, out: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<_, &Place> = BTreeMap::new();
    let mut published: Vec<_> = site.documents.iter().filter(|d| !d.is_draft()).collect();
    published.sort_by(|a, b| a.source.cmp(&b.source));
    for document in published {
        let (Some(number), Some(day)) = (&document.number, &document.issued_on) else { continue };
        let key = (document.kind.to_lowercase(), plain_number(number), fold(&document.issuer), day.year());
        match seen.get(&key) {
            Some(first) => out.push(
                finding(codes::DOCUMENT_TWICE, document, number.place.clone())
                    .arg("so", &number.value)
                    .arg("noi_2", (*first).clone()),
            ),
            None => {
                seen.insert(key, &number.place);
            }
        }
    }
}

/// A number as it is compared: `05/KH-UBND` is `5/kh-ubnd`. Diacritics count (ĐA and DA differ).
pub(super) fn plain_number(number: &str) -> String {
    let number: String = number.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    number.trim_start_matches('0').to_owned()
}

/// VB03. An official letter has no abbreviation; neither has a type that the list names without.
fn unknown_type(document: &Document, rules: &RuleBook) -> Option<Diagnostic> {
    let kind = document.kind.to_lowercase();
    let known = |t: &crate::model::DocumentType| {
        if t.abbreviation.is_empty() {
            fold(&t.name) == fold(&kind)
        } else {
            t.abbreviation.to_lowercase() == kind
        }
    };
    if kind.is_empty() || rules.document_types.is_empty() || rules.document_types.iter().any(known) {
        return None;
    }
    let all = rules.document_types.iter().map(|t| t.abbreviation.as_str()).filter(|a| !a.is_empty());
    Some(
        finding(codes::DOCUMENT_TYPE_UNKNOWN, document, document.kind.place.clone())
            .arg("viet_tat", &document.kind.value)
            .hint(nearest(&document.kind.value, all)),
    )
}

/// VB05.
fn in_future(document: &Document, site: &Site) -> Option<Diagnostic> {
    let day = document.issued_on.as_ref().filter(|d| d.value > site.as_of)?;
    Some(
        finding(codes::DOCUMENT_IN_FUTURE, document, day.place.clone())
            .arg("ngay", day.value)
            .arg("tinh_den", site.as_of),
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::{arg, told};
    use super::*;
    use crate::model::{DocumentType, Wording};
    use crate::stats::testing::{document, site};
    use jiff::civil::{Date, date};
    use std::sync::Arc;

    const DAY: Option<Date> = Some(date(2026, 2, 2));

    fn with(documents: Vec<Document>) -> Site {
        let mut site = site();
        let named = |abbreviation: &str, name: &str| DocumentType {
            abbreviation: abbreviation.to_owned(),
            name: name.to_owned(),
        };
        site.rules = Arc::new(RuleBook {
            document_types: vec![named("KH", "Kế hoạch"), named("QyĐ", "Quy định"), named("", "Thư công")],
            ..RuleBook::default()
        });
        site.documents = documents;
        site
    }

    #[test]
    fn a_draft_is_told_once_and_left_alone() {
        for (number, day, lacks) in
            [(None, DAY, "so"), (Some("1/XX-UBND"), None, "ngay"), (None, None, "ca_hai")]
        {
            let site = with(vec![document("a", "XX", number, day)]);
            assert_eq!(told(&site), ["content/van-ban/a.md VB01 van-ban/a"]);
            assert_eq!(arg(&site, codes::DOCUMENT_DRAFT, "thieu"), Arg::Word(lacks));
        }
    }

    #[test]
    fn two_documents_of_one_number() {
        let of = |kind, number, day| document("b", kind, Some(number), Some(day));
        let first = || document("a", "KH", Some("05/KH-UBND"), DAY);
        let same = |other| told(&with(vec![other, first()]));
        assert_eq!(
            same(of("KH", "5/KH - UBND", date(2026, 3, 1))),
            ["content/van-ban/b.md:3:1 VB02 van-ban/b"]
        );
        assert_eq!(same(of("KH", "05/KH-UBND", date(2025, 3, 1))), [""; 0]);
        assert_eq!(same(of("QyĐ", "05/KH-UBND", date(2026, 3, 1))), [""; 0]);
        assert_eq!(same(of("KH", "50/KH-UBND", date(2026, 3, 1))), [""; 0]);
        let mut other = of("KH", "05/KH-UBND", date(2026, 3, 1));
        other.issuer = "Ủy ban nhân dân thành phố".to_owned();
        assert_eq!(same(other), [""; 0]);
    }

    #[test]
    fn types_are_those_of_the_list() {
        let of = |kind| told(&with(vec![document("a", kind, Some("1/X"), DAY)]));
        assert_eq!(of("KHH"), ["content/van-ban/a.md:2:1 VB03 van-ban/a"]);
        for known in ["KH", "QYĐ", "", "THƯ CÔNG"] {
            assert_eq!(of(known), [""; 0], "{known}");
        }
        let mut no_list = with(vec![document("a", "KHH", Some("1/X"), DAY)]);
        no_list.rules = Arc::new(RuleBook::default());
        assert_eq!(told(&no_list), [""; 0]);
    }

    #[test]
    fn a_document_is_not_of_tomorrow() {
        let of = |day| told(&with(vec![document("a", "KH", Some("1/KH-UBND"), Some(day))]));
        assert_eq!(of(date(2026, 10, 15)), [""; 0]);
        assert_eq!(of(date(2026, 10, 16)), ["content/van-ban/a.md:4:1 VB05 van-ban/a"]);
    }

    #[test]
    fn texts_of_reports_need_counts_and_no_text_may_mislead() {
        let of = |kind: &str, text: &str| -> Vec<String> {
            let mut doc = document("a", kind, Some("1/X"), DAY);
            let bytes = format!("---\na: b\n---\n{text}\n");
            let mut none = crate::diagnostics::Diagnostics::new();
            doc.body = crate::markdown::read(&"a.md".into(), bytes.as_bytes(), &mut none).unwrap().body;
            let mut site = with(vec![doc]);
            let wordings =
                vec![Wording { phrase: "tối thiểu không quá".into(), better: "không quá".into() }];
            site.rules = Arc::new(RuleBook { wordings, ..RuleBook::default() });
            told(&site)
        };
        assert_eq!(of("BC", "Dòng một,\nđạt 98% ý kiến."), ["a.md:5:5 VB04 van-ban/a"]);
        assert_eq!(of("BC", "Đạt 98% (`=khao-sat/2026-Q1/hai-long co-n`)."), [""; 0]);
        assert_eq!(of("KH", "Đạt 98% ý kiến."), [""; 0]);
        assert_eq!(of("KH", "Quá hạn (tối thiểu không quá 2%)."), ["a.md:4:10 VB06 van-ban/a"]);
        assert_eq!(of("BC", "```\nđạt 98%\n```"), [""; 0]);
        let table = |cells: &str| of("BC", &format!("|TT|A|B|\n|-|-|-|\n{cells}"));
        assert_eq!(table("|1|98%|364|"), [""; 0]);
        assert_eq!(table("|1|Hộ tịch|98%|"), ["a.md:6:12 VB04 van-ban/a"]);
    }
}
