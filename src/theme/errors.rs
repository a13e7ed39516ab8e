//! Errors of the template engine as diagnostics with a place in the template.

use super::FOLDER;
use crate::diagnostics::{Diagnostic, Place, codes};
use tera::{Error, ErrorKind, ReportError};

/// All that the error tells.
pub(super) fn all(error: &Error) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => vec![of_report(report)],
        // Missing filters, components and blocks come as one text of several reports.
        ErrorKind::Msg(text) if text.starts_with("error: ") => {
            text.split("\n\n").filter_map(of_text).collect()
        }
        ErrorKind::CircularExtend { tpl, .. }
        | ErrorKind::CircularInclude { tpl, .. }
        | ErrorKind::MissingParent { current: tpl, .. }
        | ErrorKind::TemplateNotFound(tpl) => vec![about_file(tpl, error)],
        _ => vec![about_file("", error)],
    }
}

/// The first thing that the error tells, or the template as a whole.
pub(super) fn first(template: &str, error: &Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => of_report(report),
        _ => about_file(template, error),
    }
}

/// True for a fault that a template has by itself.
pub(super) fn is_syntax(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::SyntaxError(_))
}

fn of_report(report: &ReportError) -> Diagnostic {
    let span = report.span();
    let len = if span.end_line == span.start_line { span.end_col.saturating_sub(span.start_col) } else { 0 };
    at(report.filename(), small(span.start_line), small(span.start_col + 1), small(len), report.message())
}

/// `error: message`, then ` --> file:line:column`.
fn of_text(text: &str) -> Option<Diagnostic> {
    let mut lines = text.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let place = lines.next()?.trim_start().strip_prefix("--> ")?;
    let mut parts = place.rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let line = parts.next()?.parse().ok()?;
    Some(at(parts.next()?, line, column, 0, message))
}

fn about_file(template: &str, error: &Error) -> Diagnostic {
    let file = if template.is_empty() { FOLDER.to_owned() } else { format!("{FOLDER}/{template}") };
    Diagnostic::new(codes::TEMPLATE, Place::file(file)).arg("loi", error.to_string())
}

fn at(file: &str, line: u32, column: u32, len: u32, message: &str) -> Diagnostic {
    let place = Place::line(format!("{FOLDER}/{file}"), line, column, len);
    Diagnostic::new(codes::TEMPLATE, place).arg("loi", message)
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
