//! What the program has to say about a file, as values.
//!
//! A [`Diagnostic`] is a code, a place and arguments. It holds no prose: words are made at the
//! edge (`cli`), in the reader's language, from one catalogue. Every stage gathers diagnostics
//! and goes on; [`Diagnostics::finish`] puts them in order and drops repetitions.

mod place;
mod registry;

pub use place::{At, Place, Sourced};
pub use registry::{ALL, Code, Family, codes};

use std::fmt;
use std::sync::Arc;

/// How grave a finding is. Vietnamese names (Lỗi, Cảnh báo, Lưu ý) are given by the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something is wrong; what follows from it is said by the [`Scope`].
    Error,
    /// Published, but somebody should look.
    Warning,
    /// For information: a repair that was made, a value that was assumed.
    Note,
}

/// What an error stops. Of no meaning for warnings and notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Stops publication of the whole site unless an explanation lets it through.
    Site,
    /// The record is published, with the gap named on its page.
    Record,
    /// The record alone stays out.
    Withhold,
}

/// One argument of a message. Formatting is the catalogue's business.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// A count or another whole number, formatted with the language's digit grouping.
    Int(i64),
    /// A share as numerator and denominator, formatted as a percentage with one decimal.
    Share(u64, u64),
    /// A share in percent points that is known only as a number (a target, a quoted percentage).
    Percent(f64),
    /// A calendar day.
    Date(jiff::civil::Date),
    /// Text of the input, already masked where a personal column is concerned; printed in quotes
    /// when the catalogue says so, never interpreted.
    Text(Arc<str>),
    /// A choice between words; the catalogue's `{name?key=words|key=words}` picks by this key.
    Word(&'static str),
    /// Several texts, printed as a list.
    List(Vec<Arc<str>>),
    /// Another place that takes part in the finding.
    Place(Place),
}

impl From<u64> for Arg {
    fn from(n: u64) -> Self {
        Arg::Int(i64::try_from(n).unwrap_or(i64::MAX))
    }
}
impl From<i64> for Arg {
    fn from(n: i64) -> Self {
        Arg::Int(n)
    }
}
impl From<usize> for Arg {
    fn from(n: usize) -> Self {
        Arg::from(n as u64)
    }
}
impl From<u32> for Arg {
    fn from(n: u32) -> Self {
        Arg::Int(i64::from(n))
    }
}
impl From<&str> for Arg {
    fn from(s: &str) -> Self {
        Arg::Text(s.into())
    }
}
impl From<String> for Arg {
    fn from(s: String) -> Self {
        Arg::Text(s.into())
    }
}
impl From<&String> for Arg {
    fn from(s: &String) -> Self {
        Arg::Text(s.as_str().into())
    }
}
impl From<Arc<str>> for Arg {
    fn from(s: Arc<str>) -> Self {
        Arg::Text(s)
    }
}
impl From<jiff::civil::Date> for Arg {
    fn from(d: jiff::civil::Date) -> Self {
        Arg::Date(d)
    }
}
impl From<Place> for Arg {
    fn from(p: Place) -> Self {
        Arg::Place(p)
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Which rule speaks.
    pub code: Code,
    /// Grave or not; the code's default unless the rule set changed it.
    pub severity: Severity,
    /// What an error stops; the code's default unless the rule set changed it.
    pub scope: Scope,
    /// Where to look.
    pub place: Place,
    /// What it is about, as a figure id or record id (`ho-so/2021/tong-so/tiep-nhan`): the key by
    /// which an explanation is found. Empty when no explanation can apply.
    pub subject: String,
    /// Named arguments of the message.
    pub args: Vec<(&'static str, Arg)>,
    /// The nearest known name, when the finding is an unknown one.
    pub nearest: Option<String>,
    /// The explanation that lets this error through, if one applies: set by `build`.
    pub explained: bool,
}

impl Diagnostic {
    /// A finding with the code's default severity and scope.
    pub fn new(code: Code, place: Place) -> Self {
        Diagnostic {
            code,
            severity: code.default_severity(),
            scope: code.default_scope(),
            place,
            subject: String::new(),
            args: Vec::new(),
            nearest: None,
            explained: false,
        }
    }

    /// Adds an argument of the message.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// Says what the finding is about.
    #[must_use]
    pub fn about(mut self, subject: impl fmt::Display) -> Self {
        self.subject = subject.to_string();
        self
    }

    /// Adds the nearest known name, if there is one near enough.
    #[must_use]
    pub fn hint(mut self, nearest: Option<impl Into<String>>) -> Self {
        self.nearest = nearest.map(Into::into);
        self
    }

    /// True for an error that stops publication.
    pub fn stops_the_site(&self) -> bool {
        self.severity == Severity::Error && self.scope == Scope::Site && !self.explained
    }
}

/// A gathering of findings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Nothing found yet.
    pub fn new() -> Self {
        Self::default()
    }
    /// Adds one finding.
    pub fn push(&mut self, d: Diagnostic) {
        self.0.push(d);
    }
    /// Adds all findings of another gathering.
    pub fn extend(&mut self, other: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(other);
    }
    /// The findings so far, in the order in which they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }
    /// Mutable access, for the stage that applies the rule set and the explanations.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Diagnostic> {
        self.0.iter_mut()
    }
    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }
    /// True when nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// Keeps those for which the test holds.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.0.retain(keep);
    }
    /// Sorts by place, then severity, code and arguments, and drops exact repetitions, so that
    /// the order does not depend on threads.
    pub fn finish(&mut self) {
        self.0.sort_by(|a, b| {
            (&a.place, a.severity, a.code.name(), &a.subject)
                .cmp(&(&b.place, b.severity, b.code.name(), &b.subject))
                .then_with(|| format!("{:?}", a.args).cmp(&format!("{:?}", b.args)))
        });
        self.0.dedup();
    }
    /// Number of findings of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|d| d.severity == severity).count()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// The candidate nearest to `name`, when it is near enough to be worth suggesting (edit distance
/// at most a third of the length). Comparison is on the strings as given: fold them first where
/// accents do not count.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|c| (strsim::damerau_levenshtein(name, c), c))
        .filter(|(d, _)| *d <= limit)
        .min()
        .map(|(_, c)| c)
}
