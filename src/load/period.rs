//! What titles, sheet names, file names and cells say of a reporting period, and the label that is
//! written back.
//!
//! Only recognition: no judgement on whether label and dates fit (that is [`fits`]' caller) and no
//! diagnostics. Everything is compared folded: case, accents and spacing don't count.

use crate::model::{PeriodId, PeriodKind};
use crate::text::{date as print_date, fold};
use jiff::civil::Date;

/// What one text says of a period. Any part may be missing: a sheet named "Quý I" has no year.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Clue {
    /// The kind, when the text names one.
    pub(crate) kind: Option<PeriodKind>,
    /// The year, when the text names one.
    pub(crate) year: Option<i16>,
    /// First and last day ("từ ngày … đến ngày …").
    pub(crate) dates: Option<(Date, Date)>,
    /// The day on which figures were taken ("số liệu chốt ngày …").
    pub(crate) cut_off: Option<Date>,
    /// Written as a day and none: "31/11/2026", or a first day after the last.
    pub(crate) no_day: Option<String>,
    /// The text names only a year, and may mean "of the year": the workbook `2025.xlsx` holds four
    /// quarters. Such a clue gives a kind only when nothing else does.
    pub(crate) weak: bool,
}

/// Where a text stands: a bare number in a file's name is a year, in a title it may be anything.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Words,
    FileName,
}

impl Clue {
    /// Reads a title, a sheet name or a cell.
    pub(crate) fn of_text(text: &str) -> Clue {
        if let Some(id) = PeriodId::parse(text) {
            return Clue::of_id(id);
        }
        let folded = fold(text);
        // "I/2025" alone in a cell is a quarter.
        if let Some((quarter, year)) = folded.split_once('/')
            && let Some(quarter) = ["i", "ii", "iii", "iv"].iter().position(|q| *q == quarter.trim())
            && let Some(year) = Token::Word(year.trim()).year()
        {
            let kind = Some(PeriodKind::Quarter(quarter as u8 + 1));
            return Clue { kind, year: Some(year), ..Clue::default() };
        }
        scan(&folded, Mode::Words)
    }

    /// Reads a file's name without its ending.
    pub(crate) fn of_file_name(stem: &str) -> Clue {
        scan(&fold(stem), Mode::FileName)
    }

    /// An id that was given as such: never weak.
    pub(crate) fn of_id(id: PeriodId) -> Clue {
        let dates = match id.kind() {
            PeriodKind::Range(from, to) => Some((from, to)),
            _ => None,
        };
        Clue { kind: Some(id.kind()), year: Some(id.year()), dates, ..Clue::default() }
    }

    /// True when the text says nothing of a period.
    pub(crate) fn is_empty(&self) -> bool {
        self.kind.is_none()
            && self.year.is_none()
            && self.dates.is_none()
            && self.cut_off.is_none()
            && self.no_day.is_none()
    }

    /// What the text says, in the fixed wording: "quý I/2025", "quý I", "năm 2025", or the days.
    pub(crate) fn said(&self) -> String {
        let days =
            || self.dates.and_then(|(from, to)| PeriodId::new(from.year(), PeriodKind::Range(from, to)));
        match (self.kind, self.year) {
            (Some(PeriodKind::Year), None) => "cả năm".to_owned(),
            (Some(kind), None) => {
                // Any year, to be cut off again.
                let label = PeriodId::new(2000, kind).map(label).unwrap_or_default();
                label.trim_end_matches("2000").trim_end_matches(['/', ' ']).to_owned()
            }
            (Some(_), Some(_)) => self.id().map(label).unwrap_or_default(),
            (None, Some(year)) => label(PeriodId::year_of(year)),
            (None, None) => days().map(label).unwrap_or_default(),
        }
    }

    /// The id, if this text alone names it.
    pub(crate) fn id(&self) -> Option<PeriodId> {
        match (self.kind, self.year) {
            (Some(kind), Some(year)) if self.no_day.is_none() => PeriodId::new(year, kind),
            _ => None,
        }
    }
}

/// Reads a period that one cell must name in full: `2021-Q1`, `Quý I/2021`, `Năm 2021`.
pub(crate) fn read(text: &str) -> Option<PeriodId> {
    Clue::of_text(text).id()
}

/// Why clues give no period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Unresolved {
    /// None of them names a period.
    Nothing,
    /// These two, by position, contradict each other.
    Contradiction(usize, usize),
}

/// The period on which all clues agree; the strongest clue stands first.
pub(crate) fn resolve(clues: &[Clue], start_days: &[i8]) -> Result<PeriodId, Unresolved> {
    let agreed = |a: Option<usize>, b: usize, same: bool| match a {
        Some(a) if !same => Err(Unresolved::Contradiction(a, b)),
        a => Ok(a.or(Some(b))),
    };
    let (mut kind_at, mut year_at) = (None, None);
    for (i, clue) in clues.iter().enumerate() {
        if clue.kind.is_some() && !clue.weak {
            let same = kind_at.is_none_or(|k: usize| clues[k].kind == clue.kind);
            kind_at = agreed(kind_at, i, same)?;
        }
        if clue.year.is_some() {
            let same = year_at.is_none_or(|y: usize| clues[y].year == clue.year);
            year_at = agreed(year_at, i, same)?;
        }
    }
    let kind_at = kind_at.or_else(|| clues.iter().position(|c| c.kind.is_some()));
    let kind = kind_at.and_then(|i| clues[i].kind);
    let year = year_at.and_then(|i| clues[i].year);
    match (kind, year) {
        (Some(kind), Some(year)) => PeriodId::new(year, kind).ok_or(Unresolved::Nothing),
        (None, None) => clues
            .iter()
            .find_map(|c| c.dates)
            .and_then(|(from, to)| of_dates(from, to, start_days))
            .ok_or(Unresolved::Nothing),
        _ => Err(Unresolved::Nothing),
    }
}

/// The period that has these dates: a known kind if one fits, else the two days themselves.
fn of_dates(from: Date, to: Date, start_days: &[i8]) -> Option<PeriodId> {
    let year = to.year();
    let kinds = [PeriodKind::Year, PeriodKind::NineMonths]
        .into_iter()
        .chain((1..=2).map(PeriodKind::Half))
        .chain((1..=4).map(PeriodKind::Quarter))
        .chain((1..=12).map(PeriodKind::Month));
    kinds
        .filter_map(|kind| PeriodId::new(year, kind))
        .find(|id| fits(*id, from, to, start_days))
        .or_else(|| PeriodId::new(from.year(), PeriodKind::Range(from, to)))
}

/// Do the dates fit the label? By the calendar, or with a period that begins on one of
/// `start_days` of the month before and ends on the day before it (15/12 to 14/3).
pub(crate) fn fits(id: PeriodId, from: Date, to: Date, start_days: &[i8]) -> bool {
    let (first, last) = id.calendar_span();
    if (from, to) == (first, last) {
        return true;
    }
    start_days.iter().any(|&day| {
        let month_before = first.yesterday().ok().map(Date::first_of_month);
        let begins = month_before.and_then(|m| m.with().day(day).build().ok());
        let ends = last.with().day(day).build().ok().and_then(|d| d.yesterday().ok());
        begins == Some(from) && ends == Some(to)
    })
}

/// The last day that a plan's words allow: "30/11/2026", "Trước ngày 15/01/2021" (the 14th),
/// "Tháng 11/2021", "Quý III/2026". `None` for "hằng quý", "thường xuyên" and the like.
pub(crate) fn deadline(text: &str) -> Option<Date> {
    let folded = fold(text);
    let tokens = tokens(&folded);
    let before = tokens.iter().any(|t| t.is("truoc"));
    if tokens.iter().any(|t| matches!(t, Token::NoDay(_))) {
        return None;
    }
    let last_day = tokens.iter().rev().find_map(|t| match t {
        Token::Day(d) => Some(*d),
        Token::Word(_) | Token::NoDay(_) => None,
    });
    // "Trước tháng 11/2026" means before it begins, "trước ngày 15/01/2021" before that day.
    let (first, last) = match last_day {
        Some(day) => (day, day),
        None => read(text)?.calendar_span(),
    };
    if before { first.yesterday().ok() } else { Some(last) }
}

/// Does the text name a day that the calendar doesn't have?
pub(crate) fn names_no_day(text: &str) -> bool {
    tokens(&fold(text)).iter().any(|t| matches!(t, Token::NoDay(_)))
}

/// The label of a period in the fixed wording: `quý III/2026`, `6 tháng đầu năm 2026`.
pub fn label(id: PeriodId) -> String {
    let year = id.year();
    match id.kind() {
        PeriodKind::Year => format!("năm {year}"),
        PeriodKind::Half(1) => format!("6 tháng đầu năm {year}"),
        PeriodKind::Half(_) => format!("6 tháng cuối năm {year}"),
        PeriodKind::NineMonths => format!("9 tháng đầu năm {year}"),
        PeriodKind::Quarter(q) => {
            let roman = ["I", "II", "III", "IV"][usize::from(q.clamp(1, 4)) - 1];
            format!("quý {roman}/{year}")
        }
        PeriodKind::Month(m) => format!("tháng {m}/{year}"),
        PeriodKind::Range(from, to) => {
            format!("từ ngày {} đến ngày {}", print_date(from), print_date(to))
        }
    }
}

#[derive(Debug)]
enum Token<'a> {
    Word(&'a str),
    Day(Date),
    /// Written as a day that the calendar doesn't have.
    NoDay(String),
}

impl Token<'_> {
    fn is(&self, word: &str) -> bool {
        matches!(self, Token::Word(w) if *w == word)
    }
    fn year(&self) -> Option<i16> {
        match self {
            Token::Word(w) if w.len() == 4 => number(w).filter(|y| (1990..=2100).contains(y)),
            _ => None,
        }
    }
}

/// A number without sign.
fn number(word: &str) -> Option<i16> {
    if word.bytes().all(|b| b.is_ascii_digit()) { word.parse().ok() } else { None }
}

fn day(year: &str, month: &str, day: &str) -> Option<Date> {
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    let small = |w| number(w).and_then(|n| i8::try_from(n).ok());
    Date::new(number(year)?, small(month)?, small(day)?).ok()
}

/// Three numbers as they stand in a day; of two digits the year only where the word "ngày" goes before.
fn like_a_day(year: &str, month: &str, day: &str, short_year: bool) -> bool {
    let of = |w: &str, most: usize| (1..=most).contains(&w.len()) && number(w).is_some();
    of(day, 2) && of(month, 2) && (Token::Word(year).year().is_some() || short_year && of(year, 2))
}

/// Words of ASCII letters and digits, and days in any of the three ways of writing.
fn tokens(folded: &str) -> Vec<Token<'_>> {
    // Words with the characters that stand before them: `2021-05` is a month, `2021 05` nothing.
    let mut words: Vec<(&str, &str)> = Vec::new();
    let mut rest = folded;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
        let (gap, tail) = rest.split_at(start);
        let end = tail.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tail.len());
        words.push((gap, &tail[..end]));
        rest = &tail[end..];
    }
    let joined = |i: usize, by: &[&str]| words.get(i).is_some_and(|(gap, _)| by.contains(gap));
    let mut out = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let word = |k: usize| words.get(i + k).map_or("", |w| w.1);
        let by_marks = joined(i + 1, &["/", "-", "."]) && joined(i + 2, &["/", "-", "."]);
        let by_words = word(1) == "thang" && word(3) == "nam";
        let found = match () {
            () if by_marks => day(word(2), word(1), word(0)).or_else(|| day(word(0), word(1), word(2))),
            () if by_words => day(word(4), word(2), word(0)),
            () => None,
        };
        let after_ngay = out.last().is_some_and(|t: &Token<'_>| t.is("ngay"));
        let no_day = if by_marks {
            like_a_day(word(2), word(1), word(0), after_ngay) || like_a_day(word(0), word(1), word(2), false)
        } else {
            by_words && like_a_day(word(4), word(2), word(0), after_ngay)
        };
        match found {
            Some(d) => {
                out.push(Token::Day(d));
                i += if by_marks { 3 } else { 5 };
            }
            None if no_day => {
                let parts = if by_marks { [word(0), word(1), word(2)] } else { [word(0), word(2), word(4)] };
                out.push(Token::NoDay(parts.join("/")));
                i += if by_marks { 3 } else { 5 };
            }
            // "2021-05" in a file's name or an id: a month.
            None if joined(i + 1, &["-"]) && word(1).len() == 2 && Token::Word(word(0)).year().is_some() => {
                out.push(Token::Word(word(0)));
                if number(word(1)).is_some() {
                    out.push(Token::Word("thang"));
                }
                i += 1;
            }
            None => {
                out.push(Token::Word(word(0)));
                i += 1;
            }
        }
    }
    out
}

fn scan(folded: &str, mode: Mode) -> Clue {
    let tokens = tokens(folded);
    let mut clue = Clue::default();
    read_days(&tokens, &mut clue);
    let mut years: Vec<i16> = Vec::new();
    let mut kinds: Vec<PeriodKind> = Vec::new();
    let mut next_to_kind = None;
    let mut i = 0;
    while i < tokens.len() {
        if let Some((kind, len)) = kind_at(&tokens, i) {
            kinds.push(kind);
            // The year stands right after ("/2026", "năm 2026", "của năm 2026") or right before.
            let after = tokens[i + len..].iter().take(3).take_while(|t| {
                t.year().is_some() || t.is("nam") || t.is("cua") || t.is("dau") || t.is("cuoi")
            });
            let before = i.checked_sub(1).and_then(|b| tokens[b].year());
            next_to_kind = next_to_kind.or(after.filter_map(Token::year).next()).or(before);
            i += len;
            continue;
        }
        let of_year = i > 0 && tokens[i - 1].is("nam");
        if let Some(year) = tokens[i].year()
            && (of_year || mode == Mode::FileName || tokens.len() == 1)
        {
            years.push(year);
        }
        i += 1;
    }
    years.dedup();
    kinds.dedup();
    clue.year = next_to_kind.or(if years.len() == 1 { Some(years[0]) } else { None });
    if kinds.len() == 1 {
        clue.kind = Some(kinds[0]);
    } else if kinds.is_empty() && clue.year.is_some() {
        clue.kind = Some(PeriodKind::Year);
        clue.weak = !(folded.starts_with("ky ") || folded.starts_with("ky:") || clue.dates.is_some());
    } else if let (true, Some((from, to)), Mode::FileName) = (kinds.is_empty(), clue.dates, mode) {
        clue.kind = Some(PeriodKind::Range(from, to));
        clue.year = Some(from.year());
    }
    clue
}

/// "từ ngày … đến ngày …", two days joined by a dash, and "chốt … ngày …".
fn read_days(tokens: &[Token<'_>], clue: &mut Clue) {
    let mut cutting = false;
    let mut open: Option<Date> = None;
    let mut to = false;
    for token in tokens {
        match token {
            Token::NoDay(written) => {
                clue.no_day.get_or_insert_with(|| written.clone());
                open = None;
            }
            Token::Day(d) if cutting => {
                clue.cut_off = clue.cut_off.or(Some(*d));
                cutting = false;
            }
            Token::Day(d) => match open.take() {
                Some(from) if clue.dates.is_none() && from <= *d => clue.dates = Some((from, *d)),
                Some(from) if clue.dates.is_none() && std::mem::take(&mut to) => {
                    let written = format!("{} – {}", print_date(from), print_date(*d));
                    clue.no_day.get_or_insert(written);
                }
                _ => open = Some(*d),
            },
            Token::Word("chot") => cutting = true,
            Token::Word("den") => to = open.is_some(),
            // Words that may stand between the two days; others part them.
            Token::Word("het" | "ngay" | "tu" | "so" | "lieu" | "vao" | "toi") => {}
            Token::Word(_) => open = None,
        }
    }
}

/// The kind of period that begins at token `i`, and how many tokens it takes.
fn kind_at(tokens: &[Token<'_>], i: usize) -> Option<(PeriodKind, usize)> {
    let word = |k: usize| match tokens.get(i + k) {
        Some(Token::Word(w)) => *w,
        _ => "",
    };
    let quarter = |w: &str| match w {
        "i" | "1" | "01" => Some(1),
        "ii" | "2" | "02" => Some(2),
        "iii" | "3" | "03" => Some(3),
        "iv" | "4" | "04" => Some(4),
        _ => None,
    };
    match word(0) {
        "quy" => quarter(word(1)).map(|q| (PeriodKind::Quarter(q), 2)),
        "q1" => Some((PeriodKind::Quarter(1), 1)),
        "q2" => Some((PeriodKind::Quarter(2), 1)),
        "q3" => Some((PeriodKind::Quarter(3), 1)),
        "q4" => Some((PeriodKind::Quarter(4), 1)),
        "h1" => Some((PeriodKind::Half(1), 1)),
        "h2" => Some((PeriodKind::Half(2), 1)),
        "9t" => Some((PeriodKind::NineMonths, 1)),
        "6" | "06" | "sau" if word(1) == "thang" && word(2) == "dau" => Some((PeriodKind::Half(1), 3)),
        "6" | "06" | "sau" if word(1) == "thang" && word(2) == "cuoi" => Some((PeriodKind::Half(2), 3)),
        "9" | "09" | "chin" if word(1) == "thang" => Some((PeriodKind::NineMonths, 2)),
        "ca" if word(1) == "nam" => Some((PeriodKind::Year, 2)),
        "thang" => number(word(1))
            .and_then(|m| u8::try_from(m).ok())
            .filter(|m| (1..=12).contains(m) && word(1).len() <= 2)
            .map(|m| (PeriodKind::Month(m), 2)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
