//! `explain`: all that the catalogue and the rules say of a code; without a code, the list.

use super::args::Misuse;
use super::catalogue::{Catalogue, Entry};
use super::layout::{self, columns, labelled, paint};
use super::report::{bases, basis_in_words};
use super::terminal::Surface;
use crate::diagnostics::{ALL, Code, Scope, Severity, nearest};
use crate::model::RuleBook;

/// Explains the code of that name, or lists all codes.
pub(crate) fn explain(
    name: Option<&str>,
    words: &Catalogue,
    rules: &RuleBook,
    surface: Surface,
) -> Result<String, Misuse> {
    let Some(name) = name else { return Ok(list(words, surface)) };
    match Code::parse(name) {
        Some(code) => Ok(one(code, words, rules, surface)),
        None => {
            let near = nearest(&name.trim().to_uppercase(), ALL.iter().map(|c| c.name()));
            Err(Misuse { nearest: near.map(str::to_owned), ..Misuse::of("wrong.code", name) })
        }
    }
}

/// All codes by family, a line each.
fn list(words: &Catalogue, surface: Surface) -> String {
    let width = 2 + ALL.iter().map(|c| c.name().len()).max().unwrap_or(0);
    let mut out = String::new();
    let mut family = "";
    for code in ALL {
        let letters = code.name().trim_end_matches(|c: char| c.is_ascii_digit());
        if letters != family {
            family = letters;
            let gap = if out.is_empty() { "" } else { "\n" };
            let heading = paint(&words.word(&format!("family.{family}")), layout::LABEL, surface.colour);
            out.push_str(&format!("{gap}{heading}\n"));
        }
        let title = words.entry(*code).map_or("", |e| &e.title);
        let label = format!("  {:width$}", code.name());
        out.push_str(&labelled(&label, columns(&label), title, columns(&label), surface.width));
    }
    out.push('\n');
    out.push_str(&labelled("", 0, &words.word("explain.list"), 0, surface.width));
    out
}

fn one(code: Code, words: &Catalogue, rules: &RuleBook, surface: Surface) -> String {
    let name = paint(code.name(), layout::LABEL, surface.colour);
    let grade = labelled("", 0, &words.word(grade(code)), 0, surface.width);
    let Some(entry) = words.entry(code) else {
        return format!("{name}\n{grade}{}\n", words.word("explain.absent"));
    };
    let Entry { title, message, why, fix, example, .. } = entry;
    let title = labelled(&format!("{name}: "), code.name().len() + 2, title, 2, surface.width);
    let mut out = format!("{title}{grade}");
    let mut section = |label: &str, paragraphs: &[String]| {
        out.push_str(&format!("\n{}\n", paint(&words.word(label), layout::LABEL, surface.colour)));
        for p in paragraphs {
            out.push_str(&labelled("  ", 2, p, 2, surface.width));
        }
    };
    section("explain.message", &[message.shape()]);
    section("label.why", std::slice::from_ref(why));
    let bases: Vec<String> =
        bases(code, words, rules).into_iter().map(|b| basis_in_words(words, b)).collect();
    if !bases.is_empty() {
        section("label.basis", &bases);
    }
    section("label.fix", std::slice::from_ref(fix));
    section("explain.example", &[]);
    for line in example.lines() {
        out.push_str(format!("  {line}").trim_end());
        out.push('\n');
    }
    out
}

/// The default grade and what follows from it, as a key of the words.
fn grade(code: Code) -> &'static str {
    match (code.default_severity(), code.default_scope()) {
        (Severity::Error, Scope::Site) => "explain.error_site",
        (Severity::Error, Scope::Record) => "explain.error_record",
        (Severity::Error, Scope::Withhold) => "explain.error_withhold",
        (Severity::Warning, Scope::Withhold) => "explain.warning_withhold",
        (Severity::Warning, _) => "explain.warning",
        (Severity::Note, _) => "explain.note",
    }
}
