//! Bytes of a text file to text: UTF-8, UTF-16, and windows-1258, the encoding of Vietnamese
//! Windows before Unicode. What is none of these is refused: a wrong guess would publish names
//! with wrong letters.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1258};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Text and how it was stored.
#[derive(Debug, PartialEq)]
pub(super) struct Decoded<'b> {
    pub(super) text: Cow<'b, str>,
    /// Name of the encoding when it is not UTF-8.
    pub(super) encoding: Option<&'static str>,
    /// True when the encoding stores tones apart from letters, so that composing them is no
    /// repair.
    pub(super) decomposed: bool,
}

/// Where the text stops being text: line and column from 1.
#[derive(Debug, PartialEq)]
pub(super) struct NoText(pub(super) u32, pub(super) u32);

/// Finds the encoding by the byte order mark, else by what the bytes can be.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, NoText> {
    let utf16 = |encoding: &'static encoding_rs::Encoding, bytes: &[u8]| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned();
        let sound = !text.contains('\0');
        sound.then_some(Decoded {
            text: Cow::Owned(text),
            encoding: Some(encoding.name()),
            decomposed: false,
        })
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => return utf16(UTF_16LE, rest).ok_or(NoText(1, 1)),
        [0xfe, 0xff, rest @ ..] => return utf16(UTF_16BE, rest).ok_or(NoText(1, 1)),
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.contains(&0) {
        let found = match zero_half(bytes) {
            Some(Zeros::Odd) => utf16(UTF_16LE, bytes),
            Some(Zeros::Even) => utf16(UTF_16BE, bytes),
            None => None,
        };
        let found = found.filter(|d| !d.text.contains(|c: char| c.is_control() && !"\t\r\n".contains(c)));
        return found.ok_or_else(|| end_of(bytes.split(|b| *b == 0).next().unwrap_or_default()));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text: Cow::Borrowed(text), encoding: None, decomposed: false }),
        Err(e) => {
            let (text, _) = WINDOWS_1258.decode_without_bom_handling(bytes);
            if is_vietnamese(&text) {
                let text = Cow::Owned(text.into_owned());
                Ok(Decoded { text, encoding: Some(WINDOWS_1258.name()), decomposed: true })
            } else {
                Err(end_of(&bytes[..e.valid_up_to()]))
            }
        }
    }
}

enum Zeros {
    Even,
    Odd,
}

/// Which half of every two bytes is often zero, as with digits, commas and spaces in UTF-16.
fn zero_half(bytes: &[u8]) -> Option<Zeros> {
    let pairs = bytes.chunks_exact(2).take(4096);
    let (mut even, mut odd, mut all) = (0usize, 0usize, 0usize);
    for pair in pairs {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
        all += 1;
    }
    match (even, odd) {
        (0, n) if n * 5 >= all => Some(Zeros::Odd),
        (n, 0) if n * 5 >= all => Some(Zeros::Even),
        _ => None,
    }
}

/// The place after a text.
fn end_of(bytes: &[u8]) -> NoText {
    let text = String::from_utf8_lossy(bytes);
    let line = text.matches('\n').count() as u32 + 1;
    let column = text.rsplit('\n').next().unwrap_or_default().chars().count() as u32 + 1;
    NoText(line, column)
}

/// True when every letter is one that Vietnamese has, every tone found its letter, and there is
/// at least one letter that English doesn't have. Text in the older font encodings (TCVN3, VNI)
/// and damaged UTF-8 give other letters.
fn is_vietnamese(text: &str) -> bool {
    let mut own = false;
    for c in text.nfc() {
        match c {
            '\t' | '\n' | '\r' | ' '..='~' => {}
            '\u{a0}' | '“' | '”' | '‘' | '’' | '–' | '—' | '…' | '•' | '°' | '±' | '×' | '÷' | '²' | '³'
            | '§' | '«' | '»' | '·' | '½' | '€' | '₫' => {}
            'đ' | 'Đ' => own = true,
            c => {
                let mut parts = std::iter::once(c).nfd();
                let vowel = parts.next().is_some_and(|b| "aeiouyAEIOUY".contains(b));
                if !vowel || !parts.all(|m| TONES_AND_SHAPES.contains(&m)) {
                    return false;
                }
                own = true;
            }
        }
    }
    own
}

/// Grave, acute, tilde, hook above, dot below; circumflex, breve, horn.
const TONES_AND_SHAPES: [char; 8] =
    ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}', '\u{302}', '\u{306}', '\u{31b}'];

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "STT,Lĩnh vực\r\n1,Đất đai\r\n2,Hộ tịch – quốc tịch\r\n";

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    /// As Vietnamese Windows stores text: shapes in the letter, tones after it.
    pub(crate) fn windows_1258(text: &str) -> Vec<u8> {
        let mut out = Vec::new();
        for c in text.nfc() {
            let whole = WINDOWS_1258.encode(&c.to_string()).0.into_owned();
            if WINDOWS_1258.decode_without_bom_handling(&whole).0 == c.to_string() {
                out.extend(whole);
                continue;
            }
            let parts: Vec<char> = std::iter::once(c).nfd().collect();
            let (tone, letter): (Vec<char>, Vec<char>) = parts
                .iter()
                .partition(|c| matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'));
            let letter: String = letter.into_iter().nfc().collect();
            out.extend(WINDOWS_1258.encode(&letter).0.iter());
            out.extend(WINDOWS_1258.encode(&tone.into_iter().collect::<String>()).0.iter());
        }
        out
    }

    #[test]
    fn the_encodings_of_offices_are_recognised() {
        let bom = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
        for (bytes, encoding) in [
            (TEXT.as_bytes().to_vec(), None),
            (bom(b"\xef\xbb\xbf", TEXT.into()), None),
            (bom(b"\xff\xfe", utf16(TEXT, false)), Some("UTF-16LE")),
            (bom(b"\xfe\xff", utf16(TEXT, true)), Some("UTF-16BE")),
            (utf16(TEXT, false), Some("UTF-16LE")),
            (utf16(TEXT, true), Some("UTF-16BE")),
            (windows_1258(TEXT), Some("windows-1258")),
        ] {
            let decoded = decode(&bytes).unwrap_or_else(|e| panic!("{encoding:?}: {e:?}"));
            assert_eq!(decoded.encoding, encoding);
            assert_eq!(decoded.text.nfc().collect::<String>(), TEXT, "{encoding:?}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        // TCVN3: "Hộ tịch" written with an ABC font.
        assert_eq!(decode(b"STT\n1,H\xe9 t\xdech"), Err(NoText(2, 4)));
        // VNI: "Hoä tòch".
        assert_eq!(decode(b"STT\n1,Ho\xe4 t\xf2ch"), Err(NoText(2, 5)));
        // UTF-8 cut off inside a letter.
        let mut cut = "Đất đai, hộ tịch, ư".as_bytes().to_vec();
        cut.pop();
        assert_eq!(decode(&cut), Err(NoText(1, 19)));
        // French.
        assert_eq!(
            decode("Français".chars().map(|c| c as u8).collect::<Vec<_>>().as_slice()),
            Err(NoText(1, 5))
        );
        assert_eq!(decode(b"ab\0cd"), Err(NoText(1, 3)));
        assert_eq!(decode(b"\x00\x01\x02\x03"), Err(NoText(1, 1)));
        assert_eq!(decode(b"\xff\xfea"), Err(NoText(1, 1)));
    }
}
