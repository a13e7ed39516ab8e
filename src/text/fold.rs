//! Normal form and folding.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The text in NFC, the normal form of everything inside the program.
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// True when the text is in NFC already.
pub fn is_nfc(text: &str) -> bool {
    text.is_ascii() || unicode_normalization::is_nfc(text)
}

/// The text as it is compared and searched: lower case, without diacritics, đ Đ Ð Ɖ as d, every
/// run of white space (also line breaks and no-break spaces) as one space, trimmed.
///
/// ```
/// assert_eq!(congkhai::text::fold("  Đăng ký\nKHAI sinh "), "dang ky khai sinh");
/// ```
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.nfd() {
        if c.is_whitespace() {
            space = !out.is_empty();
        } else if !is_combining_mark(c) && !is_invisible(c) {
            if std::mem::take(&mut space) {
                out.push(' ');
            }
            match c {
                'đ' | 'Đ' | 'Ð' | 'ð' | 'Ɖ' | 'ɖ' => out.push('d'),
                _ => out.extend(c.to_lowercase()),
            }
        }
    }
    out
}

/// Marks that exports leave in text and nobody sees: soft hyphen, zero-width and direction marks.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// The text as part of an address: folded, ASCII letters and digits, one hyphen between words.
///
/// ```
/// assert_eq!(congkhai::text::slug("Văn hóa – thể dục, thể thao"), "van-hoa-the-duc-the-thao");
/// ```
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in fold(text).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}
