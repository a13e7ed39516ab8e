//! Widths of text from a font's advances, and breaking of lines by them.
//!
//! Pages use the reader's system font, so every width that decides a layout carries slack. Kerning is
//! left out: it makes text narrower, not wider.

use ttf_parser::Face;
use unicode_normalization::char::is_combining_mark;

/// How much wider than the measured font regular text may run: DejaVu Sans, the widest of the common
/// ones, is 3 to 8% wider in Vietnamese words.
pub const SLACK_REGULAR: f64 = 1.10;
/// The same for bold text: DejaVu Sans Bold is up to 23% wider in figures.
pub const SLACK_BOLD: f64 = 1.25;

/// Width in em of a letter that the font lacks.
const LACKING: f64 = 1.0;

/// Weight of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// 400.
    Regular,
    /// 700.
    Bold,
}

/// The advances of one font in two weights. Made once and passed on.
pub struct TextMeasure {
    regular: Option<Face<'static>>,
    bold: Option<Face<'static>>,
}

impl Default for TextMeasure {
    fn default() -> Self {
        Self::new()
    }
}

impl TextMeasure {
    /// Reads the font's tables; some microseconds.
    pub fn new() -> Self {
        TextMeasure {
            regular: Face::parse(notosans::REGULAR_TTF, 0).ok(),
            bold: Face::parse(notosans::BOLD_TTF, 0).ok(),
        }
    }

    /// Width in em, without slack. Combining marks have none.
    pub fn em(&self, text: &str, weight: Weight) -> f64 {
        text.chars().map(|c| self.advance(c, weight)).sum()
    }

    fn advance(&self, c: char, weight: Weight) -> f64 {
        if is_combining_mark(c) {
            return 0.0;
        }
        let face = match weight {
            Weight::Regular => self.regular.as_ref(),
            Weight::Bold => self.bold.as_ref(),
        };
        face.and_then(|face| {
            let advance = face.glyph_hor_advance(face.glyph_index(c)?)?;
            Some(f64::from(advance) / f64::from(face.units_per_em()))
        })
        .unwrap_or(LACKING)
    }

    /// Room to keep for a text at `size`, in the unit of `size`, slack included.
    pub(super) fn room(&self, text: &str, weight: Weight, size: i32) -> i32 {
        let slack = match weight {
            Weight::Regular => SLACK_REGULAR,
            Weight::Bold => SLACK_BOLD,
        };
        (self.em(text, weight) * slack * f64::from(size)).ceil() as i32
    }

    /// The text in lines that keep within `limit` (unit of `size`), broken at white space, and inside
    /// a word only where the word alone is longer. No character but white space is lost; a line has
    /// at least one character, even where the limit is narrower.
    pub(super) fn wrap(&self, text: &str, size: i32, limit: i32) -> Vec<String> {
        let fits = |line: &str| self.room(line, Weight::Regular, size) <= limit;
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in text.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if fits(&longer) {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for c in word.chars() {
                line.push(c);
                if !is_combining_mark(c) && line.chars().nth(1).is_some() && !fits(&line) {
                    line.pop();
                    lines.push(std::mem::replace(&mut line, c.to_string()));
                }
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// All Vietnamese letters, lower case then upper case, in NFC.
    fn alphabet() -> Vec<char> {
        let mut all: Vec<char> = "bcdđghklmnpqrstvxfjwz".chars().collect();
        for vowel in "aăâeêioôơuưy".chars() {
            for tone in ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"] {
                let composed = crate::text::nfc(&format!("{vowel}{tone}"));
                let mut letters = composed.chars();
                all.extend(letters.next());
                assert_eq!(letters.next(), None, "{composed} is one letter in NFC");
            }
        }
        let upper: Vec<char> = all.iter().flat_map(|c| c.to_uppercase()).collect();
        all.extend(upper);
        all
    }

    #[test]
    fn every_vietnamese_letter_has_its_own_advance() {
        let measure = TextMeasure::new();
        let letters = alphabet();
        assert_eq!(letters.len(), 2 * (21 + 72));
        for (bytes, weight) in [(notosans::REGULAR_TTF, Weight::Regular), (notosans::BOLD_TTF, Weight::Bold)]
        {
            let face = Face::parse(bytes, 0).unwrap();
            for &c in &letters {
                let glyph = face.glyph_index(c).unwrap_or_else(|| panic!("the font lacks {c}"));
                let advance = f64::from(face.glyph_hor_advance(glyph).unwrap());
                let em = measure.em(&c.to_string(), weight);
                assert_eq!(em, advance / f64::from(face.units_per_em()), "{c}");
                assert!((0.2..1.0).contains(&em), "{c}: {em}");
            }
        }
    }

    /// A letter with a tone is as wide as its base, whether composed or decomposed (ư and ơ are a
    /// little wider than u and o: their horn is part of the base).
    #[test]
    fn tone_marks_add_no_width() {
        let measure = TextMeasure::new();
        for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY".chars() {
            let base = measure.em(&vowel.to_string(), Weight::Regular);
            for tone in ["\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"] {
                let decomposed = format!("{vowel}{tone}");
                let composed = crate::text::nfc(&decomposed);
                assert_eq!(measure.em(&decomposed, Weight::Regular), base, "{composed}");
                assert!((measure.em(&composed, Weight::Regular) - base).abs() < 1e-9, "{composed}");
            }
        }
    }

    #[test]
    fn known_widths() {
        let measure = TextMeasure::new();
        // Figures of this font are all 1171 of 2048 wide, the point 549.
        assert_eq!(measure.em("1.348", Weight::Regular), f64::from(4 * 1171 + 549) / 2048.0);
        assert_eq!(measure.em("", Weight::Bold), 0.0);
        assert_eq!(measure.em("漢", Weight::Regular), LACKING);
        assert!(measure.em("Quá hạn", Weight::Bold) > measure.em("Quá hạn", Weight::Regular));
    }

    #[test]
    fn lines_break_at_spaces_first() {
        let measure = TextMeasure::new();
        let lines = measure.wrap("Nuôi con nuôi có yếu tố nước ngoài", 14, 120);
        assert_eq!(lines, ["Nuôi con nuôi", "có yếu tố nước", "ngoài"]);
        assert_eq!(measure.wrap("  ", 14, 100), Vec::<String>::new());
        assert_eq!(measure.wrap("abc", 14, 1), ["a", "b", "c"]);
    }

    proptest! {
        #[test]
        fn wrapping_loses_nothing_and_keeps_within(
            text in "[a-zăâêôơưđáàảãạ0-9 ]{0,80}",
            limit in 1i32..600,
        ) {
            let measure = TextMeasure::new();
            let lines = measure.wrap(&text, 14, limit);
            let squeeze = |s: &str| s.split_whitespace().collect::<String>();
            prop_assert_eq!(squeeze(&lines.concat()), squeeze(&text));
            for line in &lines {
                prop_assert!(
                    measure.room(line, Weight::Regular, 14) <= limit || line.chars().count() == 1,
                    "{}", line
                );
            }
        }
    }
}
