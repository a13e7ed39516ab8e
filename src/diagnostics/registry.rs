//! The registry of codes: every finding that the program can make, with its default grade.
//!
//! The rule set may change severity and scope. Words, reasons and remedies stand in the
//! catalogue (`cli`), law and certainty in the rule sets. A code is never given a new meaning.

use super::{Scope, Severity};
use std::fmt;

/// Families of codes: the first letters of a code, after the Vietnamese word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// TEP, tệp: files and folders.
    File,
    /// BANG, bảng: tables (CSV and workbooks).
    Table,
    /// YAML: YAML files and front matter.
    Yaml,
    /// MD: Markdown.
    Markdown,
    /// CH, cấu hình: the configuration of the site.
    Config,
    /// QD, quy định: rule sets.
    RuleSet,
    /// KY, kỳ: reporting periods.
    Period,
    /// HS, hồ sơ: dossier statistics.
    Dossier,
    /// KS, khảo sát: surveys.
    Survey,
    /// CS, chỉ số: announced indices.
    Index,
    /// VB, văn bản: documents.
    Document,
    /// GT, giải trình: explanations.
    Explanation,
    /// SL, số liệu: figures quoted by id.
    Figure,
    /// LK, liên kết: links.
    Link,
    /// GD, giao diện: the theme.
    Theme,
    /// KT, kiểm tra: the audit of finished pages.
    Audit,
}

/// A diagnostic code such as `HS01`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(u16);

struct Entry {
    name: &'static str,
    family: Family,
    severity: Severity,
    scope: Scope,
}

impl Code {
    /// The code as printed.
    pub fn name(self) -> &'static str {
        TABLE[self.0 as usize].name
    }
    /// Its family.
    pub fn family(self) -> Family {
        TABLE[self.0 as usize].family
    }
    /// The grade it has unless the rule set says otherwise.
    pub fn default_severity(self) -> Severity {
        TABLE[self.0 as usize].severity
    }
    /// What an error of this code stops unless the rule set says otherwise.
    pub fn default_scope(self) -> Scope {
        TABLE[self.0 as usize].scope
    }
    /// The code of that name, in any case.
    pub fn parse(name: &str) -> Option<Code> {
        let name = name.trim();
        ALL.iter().copied().find(|c| c.name().eq_ignore_ascii_case(name))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

macro_rules! registry {
    ($($family:ident { $($(#[$doc:meta])* $constant:ident = $name:literal, $severity:ident, $scope:ident;)* })*) => {
        #[repr(u16)]
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Position { $($($constant,)*)* }

        /// Every code by its English name.
        pub mod codes {
            use super::{Code, Position};
            $($($(#[$doc])* pub const $constant: Code = Code(Position::$constant as u16);)*)*
        }

        const TABLE: &[Entry] = &[$($(Entry {
            name: $name,
            family: Family::$family,
            severity: Severity::$severity,
            scope: Scope::$scope,
        },)*)*];

        /// All codes, in the order of the registry.
        pub const ALL: &[Code] = &[$($(codes::$constant,)*)*];
    };
}

registry! {
    File {
        /// A file or folder could not be read.
        FILE_UNREADABLE = "TEP01", Error, Site;
        /// A file is larger than the cap.
        FILE_TOO_LARGE = "TEP02", Error, Site;
        /// A symbolic link leads out of the site's folder: not followed.
        LINK_LEAVES_SITE = "TEP03", Warning, Record;
        /// A file that no reader takes.
        FILE_NOT_TAKEN = "TEP04", Warning, Record;
        /// A lock file of an open workbook: somebody may not have saved yet.
        LOCK_FILE = "TEP05", Note, Record;
        /// There is no `congkhai.yaml`.
        NO_CONFIG = "TEP06", Error, Site;
        /// Two names differ only by case or normalisation, or a name cannot exist on Windows.
        NAME_NOT_PORTABLE = "TEP07", Warning, Record;
        /// More files, or deeper folders, than the cap: the rest was not read.
        TREE_TOO_LARGE = "TEP08", Error, Site;
        /// A page or file at an address that the program uses itself.
        ADDRESS_TAKEN = "TEP09", Error, Withhold;
    }
    Table {
        /// Not a workbook of the format its name says, or damaged.
        WORKBOOK_UNREADABLE = "BANG01", Error, Site;
        /// A workbook unpacks to more bytes than the cap.
        WORKBOOK_TOO_LARGE = "BANG02", Error, Site;
        /// More rows or columns than the cap.
        TABLE_TOO_LARGE = "BANG03", Error, Site;
        /// A cell longer than the cap.
        CELL_TOO_LONG = "BANG04", Error, Site;
        /// No row looks like the header.
        HEADER_NOT_FOUND = "BANG05", Error, Site;
        /// A needed column is missing.
        COLUMN_MISSING = "BANG06", Error, Site;
        /// A column that the reader doesn't know: left out.
        COLUMN_UNKNOWN = "BANG07", Warning, Record;
        /// Two columns of one meaning.
        COLUMN_TWICE = "BANG08", Error, Site;
        /// A cell that should hold a number holds something else.
        CELL_NOT_NUMBER = "BANG09", Error, Site;
        /// A number that can be read in two ways.
        NUMBER_AMBIGUOUS = "BANG10", Error, Site;
        /// A number was read from text with separators.
        NUMBER_REPAIRED = "BANG11", Note, Record;
        /// A cell that should hold a date holds something else, or a day that doesn't exist.
        CELL_NOT_DATE = "BANG12", Error, Site;
        /// The text is not UTF-8; the encoding was recognised.
        ENCODING_GUESSED = "BANG13", Note, Record;
        /// Bytes that are no text in any encoding that the reader knows.
        ENCODING_UNKNOWN = "BANG14", Error, Site;
        /// Letters were composed to NFC.
        TEXT_NORMALISED = "BANG15", Note, Record;
        /// Merged cells: the value of the first was used for all that the table needs.
        CELLS_MERGED = "BANG16", Note, Record;
        /// A row has more cells with content than the header, or a quote is never closed.
        ROW_RAGGED = "BANG17", Error, Site;
        /// A formula's cell holds an error or no stored value.
        FORMULA_WITHOUT_VALUE = "BANG18", Error, Site;
        /// A code that the spreadsheet has turned into a number.
        CODE_IS_NUMBER = "BANG19", Error, Site;
        /// A row that is neither data nor section nor total: left out.
        ROW_SKIPPED = "BANG20", Warning, Record;
        /// A needed cell is empty.
        CELL_EMPTY = "BANG21", Error, Site;
        /// A sheet without a table that the reader knows: left out.
        SHEET_SKIPPED = "BANG23", Note, Record;
        /// A dash or a cross instead of a value: read as empty.
        CELL_PLACEHOLDER = "BANG24", Note, Record;
        /// More findings of one code in one file than are listed one by one.
        FINDINGS_CUT = "BANG25", Note, Record;
    }
    Yaml {
        /// Not YAML.
        YAML_SYNTAX = "YAML01", Error, Site;
        /// A key that is not known.
        KEY_UNKNOWN = "YAML02", Error, Site;
        /// A needed key is missing.
        KEY_MISSING = "YAML03", Error, Site;
        /// A value of the wrong kind (a list for a text).
        VALUE_KIND = "YAML04", Error, Site;
        /// A value that is not allowed or cannot be read.
        VALUE_NOT_ALLOWED = "YAML05", Error, Site;
        /// A key twice in one map.
        KEY_TWICE = "YAML06", Error, Site;
        /// More nodes, depth or aliases than the cap.
        YAML_TOO_LARGE = "YAML07", Error, Site;
    }
    Markdown {
        /// The front matter is missing or never closed.
        FRONT_MATTER = "MD01", Error, Site;
        /// Raw HTML that is not allowed was removed.
        HTML_REMOVED = "MD02", Warning, Record;
        /// A heading of the first level in the text: the page's title is the only one.
        HEADING_LEVEL = "MD03", Note, Record;
    }
    Config {
        /// A telephone number that cannot be dialled.
        PHONE_INVALID = "CH01", Error, Site;
        /// An e-mail address that is none.
        EMAIL_INVALID = "CH02", Error, Site;
        /// No base URL: canonical links and feeds' ids are left out.
        NO_BASE_URL = "CH03", Note, Record;
        /// A needed part of the feedback notice is missing.
        FEEDBACK_NOTICE_INCOMPLETE = "CH04", Error, Site;
    }
    RuleSet {
        /// A rule set, rule, layout or basis of that name doesn't exist.
        RULE_UNKNOWN = "QD01", Error, Site;
        /// Two entries of one id are in force on the same day.
        RULE_OVERLAP = "QD02", Error, Site;
    }
    Period {
        /// A period that cannot be read.
        PERIOD_UNREADABLE = "KY01", Error, Site;
        /// The label (quarter, six months, year) and the dates do not fit.
        PERIOD_LABEL_DATES = "KY02", Warning, Record;
        /// File name, title and import profile name different periods.
        PERIOD_CONTRADICTION = "KY03", Error, Site;
        /// A period that ends after the site's day.
        PERIOD_IN_FUTURE = "KY04", Warning, Record;
    }
    Dossier {
        /// The fields do not add up to the total.
        DOSSIER_FIELD_SUM = "HS01", Error, Site;
        /// An identity of the layout fails in a field's row.
        DOSSIER_ROW_IDENTITY = "HS02", Error, Site;
        /// An identity of the layout fails in the total row.
        DOSSIER_TOTAL_IDENTITY = "HS03", Error, Site;
        /// Late dossiers by field do not add up to the total of late dossiers.
        DOSSIER_LATE_SUM = "HS04", Error, Site;
        /// The quarters do not give the year.
        DOSSIER_YEAR_SUM = "HS05", Error, Site;
        /// A quarter is missing; what it would have to be.
        DOSSIER_QUARTER_MISSING = "HS06", Warning, Record;
        /// Cells without a number: not taken as zero.
        DOSSIER_CELLS_ABSENT = "HS07", Warning, Record;
        /// The late share is above the commune's own target.
        DOSSIER_OVER_TARGET = "HS08", Warning, Record;
        /// One period twice with equal figures: read once.
        DOSSIER_PERIOD_TWICE = "HS09", Note, Record;
        /// One period twice with different figures: not published.
        DOSSIER_PERIOD_CONTRADICTION = "HS10", Error, Withhold;
        /// There is no total row to check against.
        DOSSIER_NO_TOTAL = "HS11", Warning, Record;
        /// A field stands twice in one table.
        DOSSIER_FIELD_TWICE = "HS12", Error, Site;
        /// Carried in is not what was pending at the end of the period before.
        DOSSIER_CARRIED_IN = "HS13", Warning, Record;
        /// The breakdown by field gives less than the total and the other fields are not reported.
        DOSSIER_PARTIAL_BREAKDOWN = "HS14", Warning, Record;
        /// A row among the fields has the sums of all others: a total under another name?
        DOSSIER_HIDDEN_TOTAL = "HS15", Error, Site;
        /// A lettered row has the sums of the rows below it: read as their section's sum.
        DOSSIER_SECTION_SUM = "HS16", Note, Record;
        /// A lettered row with figures above others that are not their sums: section or field?
        DOSSIER_SECTION_OR_FIELD = "HS17", Error, Site;
    }
    Survey {
        /// More ballots returned than issued, or more valid than returned.
        SURVEY_RETURNED_OVER_ISSUED = "KS01", Error, Site;
        /// Answers and blanks do not give the ballots returned.
        SURVEY_ANSWER_SUM = "KS02", Error, Site;
        /// Fewer ballots than the minimum for the year's transactions.
        SURVEY_BELOW_MINIMUM = "KS03", Error, Record;
        /// A quarter's round is missing; what it would have to be.
        SURVEY_QUARTER_MISSING = "KS04", Warning, Record;
        /// The quarters do not give the year.
        SURVEY_YEAR_SUM = "KS05", Error, Site;
        /// A question that the form doesn't have.
        SURVEY_QUESTION_UNKNOWN = "KS06", Error, Site;
        /// A level that the question's scale doesn't have.
        SURVEY_LEVEL_UNKNOWN = "KS07", Error, Site;
        /// A percentage where counts are needed.
        PERCENTAGE_WITHOUT_COUNTS = "KS08", Error, Site;
        /// A round or tally stands twice.
        SURVEY_TWICE = "KS09", Error, Site;
        /// Tallies for a period without a round, or a round that names a form that doesn't exist.
        SURVEY_WITHOUT_ROUND = "KS10", Error, Site;
        /// Blank answers are not reported for a question.
        SURVEY_BLANKS_ABSENT = "KS11", Warning, Record;
        /// The share satisfied misses the commune's own target.
        SURVEY_UNDER_TARGET = "KS12", Warning, Record;
    }
    Index {
        /// A rank that is larger than the number of units ranked.
        INDEX_RANK = "CS01", Error, Site;
    }
    Document {
        /// No number or no day: a draft, not published.
        DOCUMENT_DRAFT = "VB01", Warning, Withhold;
        /// Two documents of one type, number and year.
        DOCUMENT_TWICE = "VB02", Error, Site;
        /// A type abbreviation that the official list doesn't have.
        DOCUMENT_TYPE_UNKNOWN = "VB03", Warning, Record;
        /// A percentage in a report's text without the counts behind it.
        DOCUMENT_BARE_PERCENTAGE = "VB04", Warning, Record;
        /// Dated after the as-of date.
        DOCUMENT_IN_FUTURE = "VB05", Warning, Record;
        /// A wording that says the opposite of what is meant ("tối thiểu không quá").
        DOCUMENT_WORDING = "VB06", Note, Record;
        /// A target that cannot be compared: no direction, day of effect or figure.
        TARGET_INCOMPLETE = "VB07", Error, Record;
        /// A report that says all dossiers were on time, against its own words or figures.
        DOCUMENT_ABSOLUTE_CLAIM = "VB08", Warning, Record;
        /// Results of a survey dated before the survey's last day.
        REPORT_BEFORE_SURVEY_END = "VB09", Warning, Record;
        /// A domain name that differs in one letter from a known one.
        HOST_NEARLY_KNOWN = "VB10", Warning, Record;
        /// A document is cited without its day where it is first named.
        CITATION_WITHOUT_DAY = "VB11", Note, Record;
        /// One document is cited with two days.
        CITATION_TWO_DAYS = "VB12", Warning, Record;
    }
    Explanation {
        /// An explanation to which no finding belongs any more.
        EXPLANATION_UNUSED = "GT01", Warning, Record;
        /// An explanation past its expiry: it lets nothing through.
        EXPLANATION_EXPIRED = "GT02", Warning, Record;
        /// An explanation of a code that doesn't exist or that cannot be explained.
        EXPLANATION_CODE = "GT03", Error, Site;
        /// Two explanations of one code and subject.
        EXPLANATION_TWICE = "GT04", Warning, Record;
        /// An explanation dated after the site's day.
        EXPLANATION_IN_FUTURE = "GT05", Warning, Record;
    }
    Figure {
        /// A figure id that doesn't exist.
        FIGURE_UNKNOWN = "SL01", Error, Site;
        /// The figure exists in the layout, but no number was reported.
        FIGURE_ABSENT = "SL02", Warning, Record;
        /// A fenced block `bang` or `bieu-do` that cannot be understood.
        FIGURE_BLOCK = "SL03", Error, Site;
    }
    Link {
        /// A link to a page or file of the site that doesn't exist.
        LINK_BROKEN = "LK01", Error, Site;
        /// A link to a place in a page that doesn't exist.
        ANCHOR_BROKEN = "LK02", Warning, Record;
    }
    Theme {
        /// A template that cannot be parsed or rendered.
        TEMPLATE = "GD01", Error, Site;
    }
    Audit {
        /// A page heavier than the budget.
        PAGE_TOO_HEAVY = "KT01", Warning, Record;
        /// Something that looks like personal data on a finished page.
        PERSONAL_DATA = "KT02", Error, Site;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_are_unique_and_parse() {
        let mut seen = HashSet::new();
        for code in ALL {
            assert!(seen.insert(code.name()), "{code} stands twice");
            assert_eq!(Code::parse(&code.name().to_lowercase()), Some(*code));
        }
        assert_eq!(Code::parse("XX99"), None);
    }
}
