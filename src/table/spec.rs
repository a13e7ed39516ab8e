//! What a reader looks for: the list of its columns and the rules of its rows.

use crate::text::NumberStyle;

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Text.
    Text,
    /// A code such as `1.001190`: text that a spreadsheet must not have turned into a number.
    Code,
    /// A whole number of things.
    Count,
    /// A number with decimals.
    Decimal,
    /// A percentage, in percent points.
    Percent,
    /// A day.
    Date,
}

/// A column that a reader takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnSpec {
    /// By which the reader asks for its cells.
    pub key: String,
    /// Names under which it is found; the first is the name in messages. They are compared without
    /// regard to case, accents, white space, line breaks and punctuation, and without a column
    /// number at the end ("Quá hạn (10)").
    pub headers: Vec<String>,
    /// Names of the header cell above it, when headers of the same name stand in several groups
    /// ("Đã giải quyết" above "Quá hạn"). Empty when it doesn't matter.
    pub group: Vec<String>,
    /// The form's own number of the column, such as `(10)`: tells headers of the same name apart
    /// where the file has no groups. Where it has no numbers either, the order of the columns in
    /// [`TableSpec::columns`] does.
    pub mark: Option<String>,
    /// What its cells hold.
    pub ty: ColumnType,
    /// Must the file have the column?
    pub needed: bool,
    /// Must every data row have a value in it?
    pub filled: bool,
}

impl ColumnSpec {
    /// A column that may be missing and whose cells may be empty.
    pub fn new(key: impl Into<String>, ty: ColumnType, headers: &[&str]) -> Self {
        ColumnSpec {
            key: key.into(),
            headers: headers.iter().map(|h| h.to_string()).collect(),
            group: Vec::new(),
            mark: None,
            ty,
            needed: false,
            filled: false,
        }
    }
    /// The file must have the column.
    #[must_use]
    pub fn needed(mut self) -> Self {
        self.needed = true;
        self
    }
    /// The file must have the column, and every data row a value in it.
    #[must_use]
    pub fn filled(mut self) -> Self {
        self.needed = true;
        self.filled = true;
        self
    }
    /// It stands under a header cell of one of these names.
    #[must_use]
    pub fn under(mut self, group: &[&str]) -> Self {
        self.group = group.iter().map(|g| g.to_string()).collect();
        self
    }
    /// The form numbers it so.
    #[must_use]
    pub fn mark(mut self, mark: impl Into<String>) -> Self {
        self.mark = Some(mark.into());
        self
    }
    /// Its name in messages.
    pub(super) fn title(&self) -> &str {
        self.headers.first().unwrap_or(&self.key)
    }
}

/// What a reader looks for in a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableSpec {
    /// By which the reader knows which of its tables was found.
    pub name: String,
    /// The columns it takes, in the usual order. All others are dropped unread.
    pub columns: Vec<ColumnSpec>,
    /// Names of columns that may stand in the file and are not taken, such as names and telephone
    /// numbers of persons: they are not reported as unknown.
    pub ignored: Vec<String>,
    /// Key of the column of running numbers ("STT"), if the table has one: it tells data rows
    /// (1, 2, 3), section rows (I, II, A, B) and notes apart.
    pub ordinal: Option<String>,
    /// Words that make a row the total row ("Tổng cộng"), in the running number or a text column.
    pub totals: Vec<String>,
    /// Does the table have section rows: a name without figures, or a Roman figure or letter as
    /// running number?
    pub sections: bool,
    /// Leave it to the reader to report percentages in columns of counts, which it finds as
    /// [`super::CellIssue::Percentage`]; otherwise they are reported as no number.
    pub leave_percentages: bool,
}

impl TableSpec {
    /// A table of these columns.
    pub fn new(name: impl Into<String>, columns: Vec<ColumnSpec>) -> Self {
        TableSpec { name: name.into(), columns, ..Self::default() }
    }
    /// Columns that may stand in the file and are not taken.
    #[must_use]
    pub fn ignoring(mut self, names: &[&str]) -> Self {
        self.ignored = names.iter().map(|n| n.to_string()).collect();
        self
    }
    /// The column of running numbers.
    #[must_use]
    pub fn ordinal(mut self, key: impl Into<String>) -> Self {
        self.ordinal = Some(key.into());
        self
    }
    /// Words of total rows.
    #[must_use]
    pub fn totals(mut self, names: &[&str]) -> Self {
        self.totals = names.iter().map(|n| n.to_string()).collect();
        self
    }
    /// The table has section rows.
    #[must_use]
    pub fn sections(mut self) -> Self {
        self.sections = true;
        self
    }
    /// The reader reports percentages in columns of counts.
    #[must_use]
    pub fn leave_percentages(mut self) -> Self {
        self.leave_percentages = true;
        self
    }
}

/// What a clerk says about a file that the file can't say itself. Its file (`_tep.yaml`) is read
/// by `config`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportProfile {
    /// Name of the sheet to read; all sheets when not said.
    pub sheet: Option<String>,
    /// Number of a row that belongs to the header, from 1 as spreadsheets show it.
    pub header_row: Option<u32>,
    /// How numbers are written.
    pub number_style: NumberStyle,
}
