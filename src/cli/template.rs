//! Message templates: words with named places for the arguments of a finding.
//!
//! `{ten}` stands for an argument, `{n:02}` for a count with a leading zero below ten, and
//! `{w?it=ít hơn|nhieu=nhiều hơn}` for a choice by a word or a number, `*` being the rest. The words
//! of a choice may hold placeholders again. How an argument looks in a language is the caller's
//! business.

use crate::diagnostics::Arg;
use std::collections::BTreeSet;
use std::fmt;

/// A parsed template.
#[derive(Clone, Debug, PartialEq)]
pub struct Template(Vec<Piece>);

#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Text(String),
    Value { name: String, padded: bool },
    Choice { name: String, branches: Vec<(String, Template)> },
}

/// What is wrong with a template's text.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateError {
    /// Offset in bytes.
    pub at: usize,
    /// What was needed there.
    pub wanted: &'static str,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "byte {}: {} wanted", self.at, self.wanted)
    }
}

impl Template {
    /// Reads a template.
    pub fn parse(text: &str) -> Result<Template, TemplateError> {
        let mut parser = Parser { text, at: 0 };
        let template = parser.pieces(false)?;
        if parser.at < text.len() {
            return Err(parser.wanted("a “{” before this “}”"));
        }
        Ok(template)
    }

    /// The names of all arguments, those inside choices too.
    pub fn names(&self) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        self.walk(&mut |name| {
            names.insert(name);
        });
        names
    }

    fn walk<'a>(&'a self, see: &mut dyn FnMut(&'a str)) {
        for piece in &self.0 {
            match piece {
                Piece::Text(_) => {}
                Piece::Value { name, .. } => see(name),
                Piece::Choice { name, branches } => {
                    see(name);
                    branches.iter().for_each(|(_, t)| t.walk(see));
                }
            }
        }
    }

    /// The template without values: `…` for each argument and for a choice of many; a choice of up
    /// to three stands side by side.
    pub fn shape(&self) -> String {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Value { .. } => "…".to_owned(),
                Piece::Choice { branches, .. } if branches.len() > 3 => "…".to_owned(),
                Piece::Choice { branches, .. } => {
                    branches.iter().map(|(_, t)| t.shape()).collect::<Vec<_>>().join(" / ")
                }
            })
            .collect()
    }

    /// The template with its arguments in place; `show` words a value (second argument: with a
    /// leading zero). What cannot be filled in stays as `{name}` and is told to `complain`.
    pub fn fill(
        &self,
        args: &[(&'static str, Arg)],
        show: &dyn Fn(&Arg, bool) -> String,
        complain: &mut dyn FnMut(String),
    ) -> String {
        let mut out = String::new();
        for piece in &self.0 {
            let (Piece::Value { name, .. } | Piece::Choice { name, .. }) = piece else {
                if let Piece::Text(text) = piece {
                    out.push_str(text);
                }
                continue;
            };
            let Some((_, arg)) = args.iter().find(|(n, _)| n == name) else {
                complain(format!("no argument “{name}”"));
                out.push_str(&format!("{{{name}}}"));
                continue;
            };
            match piece {
                Piece::Choice { branches, .. } => match chosen(branches, arg) {
                    Some(template) => out.push_str(&template.fill(args, show, complain)),
                    None => {
                        complain(format!("no words for “{name}” = {arg:?}"));
                        out.push_str(&format!("{{{name}}}"));
                    }
                },
                Piece::Value { padded, .. } => {
                    if matches!(arg, Arg::Word(_)) {
                        complain(format!("“{name}” is a word without words"));
                    }
                    out.push_str(&show(arg, *padded));
                }
                Piece::Text(_) => {}
            }
        }
        out
    }
}

fn chosen<'a>(branches: &'a [(String, Template)], arg: &Arg) -> Option<&'a Template> {
    let key = match arg {
        Arg::Word(word) => (*word).to_owned(),
        Arg::Int(n) => n.to_string(),
        Arg::Text(text) => text.to_string(),
        _ => String::new(),
    };
    let by = |wanted: &str| branches.iter().find(|(k, _)| k == wanted).map(|(_, t)| t);
    by(&key).or_else(|| by("*"))
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn wanted(&self, wanted: &'static str) -> TemplateError {
        TemplateError { at: self.at, wanted }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn take(&mut self, wanted: &'static str) -> Result<(), TemplateError> {
        if !self.rest().starts_with(wanted) {
            return Err(self.wanted(wanted));
        }
        self.at += wanted.len();
        Ok(())
    }

    /// Text and placeholders up to the end, a `}`, or, inside a choice, a `|`.
    fn pieces(&mut self, in_choice: bool) -> Result<Template, TemplateError> {
        let mut pieces = Vec::new();
        loop {
            let stop = |c| c == '{' || c == '}' || (in_choice && c == '|');
            let len = self.rest().find(stop).unwrap_or(self.rest().len());
            if len > 0 {
                pieces.push(Piece::Text(self.rest()[..len].to_owned()));
                self.at += len;
            }
            if !self.rest().starts_with('{') {
                return Ok(Template(pieces));
            }
            pieces.push(self.placeholder()?);
        }
    }

    fn placeholder(&mut self) -> Result<Piece, TemplateError> {
        self.take("{")?;
        let len = self
            .rest()
            .find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'))
            .unwrap_or(self.rest().len());
        let name = self.rest()[..len].to_owned();
        if name.is_empty() {
            return Err(self.wanted("a name"));
        }
        self.at += len;
        let piece = match self.rest().as_bytes().first() {
            Some(b':') => {
                self.take(":02")?;
                Piece::Value { name, padded: true }
            }
            Some(b'?') => {
                let mut branches = Vec::new();
                while matches!(self.rest().as_bytes().first(), Some(b'?' | b'|')) {
                    self.at += 1;
                    let len = self.rest().find(['=', '|', '}', '{']).ok_or_else(|| self.wanted("="))?;
                    let key = self.rest()[..len].trim().to_owned();
                    self.at += len;
                    self.take("=")?;
                    branches.push((key, self.pieces(true)?));
                }
                Piece::Choice { name, branches }
            }
            _ => Piece::Value { name, padded: false },
        };
        self.take("}")?;
        Ok(piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fill(text: &str, args: &[(&'static str, Arg)]) -> (String, Vec<String>) {
        let mut complaints = Vec::new();
        let show = |arg: &Arg, padded: bool| match arg {
            Arg::Int(n) if padded => format!("{n:02}"),
            Arg::Int(n) => n.to_string(),
            Arg::Text(t) => t.to_string(),
            other => format!("{other:?}"),
        };
        let out = Template::parse(text).unwrap().fill(args, &show, &mut |c| complaints.push(c));
        (out, complaints)
    }

    #[test]
    fn fills_values_and_choices() {
        let args = [("n", Arg::Int(1)), ("w", Arg::Word("it")), ("cot", Arg::from("Quá hạn"))];
        assert_eq!(fill("cột “{cot}”, {n:02} ô", &args).0, "cột “Quá hạn”, 01 ô");
        assert_eq!(fill("{w?it=ít hơn|nhieu=nhiều hơn} a|b", &args).0, "ít hơn a|b");
        assert_eq!(fill("{n?1=one of {cot}|*={n} columns}", &args).0, "one of Quá hạn");
        assert_eq!(fill("{n?0=none|*={n} columns}.", &args).0, "1 columns.");
    }

    #[test]
    fn what_cannot_be_filled_stays_and_is_told() {
        let (out, complaints) = fill("a {thieu} b {w?x=y}", &[("w", Arg::Word("it"))]);
        assert_eq!(out, "a {thieu} b {w}");
        assert_eq!(complaints.len(), 2);
        assert_eq!(fill("{w}", &[("w", Arg::Word("it"))]).1.len(), 1);
    }

    #[test]
    fn faults_are_found() {
        for bad in ["{", "{}", "{Ten}", "a}", "{a:03}", "{a?}", "{a?x}", "{a?x=y", "{a b}"] {
            assert!(Template::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn shape_and_names() {
        let t = Template::parse("“{cot}” {w?it=ít hơn {n}|nhieu=nhiều hơn}").unwrap();
        assert_eq!(t.shape(), "“…” ít hơn … / nhiều hơn");
        assert_eq!(t.names().into_iter().collect::<Vec<_>>(), ["cot", "n", "w"]);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[{}|?=:a-z0-9 *“ế]{0,40}") {
            if let Ok(t) = Template::parse(&text) {
                t.fill(&[("a", Arg::Int(1))], &|_, _| String::new(), &mut |_| ());
            }
        }
    }
}
