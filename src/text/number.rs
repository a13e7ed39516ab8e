//! Reading of counts, decimal numbers and percentages as offices write them.
//!
//! What `1.348` is depends on what is expected: a count can only mean one thousand three hundred
//! and forty-eight, a decimal number can mean two things. Nothing is guessed: where two readings
//! are possible the answer is [`NumberError::Ambiguous`], unless the [`NumberStyle`] is known.

use std::borrow::Cow;
use std::fmt;

/// How a file writes numbers, when somebody has said so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumberStyle {
    /// Not said: what has one meaning is read, the rest is ambiguous.
    #[default]
    Auto,
    /// Point between thousands, comma before decimals: `1.348,5`.
    Vietnamese,
    /// Comma between thousands, point before decimals: `1,348.5`.
    English,
}

/// A number that was read, and whether it was written otherwise than in plain digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParsedNumber<T> {
    /// The number.
    pub value: T,
    /// True when marks between thousands or full-width digits were taken away.
    pub repaired: bool,
}

/// A percentage that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParsedPercent {
    /// Percent points, with the decimals that were written.
    pub value: Decimal,
    /// True when the text has a percent sign.
    pub sign: bool,
}

/// Why a text is not the number that is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// Nothing is written. Absent is not zero.
    Empty,
    /// A dash or a cross in place of a number: absent as well, and not zero.
    Placeholder,
    /// Not a number.
    NotNumber,
    /// Below zero.
    Negative,
    /// A number with decimals where a count is needed.
    NotWhole,
    /// A percentage where a number is needed.
    Percent(Decimal),
    /// Two readings are possible.
    Ambiguous {
        /// With the mark between thousands.
        grouped: Decimal,
        /// With the mark before decimals.
        decimal: Decimal,
    },
    /// More digits than the program can hold.
    TooLarge,
}

/// An exact decimal number with the decimals that were written: `98,80` has two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    units: i64,
    places: u8,
}

impl Decimal {
    /// More decimals than any announced figure has; all powers of ten up to it fit.
    pub const MAX_PLACES: u8 = 15;

    /// `units` divided by ten to the power of `places`; `None` for more than
    /// [`Decimal::MAX_PLACES`].
    pub fn new(units: i64, places: u8) -> Option<Self> {
        (places <= Self::MAX_PLACES).then_some(Decimal { units, places })
    }

    /// The number that a spreadsheet shows for a stored floating-point value: 15 significant
    /// digits (more are an artefact of binary fractions), without zeros at the end, with at least
    /// `places` decimals. `None` when it cannot be held.
    pub fn from_f64(x: f64, places: u8) -> Option<Self> {
        if !x.is_finite() || x.abs() >= 1e15 {
            return None;
        }
        let integer_digits = if x.abs() < 1.0 { 1 } else { x.abs().log10().floor() as usize + 1 };
        let decimals = 15usize.saturating_sub(integer_digits);
        let text = format!("{x:.decimals$}");
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        let (int, frac) = text.split_once('.').unwrap_or((text, ""));
        let mut out = Decimal { units: format!("{int}{frac}").parse().ok()?, places: frac.len() as u8 };
        while out.places < places.min(Self::MAX_PLACES) {
            out = Decimal { units: out.units.checked_mul(10)?, places: out.places + 1 };
        }
        Some(out)
    }

    /// The nearest floating-point number.
    pub fn as_f64(self) -> f64 {
        self.units as f64 / 10f64.powi(i32::from(self.places))
    }

    /// Number of decimals as written.
    pub fn places(self) -> u8 {
        self.places
    }

    /// The value as a whole number of units of its last decimal: `98,80` is 9880.
    pub fn units(self) -> i64 {
        self.units
    }

    /// The same digits without decimals: `1.348` is 1348.
    fn grouped(self) -> Decimal {
        Decimal { units: self.units, places: 0 }
    }
}

/// With a decimal comma and a point between thousands: `1.348,50`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = 10u64.pow(u32::from(self.places));
        let units = self.units.unsigned_abs();
        let sign = if self.units < 0 { "-" } else { "" };
        write!(f, "{sign}{}", super::count(units / scale))?;
        if self.places > 0 {
            write!(f, ",{:0width$}", units % scale, width = usize::from(self.places))?;
        }
        Ok(())
    }
}

/// Reads a whole count: plain digits, or groups of exactly three with `.`, `,` or a space between
/// (`1.348`, `1,348`, `1 348`, `1.348.000`). In a known style the other mark is the decimal mark,
/// so `1,348` is no count in a Vietnamese file.
///
/// ```
/// use congkhai::text::{NumberError, NumberStyle, parse_count};
/// assert_eq!(parse_count("1.348", NumberStyle::Auto).map(|n| n.value), Ok(1348));
/// assert_eq!(parse_count("13,48", NumberStyle::Auto), Err(NumberError::NotWhole));
/// ```
pub fn parse_count(text: &str, style: NumberStyle) -> Result<ParsedNumber<u64>, NumberError> {
    let written = Written::read(text, style)?;
    if written.percent {
        return Err(NumberError::Percent(written.percentage()?));
    }
    let number = match written.reading {
        Reading::One(n) => n,
        Reading::Two(n) => n.grouped(),
    };
    if number.places > 0 {
        return Err(NumberError::NotWhole);
    }
    if written.negative && number.units != 0 {
        return Err(NumberError::Negative);
    }
    let value = u64::try_from(number.units).map_err(|_| NumberError::TooLarge)?;
    Ok(ParsedNumber { value, repaired: written.repaired })
}

/// Reads a decimal number (`98,80`, `98.80`, `1.348,5`, `-3`). A single mark before exactly three
/// digits (`1.348`, `1,348`) is ambiguous unless the style is known.
pub fn parse_decimal(text: &str, style: NumberStyle) -> Result<ParsedNumber<Decimal>, NumberError> {
    let written = Written::read(text, style)?;
    if written.percent {
        return Err(NumberError::Percent(written.percentage()?));
    }
    match written.reading {
        Reading::One(n) => Ok(ParsedNumber { value: written.signed(n), repaired: written.repaired }),
        Reading::Two(n) => {
            Err(NumberError::Ambiguous { grouped: written.signed(n.grouped()), decimal: written.signed(n) })
        }
    }
}

/// Reads a percentage, with or without its sign (`98,80%`, `98.80 %`, `98,8`). A single mark is
/// always the decimal mark here: a share of a thousand percent and more is none.
pub fn parse_percent(text: &str, style: NumberStyle) -> Result<ParsedPercent, NumberError> {
    let written = Written::read(text, style)?;
    Ok(ParsedPercent { value: written.percentage()?, sign: written.percent })
}

/// A dash or a cross that stands for "no figure".
pub(super) fn is_placeholder(text: &str) -> bool {
    matches!(text, "-" | "–" | "—" | "−" | "x" | "X")
}

/// The text without invisible marks and outer white space, its white space as plain spaces and
/// its full-width letters (of Chinese and Japanese keyboards) as ordinary ones.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b.is_ascii_graphic()) {
        return Cow::Borrowed(text);
    }
    let folded: String = text
        .chars()
        .filter(|c| !super::fold::is_invisible(*c))
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from((c as u32 - 0xff01 + 0x21) as u8),
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect();
    Cow::Owned(folded.trim().to_string())
}

/// One reading, or two: with decimals, or the same digits as a whole number.
enum Reading {
    One(Decimal),
    Two(Decimal),
}

/// A number as written, before anything is decided by what is needed.
struct Written {
    reading: Reading,
    negative: bool,
    percent: bool,
    repaired: bool,
}

impl Written {
    fn read(text: &str, style: NumberStyle) -> Result<Written, NumberError> {
        let text_plain = plain(text);
        if text_plain.is_empty() {
            return Err(NumberError::Empty);
        }
        if is_placeholder(&text_plain) {
            return Err(NumberError::Placeholder);
        }
        let (body, percent) = match text_plain.strip_suffix('%') {
            Some(body) => (body.trim_end(), true),
            None => (&*text_plain, false),
        };
        let (body, negative) = match body.strip_prefix(['-', '–', '−']) {
            Some(body) => (body, true),
            None => (body, false),
        };
        let (reading, marks) = read_digits(body, style)?;
        let full_width = text.chars().any(|c| ('\u{ff10}'..='\u{ff19}').contains(&c));
        Ok(Written { reading, negative, percent, repaired: marks || full_width })
    }

    fn percentage(&self) -> Result<Decimal, NumberError> {
        match self.reading {
            Reading::One(n) | Reading::Two(n) => Ok(self.signed(n)),
        }
    }

    fn signed(&self, n: Decimal) -> Decimal {
        if self.negative { Decimal { units: -n.units, ..n } } else { n }
    }
}

/// Reads digits with marks; true when marks stood between thousands.
fn read_digits(text: &str, style: NumberStyle) -> Result<(Reading, bool), NumberError> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) || !text.ends_with(|c: char| c.is_ascii_digit()) {
        return Err(NumberError::NotNumber);
    }
    let marks: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    if marks.iter().any(|c| !matches!(c, '.' | ',' | ' ')) {
        return Err(NumberError::NotNumber);
    }
    let Some(last) = marks.last().copied() else {
        return Ok((Reading::One(decimal(text, "")?), false));
    };
    let (group, point) = match style {
        NumberStyle::Vietnamese => (Some('.'), Some(',')),
        NumberStyle::English => (Some(','), Some('.')),
        NumberStyle::Auto => (None, None),
    };
    // A space never stands before decimals; a mark that stands twice doesn't either.
    let once = last != ' ' && marks.iter().filter(|c| **c == last).count() == 1;
    let (int, frac) = text.rsplit_once(last).ok_or(NumberError::NotNumber)?;
    if once && (point == Some(last) || (point.is_none() && marks.len() > 1)) {
        // `1.348,5`, `1 348,5`; and in a known style also `98,8`.
        let between = marks[0];
        let grouped = marks.len() > 1;
        if grouped && (!in_groups(int, between) || group.is_some_and(|g| between != ' ' && between != g)) {
            return Err(NumberError::NotNumber);
        }
        return Ok((Reading::One(decimal(int, frac)?), grouped));
    }
    let groups = in_groups(text, last) && group.is_none_or(|g| last == ' ' || last == g);
    match (groups, once && point.is_none()) {
        (true, true) => Ok((Reading::Two(decimal(int, frac)?), true)),
        (true, false) => Ok((Reading::One(decimal(text, "")?), true)),
        (false, true) => Ok((Reading::One(decimal(int, frac)?), false)),
        (false, false) => Err(NumberError::NotNumber),
    }
}

/// One to three digits that don't begin with 0, then groups of exactly three, with one mark.
fn in_groups(text: &str, mark: char) -> bool {
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or("");
    let digits = |g: &str| g.bytes().all(|b| b.is_ascii_digit());
    matches!(first.len(), 1..=3)
        && digits(first)
        && !first.starts_with('0')
        && groups.all(|g| g.len() == 3 && digits(g))
}

/// The number of these digits; marks in the whole part are left out.
fn decimal(int: &str, frac: &str) -> Result<Decimal, NumberError> {
    let mut units: i64 = 0;
    for b in int.bytes().chain(frac.bytes()).filter(u8::is_ascii_digit) {
        units = units
            .checked_mul(10)
            .and_then(|u| u.checked_add(i64::from(b - b'0')))
            .ok_or(NumberError::TooLarge)?;
    }
    let places = u8::try_from(frac.len()).map_err(|_| NumberError::TooLarge)?;
    Decimal::new(units, places).ok_or(NumberError::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use NumberError::*;
    use NumberStyle::*;
    use proptest::prelude::*;

    fn count(text: &str, style: NumberStyle) -> Result<u64, NumberError> {
        parse_count(text, style).map(|n| n.value)
    }
    fn dec(units: i64, places: u8) -> Decimal {
        Decimal { units, places }
    }

    #[test]
    fn counts_with_marks_are_thousands() {
        for text in
            ["1348", "1.348", "1,348", "1 348", "1\u{a0}348", "1\u{202f}348", " 1348 ", "１３４８", "01348"]
        {
            assert_eq!(count(text, Auto), Ok(1348), "{text}");
        }
        for text in ["1.348.000", "1,348,000", "1 348 000"] {
            assert_eq!(count(text, Auto), Ok(1_348_000), "{text}");
        }
        assert_eq!(count("0", Auto), Ok(0));
        assert_eq!(count("-0", Auto), Ok(0));
        let repaired = |t| parse_count(t, Auto).map(|n| n.repaired);
        assert_eq!((repaired("1348"), repaired(" 1348")), (Ok(false), Ok(false)));
        assert_eq!((repaired("1.348"), repaired("１３４８")), (Ok(true), Ok(true)));
    }

    #[test]
    fn what_is_no_count_says_why() {
        for (text, error) in [
            ("", Empty),
            (" \u{a0}", Empty),
            ("-", Placeholder),
            ("–", Placeholder),
            ("x", Placeholder),
            ("13,48", NotWhole),
            ("1.34", NotWhole),
            ("0.348", NotWhole),
            ("1.348,5", NotWhole),
            ("98,0", NotWhole),
            ("1.34.000", NotNumber),
            ("1.348,000.1", NotNumber),
            ("1..348", NotNumber),
            ("1.", NotNumber),
            (".5", NotNumber),
            ("1348 hồ sơ", NotNumber),
            ("+5", NotNumber),
            ("1 34", NotNumber),
            ("-5", Negative),
            ("−1.348", Negative),
            ("98%", Percent(dec(98, 0))),
            ("98,80 %", Percent(dec(9880, 2))),
            ("99999999999999999999", TooLarge),
        ] {
            assert_eq!(count(text, Auto), Err(error), "{text}");
        }
    }

    #[test]
    fn a_known_style_decides() {
        assert_eq!(count("1.348", Vietnamese), Ok(1348));
        assert_eq!(count("1,348", Vietnamese), Err(NotWhole));
        assert_eq!(count("1,348", English), Ok(1348));
        assert_eq!(count("1.348", English), Err(NotWhole));
        assert_eq!(count("1 348", English), Ok(1348));
        assert_eq!(count("1.34", Vietnamese), Err(NotNumber));
        let d = |t, s| parse_decimal(t, s).map(|n| n.value);
        assert_eq!(d("1.348", Vietnamese), Ok(dec(1348, 0)));
        assert_eq!(d("1,348", Vietnamese), Ok(dec(1348, 3)));
        assert_eq!(d("1.348", English), Ok(dec(1348, 3)));
        assert_eq!(d("1,348.50", English), Ok(dec(134850, 2)));
        assert_eq!(d("1,348.50", Vietnamese), Err(NotNumber));
    }

    #[test]
    fn decimals_keep_what_was_written() {
        let d = |t| parse_decimal(t, Auto).map(|n| n.value);
        assert_eq!(d("98,80"), Ok(dec(9880, 2)));
        assert_eq!(d("98.8"), Ok(dec(988, 1)));
        assert_eq!(d("-3"), Ok(dec(-3, 0)));
        assert_eq!(d("1.348,5"), Ok(dec(13485, 1)));
        assert_eq!(d("1 348,5"), Ok(dec(13485, 1)));
        assert_eq!(d("0,348"), Ok(dec(348, 3)));
        assert_eq!(d("1.348.000"), Ok(dec(1_348_000, 0)));
        assert_eq!(d("1,348"), Err(Ambiguous { grouped: dec(1348, 0), decimal: dec(1348, 3) }));
        assert_eq!(d("-1.348"), Err(Ambiguous { grouped: dec(-1348, 0), decimal: dec(-1348, 3) }));
        assert_eq!(d("98%"), Err(Percent(dec(98, 0))));
        assert_eq!(dec(9880, 2).to_string(), "98,80");
        assert_eq!(dec(-13485, 1).to_string(), "-1.348,5");
        assert_eq!(dec(5, 2).to_string(), "0,05");
    }

    #[test]
    fn percentages_with_and_without_sign() {
        let p = |t| parse_percent(t, Auto).map(|p| (p.value, p.sign));
        assert_eq!(p("98,80%"), Ok((dec(9880, 2), true)));
        assert_eq!(p("98.80 %"), Ok((dec(9880, 2), true)));
        assert_eq!(p("98，80％"), Ok((dec(9880, 2), true)));
        assert_eq!(p("98,8"), Ok((dec(988, 1), false)));
        assert_eq!(p("98,796%"), Ok((dec(98796, 3), true)));
        assert_eq!(p("%"), Err(NotNumber));
        assert_eq!(p("-"), Err(Placeholder));
    }

    #[test]
    fn stored_floats_become_what_a_spreadsheet_shows() {
        let d = |x, places| Decimal::from_f64(x, places);
        assert_eq!(d(0.1 + 0.2, 0), Some(dec(3, 1)));
        assert_eq!(d(98.8, 2), Some(dec(9880, 2)));
        assert_eq!(d(1.348, 0), Some(dec(1348, 3)));
        assert_eq!(d(-2.5, 0), Some(dec(-25, 1)));
        assert_eq!(d(1348.0, 0), Some(dec(1348, 0)));
        assert_eq!(d(0.0, 1), Some(dec(0, 1)));
        assert_eq!(d(1e-300, 0), Some(dec(0, 0)));
        assert_eq!(d(999_999_999_999_999.0, 0), Some(dec(999_999_999_999_999, 0)));
        for x in [f64::NAN, f64::INFINITY, 1e15, -1e300] {
            assert_eq!(d(x, 0), None);
        }
    }

    proptest! {
        #[test]
        fn a_printed_count_is_read_back(n in 0..=i64::MAX as u64) {
            let printed = crate::text::count(n);
            let read = |text: &str, style| parse_count(text, style).map(|n| n.value);
            prop_assert_eq!(read(&printed, Auto), Ok(n));
            prop_assert_eq!(read(&printed, Vietnamese), Ok(n));
            prop_assert_eq!(read(&printed.replace('.', ","), English), Ok(n));
            prop_assert_eq!(read(&printed.replace('.', "\u{a0}"), Auto), Ok(n));
            prop_assert_eq!(read(&n.to_string(), English), Ok(n));
        }
        #[test]
        fn a_printed_decimal_is_read_back(units in -9_999_999_999i64..9_999_999_999, places in 0u8..=6) {
            let d = dec(units, places);
            prop_assert_eq!(parse_decimal(&d.to_string(), Vietnamese).map(|n| n.value), Ok(d));
            prop_assert_eq!(parse_percent(&format!("{d} %"), Vietnamese).map(|p| p.value), Ok(d));
            match parse_decimal(&d.to_string(), Auto) {
                Ok(n) => prop_assert_eq!(n.value, d),
                Err(Ambiguous { grouped, decimal }) => prop_assert!(grouped == d || decimal == d),
                Err(e) => prop_assert!(false, "{:?}", e),
            }
        }
        #[test]
        fn any_text_is_answered(text in "\\PC{0,30}|[-0-9., %\u{a0}x]{0,30}", x in any::<f64>(), places in any::<u8>()) {
            for style in [Auto, Vietnamese, English] {
                let count = parse_count(&text, style);
                let decimal = parse_decimal(&text, style);
                let _ = parse_percent(&text, style);
                // What both read is the same number.
                if let (Ok(c), Ok(d)) = (count, decimal) {
                    prop_assert_eq!(c.value as i64, d.value.units);
                }
            }
            if let Some(d) = Decimal::from_f64(x, places) {
                prop_assert!((d.as_f64() - x).abs() <= x.abs() * 1e-14 + 1e-14);
                let _ = d.to_string();
            }
        }
    }
}
