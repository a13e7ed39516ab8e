//! Sentences and days in a run of text, for the rules that read documents.
//!
//! The Vietnamese words below are recognised in what people write, never printed.

use crate::text::parse_date;
use jiff::civil::Date;
use std::ops::Range;

/// The sentences of a run as byte ranges, in order. A semicolon parts too: lists of citations use
/// it. The points of `6.875.000`, `dichvucong.gov.vn` and `TP. Huế` part nothing.
pub(super) fn sentences(run: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, c) in run.char_indices() {
        let after = &run[at + c.len_utf8()..];
        let ends = match c {
            ';' => true,
            '.' | '!' | '?' => after.starts_with(char::is_whitespace) && !is_short(&run[start..at]),
            _ => false,
        };
        if ends {
            out.push(start..at);
            start = at + c.len_utf8();
        }
    }
    out.push(start..run.len());
    out.retain(|r| !run[r.clone()].trim().is_empty());
    out
}

/// True when the last word is an abbreviation such as `TP` or `Tx`.
fn is_short(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.chars().next().is_some_and(char::is_uppercase) && word.chars().count() <= 2
}

/// The days of a run and where they stand: `12/01/2022`, `12-01-2022`, `12.01.2022`, `12 tháng 01
/// năm 2022`.
pub(super) fn days(run: &str) -> Vec<(Range<usize>, Date)> {
    let bytes = run.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut out: Vec<(Range<usize>, Date)> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let digits = (at..bytes.len()).find(|&i| !digit(i)).unwrap_or(bytes.len());
        let found = joined(run, at).or_else(|| in_words(run, at, digits));
        let end = found.as_ref().map_or(digits, |(range, _)| range.end);
        out.extend(found);
        at = end;
    }
    out
}

/// A day whose numbers are joined by one of `/`, `-`, `.`; beginning here.
fn joined(run: &str, at: usize) -> Option<(Range<usize>, Date)> {
    ['/', '-', '.'].into_iter().find_map(|sign| {
        let end = run[at..].find(|c: char| !c.is_ascii_digit() && c != sign).map_or(run.len(), |i| at + i);
        let text = run[at..end].trim_end_matches(sign);
        let day_first = text.split(sign).next()?.len() <= 2;
        let date = parse_date(text).ok().filter(|_| day_first)?.date;
        Some((at..at + text.len(), date))
    })
}

/// `12 tháng 01 năm 2022`, whose first number is `at..digits`.
fn in_words(run: &str, at: usize, digits: usize) -> Option<(Range<usize>, Date)> {
    let mut rest = &run[digits..];
    let mut word = |wanted: &str| -> Option<String> {
        let trimmed = rest.trim_start();
        let numeric = wanted.is_empty();
        let end = trimmed
            .find(|c: char| if numeric { !c.is_ascii_digit() } else { !c.is_alphabetic() })
            .unwrap_or(trimmed.len());
        let found = &trimmed[..end];
        rest = &trimmed[end..];
        (numeric || found.to_lowercase() == wanted).then(|| found.to_owned())
    };
    word("tháng")?;
    let month = word("")?;
    word("năm")?;
    let year = word("")?;
    let date = parse_date(&format!("{}/{month}/{year}", &run[at..digits])).ok()?.date;
    Some((at..run.len() - rest.len(), date))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn sentences_end_at_points_that_end_something() {
        let of = |run: &'static str| sentences(run).into_iter().map(|r| run[r].trim()).collect::<Vec<_>>();
        assert_eq!(of("Thu 6.875.000 đồng. Hết; xong"), ["Thu 6.875.000 đồng", "Hết", "xong"]);
        assert_eq!(of("UBND TP. Huế xem dichvucong.gov.vn."), ["UBND TP. Huế xem dichvucong.gov.vn."]);
        assert_eq!(of(" ; "), [""; 0]);
    }

    #[test]
    fn days_are_found_in_each_way_of_writing() {
        let of = |run: &str| days(run).into_iter().map(|(r, d)| (run[r].to_owned(), d)).collect::<Vec<_>>();
        assert_eq!(of("ngày 8 tháng 02 năm 2022, xã"), [("8 tháng 02 năm 2022".into(), date(2022, 2, 8))]);
        assert_eq!(
            of("từ 30/5/2021-30/5/2022."),
            [("30/5/2021".into(), date(2021, 5, 30)), ("30/5/2022".into(), date(2022, 5, 30))]
        );
        assert_eq!(
            of("(12-01-2022), 14.01.2022."),
            [("12-01-2022".into(), date(2022, 1, 12)), ("14.01.2022".into(), date(2022, 1, 14))]
        );
        for none in
            ["tháng 12/2021", "6.875.000", "31/02/2022", "01/2020/TT-VPCP", "5 tháng đầu năm 2022", "7"]
        {
            assert_eq!(of(none), [], "{none}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(run in "([0-9]{1,4}|[/.;-]| |tháng|năm|TP|Đ){0,14}") {
            for range in sentences(&run) {
                prop_assert!(!run[range].is_empty());
            }
            for (range, _) in days(&run) {
                prop_assert!(!run[range].is_empty());
            }
        }
    }
}
