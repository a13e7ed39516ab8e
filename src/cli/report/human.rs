//! Findings for people: what is wrong and where, and at the first finding of a code also why, on
//! what basis, and what to do.

use super::excerpt::Excerpt;
use super::{Report, bases, basis_in_words};
use crate::cli::catalogue::Catalogue;
use crate::cli::layout::{self, columns, labelled, paint};
use crate::cli::wording;
use crate::diagnostics::{Arg, Code, Diagnostic, Scope, Severity, codes};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Findings of one code that are shown; the rest is counted. Nobody reads a thousand.
const SHOWN_OF_A_CODE: usize = 20;

/// The findings; nothing when there are none.
pub(crate) fn human(report: &Report<'_>) -> String {
    let mut out = String::new();
    let mut writer = Writer { report, file: None, seen: BTreeMap::new() };
    for finding in report.findings.iter() {
        writer.finding(&mut out, finding);
    }
    writer.unshown(&mut out);
    if !report.findings.is_empty() {
        let text = report.words.word("report.more");
        out.push_str(&labelled("", 0, &text, 0, report.surface.width));
    }
    out
}

/// Grade and code (`Lỗi HS01`), and what follows them: what becomes of the item when it does not
/// stop the site, a colon, the message.
pub(crate) fn title(words: &Catalogue, d: &Diagnostic) -> (String, String) {
    let grade = match d.severity {
        Severity::Error => "severity.error",
        Severity::Warning => "severity.warning",
        Severity::Note => "severity.note",
    };
    let remark = match (d.severity, d.scope) {
        _ if d.explained => Some("remark.explained"),
        (Severity::Error, Scope::Record) => Some("remark.record"),
        (Severity::Error, Scope::Withhold) => Some("remark.withhold"),
        _ => None,
    };
    let remark = remark.map(|r| format!(" ({})", words.word(r))).unwrap_or_default();
    (format!("{} {}", words.word(grade), d.code), format!("{remark}: {}", words.message(d)))
}

struct Writer<'a> {
    report: &'a Report<'a>,
    /// The file read last and its text: findings come in order of files.
    file: Option<(Arc<str>, Option<String>)>,
    /// How many findings of each code there were.
    seen: BTreeMap<Code, usize>,
}

impl Writer<'_> {
    fn finding(&mut self, out: &mut String, d: &Diagnostic) {
        let seen = self.seen.entry(d.code).or_default();
        *seen += 1;
        if *seen > SHOWN_OF_A_CODE {
            return;
        }
        let first = *seen == 1;
        let Report { words, rules, surface, .. } = *self.report;
        self.title(out, d);
        self.line(out, "label.place", &wording::place(words, &d.place));
        if let Some(excerpt) = self.excerpt(d) {
            out.push_str(&excerpt.render(d.severity, surface.colour, surface.width));
        }
        if let Some(nearest) = &d.nearest {
            let text = words.say("report.nearest", &[("name", Arg::from(nearest))]);
            self.line(out, "label.hint", &text);
        }
        if let (true, Some(entry)) = (first, words.entry(d.code)) {
            self.line(out, "label.why", &entry.why);
            for basis in bases(d.code, words, rules) {
                self.line(out, "label.basis", &basis_in_words(words, basis));
            }
            self.line(out, "label.fix", &entry.fix);
        }
        if d.explained {
            self.explanation(out, d);
        } else if may_be_explained(d) {
            let key = if first { "report.explain" } else { "report.explain_short" };
            let args = [
                ("code", Arg::from(d.code.name())),
                ("subject", wording::harmless(&d.subject).into_owned().into()),
            ];
            self.line(out, "label.explanation", &words.say(key, &args));
        }
        out.push('\n');
    }

    /// `Lỗi HS01: …`, with what follows when it does not stop the site.
    fn title(&self, out: &mut String, d: &Diagnostic) {
        let Report { words, surface, .. } = *self.report;
        let style = match d.severity {
            Severity::Error => layout::ERROR,
            Severity::Warning => layout::WARNING,
            Severity::Note => layout::NOTE,
        };
        let (name, text) = title(words, d);
        let painted = paint(&name, style, surface.colour);
        // The name stays on the first line: no break before the colon or the bracket.
        out.push_str(&painted);
        let glue = if text.starts_with(' ') { " " } else { "" };
        out.push_str(&labelled(glue, columns(&name) + glue.len(), text.trim_start(), 2, surface.width));
    }

    fn line(&self, out: &mut String, label: &str, text: &str) {
        let Report { words, surface, .. } = *self.report;
        let indent = 4 + LABELS.iter().map(|l| columns(&words.word(l))).max().unwrap_or(0);
        let label = words.word(label);
        let gap = " ".repeat(indent - 2 - columns(&label));
        let painted = format!("  {}{gap}", paint(&label, layout::LABEL, surface.colour));
        out.push_str(&labelled(&painted, indent, text, indent, surface.width));
    }

    fn excerpt(&mut self, d: &Diagnostic) -> Option<Excerpt> {
        // What looks like personal data is not shown again in a terminal or a log.
        if d.code == codes::PERSONAL_DATA {
            return None;
        }
        if self.file.as_ref().is_none_or(|(name, _)| *name != d.place.file) {
            self.file = Some((d.place.file.clone(), (self.report.source)(&d.place.file)));
        }
        let (_, text) = self.file.as_ref()?;
        Excerpt::of(&d.place, text.as_deref()?)
    }

    fn explanation(&self, out: &mut String, d: &Diagnostic) {
        let found = self
            .report
            .explained
            .iter()
            .find(|e| e.code.value == d.code && e.subject.eq_ignore_ascii_case(&d.subject));
        if let Some(e) = found {
            let (text, approver) = (wording::harmless(&e.text), wording::shown(&e.approver));
            let text = format!("“{text}” ({approver}, {})", crate::text::date(e.given_on));
            self.line(out, "label.explanation", &text);
        }
    }

    /// A line for each code of which not all findings were shown.
    fn unshown(&self, out: &mut String) {
        for (code, n) in self.seen.iter().filter(|(_, n)| **n > SHOWN_OF_A_CODE) {
            let args = [("code", Arg::from(code.name())), ("n", Arg::from(n - SHOWN_OF_A_CODE))];
            let text = self.report.words.say("report.unshown", &args);
            out.push_str(&labelled("", 0, &text, 2, self.report.surface.width));
        }
    }
}

/// True for what an explanation would answer: an error that stops the site and can be named. A
/// missed target too, as its page prints the reason.
fn may_be_explained(d: &Diagnostic) -> bool {
    let stops = d.severity == Severity::Error && d.scope == Scope::Site;
    let missed = matches!(d.code, codes::DOSSIER_OVER_TARGET | codes::SURVEY_UNDER_TARGET);
    !d.subject.is_empty() && (stops || missed)
}

/// Labels under a finding, for one width.
const LABELS: [&str; 6] =
    ["label.place", "label.hint", "label.why", "label.basis", "label.fix", "label.explanation"];
