//! How a value looks in a language: counts, shares, days, places, lists.

use super::catalogue::{Catalogue, Lang};
use crate::diagnostics::{Arg, At, Place};
use crate::text;
use std::borrow::Cow;

/// Longest text of the input that a message shows, in characters.
const LONGEST: usize = 120;
/// Most items of a list that a message shows.
const LISTED: usize = 10;

/// A value as it stands in a message.
pub(crate) fn value(words: &Catalogue, arg: &Arg, padded: bool) -> String {
    match arg {
        Arg::Int(n) => {
            let digits = if padded { text::padded(n.unsigned_abs()) } else { text::count(n.unsigned_abs()) };
            format!("{}{}", if *n < 0 { "-" } else { "" }, in_language(words.lang, digits))
        }
        Arg::Share(part, whole) => match text::percent(*part, *whole, 1) {
            Some(percent) => in_language(words.lang, percent),
            None => format!("{part}/{whole}"),
        },
        Arg::Percent(x) => in_language(words.lang, format!("{}%", shortest(*x))),
        Arg::Date(day) => text::date(*day),
        Arg::Text(text) => shown(text),
        Arg::Word(word) => (*word).to_owned(),
        Arg::List(items) => list(words, &items.iter().map(|i| shown(i)).collect::<Vec<_>>()),
        Arg::Place(p) => place(words, p),
    }
}

/// Up to four decimals, with a comma, without zeros at the end: what was written, without the
/// noise of binary fractions.
fn shortest(x: f64) -> String {
    let text = text::decimal_comma(x, 4);
    text.trim_end_matches('0').trim_end_matches(',').to_owned()
}

/// A number in the Vietnamese form in the form of the language.
fn in_language(lang: Lang, vietnamese: String) -> String {
    match lang {
        Lang::Vi => vietnamese,
        Lang::En => vietnamese
            .chars()
            .map(|c| match c {
                '.' => ',',
                ',' => '.',
                other => other,
            })
            .collect(),
    }
}

/// `a`, `a và b`, `a, b và c`; of a long list the beginning and how many more there are.
fn list(words: &Catalogue, items: &[String]) -> String {
    match items {
        [] => String::new(),
        many if many.len() > LISTED => {
            let more = words.say("list.more", &[("n", (many.len() - LISTED).into())]);
            format!("{} {} {more}", many[..LISTED].join(", "), words.word("list.and"))
        }
        [one] => one.clone(),
        [most @ .., last] => format!("{} {} {last}", most.join(", "), words.word("list.and")),
    }
}

/// A place in words: file, then sheet and cell, or line.
pub(crate) fn place(words: &Catalogue, place: &Place) -> String {
    let file = || ("file", Arg::from(shown(&place.file)));
    let number = |n: u32| Arg::from(n.to_string()); // without digit grouping, as spreadsheets show it
    let cell = || ("cell", Arg::from(place.cell_name().unwrap_or_default()));
    match &place.at {
        At::File => shown(&place.file),
        At::Line { line, column, .. } => {
            words.say("place.line", &[file(), ("line", number(*line)), ("column", number(*column))])
        }
        At::Cell { sheet: Some(sheet), .. } => {
            words.say("place.cell", &[file(), ("sheet", Arg::from(sheet.clone())), cell()])
        }
        At::Cell { sheet: None, row, line, .. } => {
            let line = line.map_or(row.saturating_add(1), |(line, _)| line);
            words.say("place.csv", &[file(), ("line", number(line)), cell()])
        }
    }
}

/// Text of the input as it may be shown: one line, cut when very long, without characters that
/// move the cursor, change colours or turn the direction of writing.
pub(crate) fn shown(text: &str) -> String {
    let text = harmless(text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.into_owned(),
    }
}

/// The text with line breaks as spaces and other control characters as `�`.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    let bad = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(bad) {
        return Cow::Borrowed(text);
    }
    let mild = |c| match c {
        '\n' | '\r' | '\t' => ' ',
        c if bad(c) => '\u{fffd}',
        c => c,
    };
    Cow::Owned(text.replace("\r\n", " ").chars().map(mild).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn both(arg: Arg) -> [String; 2] {
        [Lang::Vi, Lang::En].map(|lang| value(&Catalogue::load(lang), &arg, false))
    }

    #[test]
    fn numbers_and_days() {
        assert_eq!(both(Arg::Int(1348)), ["1.348", "1,348"]);
        assert_eq!(both(Arg::Int(-1)), ["-1", "-1"]);
        assert_eq!(both(Arg::Int(i64::MIN))[0], "-9.223.372.036.854.775.808");
        assert_eq!(both(Arg::Share(42, 1325)), ["3,2%", "3.2%"]);
        assert_eq!(both(Arg::Share(3, 0)), ["3/0", "3/0"]);
        assert_eq!(both(Arg::Percent(98.8)), ["98,8%", "98.8%"]);
        assert_eq!(both(Arg::Percent(0.1 + 0.2)), ["0,3%", "0.3%"]);
        assert_eq!(both(Arg::Percent(100.0)), ["100%", "100%"]);
        assert_eq!(both(Arg::Date(date(2021, 12, 9))), ["09/12/2021", "09/12/2021"]);
        assert_eq!(value(&Catalogue::load(Lang::Vi), &Arg::Int(7), true), "07");
    }

    #[test]
    fn lists_and_places() {
        let list = |items: &[&str]| both(Arg::List(items.iter().map(|i| (*i).into()).collect()));
        assert_eq!(list(&["a"]), ["a", "a"]);
        assert_eq!(list(&["a", "b", "c"]), ["a, b và c", "a, b and c"]);
        assert!(list(&["x"; 12])[0].ends_with("x, x và 2 mục khác"));
        assert_eq!(
            both(Arg::Place(Place::cell("data/a.xlsx", "Quý I".into(), 15, 2))),
            ["data/a.xlsx, trang tính “Quý I”, ô C16", "data/a.xlsx, sheet “Quý I”, cell C16"]
        );
        assert_eq!(both(Arg::Place(Place::line("a.yaml", 1200, 3, 0)))[0], "a.yaml, dòng 1200, ký tự 3");
        let csv = At::Cell { sheet: None, row: 6, col: 2, line: Some((9, 14)) };
        assert_eq!(
            both(Arg::Place(Place { file: "a.csv".into(), at: csv })),
            ["a.csv, dòng 9, ô C7", "a.csv, line 9, cell C7"]
        );
    }

    #[test]
    fn the_input_cannot_speak_to_the_terminal() {
        assert_eq!(shown("a\u{1b}[31m\r\nb\u{202e}"), "a\u{fffd}[31m b\u{fffd}");
        assert_eq!(shown(&"ế".repeat(500)).chars().count(), LONGEST + 1);
    }
}
