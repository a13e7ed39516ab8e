//! Every diagnostic code, run through the program: a folder `fixtures/invalid/<CODE>…` (or a
//! function of `invalid/generated.rs` for what is no text) is laid over the valid base site, and
//! `congkhai check --format short` must print exactly `expect.txt`.
//!
//! `make.txt` holds what cannot lie in a repository: see `invalid/generated.rs`. In a fixture's folder, beside the files that differ from the base: `remove.txt` lists base files
//! to leave out, `exit.txt` holds the exit code where it doesn't follow from the lines (an error
//! that an explanation lets through). `CONGKHAI_FIXTURE=HS01` runs only the fixtures that begin so.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test prepares folders")]

#[path = "invalid/generated.rs"]
mod generated;

use congkhai::diagnostics::{ALL, Code, Scope};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const AS_OF: &str = "2026-10-15";
/// Files of a fixture's folder that are not part of the site.
const NOT_SITE: [&str; 4] = ["expect.txt", "exit.txt", "remove.txt", "make.txt"];

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Folders of fixtures by name.
fn folders() -> Vec<(String, PathBuf)> {
    let mut all: Vec<_> = fs::read_dir(fixtures().join("invalid"))
        .expect("fixtures")
        .map(|entry| entry.expect("entry"))
        .map(|entry| (entry.file_name().into_string().expect("an ASCII name"), entry.path()))
        .collect();
    all.sort();
    all
}

fn copy(from: &Path, to: &Path, top: bool) {
    for entry in fs::read_dir(from).expect("folder") {
        let entry = entry.expect("entry");
        let name = entry.file_name();
        if top && NOT_SITE.iter().any(|n| name == *n) {
            continue;
        }
        let target = to.join(&name);
        if entry.file_type().expect("type").is_dir() {
            fs::create_dir_all(&target).expect("create");
            copy(&entry.path(), &target, false);
        } else {
            fs::copy(entry.path(), &target).expect("copy");
        }
    }
}

fn check(root: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_congkhai"))
        .args(["check", "--root"])
        .arg(root)
        .args(["--format", "short", "--ngay", AS_OF])
        .output()
        .expect("the program runs")
}

/// What the program says of the base site with a fixture laid over it.
fn run(folder: &Path, name: &str) -> Output {
    let site = tempfile::tempdir().expect("temporary folder");
    copy(&fixtures().join("base"), site.path(), true);
    for removed in read(folder, "remove.txt").unwrap_or_default().lines() {
        fs::remove_file(site.path().join(removed)).expect("a file of the base to leave out");
    }
    copy(folder, site.path(), true);
    if let Some(recipe) = read(folder, "make.txt") {
        generated::make(name, &recipe, site.path());
    }
    check(site.path())
}

fn read(folder: &Path, name: &str) -> Option<String> {
    fs::read_to_string(folder.join(name)).ok()
}

/// An error that stops the site, by the registry's defaults.
fn stops(line: &str) -> bool {
    let code = line.split_once(" error ").and_then(|(_, rest)| rest.split(' ').next());
    code.and_then(Code::parse).is_some_and(|c| c.default_scope() == Scope::Site)
}

#[test]
fn the_base_site_has_no_findings() {
    let site = tempfile::tempdir().expect("temporary folder");
    copy(&fixtures().join("base"), site.path(), true);
    let output = check(site.path());
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn every_code_has_a_fixture_that_raises_it() {
    let mut raised = BTreeSet::new();
    for (name, folder) in folders() {
        let expected = read(&folder, "expect.txt").unwrap_or_default();
        let code = Code::parse(name.split('-').next().unwrap_or_default());
        let code = code.unwrap_or_else(|| panic!("{name}: a fixture is named after a code"));
        let words: Vec<&str> = expected.split_whitespace().collect();
        assert!(words.contains(&code.name()), "{name}/expect.txt doesn't hold {code}");
        raised.insert(code);
    }
    let missing: Vec<_> = ALL.iter().filter(|c| !raised.contains(c)).collect();
    assert!(missing.is_empty(), "without a fixture: {missing:?}");
}

#[test]
fn fixtures_print_exactly_what_they_should() {
    let only = std::env::var("CONGKHAI_FIXTURE").unwrap_or_default();
    let mut wrong = String::new();
    for (name, folder) in folders().into_iter().filter(|(name, _)| name.starts_with(&only)) {
        let output = run(&folder, &name);
        let printed = String::from_utf8_lossy(&output.stdout);
        let errors = String::from_utf8_lossy(&output.stderr);
        let expected = read(&folder, "expect.txt").unwrap_or_default();
        let code = match read(&folder, "exit.txt") {
            Some(code) => code.trim().parse().expect("exit.txt holds a number"),
            None => i32::from(expected.lines().any(stops)),
        };
        let panicked = errors.contains("panicked");
        if printed != expected || output.status.code() != Some(code) || panicked {
            wrong += &format!(
                "== {name}: exit {:?}, expected {code}\n-- expected\n{expected}-- printed\n{printed}{errors}\n",
                output.status.code()
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
