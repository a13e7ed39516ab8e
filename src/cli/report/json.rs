//! Findings as one JSON object, for programs. The keys and their order are part of the schema:
//! a change of meaning raises [`SCHEMA`].

use super::{Counts, Report, bases, short};
use crate::cli::catalogue::Lang;
use crate::diagnostics::{Arg, At, Diagnostic, Scope};
use crate::model::Certainty;
use serde::Serialize;
use serde_json::{Value, json};

/// Version of the schema.
pub(crate) const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    tool: &'static str,
    version: &'static str,
    lang: &'static str,
    publishable: bool,
    counts: Counts,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'static str,
    severity: &'static str,
    scope: &'static str,
    file: &'a str,
    line: Option<u32>,
    column: Option<u32>,
    sheet: Option<&'a str>,
    cell: Option<String>,
    subject: &'a str,
    message: String,
    why: &'a str,
    fix: &'a str,
    basis: Vec<Basis<'a>>,
    nearest: Option<&'a str>,
    explained: bool,
    args: Value,
}

#[derive(Serialize)]
struct Basis<'a> {
    id: &'a str,
    text: Option<&'a str>,
    certainty: Option<&'static str>,
    source: Option<&'a str>,
}

/// The report as JSON, two spaces to a level, with a line break at the end.
pub(crate) fn json(report: &Report<'_>) -> String {
    let counts = Counts::of(report.findings);
    let document = Document {
        schema: SCHEMA,
        tool: "congkhai",
        version: env!("CARGO_PKG_VERSION"),
        lang: match report.words.lang {
            Lang::Vi => "vi",
            Lang::En => "en",
        },
        publishable: counts.stopping == 0,
        counts,
        findings: report.findings.iter().map(|d| finding(report, d)).collect(),
    };
    let mut text =
        serde_json::to_string_pretty(&document).expect("only strings and numbers as keys and values");
    text.push('\n');
    text
}

fn finding<'a>(report: &Report<'a>, d: &'a Diagnostic) -> Finding<'a> {
    let entry = report.words.entry(d.code);
    let (line, column, sheet) = match &d.place.at {
        At::File => (None, None, None),
        At::Line { line, column, .. } => (Some(*line), Some(*column), None),
        At::Cell { sheet, line, .. } => (line.map(|l| l.0), line.map(|l| l.1), sheet.as_deref()),
    };
    Finding {
        code: d.code.name(),
        severity: short::severity(d.severity),
        scope: match d.scope {
            Scope::Site => "site",
            Scope::Record => "record",
            Scope::Withhold => "withhold",
        },
        file: &d.place.file,
        line,
        column,
        sheet,
        cell: d.place.cell_name(),
        subject: &d.subject,
        message: report.words.message(d),
        why: entry.map_or("", |e| &e.why),
        fix: entry.map_or("", |e| &e.fix),
        basis: bases(d.code, report.words, report.rules)
            .into_iter()
            .map(|(id, basis)| Basis {
                id,
                text: basis.map(|b| b.text.as_str()),
                certainty: basis.map(|b| certainty(b.certainty)),
                source: basis.and_then(|b| b.source.as_deref()),
            })
            .collect(),
        nearest: d.nearest.as_deref(),
        explained: d.explained,
        args: Value::Object(d.args.iter().map(|(name, arg)| ((*name).to_owned(), value(arg))).collect()),
    }
}

fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Verified => "verified",
        Certainty::Secondary => "secondary",
        Certainty::Unverified => "unverified",
        Certainty::Policy => "policy",
    }
}

fn value(arg: &Arg) -> Value {
    match arg {
        Arg::Int(n) => json!(n),
        Arg::Share(part, whole) => json!({ "part": part, "whole": whole }),
        Arg::Percent(x) => json!(x),
        Arg::Date(day) => json!(day.to_string()),
        Arg::Text(text) => json!(**text),
        Arg::Word(word) => json!(word),
        Arg::List(items) => Value::Array(items.iter().map(|i| json!(**i)).collect()),
        Arg::Place(place) => json!(place.to_string()),
    }
}
