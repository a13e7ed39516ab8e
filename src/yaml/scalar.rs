//! Reading of scalars as numbers and days, in the spellings that Vietnamese offices use. The one
//! place where a text of a YAML file is given another type.

use jiff::civil::Date;
use std::fmt;

/// A decimal number that keeps its decimals: `98,80` is not `98,8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    digits: i64,
    decimals: u8,
}

impl Decimal {
    /// The number `digits / 10^decimals`.
    pub fn new(digits: i64, decimals: u8) -> Self {
        Decimal { digits, decimals }
    }
    /// All digits, without the comma.
    pub fn digits(self) -> i64 {
        self.digits
    }
    /// How many of the digits stand after the comma.
    pub fn decimals(self) -> u8 {
        self.decimals
    }
    /// The nearest floating-point number.
    pub fn value(self) -> f64 {
        self.digits as f64 / 10f64.powi(i32::from(self.decimals))
    }
}

/// With a decimal comma and no thousands points: `98,80`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let width = usize::from(self.decimals) + 1;
        let all = format!("{:0width$}", self.digits.unsigned_abs());
        let (whole, part) = all.split_at(all.len() - usize::from(self.decimals));
        if part.is_empty() { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole},{part}") }
    }
}

/// A count: digits, or groups of three with points (`1.348`).
pub(super) fn count(text: &str) -> Option<u64> {
    let digits = ungrouped(text)?;
    digits.parse().ok()
}

/// A decimal number with a comma or a point; points also group thousands when there is a comma.
/// `1.348` alone could be either and is `Err(true)`; what is no number is `Err(false)`.
pub(super) fn decimal(text: &str) -> Result<Decimal, bool> {
    let (negative, body) = match text.strip_prefix(['-', '−']) {
        Some(body) => (true, body),
        None => (false, text),
    };
    let (whole, part) = match (body.split_once(','), body.split_once('.')) {
        (Some((whole, part)), _) if all_digits(part) => (ungrouped(whole).ok_or(false)?, part),
        (Some(_), _) => return Err(false),
        (None, Some((_, part))) if part.len() == 3 && ungrouped(body).is_some() => return Err(true),
        (None, Some((whole, part))) if all_digits(whole) && all_digits(part) => (whole.to_owned(), part),
        (None, _) => (ungrouped(body).ok_or(false)?, ""),
    };
    assemble(negative, &whole, part).ok_or(false)
}

/// A percentage as announced: `98,80`, `98.80%`, `98,8 %`. A point is always a decimal point,
/// since no percentage has thousands.
pub(super) fn percent(text: &str) -> Option<Decimal> {
    let body = text.strip_suffix('%').unwrap_or(text).trim_end();
    let (negative, body) = match body.strip_prefix(['-', '−']) {
        Some(body) => (true, body),
        None => (false, body),
    };
    let (whole, part) = match body.split_once([',', '.']) {
        Some((whole, part)) if all_digits(part) => (whole, part),
        Some(_) => return None,
        None => (body, ""),
    };
    if !all_digits(whole) {
        return None;
    }
    assemble(negative, whole, part)
}

/// A day as `31/12/2025` or `2025-12-31`. `Err(true)` for one that is well written but doesn't
/// exist (`31/02/2025`), `Err(false)` for anything else.
pub fn date(text: &str) -> Result<Date, bool> {
    let (parts, day_first) =
        if text.contains('/') { (text.split('/'), true) } else { (text.split('-'), false) };
    let parts: Vec<&str> = parts.collect();
    let &[a, b, c] = parts.as_slice() else { return Err(false) };
    let (year, month, day) = if day_first { (c, b, a) } else { (a, b, c) };
    let well_written =
        year.len() == 4 && [month, day].iter().all(|p| p.len() <= 2) && parts.iter().all(|p| all_digits(p));
    if !well_written {
        return Err(false);
    }
    let number = |p: &str| p.parse::<i16>().map_err(|_| false);
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    Date::new(year, month as i8, day as i8).map_err(|_| true)
}

/// `có` and `không` in any case, with or without accents, and YAML's own `true` and `false`.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match crate::text::fold(text).as_str() {
        "co" | "true" => Some(true),
        "khong" | "false" => Some(false),
        _ => None,
    }
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// The digits of a whole number without its thousands points.
fn ungrouped(text: &str) -> Option<String> {
    if all_digits(text) {
        return Some(text.to_owned());
    }
    let mut groups = text.split('.');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = all_digits(first)
        && first.len() <= 3
        && !rest.is_empty()
        && rest.iter().all(|g| g.len() == 3 && all_digits(g));
    grouped.then(|| text.replace('.', ""))
}

fn assemble(negative: bool, whole: &str, part: &str) -> Option<Decimal> {
    let digits: i64 = format!("{whole}{part}").parse().ok()?;
    let decimals = u8::try_from(part.len()).ok()?;
    Some(Decimal::new(if negative { -digits } else { digits }, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        for (text, n) in [
            ("0", Some(0)),
            ("005", Some(5)),
            ("1348", Some(1348)),
            ("1.348", Some(1348)),
            ("1.348.000", Some(1_348_000)),
        ] {
            assert_eq!(count(text), n, "{text}");
        }
        for text in ["", "1,348", "1.34", "1.3480", "1348.000", "-1", "1 348", ".348", "99999999999999999999"]
        {
            assert_eq!(count(text), None, "{text}");
        }
    }

    #[test]
    fn decimals_keep_what_was_written() {
        for (text, shown) in [
            ("98,80", "98,80"),
            ("98.8", "98,8"),
            ("12", "12"),
            ("-0,5", "-0,5"),
            ("1.348,25", "1348,25"),
            ("1.348.000", "1348000"),
            ("0,05", "0,05"),
            ("3.1415", "3,1415"),
        ] {
            assert_eq!(decimal(text).map(|d| d.to_string()), Ok(shown.to_owned()), "{text}");
        }
        assert_eq!(decimal("1.348"), Err(true));
        for text in ["", ",5", "5,", "1,2,3", "x", "1e5", "--1", ".nan"] {
            assert_eq!(decimal(text), Err(false), "{text}");
        }
        assert_eq!(Decimal::new(9880, 2).value(), 98.8);
    }

    #[test]
    fn percentages() {
        for (text, shown) in
            [("98,80%", "98,80"), ("98.80", "98,80"), ("97,8 %", "97,8"), ("100", "100"), ("2.125%", "2,125")]
        {
            assert_eq!(percent(text).map(|d| d.to_string()).as_deref(), Some(shown), "{text}");
        }
        for text in ["", "%", "97,8%%", "97,", "1.348,5", "hai"] {
            assert_eq!(percent(text), None, "{text}");
        }
    }

    #[test]
    fn days() {
        let day = Date::constant(2025, 2, 9);
        for text in ["09/02/2025", "9/2/2025", "2025-02-09"] {
            assert_eq!(date(text), Ok(day), "{text}");
        }
        for text in ["31/02/2025", "2025-13-01", "00/01/2025"] {
            assert_eq!(date(text), Err(true), "{text}");
        }
        for text in ["", "2025", "9/2/25", "2025/02/09", "09-02-2025", "1/2/3/2025", "+9/2/2025"] {
            assert_eq!(date(text), Err(false), "{text}");
        }
    }
}
