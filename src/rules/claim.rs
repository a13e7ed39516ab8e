//! VB08 and VB09: reports that claim more than words or figures bear out.
//!
//! The Vietnamese words below are recognised in what people write, never printed.

use super::document::finding;
use super::phrase::{days, sentences};
use super::wording::REPORTS;
use crate::diagnostics::{Arg, Diagnostic, Place, codes};
use crate::markdown::{Run, RunKind};
use crate::model::{Document, DossierTally, Site, TallyRole};
use crate::text::fold;
use jiff::civil::Date;
use std::ops::Range;

/// "All", before what is said of all.
const ALL: [&str; 5] = ["100%", "100 %", "tất cả", "toàn bộ", "mọi hồ sơ"];
const IN_TIME: [&str; 4] = ["đúng hạn", "đúng hẹn", "trước hạn", "trước hẹn"];
const LATE: [&str; 6] = ["quá hạn", "trễ hạn", "trễ hẹn", "chậm hẹn", "tồn đọng", "chậm hạn"];
/// A sentence with one of these states an aim, or only a part of the dossiers.
const NOT_A_CLAIM: [&str; 14] = [
    "phấn đấu",
    "chỉ tiêu",
    "mục tiêu",
    "yêu cầu",
    "bảo đảm",
    "đảm bảo",
    "phải",
    "cần",
    "kế hoạch",
    "sẽ",
    "trừ",
    "lĩnh vực",
    "không phải",
    "chưa",
];
/// A clause with one of these says that nothing is late, or speaks of what is to be done about it.
const NOT_LATE: [&str; 12] = [
    "không",
    "chưa",
    "0",
    "giảm",
    "hạn chế",
    "tránh",
    "khắc phục",
    "nếu",
    "trường hợp",
    "khi",
    "tỷ lệ",
    "mức",
];

/// The findings about what a report claims.
pub(super) fn check(document: &Document, site: &Site) -> Vec<Diagnostic> {
    if !REPORTS.iter().any(|r| document.kind.eq_ignore_ascii_case(r)) {
        return Vec::new();
    }
    let mut out = all_in_time(document, site);
    out.extend(before_the_end(document, site));
    out
}

/// The paragraphs, entries and cells.
fn prose(document: &Document) -> impl Iterator<Item = &Run> {
    document.body.text_runs().iter().filter(|r| matches!(r.kind, RunKind::Paragraph | RunKind::Cell { .. }))
}

/// VB08: all dossiers in time, against the figures that the report quotes or against its own words.
fn all_in_time(document: &Document, site: &Site) -> Vec<Diagnostic> {
    let against =
        late_figure(document, site).map(|(period, late)| (Arg::Word("so_lieu"), period, late, None));
    let against = against.or_else(|| {
        let (text, place) = late_words(document)?;
        Some((Arg::Word("van_ban"), text, 0, Some(place)))
    });
    let Some((kind, what, late, place)) = against else { return Vec::new() };
    let claims = prose(document).flat_map(|run| {
        let found: Vec<Range<usize>> =
            sentences(&run.text).into_iter().filter_map(|s| claim(&run.text, s)).collect();
        found.into_iter().map(move |range| (run, range))
    });
    let told = claims.map(|(run, range)| {
        let found = finding(codes::DOCUMENT_ABSOLUTE_CLAIM, document, run.place_of(range.clone()))
            .arg("cau", &run.text[range])
            .arg("nguon", kind.clone())
            .arg("khac", &what);
        match &place {
            Some(place) => found.arg("noi_2", place.clone()),
            None => found.arg("so", late),
        }
    });
    told.collect()
}

/// The words from "all" to the end of a sentence that claims that all dossiers were in time.
fn claim(run: &str, sentence: Range<usize>) -> Option<Range<usize>> {
    let text = &run[sentence.clone()];
    let start = ALL.iter().filter_map(|w| word(text, w)).min()?;
    let says = |words: &[&str]| words.iter().any(|w| word(text, w).is_some());
    (says(&["hồ sơ"]) && says(&IN_TIME) && !says(&NOT_A_CLAIM))
        .then(|| sentence.start + start..sentence.start + text.trim_end().len())
}

/// Late dossiers of a period whose figures the document quotes: the period's label and their number.
fn late_figure(document: &Document, site: &Site) -> Option<(String, u64)> {
    let late = |t: &DossierTally| {
        let number =
            t.total_of(TallyRole::Late)?.saturating_add(t.total_of(TallyRole::PendingLate).unwrap_or(0));
        (number > 0).then(|| (t.period.label.clone(), number))
    };
    quoted(document, "ho-so")
        .find_map(|id| late(site.dossiers.iter().find(|t| t.period.id.to_string() == id)?))
}

/// The periods of the figures of a kind that a document quotes.
fn quoted<'a>(document: &'a Document, kind: &'a str) -> impl Iterator<Item = &'a str> {
    let ids = document.body.slots().iter().filter_map(|s| s.id());
    ids.filter_map(move |id| {
        let mut parts = id.value.split('/');
        (parts.next()? == kind).then(|| parts.next())?
    })
}

/// The words of a clause that says that dossiers are late, and where it stands.
fn late_words(document: &Document) -> Option<(String, Place)> {
    prose(document).find_map(|run| {
        clauses(&run.text).into_iter().find_map(|clause| {
            let text = &run.text[clause.clone()];
            let at = LATE.iter().filter_map(|w| word(text, w)).min()?;
            let says = |words: &[&str]| words.iter().any(|w| word(text, w).is_some());
            (says(&["hồ sơ"]) && !says(&NOT_LATE)).then(|| {
                let found = clause.start + at..clause.end;
                (text.trim().to_owned(), run.place_of(found))
            })
        })
    })
}

/// Parts of sentences between commas and colons.
fn clauses(run: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for sentence in sentences(run) {
        let mut start = sentence.start;
        for (at, sign) in run[sentence.clone()].match_indices([',', ':']) {
            let after = &run[sentence.start + at + sign.len()..];
            if after.starts_with(char::is_whitespace) {
                out.push(start..sentence.start + at);
                start = sentence.start + at + sign.len();
            }
        }
        out.push(start..sentence.end);
    }
    out
}

/// Where words stand in a text, whole and in any case of the ASCII letters.
fn word(text: &str, words: &str) -> Option<usize> {
    let lower: String = text
        .chars()
        .map(|c| c.to_lowercase().next().filter(|l| l.len_utf8() == c.len_utf8()).unwrap_or(c))
        .collect();
    let part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let places: Vec<usize> = lower.match_indices(words).map(|(at, _)| at).collect();
    places.into_iter().find(|&at| {
        let (before, after) = (&lower[..at], &lower[at + words.len()..]);
        !part(before.chars().next_back()) && !part(after.chars().next())
    })
}

/// VB09: results of a survey that was still under way on the report's day.
fn before_the_end(document: &Document, site: &Site) -> Option<Diagnostic> {
    let issued = document.issued_on.as_ref()?;
    let subject = fold(&document.subject);
    if !(subject.contains("ket qua") && subject.contains("khao sat")) {
        return None;
    }
    let under_way = |(first, last): &(Date, Date)| (*first..*last).contains(&issued.value);
    let in_words = prose(document).find_map(|run| {
        let mut spans = sentences(&run.text).into_iter().flat_map(|s| survey_spans(&run.text[s]));
        spans.find(under_way).map(|(_, last)| (last, run.place()))
    });
    let told = |last: Date, place: Place| {
        finding(codes::REPORT_BEFORE_SURVEY_END, document, issued.place.clone())
            .arg("ngay", issued.value)
            .arg("den_ngay", last)
            .arg("noi_2", place)
    };
    let of_round = || {
        let rounds = quoted(document, "khao-sat")
            .filter_map(|id| site.rounds.iter().find(|r| r.period.id.to_string() == id));
        let mut open = rounds.filter(|r| under_way(&(r.period.from, r.period.to)));
        open.next().map(|r| (r.period.to, r.source.clone()))
    };
    in_words.or_else(of_round).map(|(last, place)| told(last, place))
}

/// First and last days of the spans of a sentence that speaks of a survey.
fn survey_spans(sentence: &str) -> Vec<(Date, Date)> {
    if word(sentence, "khảo sát").is_none() {
        return Vec::new();
    }
    let days = days(sentence);
    let to = |a: &Range<usize>, b: &Range<usize>| {
        matches!(fold(&sentence[a.end..b.start]).as_str(), "den" | "den ngay" | "-" | "–" | "den het ngay")
    };
    days.windows(2).filter(|w| to(&w[0].0, &w[1].0)).map(|w| (w[0].1, w[1].1)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::told;
    use super::*;
    use crate::stats::testing::{ballots, document, reported_2021, site};
    use jiff::civil::date;
    use proptest::prelude::*;

    fn of(kind: &str, subject: &str, text: &str) -> Vec<String> {
        let mut doc = document("a", kind, Some("9/X"), Some(date(2024, 5, 31)));
        doc.subject.value = subject.to_owned();
        let bytes = format!("---\na: b\n---\n{text}\n");
        let mut none = crate::diagnostics::Diagnostics::new();
        doc.body = crate::markdown::read(&"a.md".into(), bytes.as_bytes(), &mut none).unwrap().body;
        let mut site = site();
        site.documents = vec![doc];
        site.dossiers = vec![reported_2021()];
        site.rounds = vec![ballots("2024-Q2", 10, 10)];
        told(&site).into_iter().filter(|t| t.contains(" VB08") || t.contains(" VB09")).collect()
    }

    const VB08: &str = "a.md:4:1 VB08 van-ban/a";

    #[test]
    fn all_in_time_and_something_late_contradict_each_other() {
        let all = "100% hồ sơ được trả trước và đúng hạn";
        let with = |kind, other: &str| of(kind, "Báo cáo", &format!("{all}.\n\n{other}."));
        for late in [
            "Hồ sơ tồn đọng chủ yếu thuộc lĩnh vực đất đai",
            "Còn 5 hồ sơ quá hạn",
            "Kết quả: hồ sơ trễ hẹn do sở trả muộn",
            "Cả năm có `=ho-so/2021/tong-so/tong-tiep-nhan`",
        ] {
            assert_eq!(with("BC", late), [VB08], "{late}");
            assert_eq!(with("KH", late), [""; 0], "{late}");
        }
        for fine in [
            "Không có hồ sơ quá hạn",
            "Có 0 hồ sơ quá hạn",
            "Giảm hồ sơ trễ hẹn",
            "Nếu hồ sơ trễ hẹn thì báo trước 01 ngày",
            "Tỷ lệ hồ sơ quá hạn không quá 2%",
            "Trong kỳ, không để hồ sơ tồn đọng",
            "Xong",
        ] {
            assert_eq!(with("BC", fine), [""; 0], "{fine}");
        }
    }

    #[test]
    fn aims_and_parts_claim_nothing() {
        for claim in [
            "Phấn đấu 100% hồ sơ được trả đúng hạn",
            "Lĩnh vực chứng thực có 100% hồ sơ trả đúng hạn",
            "100% hồ sơ được số hóa",
            "100% phiếu thu về đúng hạn",
            "98% hồ sơ trả đúng hạn",
        ] {
            assert_eq!(of("BC", "A", &format!("{claim}.\n\nCòn 5 hồ sơ quá hạn.")), [""; 0], "{claim}");
        }
        let other = of("BC", "A", "Xã đạt kết quả: tất cả hồ sơ trả đúng hẹn. Còn 5 hồ sơ quá hạn.");
        assert_eq!(other, ["a.md:4:17 VB08 van-ban/a"]);
    }

    #[test]
    fn results_are_not_told_before_the_survey_ends() {
        let (subject, vb09) = ("Kết quả khảo sát năm 2024", ["content/van-ban/a.md:4:1 VB09 van-ban/a"]);
        let told = |text| of("BC", subject, text);
        assert_eq!(told("Xã khảo sát từ ngày 01/05/2024 đến 30/10/2024."), vb09);
        assert_eq!(told("Thu về `=khao-sat/2024-Q2/phieu/thu-ve`."), vb09);
        for fine in [
            "Xã khảo sát từ ngày 01/05/2024 đến ngày 31/05/2024.",
            "Đợt khảo sát sau: từ ngày 01/06/2024 đến ngày 30/10/2024.",
            "Kế hoạch từ ngày 01/01/2021 đến ngày 31/12/2025.",
            "Xã khảo sát ngày 01/05/2024 và báo cáo ngày 30/10/2024.",
        ] {
            assert_eq!(told(fine), [""; 0], "{fine}");
        }
        let text = "Xã khảo sát từ ngày 01/05/2024 đến 30/10/2024.";
        assert_eq!(of("TB", "Khảo sát năm 2024", text), [""; 0]);
        assert_eq!(of("KH", subject, text), [""; 0]);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(100%|tất cả|hồ sơ|đúng hạn|quá hạn|khảo sát|1/1/2024|đến|[,.:; İếA]){0,12}") {
            for range in sentences(&text) {
                claim(&text, range.clone());
                survey_spans(&text[range]);
            }
            for range in clauses(&text) {
                prop_assert!(word(&text[range], "quá hạn").is_none_or(|at| at < text.len()));
            }
        }
    }
}
