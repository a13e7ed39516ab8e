//! The catalogue is whole: every code has words in both languages, in good order.

#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // a test may look at the source tree, and fail

use congkhai::cli::{Catalogue, Entry, Lang, Template};
use congkhai::diagnostics::{ALL, Code};
use congkhai::text::nfc;
use std::collections::BTreeSet;

/// Words that a commune's page and messages never use, and words of programmers.
const FORBIDDEN: [&str; 16] = [
    "trễ hạn",
    "thu vào",
    "bộ phận một cửa",
    "cấp huyện",
    "parse",
    "parser",
    "token",
    "string",
    "null",
    "regex",
    "schema",
    "exception",
    "delimiter",
    "encoding",
    "boolean",
    "integer",
];

fn entries(lang: Lang) -> Vec<(Code, Entry)> {
    let catalogue = Catalogue::load(lang);
    ALL.iter().filter_map(|c| Some((*c, catalogue.entry(*c)?.clone()))).collect()
}

fn fail_with(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_files_can_be_read() {
    for lang in [Lang::Vi, Lang::En] {
        fail_with(Catalogue::load(lang).problems);
    }
}

/// The folder is embedded when `catalogue.rs` is compiled; a file added later is seen only after.
#[test]
fn the_embedded_files_are_those_of_the_folder() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cli/catalogue");
    let on_disk: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    let embedded: BTreeSet<String> = Catalogue::files().into_iter().collect();
    assert_eq!(embedded, on_disk, "run: touch src/cli/catalogue.rs");
}

#[test]
fn every_code_has_an_entry_and_every_entry_a_code() {
    let catalogue = Catalogue::load(Lang::Vi);
    let missing: Vec<&str> =
        ALL.iter().filter(|c| catalogue.entry(**c).is_none()).map(|c| c.name()).collect();
    let strange: Vec<&str> =
        catalogue.codes().filter(|name| !ALL.iter().any(|c| c.name() == *name)).collect();
    assert!(missing.is_empty(), "{} codes without words: {}", missing.len(), missing.join(" "));
    assert!(strange.is_empty(), "words without a code: {}", strange.join(" "));
}

#[test]
fn an_entry_stands_in_the_file_of_its_family() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/cli/catalogue");
    let mut faults = Vec::new();
    for file in Catalogue::files() {
        let text = std::fs::read_to_string(format!("{folder}/{file}")).unwrap();
        let family = file.trim_end_matches(".yaml").to_uppercase();
        let codes = text.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_uppercase()));
        for code in codes.map(|l| l.trim_end_matches(':')) {
            if code.trim_end_matches(|c: char| c.is_ascii_digit()) != family {
                faults.push(format!("{code} stands in {file}"));
            }
        }
    }
    fail_with(faults);
}

#[test]
fn all_parts_are_filled_and_well_formed() {
    let mut faults = Vec::new();
    for (lang, (code, e)) in
        [Lang::Vi, Lang::En].into_iter().flat_map(|l| entries(l).into_iter().map(move |e| (l, e)))
    {
        let message = e.message.shape();
        let parts = [
            ("title", &e.title),
            ("message", &message),
            ("why", &e.why),
            ("fix", &e.fix),
            ("example", &e.example),
        ];
        for (part, text) in parts {
            let mut fault = |what: &str| faults.push(format!("{code} {lang:?} {part}: {what}: {text}"));
            if text.trim().is_empty() {
                fault("empty");
            }
            if *text != nfc(text) {
                fault("not in normal form (NFC)");
            }
            // Only messages have arguments; elsewhere a brace would be printed as it is.
            if part != "example" && text.contains(['{', '}']) {
                fault("a brace");
            }
            if matches!(part, "why" | "fix") && !text.ends_with(['.', ':', '?', '!', '”', ')']) {
                fault("no full stop");
            }
            if matches!(part, "title" | "message") && text.ends_with('.') {
                fault("a full stop");
            }
            if part != "example" && text.contains('"') {
                fault("straight quotes, use “ ”");
            }
            if part == "title" && text.chars().count() > 90 {
                fault("long");
            }
            if lang == Lang::Vi {
                for word in FORBIDDEN.iter().filter(|w| has_word(text, w)) {
                    fault(&format!("says “{word}”"));
                }
            }
        }
    }
    fail_with(faults);
}

/// True when the phrase stands in the text as whole words.
fn has_word(text: &str, phrase: &str) -> bool {
    let text = text.to_lowercase();
    text.match_indices(phrase).any(|(at, found)| {
        let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
        outside(text[..at].chars().next_back()) && outside(text[at + found.len()..].chars().next())
    })
}

#[test]
fn both_languages_use_the_same_arguments() {
    let names = |t: &Template| t.names().into_iter().map(str::to_owned).collect::<Vec<_>>();
    let faults = entries(Lang::Vi).into_iter().zip(entries(Lang::En)).filter_map(|((code, vi), (_, en))| {
        let (vi, en) = (names(&vi.message), names(&en.message));
        (vi != en).then(|| format!("{code}: vi {vi:?}, en {en:?}"))
    });
    fail_with(faults.collect());
}

/// All source files below a folder of `src`, as path and text.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path.to_string_lossy()));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push((path.to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap()));
        }
    }
    found
}

/// A message asks for no argument that is given nowhere in the files that raise its code. (That
/// each finding gives all of them is seen by running the invalid fixtures.)
#[test]
fn the_arguments_of_messages_are_given_where_their_codes_are_raised() {
    let all = sources(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
    let registry = include_str!("../src/diagnostics/registry.rs");
    let catalogue = Catalogue::load(Lang::Vi);
    let mut faults = Vec::new();
    for (code, entry) in ALL.iter().filter_map(|c| Some((c, catalogue.entry(*c)?))) {
        let line = registry.lines().find(|l| l.contains(&format!("= \"{code}\""))).unwrap();
        let constant = format!("codes::{}", line.trim().split(' ').next().unwrap_or_default());
        let raised_in = |text: &str| {
            text.match_indices(&constant).any(|(at, name)| {
                !text[at + name.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
            })
        };
        let raising: Vec<_> = all.iter().filter(|(p, t)| !p.contains("tests") && raised_in(t)).collect();
        let given: BTreeSet<&str> = raising
            .iter()
            .flat_map(|(_, text)| text.split("arg(").skip(1))
            .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
            .collect();
        for name in entry.message.names().into_iter().filter(|n| !given.contains(n)) {
            if !raising.iter().all(|(path, _)| path.contains("/cli/")) {
                faults.push(format!("{code}: “{name}”; given there: {given:?}"));
            }
        }
    }
    fail_with(faults);
}

/// Every phrase that the program asks for exists, and every phrase is asked for.
#[test]
fn the_words_are_those_that_the_program_says() {
    let source: String =
        sources(concat!(env!("CARGO_MANIFEST_DIR"), "/src/cli")).into_iter().map(|(_, text)| text).collect();
    let catalogue = Catalogue::load(Lang::Vi);
    let known: BTreeSet<&str> = catalogue.words().collect();
    let groups: BTreeSet<&str> = known.iter().map(|k| k.split('.').next().unwrap_or_default()).collect();
    let mut said: BTreeSet<&str> = source
        .split('"')
        .filter(|s| {
            s.split_once('.').is_some_and(|(group, rest)| {
                groups.contains(group)
                    && !rest.is_empty()
                    && rest.chars().all(|c| c.is_ascii_lowercase() || c == '_')
            })
        })
        .collect();
    let families: BTreeSet<String> = ALL
        .iter()
        .map(|c| format!("family.{}", c.name().trim_end_matches(|c: char| c.is_ascii_digit())))
        .collect();
    said.extend(families.iter().map(String::as_str));
    let missing: Vec<_> = said.difference(&known).collect();
    let unused: Vec<_> = known.difference(&said).collect();
    assert!(missing.is_empty() && unused.is_empty(), "no words for {missing:?}; never said {unused:?}");
}
