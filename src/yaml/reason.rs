//! The library's many kinds of errors as the few reasons that a clerk can act on, and the place
//! where the mistake was made rather than where the parser noticed it.

use super::read::{MAX_DEPTH, MAX_NODES};
use serde_yaml::Error;
use serde_yaml::budget::BudgetBreach;
use serde_yaml::granit_parser::ErrorKind;
use serde_yaml::localizer::ExternalMessageSource;

/// Why a text could not be read.
#[derive(Debug, PartialEq)]
pub(super) enum Trouble {
    /// Not YAML (YAML01).
    Syntax {
        /// A word of a closed set, see the catalogue.
        ly_do: &'static str,
        /// Line from 1.
        line: u32,
        /// Column in characters from 1.
        column: u32,
    },
    /// Over a limit (YAML07).
    Limit {
        /// Which limit.
        gioi_han: &'static str,
        /// How much is allowed.
        muc: usize,
        /// Line from 1.
        line: u32,
        /// Column in characters from 1.
        column: u32,
    },
}

/// The trouble behind an error that the library noticed at line and column `at` of `text`.
pub(super) fn of(error: &Error, text: &str, at: (u32, u32)) -> Trouble {
    let at_mark = |ly_do| Trouble::Syntax { ly_do, line: at.0, column: at.1 };
    match error {
        Error::Budget { breach, .. } => limit(breach, text, at),
        Error::ExternalMessage { source, .. } => match source.as_ref() {
            ExternalMessageSource::Parser(scan) => of_parser(scan.kind(), text, at),
            _ => at_mark("khac"),
        },
        Error::MultipleDocuments { .. } => at_mark("nhieu_phan"),
        Error::UnknownAnchor { .. } => at_mark("ky_tu_dau"),
        // Raised while a value is made to fit its tag (`!!int abc`), and only then.
        Error::InvalidScalar { .. }
        | Error::InvalidBooleanStrict { .. }
        | Error::InvalidBinaryBase64 { .. }
        | Error::BinaryNotUtf8 { .. }
        | Error::TaggedScalarCannotDeserializeIntoString { .. } => at_mark("ky_tu_dau"),
        _ => at_mark("khac"),
    }
}

fn limit(breach: &BudgetBreach, text: &str, at: (u32, u32)) -> Trouble {
    let ((line, column), gioi_han, muc) = match breach {
        BudgetBreach::Anchors { .. } | BudgetBreach::Aliases { .. } => {
            (sign_before(text, at, &['&']).unwrap_or(at), "neo", 0)
        }
        BudgetBreach::Depth { .. } => (at, "do_sau", MAX_DEPTH),
        _ => (at, "so_nut", MAX_NODES),
    };
    Trouble::Limit { gioi_han, muc, line, column }
}

/// The tab itself: the parser may notice it at the end of the line before.
fn indent_with_tab(text: &str, at: (u32, u32)) -> Option<(u32, u32)> {
    let lines = text.lines().zip(1u32..).skip(at.0.saturating_sub(1) as usize).take(3);
    let (line, tab) = lines.into_iter().find_map(|(line, number)| {
        let mut indent = line.chars().take_while(|c| c.is_whitespace());
        Some((number, u32::try_from(indent.position(|c| c == '\t')?).ok()?))
    })?;
    Some(if line == at.0 { at } else { (line, tab + 1) })
}

fn of_parser(kind: &ErrorKind, text: &str, at: (u32, u32)) -> Trouble {
    use ErrorKind as K;
    let at_mark = |ly_do| Trouble::Syntax { ly_do, line: at.0, column: at.1 };
    match kind {
        K::RecursionLimitExceeded => {
            Trouble::Limit { gioi_han: "do_sau", muc: MAX_DEPTH, line: at.0, column: at.1 }
        }
        K::TabNotAllowed
        | K::TabInBlockIndentation
        | K::TabInIndentation
        | K::TabAtBlockScalarStart
        | K::TabInPlainScalar => {
            let (line, column) = indent_with_tab(text, at).unwrap_or(at);
            Trouble::Syntax { ly_do: "tab", line, column }
        }
        K::UnclosedQuotedScalar | K::InvalidQuotedScalarIndent | K::DocumentIndicatorInQuotedScalar => {
            let (line, column) = sign_before(text, at, &['"', '\'']).unwrap_or(at);
            Trouble::Syntax { ly_do: "nhay", line, column }
        }
        K::InvalidTrailingSingleQuotedScalar | K::InvalidTrailingDoubleQuotedScalar => at_mark("sau_nhay"),
        K::UnknownQuotedScalarEscape
        | K::InvalidQuotedScalarHexEscape
        | K::InvalidLowSurrogateHexEscape
        | K::InvalidLowSurrogate
        | K::MissingLowSurrogate
        | K::UnpairedLowSurrogate
        | K::InvalidUnicodeEscape => at_mark("thoat"),
        K::UnexpectedEofFlowSequence
        | K::UnexpectedEofFlowMapping
        | K::UnexpectedEofImplicitFlowMapping
        | K::ExpectedFlowMappingSeparator
        | K::ExpectedFlowSequenceSeparator
        | K::MisplacedFlowCollectionEnd
        | K::MismatchedFlowCollectionEnd { .. }
        | K::UnclosedFlowCollection { .. }
        | K::BlockEntryInFlowCollection
        | K::FlowMappingValueAdjacentCollection
        | K::InvalidColonPlacement => at_mark("ngoac"),
        K::ExpectedBlockMappingKey
        | K::ExpectedBlockSequenceEntry
        | K::InvalidIndentation
        | K::InvalidBlockScalarIndent
        | K::InvalidFlowScalarIndent
        | K::ExpectedDocumentStart => at_mark("thut_dong"),
        K::BlockSequenceEntryNotAllowed | K::InvalidBlockEntryWhitespace => at_mark("gach_dau_dong"),
        K::SimpleKeyExpected | K::InvalidSimpleKey => at_mark("thieu_hai_cham"),
        K::MappingKeyNotAllowed | K::MappingValueNotAllowed => colon(text, at),
        K::UnexpectedCharacter { character } if character.is_control() => at_mark("ky_tu_an"),
        K::BomInsideDocument => at_mark("ky_tu_an"),
        K::UnexpectedCharacter { .. }
        | K::UnknownAnchor
        | K::UndeclaredTagHandle
        | K::ExpectedTagBang
        | K::InvalidGlobalTagCharacter
        | K::InvalidTagTerminator
        | K::InvalidTagEscape
        | K::MissingTagUri
        | K::UnclosedVerbatimTag
        | K::MissingAnchorOrAliasName
        | K::PlainScalarStartsWithDashFlowIndicator
        | K::InvalidBlockScalarHeader
        | K::InvalidDirectiveName
        | K::MissingDirectiveName => at_mark("ky_tu_dau"),
        _ => at_mark("khac"),
    }
}

/// Where the value begins that the parser, at `at`, was reading: the nearest of `signs` before
/// that place which stands where a value can begin.
fn sign_before(text: &str, at: (u32, u32), signs: &[char]) -> Option<(u32, u32)> {
    let before: Vec<&str> = text.lines().take(at.0 as usize).collect();
    for (n, line) in before.iter().enumerate().rev() {
        let end = if n + 1 == at.0 as usize { at.1 as usize } else { usize::MAX };
        let mut previous = ' ';
        let mut found = None;
        for (i, c) in line.chars().enumerate().take(end) {
            if signs.contains(&c) && (previous.is_whitespace() || matches!(previous, '[' | '{' | ',')) {
                found = Some(i);
            }
            previous = c;
        }
        if let Some(i) = found {
            return Some((n as u32 + 1, i as u32 + 1));
        }
    }
    None
}

/// A colon where none may stand: twice in a line, after a line whose own colon lacks the space
/// (`ten:Văn phòng`), or on a line that is indented too far.
fn colon(text: &str, at: (u32, u32)) -> Trouble {
    let at_mark = |ly_do| Trouble::Syntax { ly_do, line: at.0, column: at.1 };
    let mut lines = text.lines().take(at.0 as usize);
    let previous = (at.0 > 1).then(|| lines.nth(at.0 as usize - 2)).flatten().unwrap_or("");
    let line = lines.next().unwrap_or("");
    let before: String = line.chars().take((at.1 as usize).saturating_sub(1)).collect();
    if before.contains(": ") {
        return at_mark("hai_cham");
    }
    let indent = previous.chars().take_while(|c| matches!(c, ' ' | '-')).count();
    let key = previous.trim_start_matches([' ', '-']);
    let name = key.chars().take_while(|c| c.is_alphanumeric() || *c == '_').count();
    let mut rest = key.chars().skip(name);
    if name > 0 && rest.next() == Some(':') && rest.next().is_some_and(|c| !c.is_whitespace() && c != '/') {
        return Trouble::Syntax { ly_do: "thieu_cach", line: at.0 - 1, column: (indent + name) as u32 + 1 };
    }
    at_mark("thut_dong")
}
