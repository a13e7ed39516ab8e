//! A last net for personal data on finished pages: identity numbers, telephone numbers and e-mail
//! addresses that the office does not publish as its own.
//!
//! Readers drop personal columns unread; this catches what somebody typed into a text.

use super::Published;
use super::links::Scan;
use crate::diagnostics::{Arg, Diagnostic, Place, codes};
use std::collections::BTreeSet;
use std::ops::Range;

/// Something that looks like personal data.
pub(super) struct Personal {
    /// The key of its kind in the message.
    pub kind: &'static str,
    /// Digits only, or the address in lower case: to know it again, never to be shown.
    pub value: String,
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
}

/// The finding for the first thing on a page that was not `told` of its text.
pub(super) fn look(page: &Scan, published: &Published, told: &BTreeSet<String>) -> Option<Diagnostic> {
    let found = find(&page.text, published).into_iter().find(|p| !told.contains(&p.value))?;
    Some(finding(found.kind, Place::file(page.address)))
}

/// The value itself is never repeated: a message would spread what must not be spread.
pub(super) fn finding(kind: &'static str, place: Place) -> Diagnostic {
    Diagnostic::new(codes::PERSONAL_DATA, place).arg("loai", Arg::Word(kind))
}

/// Personal data in a text, numbers first.
pub(super) fn find(text: &str, published: &Published) -> Vec<Personal> {
    let mut found = Vec::new();
    for range in digit_runs(text) {
        let run = &text[range.clone()];
        let value: String = run.chars().filter(char::is_ascii_digit).collect();
        if published.phones.contains(&value) {
            continue;
        }
        let kind = match value.as_str() {
            digits if is_identity_number(run, digits) || is_named_number(&text[..range.start], digits) => {
                "so_dinh_danh"
            }
            digits if is_mobile(digits) => "dien_thoai",
            _ => continue,
        };
        found.push(Personal { kind, value, range });
    }
    let breaks = |c: char| c.is_whitespace() || "<>()[]\"“”,;".contains(c);
    for word in text.split(breaks) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let value = word.to_lowercase();
        if is_email(&value) && !published.emails.contains(&value) {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            found.push(Personal { kind: "thu_dien_tu", value, range: start..start + word.len() });
        }
    }
    found
}

/// Runs of digits that may be parted by single spaces, points or hyphens, not touching letters,
/// slashes or further points (dossier codes, document numbers, dates).
fn digit_runs(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = at;
        while at < bytes.len() {
            if bytes[at].is_ascii_digit() {
                at += 1;
                end = at;
            } else if matches!(bytes[at], b' ' | b'.' | b'-')
                && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
            {
                at += 1;
            } else {
                break;
            }
        }
        let joined =
            |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'_' | b'%'));
        if !joined(start.checked_sub(1).and_then(|i| bytes.get(i))) && !joined(bytes.get(end)) {
            runs.push(start..end);
        }
    }
    runs
}

/// A citizen's number: twelve digits beginning with a province code 001–096, in one piece or in
/// groups as on the card (`046 199 012 345`); not in the points of a decimal number.
fn is_identity_number(run: &str, digits: &str) -> bool {
    let groups: Vec<usize> = run.split(' ').map(str::len).collect();
    let as_on_card = groups.len() == 1 || groups.iter().all(|n| *n == 3);
    as_on_card && run.len() == 12 + groups.len() - 1 && is_citizen(digits)
}

fn is_citizen(digits: &str) -> bool {
    digits.len() == 12 && digits[..3].parse::<u16>().is_ok_and(|p| (1..=96).contains(&p))
}

/// Words after which a number is that of a person's papers.
const PAPERS: [&str; 6] = ["cccd", "cmnd", "cmtnd", "can cuoc", "so dinh danh", "chung minh"];

/// A number that the words before it name as that of somebody's papers: nine digits of the old
/// card, or twelve, in any grouping.
fn is_named_number(before: &str, digits: &str) -> bool {
    if digits.len() != 9 && !is_citizen(digits) {
        return false;
    }
    let from = before.char_indices().rev().nth(NEAR).map_or(0, |(i, _)| i);
    // Of the sentence or cell alone.
    let near = before[from..].rsplit(['.', '\n', ';']).next().unwrap_or_default();
    let near = crate::text::fold(near);
    PAPERS.iter().any(|word| near.contains(word))
}

/// How many characters before a number its name may begin.
const NEAR: usize = 40;

/// A mobile number: ten digits, 03, 05, 07, 08 or 09.
fn is_mobile(digits: &str) -> bool {
    digits.len() == 10 && ["03", "05", "07", "08", "09"].iter().any(|p| digits.starts_with(p))
}

fn is_email(word: &str) -> bool {
    let Some((name, host)) = word.split_once('@') else { return false };
    !name.is_empty() && host.contains('.') && host.split('.').all(|p| !p.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_people_are_seen_and_figures_are_not() {
        let published = Published {
            phones: BTreeSet::from(["0900000001".to_owned()]),
            emails: BTreeSet::from(["a@b.vn".to_owned()]),
        };
        for (text, kinds_expected) in [
            ("CCCD 046090001234 của bà", vec!["so_dinh_danh"]),
            ("gọi 0912 345 678 nhé", vec!["dien_thoai"]),
            ("gọi 0900 000 001, thư a@b.vn.", vec![]),
            ("thư c@d.vn", vec!["thu_dien_tu"]),
            ("1.348 hồ sơ; 98,80%; 31/12/2021; 2945/UBND-CCHC; 1.001193; 000.00.01.H29-240115-0001", vec![]),
            ("CCCD 046 199 012 345", vec!["so_dinh_danh"]),
            ("CMND 191234567 cấp năm 2010", vec!["so_dinh_danh"]),
            ("căn cước số 191 234 567", vec!["so_dinh_danh"]),
            ("Số định danh cá nhân: 046.199.012.345", vec!["so_dinh_danh"]),
            ("Cấp đổi CCCD. Tổng kinh phí 191234567 đồng", vec![]),
            ("191234567 đồng", vec![]),
            ("685 598 42 23 và 201 273 386", vec![]),
        ] {
            let kinds: Vec<_> = find(text, &published).into_iter().map(|p| p.kind).collect();
            assert_eq!(kinds, kinds_expected, "{text}");
        }
    }
}
