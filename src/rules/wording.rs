//! VB04 and VB06: what a document's text says, run by run (a paragraph, a cell).
//!
//! The Vietnamese words below are recognised in what people write, never printed.

use crate::diagnostics::{Code, Diagnostic, codes};
use crate::markdown::{Run, RunKind, SLOT_MARK};
use crate::model::{Document, RuleBook, Wording};
use std::ops::Range;

/// Types of documents that report figures: a percentage in them needs its counts.
pub(super) const REPORTS: [&str; 2] = ["BC", "TB"];

/// The findings about a document's text.
pub(super) fn check(document: &Document, rules: &RuleBook) -> Vec<Diagnostic> {
    let runs = document.body.text_runs();
    let reports = REPORTS.iter().any(|r| document.kind.eq_ignore_ascii_case(r));
    let finding = |code: Code, run: &Run, range: &Range<usize>| {
        Diagnostic::new(code, run.place_of(range.clone())).about(format_args!("van-ban/{}", document.id))
    };
    let mut out = Vec::new();
    for run in runs.iter().filter(|r| r.kind != RunKind::Code) {
        let bare = if reports { bare_percentages(&run.text) } else { Vec::new() };
        if !bare.is_empty() && !row_has_counts(runs, run) {
            let told = bare.iter().map(|r| (r, &run.text[r.clone()]));
            out.extend(
                told.map(|(r, text)| finding(codes::DOCUMENT_BARE_PERCENTAGE, run, r).arg("gia_tri", text)),
            );
        }
        for (range, wording) in misleading(&run.text, &rules.wordings) {
            let found = finding(codes::DOCUMENT_WORDING, run, &range).arg("cum_tu", &run.text[range]);
            out.push(found.arg("nen_dung", &wording.better));
        }
    }
    out
}

/// True for a cell of a table whose row has a count or a quoted figure in another cell. The first
/// column is left out: it numbers the rows.
fn row_has_counts(runs: &[Run], run: &Run) -> bool {
    let RunKind::Cell { table, row, column } = run.kind else { return false };
    let count = |text: &str| numbers(text).iter().any(|n| percent_sign(text, n).is_none());
    runs.iter().any(|other| match other.kind {
        RunKind::Cell { table: t, row: r, column: c } => {
            (t, r) == (table, row)
                && c > 0
                && c != column
                && (other.text.contains(SLOT_MARK) || count(&other.text))
        }
        _ => false,
    })
}

/// The percentages of a run that has neither counts ("364/372", "42 trong 1.325 hồ sơ") nor a quoted
/// figure. A bound ("không quá 2%") is no result and needs none.
fn bare_percentages(run: &str) -> Vec<Range<usize>> {
    let numbers = numbers(run);
    if run.contains(SLOT_MARK) || has_counts(run, &numbers) {
        return Vec::new();
    }
    numbers
        .iter()
        .filter(|n| !is_bound(&run[..n.start]))
        .filter_map(|n| Some(n.start..percent_sign(run, n)?))
        .collect()
}

/// Digits with single points or commas between them.
fn numbers(run: &str) -> Vec<Range<usize>> {
    let bytes = run.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        while digit(at) || (at > start && matches!(bytes.get(at), Some(b'.' | b',')) && digit(at + 1)) {
            at += 1;
        }
        if at > start {
            out.push(start..at);
        } else {
            at += 1;
        }
    }
    out
}

/// The end of the percent sign after a number, if there is one.
fn percent_sign(run: &str, number: &Range<usize>) -> Option<usize> {
    let rest = &run[number.end..];
    let sign = rest.trim_start();
    sign.starts_with('%').then(|| number.end + rest.len() - sign.len() + 1)
}

/// True when two neighbouring numbers are a part and its whole: `a/b`, or words between them that
/// end in "trong", "trên", "trong tổng số".
fn has_counts(run: &str, numbers: &[Range<usize>]) -> bool {
    let after = |n: &Range<usize>| run[n.end..].trim_start().chars().next();
    let before = |n: &Range<usize>| run[..n.start].trim_end().chars().next_back();
    numbers.windows(2).any(|pair| {
        let [a, b] = pair else { return false };
        let between = run[a.end..b.start].trim();
        if between == "/" {
            // A day, or a number of a document; "tháng 12/2021".
            let longer = before(a) == Some('/') || after(b) == Some('/');
            return !longer && !is_month(&run[a.clone()], &run[b.clone()]);
        }
        let words = between.to_lowercase();
        let joined = ["trong", "trên", "trong số", "trên số", "trong tổng số", "trên tổng số"]
            .iter()
            .any(|w| words == *w || words.ends_with(&format!(" {w}")));
        joined
            && percent_sign(run, a).is_none()
            && !words.contains(['.', ';', ':'])
            && words.chars().count() <= 40
    })
}

fn is_month(a: &str, b: &str) -> bool {
    let month = a.parse().is_ok_and(|m: u8| (1..=12).contains(&m));
    month && b.len() == 4 && b.parse().is_ok_and(|y: u16| (1990..=2100).contains(&y))
}

/// True when what stands before a number makes it a bound.
fn is_bound(before: &str) -> bool {
    let before = before.trim_end().to_lowercase();
    let signs = ["≤", "≥", "<", ">"];
    let words = ["không quá", "tối đa", "tối thiểu", "ít nhất", "không dưới", "không vượt quá"];
    signs.iter().chain(&words).any(|w| before.ends_with(w))
}

/// The phrases of the rule set that stand in a run, whole words, whatever case and spaces.
fn misleading<'a>(run: &str, wordings: &'a [Wording]) -> Vec<(Range<usize>, &'a Wording)> {
    let text = letters(run);
    let mut out = Vec::new();
    for wording in wordings {
        let phrase: Vec<char> = letters(&wording.phrase).into_iter().map(|(_, c)| c).collect();
        if phrase.is_empty() {
            continue;
        }
        let word = |i: Option<usize>| i.and_then(|i| text.get(i)).is_some_and(|(_, c)| c.is_alphanumeric());
        for (i, window) in text.windows(phrase.len()).enumerate() {
            let fits = window.iter().map(|(_, c)| c).eq(&phrase);
            if fits && !word(i.checked_sub(1)) && !word(Some(i + phrase.len())) {
                let end = text.get(i + phrase.len()).map_or(run.len(), |(at, _)| *at);
                let range = window[0].0..end;
                out.push((range.start..range.start + run[range].trim_end().len(), wording));
            }
        }
    }
    out
}

/// The characters in lower case with their offsets, runs of spaces as one.
fn letters(text: &str) -> Vec<(usize, char)> {
    let mut out: Vec<(usize, char)> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if !c.is_whitespace() {
            out.extend(c.to_lowercase().map(|c| (at, c)));
        } else if out.last().is_some_and(|(_, last)| *last != ' ') {
            out.push((at, ' '));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bare(run: &str) -> Vec<&str> {
        bare_percentages(run).into_iter().map(|r| &run[r]).collect()
    }

    #[test]
    fn percentages_without_counts_are_found() {
        assert_eq!(bare("đạt 100% phiếu, trên 98 % hài lòng"), ["100%", "98 %"]);
        assert_eq!(bare("Tỷ lệ 98,80% năm 2021."), ["98,80%"]);
        assert_eq!(bare("ngày 31/12/2021 đạt 98%"), ["98%"]);
        assert_eq!(bare("tháng 12/2021 đạt 98%"), ["98%"]);
        assert_eq!(bare("Kế hoạch 70/KH-UBND và 04/2026/NQ-HĐND: 98%"), ["98%"]);
        assert_eq!(bare("98% trong 3 tháng"), ["98%"]);
        assert_eq!(bare("42 hồ sơ. Ý kiến hài lòng trong 2021: 98%"), ["98%"]);
    }

    #[test]
    fn counts_a_figure_or_a_bound_make_them_good() {
        for run in [
            "97,8% ý kiến hài lòng (364/372 ý kiến trả lời)",
            "42 trong 1.325 hồ sơ đã giải quyết quá hạn (3,2%)",
            "36 hồ sơ trong tổng số 5.701 hồ sơ, tức 0,6%",
            "xếp 3/17 với 98,80%",
            "\u{fffc} hài lòng, tức 98%",
            "không quá 2%",
            "Tối đa  1,5 %",
            "≥ 90%",
            "không có số nào",
            "%",
            "",
        ] {
            assert_eq!(bare(run), [""; 0], "{run}");
        }
    }

    fn found(run: &str) -> Vec<&str> {
        let wordings = [Wording { phrase: "tối thiểu không quá".into(), better: "không quá".into() }];
        misleading(run, &wordings).into_iter().map(|(r, _)| &run[r]).collect()
    }

    #[test]
    fn wordings_are_found_as_whole_words() {
        assert_eq!(found("trễ hẹn (Tối thiểu\n không  quá 2%)"), ["Tối thiểu\n không  quá"]);
        assert_eq!(found("tối thiểu không quán"), [""; 0]);
        assert_eq!(found("toi thieu khong qua"), [""; 0]);
        assert_eq!(found("tối thiểu không quá"), ["tối thiểu không quá"]);
        assert!(misleading("abc", &[Wording { phrase: " ".into(), better: String::new() }]).is_empty());
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(run in "[0-9./,% aếİß≤]{0,30}") {
            for range in bare_percentages(&run) {
                prop_assert!(run[range].ends_with('%'));
            }
            let wordings = [Wording { phrase: "İß a".into(), better: String::new() }];
            misleading(&run, &wordings);
        }
    }
}
