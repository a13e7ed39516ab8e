//! VB11 and VB12: documents that a document's text cites by number, such as `2709/QĐ-UBND`.
//!
//! Numbers that hold their year (`20/2008/NĐ-CP`) are told apart by it and are left alone.

use super::document::{finding, plain_number};
use super::phrase::{days, sentences};
use crate::diagnostics::{Diagnostic, Place, codes};
use crate::markdown::{Run, RunKind};
use crate::model::{Document, Site};
use crate::text::fold;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A citation of a document.
struct Citation {
    number: String,
    place: Place,
    /// Day that stands right behind the number.
    day: Option<Date>,
    /// Some day stands beside it, which may be its own.
    dated: bool,
    /// Who issued it, folded; empty where the text doesn't say.
    issuer: String,
}

/// The findings about a document's citations.
pub(super) fn check(document: &Document, site: &Site) -> Vec<Diagnostic> {
    let runs = document.body.text_runs();
    let mut out = Vec::new();
    let mut seen = BTreeSet::new();
    let mut dated: BTreeMap<_, (Date, Place)> = BTreeMap::new();
    let cited = runs.iter().filter(|r| !matches!(r.kind, RunKind::Code | RunKind::Heading));
    for citation in cited.flat_map(|run| citations(runs, run)) {
        let plain = plain_number(&citation.number);
        let known = !seen.insert(plain.clone()) || is_here(&plain, document, site);
        if !known && !citation.dated {
            let found = finding(codes::CITATION_WITHOUT_DAY, document, citation.place.clone());
            out.push(found.arg("so", &citation.number));
        }
        // Offices number each for itself and anew each year.
        let Some(day) = citation.day else { continue };
        let (other, place) = dated
            .entry((plain, citation.issuer, day.year()))
            .or_insert_with(|| (day, citation.place.clone()));
        if *other != day {
            let found = finding(codes::CITATION_TWO_DAYS, document, citation.place);
            out.push(
                found
                    .arg("so", &citation.number)
                    .arg("ngay", day)
                    .arg("ngay_2", *other)
                    .arg("noi_2", place.clone()),
            );
        }
    }
    out
}

/// True for the document itself and for those of the site, whose day a reader can look up.
fn is_here(plain: &str, document: &Document, site: &Site) -> bool {
    let published = site.documents.iter().filter(|d| !d.is_draft());
    published.chain([document]).filter_map(|d| d.number.as_ref()).any(|n| plain_number(n) == plain)
}

fn citations(runs: &[Run], run: &Run) -> Vec<Citation> {
    let text = &run.text;
    let mut out = Vec::new();
    for sentence in sentences(text) {
        let found: Vec<Range<usize>> = numbers(&text[sentence.clone()])
            .into_iter()
            .map(|r| r.start + sentence.start..r.end + sentence.start)
            .collect();
        for (i, range) in found.iter().enumerate() {
            // What stands before a second number belongs to the first.
            let from = if i == 0 { sentence.start } else { range.end };
            let to = found.get(i + 1).map_or(sentence.end, |next| next.start);
            let (day, issuer) = own_day(&text[range.end..to]);
            out.push(Citation {
                number: text[range.clone()].chars().filter(|c| !c.is_whitespace()).collect(),
                place: run.place_of(range.clone()),
                day,
                dated: !days(&text[from..to]).is_empty() || row_has_day(runs, run),
                issuer,
            });
        }
    }
    out
}

/// The day and the issuer in the words behind a number: ", ngày 12/01/2022 của Ủy ban nhân dân xã".
fn own_day(after: &str) -> (Option<Date>, String) {
    let Some((range, day)) = days(after).into_iter().next() else { return (None, String::new()) };
    let words = after[..range.start].trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    if !["", "ngày", "ký ngày", "ban hành ngày"].contains(&words.as_str()) {
        return (None, String::new());
    }
    let rest = fold(&after[range.end..]);
    let issuer = rest.strip_prefix("cua ").unwrap_or_default();
    let end = [" ve ", " ban hanh", ",", "(", ")", "."].iter().filter_map(|e| issuer.find(e)).min();
    let issuer = issuer[..end.unwrap_or(issuer.len())].replace("uy ban nhan dan", "ubnd");
    (Some(day), issuer)
}

/// Tables of documents have number and day in two columns.
fn row_has_day(runs: &[Run], run: &Run) -> bool {
    let RunKind::Cell { table, row, .. } = run.kind else { return false };
    runs.iter().any(|other| match other.kind {
        RunKind::Cell { table: t, row: r, .. } => (t, r) == (table, row) && !days(&other.text).is_empty(),
        _ => false,
    })
}

/// Numbers of documents: digits, a stroke, and at least two groups of letters with a hyphen between
/// them, each beginning with a capital.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for (stroke, _) in text.match_indices('/') {
        let before = &text[..stroke];
        let start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let joined = before[..start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-'));
        if start == stroke || stroke - start > 5 || joined {
            continue;
        }
        let mut end = stroke + 1;
        let mut groups = 0;
        while let Some(length) = group(&text[end..]) {
            groups += 1;
            end += length;
            // "1462/QĐ- UBND": a space behind the hyphen is a slip.
            let Some(rest) = text[end..].strip_prefix('-') else { break };
            let gap = rest.len() - rest.trim_start().len();
            if group(&rest[gap..]).is_none() {
                break;
            }
            end += 1 + gap;
        }
        if groups >= 2 {
            out.push(start..end);
        }
    }
    out
}

/// The length of a group of letters and digits that begins with a capital.
fn group(text: &str) -> Option<usize> {
    text.starts_with(char::is_uppercase)
        .then(|| text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::told;
    use crate::stats::testing::{document, site};
    use jiff::civil::date;

    fn of(text: &str) -> Vec<String> {
        let mut doc = document("a", "KH", Some("09/KH-UBND"), Some(date(2021, 1, 4)));
        let bytes = format!("---\na: b\n---\n{text}\n");
        let mut none = crate::diagnostics::Diagnostics::new();
        doc.body = crate::markdown::read(&"a.md".into(), bytes.as_bytes(), &mut none).unwrap().body;
        let mut site = site();
        site.documents = vec![doc, document("b", "KH", Some("5/KH-UBND"), Some(date(2021, 1, 3)))];
        told(&site)
    }

    #[test]
    fn a_citation_without_its_day_is_told_where_it_is_first() {
        let told =
            of("Theo Quyết định số 2709/QĐ-UBND ngày 17/11/2017 của tỉnh; Công văn số 2945/UBND-CCHC của \
             huyện; Kế hoạch số 01/KH-UBND ngày 04 tháng 01 năm 2021.\n\nCông văn số 2945/UBND-CCHC nêu rõ.");
        assert_eq!(told, ["a.md:4:71 VB11 van-ban/a"]);
    }

    #[test]
    fn what_is_dated_known_or_no_document_is_left_alone() {
        for text in [
            "Quyết định 1462/QĐ- UBND, ngày 18 tháng 6 năm 2019",
            "Ngày 29/7/2022, thị xã ban hành Kế hoạch số 94/KH-UBND.",
            "Quyết định số 12/QĐ-UBND của UBND TP. Huế ngày 1/2/2021",
            "Kế hoạch này (số 09/KH-UBND) và Kế hoạch số 05/KH-UBND",
            "Nghị định số 20/2008/NĐ-CP, Luật số 104/2016/QH13",
            "## Kế hoạch số 94/KH-UBND",
            "|Số|Ngày|\n|-|-|\n|94/KH-UBND|29/7/2022|",
            "xếp 3/17, đạt 1/2 - A-B, tháng 5/2021-UBND, và/hoặc, http://a.vn/1/AB-CD",
            "```\n12/QĐ-UBND\n```",
        ] {
            assert!(of(text).iter().all(|t| t.contains(" SL")), "{text}: {:?}", of(text));
        }
        assert_eq!(of("Kế hoạch số 94/KH-UBND năm 2022").len(), 1);
        assert_eq!(of("Kế hoạch số 7/KH-UBND ngày 1/2/2020, Công văn số 8/UBND-NV").len(), 1);
    }

    #[test]
    fn one_document_has_one_day() {
        let pair = |a: &str, b: &str| {
            of(&format!("Quyết định số 18/QĐ-UBND {a}.\n\nTheo Quyết định số 18/QĐ-UBND {b}."))
        };
        assert_eq!(pair("ngày 12/01/2022", "ngày 14/01/2022 về việc A"), ["a.md:6:20 VB12 van-ban/a"]);
        assert_eq!(
            pair("ngày 12/01/2022 của UBND xã về A", "ngày 14/01/2022 của Ủy ban nhân dân xã").len(),
            1
        );
        assert_eq!(pair("ngày 12/01/2022", "ngày 12 tháng 01 năm 2022"), [""; 0]);
        assert_eq!(pair("ngày 12/01/2022 của UBND huyện", "ngày 14/01/2022 của UBND xã"), [""; 0]);
        assert_eq!(pair("ngày 12/01/2021", "ngày 14/01/2022"), [""; 0]);
        assert_eq!(pair("ngày 12/01/2022", "có hiệu lực từ ngày 14/01/2022"), [""; 0]);
    }
}
