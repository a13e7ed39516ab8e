//! The equations that a commune's figures must satisfy, each with its parts, its outcome and the
//! places to recount it: what a page prints as "Đối chiếu số liệu", and what the rules judge. Both
//! take them from here, so that page and check can never disagree.
//!
//! Absent is not zero. With parts absent an equation fails only when what is reported already
//! exceeds the stated number (counts are never negative), and holds when what is reported equals it.

mod dossier;
mod survey;

pub use dossier::{carried_in, field_sums, identities, tally, year_sums};
pub use survey::{answers, ballots_year, round};

use crate::diagnostics::Place;
use crate::model::PeriodId;

/// What an equation is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The fields give the total row's number of a column.
    FieldSum {
        /// Key of the column.
        column: String,
    },
    /// The same for a column of late dossiers.
    LateSum {
        /// Key of the column.
        column: String,
    },
    /// An identity of the layout in one row.
    Identity {
        /// Id of the identity.
        id: String,
        /// The row: a field's id, or `tong-so`.
        row: String,
    },
    /// The quarters give the year's number of a column.
    YearSum {
        /// Key of the column.
        column: String,
    },
    /// The quarters give what was received in the year, where the form has no column for it.
    YearReceived,
    /// Carried in is what was pending at the end of the period before.
    CarriedIn,
    /// The quarters give the year's ballots.
    BallotsYear {
        /// Which ballots.
        ballots: Ballots,
    },
    /// Levels and blanks of a question give the ballots.
    Answers {
        /// Code of the question.
        question: String,
        /// The ballots that they must give: valid ones where reported, else returned.
        ballots: Ballots,
    },
}

/// Which ballots are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ballots {
    /// Handed out.
    Issued,
    /// Come back.
    Returned,
    /// Come back and countable.
    Valid,
}

impl Ballots {
    /// The last part of the figure's id.
    pub fn part(self) -> &'static str {
        match self {
            Ballots::Issued => "phat-ra",
            Ballots::Returned => "thu-ve",
            Ballots::Valid => "hop-le",
        }
    }
}

/// Name of an addend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// A field, as the file writes it.
    Field(String),
    /// A column, told from others of its label by its group.
    Column(String),
    /// A period that has a report: its label.
    Period(String),
    /// A quarter without a report.
    Quarter(PeriodId),
    /// A level of a scale.
    Level(String),
    /// Ballots that left the question blank.
    Blank,
}

/// An addend.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its name.
    pub name: Name,
    /// Its number; `None` when absent.
    pub value: Option<u64>,
    /// Where it stands or ought to stand; `None` for a quarter without a report.
    pub place: Option<Place>,
    /// True when the program added it up from other cells.
    pub derived: bool,
}

/// How an equation comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The parts give the stated number. Parts may be absent: they can only be zero.
    Holds,
    /// They don't: computed less stated.
    Differs {
        /// Positive when the parts give more than is stated.
        by: i64,
    },
    /// Parts are absent, and what is reported gives less than is stated.
    Partial {
        /// How many are absent.
        absent: usize,
    },
    /// One quarter has no report, and this is what it would have to be. Said in words only.
    Implied {
        /// Its number.
        value: u64,
    },
    /// Nothing is stated to compare with, or no part is reported.
    CannotTell,
}

/// Which side of a sum over fields is likelier to be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The fields: the stated total agrees with other columns of its row.
    Fields,
    /// The total: other columns of its row agree with the sum of the fields.
    Total,
    /// The rest of the table doesn't tell.
    Unknown,
}

/// One equation: `parts = stated`.
#[derive(Clone, Debug, PartialEq)]
pub struct Equation {
    /// What findings about it are about: a figure's id, or one like it.
    pub subject: String,
    /// What it says.
    pub kind: Kind,
    /// The addends.
    pub parts: Vec<Part>,
    /// The sum of the parts that are reported; `None` when none is.
    pub computed: Option<u64>,
    /// The number that it must be.
    pub stated: Option<u64>,
    /// Where that number stands or ought to stand.
    pub stated_at: Place,
    /// How it comes out.
    pub outcome: Outcome,
    /// For a sum over fields that differs: which side is likelier wrong.
    pub likely_wrong: Option<Side>,
}

impl Equation {
    fn new(subject: String, kind: Kind, parts: Vec<Part>, stated: Option<u64>, stated_at: Place) -> Self {
        let reported = || parts.iter().filter_map(|p| p.value);
        let computed = reported().next().map(|_| reported().fold(0u64, u64::saturating_add));
        let absent = parts.len() - reported().count();
        let outcome = match (computed, stated) {
            (Some(c), Some(s)) if c == s => Outcome::Holds,
            (Some(c), Some(s)) if absent == 0 || c > s => Outcome::Differs { by: difference(c, s) },
            (Some(_), Some(_)) => Outcome::Partial { absent },
            _ => Outcome::CannotTell,
        };
        Equation { subject, kind, parts, computed, stated, stated_at, outcome, likely_wrong: None }
    }
    /// Over the quarters of a year: when all that is absent is one quarter without a report, the
    /// year says what it would have to be.
    fn over_quarters(self) -> Self {
        let mut absent = self.parts.iter().filter(|p| p.value.is_none());
        let one_quarter = matches!((absent.next(), absent.next()), (Some(p), None) if p.place.is_none());
        match (one_quarter, self.computed, self.stated) {
            (true, Some(c), Some(s)) if c <= s => {
                Equation { outcome: Outcome::Implied { value: s - c }, ..self }
            }
            _ => self,
        }
    }
    /// How many parts are absent.
    pub fn absent(&self) -> usize {
        self.parts.iter().filter(|p| p.value.is_none()).count()
    }
    /// True when neither a part nor the sum is reported: nothing to show.
    fn is_empty(&self) -> bool {
        self.computed.is_none() && self.stated.is_none()
    }
}

/// `a − b`, held within the range of `i64`.
fn difference(a: u64, b: u64) -> i64 {
    let d = i128::from(a) - i128::from(b);
    i64::try_from(d).unwrap_or(if d < 0 { i64::MIN } else { i64::MAX })
}
