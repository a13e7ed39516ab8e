//! Days as offices write them: `31/12/2021`, `31-12-2021`, `2021-12-31`, `10:56 13/03/2021`.

use jiff::civil::{Date, Time};

/// A day, and the time of day if the text gives one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParsedDate {
    /// The day.
    pub date: Date,
    /// The time of day, to the second.
    pub time: Option<Time>,
}

/// Why a text is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// Nothing is written.
    Empty,
    /// A dash or a cross in place of a day.
    Placeholder,
    /// Not in a form that is read.
    NotDate,
    /// A year of two digits: which century is a guess.
    ShortYear,
    /// A year outside 1900–2199, most likely mistyped.
    Year,
    /// A month above 12 or 0.
    Month(u32),
    /// A day that the month doesn't have.
    Day {
        /// The day as written.
        day: u32,
        /// The month.
        month: u32,
    },
    /// A time of day that doesn't exist.
    Time,
}

/// Reads a day written day first (`dd/mm/yyyy`, `d/m/yyyy`, with `/`, `-` or `.`) or year first
/// with four digits (`yyyy-mm-dd`), with a time of day (`hh:mm`, `hh:mm:ss`) before or after.
/// Month first is never tried: `12/31/2021` is month 31.
pub fn parse_date(text: &str) -> Result<ParsedDate, DateError> {
    let text = super::number::plain(text);
    if text.is_empty() {
        return Err(DateError::Empty);
    }
    if super::number::is_placeholder(&text) {
        return Err(DateError::Placeholder);
    }
    let parts: Vec<&str> = text.split([' ', 'T']).filter(|p| !p.is_empty()).collect();
    let (day, time) = match parts.as_slice() {
        [day] => (*day, None),
        [time, day] if time.contains(':') => (*day, Some(*time)),
        [day, time] if time.contains(':') => (*day, Some(*time)),
        _ => return Err(DateError::NotDate),
    };
    let time = time.map(parse_time).transpose()?;
    Ok(ParsedDate { date: parse_day(day)?, time })
}

fn parse_day(text: &str) -> Result<Date, DateError> {
    let separator = text.chars().find(|c| !c.is_ascii_digit()).ok_or(DateError::NotDate)?;
    if !matches!(separator, '/' | '-' | '.') {
        return Err(DateError::NotDate);
    }
    let fields: Vec<&str> = text.split(separator).collect();
    let [a, b, c] = fields.as_slice() else { return Err(DateError::NotDate) };
    let (year, month, day) = match (a.len(), b.len(), c.len()) {
        (1 | 2, 1 | 2, 4) => (c, b, a),
        (4, 1 | 2, 1 | 2) => (a, b, c),
        (1 | 2, 1 | 2, 2) if [a, b, c].iter().all(|f| digits(f).is_some()) => {
            return Err(DateError::ShortYear);
        }
        _ => return Err(DateError::NotDate),
    };
    let field = |f: &str| digits(f).ok_or(DateError::NotDate);
    let (year, month, day) = (field(year)?, field(month)?, field(day)?);
    if !(1900..=2199).contains(&year) {
        return Err(DateError::Year);
    }
    if !(1..=12).contains(&month) {
        return Err(DateError::Month(month));
    }
    // Four and two digits fit.
    Date::new(year as i16, month as i8, day as i8).map_err(|_| DateError::Day { day, month })
}

fn parse_time(text: &str) -> Result<Time, DateError> {
    let fields: Vec<&str> = text.split(':').collect();
    let (hour, minute, second) = match fields.as_slice() {
        [h, m] => (h, m, &"0"),
        [h, m, s] => (h, m, s),
        _ => return Err(DateError::NotDate),
    };
    let field = |f: &str| if f.len() <= 2 { digits(f) } else { None }.ok_or(DateError::NotDate);
    let (hour, minute, second) = (field(hour)?, field(minute)?, field(second)?);
    Time::new(hour as i8, minute as i8, second as i8, 0).map_err(|_| DateError::Time)
}

/// The number that one to four ASCII digits write.
fn digits(text: &str) -> Option<u32> {
    (matches!(text.len(), 1..=4) && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};
    use proptest::prelude::*;

    #[test]
    fn the_forms_of_offices_are_read() {
        let day = date(2021, 3, 5);
        for text in [
            "05/03/2021",
            "5/3/2021",
            "05-03-2021",
            "05.03.2021",
            "2021-03-05",
            " 05/03/2021\u{a0}",
            "\u{200e}05/03/2021",
            "０５/03/2021",
        ] {
            assert_eq!(parse_date(text), Ok(ParsedDate { date: day, time: None }), "{text}");
        }
        let at = |t| Ok(ParsedDate { date: day, time: Some(t) });
        assert_eq!(parse_date("10:56 05/03/2021"), at(time(10, 56, 0, 0)));
        assert_eq!(parse_date("05/03/2021 9:05"), at(time(9, 5, 0, 0)));
        assert_eq!(parse_date("05/03/2021  10:56:07"), at(time(10, 56, 7, 0)));
        assert_eq!(parse_date("2021-03-05T10:56:07"), at(time(10, 56, 7, 0)));
    }

    #[test]
    fn what_is_wrong_is_told() {
        for (text, error) in [
            ("", DateError::Empty),
            ("  \n", DateError::Empty),
            ("-", DateError::Placeholder),
            ("30/13/2025", DateError::Month(13)),
            ("12/31/2021", DateError::Month(31)),
            ("00/00/2021", DateError::Month(0)),
            ("31/11/2021", DateError::Day { day: 31, month: 11 }),
            ("29/02/2021", DateError::Day { day: 29, month: 2 }),
            ("0/2/2021", DateError::Day { day: 0, month: 2 }),
            ("05/03/21", DateError::ShortYear),
            ("05/03/0202", DateError::Year),
            ("05/03/20211", DateError::NotDate),
            ("05/03-2021", DateError::NotDate),
            ("5/2021", DateError::NotDate),
            ("25:00 05/03/2021", DateError::Time),
            ("05/03/2021 x", DateError::NotDate),
            ("ngày 5", DateError::NotDate),
            ("44562", DateError::NotDate),
            ("+5/03/2021", DateError::NotDate),
        ] {
            assert_eq!(parse_date(text), Err(error), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_printed_day_is_read_back(y in 1900i16..2200, m in 1i8..=12, d in 1i8..=28) {
            let day = date(y, m, d);
            prop_assert_eq!(parse_date(&crate::text::date(day)).map(|p| p.date), Ok(day));
            prop_assert_eq!(parse_date(&day.to_string()).map(|p| p.date), Ok(day));
        }
        #[test]
        fn any_text_is_answered(text in "\\PC{0,30}|[0-9/:.\\- T]{0,20}") {
            let _ = parse_date(&text);
        }
    }
}
