//! Dossier statistics by field and period, in the layout of an official form.

use super::Period;
use crate::diagnostics::{Place, Sourced};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a column of a form counts, as far as the program gives it a meaning of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TallyRole {
    /// All dossiers to be dealt with in the period, carried in included.
    Received,
    /// Received in the period online.
    Online,
    /// Received in the period at the counter or by post.
    InPerson,
    /// Carried in from the period before.
    CarriedIn,
    /// Resolved in the period.
    Resolved,
    /// Resolved before the due date.
    Early,
    /// Resolved on the due date.
    OnTime,
    /// Resolved before or on the due date, where a form does not part the two.
    InTime,
    /// Resolved after the due date.
    Late,
    /// Pending at the end of the period.
    Pending,
    /// Pending and not yet due.
    PendingInTime,
    /// Pending and past due.
    PendingLate,
}

/// How a column behaves when the parts of a year are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverPeriods {
    /// The parts add up (flows).
    Sum,
    /// The year has the value of its first part (carried in).
    First,
    /// The year has the value of its last part (pending).
    Last,
    /// Follows from an identity of the layout; not checked on its own.
    Derived,
}

/// One column of figures of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct TallyColumn {
    /// Key in figure ids and files, such as `qua_han`.
    pub key: String,
    /// Name as the form has it.
    pub label: String,
    /// Name of the group of columns it stands under, such as "Đã giải quyết".
    pub group: Option<String>,
    /// The form's own mark, such as `(10)`.
    pub mark: Option<String>,
    /// Names under which offices write it.
    pub headers: Vec<String>,
    /// Its meaning.
    pub role: Option<TallyRole>,
    /// How it adds up over periods.
    pub over_periods: OverPeriods,
    /// Must it be in the file?
    pub needed: bool,
}

/// An equation that every row of the form must satisfy: `total = sum of parts`.
#[derive(Clone, Debug, PartialEq)]
pub struct Identity {
    /// Its name, for explanations.
    pub id: String,
    /// Key of the column that is the sum.
    pub total: String,
    /// Keys of the columns that are added.
    pub parts: Vec<String>,
}

/// The layout of an official form: data of the rule set, not of the program.
#[derive(Clone, Debug, PartialEq)]
pub struct TallyLayout {
    /// Its id, such as `bieu-06-2020`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it counts as resolved, in words, printed under the table.
    pub definition: Option<String>,
    /// Ids of the legal bases.
    pub basis: Vec<String>,
    /// Names of the column that holds the field.
    pub field_headers: Vec<String>,
    /// The columns of figures, in the form's order.
    pub columns: Vec<TallyColumn>,
    /// The equations.
    pub identities: Vec<Identity>,
}

impl TallyLayout {
    /// The column with that key.
    pub fn column(&self, key: &str) -> Option<&TallyColumn> {
        self.columns.iter().find(|c| c.key == key)
    }
    /// The column with that meaning.
    pub fn by_role(&self, role: TallyRole) -> Option<&TallyColumn> {
        self.columns.iter().find(|c| c.role == Some(role))
    }
}

/// A cell of figures: a count, or absent (never taken as zero). The place is known either way.
pub type TallyCell = Sourced<Option<u64>>;

/// One row of a tally: a field, or the total.
#[derive(Clone, Debug, PartialEq)]
pub struct TallyRow {
    /// Name of the field as written, with its place.
    pub field: Sourced<String>,
    /// The field in figure ids: slug of the name, `tong-so` for the total.
    pub field_id: String,
    /// Position in `sections` of the section it stands under.
    pub section: Option<usize>,
    /// Cells by column key. A column that the file doesn't have is not in the map.
    pub cells: BTreeMap<String, TallyCell>,
}

impl TallyRow {
    /// The reported count of a column; `None` when absent.
    pub fn count(&self, key: &str) -> Option<u64> {
        self.cells.get(key).and_then(|c| c.value)
    }
    /// The place of a column's cell; the row's own place when the file doesn't have the column.
    pub fn place(&self, key: &str) -> Place {
        self.cells.get(key).map_or_else(|| self.field.place.clone(), |c| c.place.clone())
    }
}

/// The statistics of one period.
#[derive(Clone, Debug, PartialEq)]
pub struct DossierTally {
    /// The period, with the place that names it.
    pub period: Sourced<Period>,
    /// The form.
    pub layout: Arc<TallyLayout>,
    /// Names of sections, such as the system on which dossiers are handled.
    pub sections: Vec<Sourced<String>>,
    /// Fields, in the file's order. Zero rows are rows.
    pub rows: Vec<TallyRow>,
    /// The total row as stated in the file.
    pub total: Option<TallyRow>,
    /// File and sheet.
    pub source: Place,
}

/// Id of the total row in figure ids.
pub const TOTAL_ID: &str = "tong-so";

impl DossierTally {
    /// The row of a field or, for `tong-so`, the total row.
    pub fn row(&self, field_id: &str) -> Option<&TallyRow> {
        if field_id == TOTAL_ID {
            self.total.as_ref()
        } else {
            self.rows.iter().find(|r| r.field_id == field_id)
        }
    }
    /// The stated total of the column with that meaning.
    pub fn total_of(&self, role: TallyRole) -> Option<u64> {
        self.total.as_ref()?.count(&self.layout.by_role(role)?.key)
    }
}
