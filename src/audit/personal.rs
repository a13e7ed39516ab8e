//! A last net for personal data on finished pages: identity numbers, telephone numbers and e-mail
//! addresses that the office does not publish as its own.
//!
//! Readers drop personal columns unread; this catches what somebody typed into a text.

use super::Published;
use super::links::Scan;
use crate::diagnostics::{Arg, Diagnostic, Place, codes};

pub(super) fn look(page: &Scan, published: &Published) -> Option<Diagnostic> {
    let found = kinds(&page.text, published);
    let kind = found.first()?;
    // The value itself is never repeated: a message would spread what must not be spread.
    Some(Diagnostic::new(codes::PERSONAL_DATA, Place::file(page.address)).arg("loai", Arg::Word(kind)))
}

/// Kinds of personal data in a text, in order of appearance.
fn kinds(text: &str, published: &Published) -> Vec<&'static str> {
    let mut found = Vec::new();
    for run in digit_runs(text) {
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        if published.phones.contains(&digits) {
            continue;
        }
        if is_identity_number(run, &digits) {
            found.push("so_dinh_danh");
        } else if is_mobile(&digits) {
            found.push("dien_thoai");
        }
    }
    for word in text.split(|c: char| c.is_whitespace() || "<>()[]\"“”,;".contains(c)) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if is_email(&word) && !published.emails.contains(&word) {
            found.push("thu_dien_tu");
        }
    }
    found
}

/// Runs of digits that may be parted by single spaces, points or hyphens, not touching letters,
/// slashes or further points (dossier codes, document numbers, dates).
fn digit_runs(text: &str) -> Vec<&str> {
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
            runs.push(&text[start..end]);
        }
    }
    runs
}

/// A citizen's number: twelve digits in one piece, beginning with a province code 001–096.
fn is_identity_number(run: &str, digits: &str) -> bool {
    run.len() == 12 && digits.len() == 12 && digits[..3].parse::<u16>().is_ok_and(|p| (1..=96).contains(&p))
}

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
    use std::collections::BTreeSet;

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
            ("685 598 42 23 và 201 273 386", vec![]),
        ] {
            assert_eq!(kinds(text, &published), kinds_expected, "{text}");
        }
    }
}
