//! The program as it is called: standard output, standard error and exit code of each case are
//! compared with a file in `tests/cli/`.
//!
//! A case is a name and a line. To add one, add a line to a test and run with
//! `CONGKHAI_CAP_NHAT=1`, which writes the files, then read what was written. A case with a site
//! uses [`Case::site`]; times are replaced, as they differ.

#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // a test may touch its own files, and fail

use congkhai::diagnostics::ALL;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// One call of the program.
struct Case {
    name: &'static str,
    command: Command,
}

impl Case {
    /// The program with these arguments, in an empty environment and a folder without a site.
    fn new(name: &'static str, line: &str) -> Case {
        let mut command = Command::new(env!("CARGO_BIN_EXE_congkhai"));
        command.args(line.split_whitespace()).current_dir(folder());
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "TERM", "CLICOLOR"] {
            command.env_remove(name);
        }
        Case { name, command }
    }

    /// Runs in this folder, the site's.
    #[allow(dead_code, reason = "for cases that build")]
    fn site(mut self, folder: &Path) -> Case {
        self.command.current_dir(folder);
        self
    }

    fn env(mut self, name: &str, value: &str) -> Case {
        self.command.env(name, value);
        self
    }

    fn output(mut self) -> Output {
        self.command.output().unwrap()
    }

    /// Runs and compares with `tests/cli/<name>.txt`.
    fn compare(self) {
        let name = self.name;
        let output = self.output();
        let text = format!(
            "exit {}\n--- stdout\n{}--- stderr\n{}",
            output.status.code().map_or("none".to_owned(), |c| c.to_string()),
            plain(&output.stdout),
            plain(&output.stderr),
        );
        let file = folder().join(format!("{name}.txt"));
        if std::env::var_os("CONGKHAI_CAP_NHAT").is_some() {
            std::fs::write(&file, text).unwrap();
            return;
        }
        let wanted = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
        assert!(text == wanted, "{name} differs from {}:\n{}", file.display(), difference(&wanted, &text));
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli")
}

/// The text with the same separators and times everywhere, and escapes readable.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).expect("the program writes UTF-8");
    let text = text.replace('\u{1b}', "<esc>").replace("\r\n", "\n").replace('\\', "/");
    let words: Vec<&str> = text.split(' ').collect();
    let mut out = words.clone();
    for (word, unit) in out.iter_mut().zip(words.iter().skip(1)) {
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        if is_number && (unit.starts_with("giây") || unit.starts_with("second")) {
            *word = "#";
        }
    }
    out.join(" ")
}

/// The lines that differ, as `-` wanted and `+` found.
fn difference(wanted: &str, found: &str) -> String {
    let (wanted, found): (Vec<_>, Vec<_>) = (wanted.lines().collect(), found.lines().collect());
    let same = wanted.iter().zip(&found).take_while(|(a, b)| a == b).count();
    let show = |mark: &str, lines: &[&str]| {
        lines.iter().skip(same).take(12).map(|l| format!("{mark} {l}\n")).collect::<String>()
    };
    format!("from line {}:\n{}{}", same + 1, show("-", &wanted), show("+", &found))
}

#[test]
fn help_teaches() {
    for (name, line) in [
        ("help", "--help"),
        ("help-build", "build --help"),
        ("help-check", "kiem-tra -h"),
        ("help-explain", "giai-thich --help"),
        ("help-command", "HELP Build"),
        ("help-serve", "xem --help"),
        ("help-new", "tao --help"),
        ("help-en", "--lang en --help"),
        ("help-build-en", "dung --help --lang=en"),
        ("nothing", ""),
        ("version", "--version"),
    ] {
        Case::new(name, line).compare();
    }
}

#[test]
fn wrong_use() {
    for (name, line) in [
        ("wrong-command", "biuld"),
        ("wrong-option", "build --rot ."),
        ("wrong-option-en", "--lang en build --rot ."),
        ("wrong-new-folder", "new"),
        ("wrong-new-missing", "new trang-xa --ten xã"),
        ("wrong-extra", "check du-lieu"),
        ("wrong-no-value", "build --root"),
        ("wrong-format", "check --format jsn"),
        ("wrong-lang", "check --lang fr"),
        ("wrong-twice", "build --root a --root b"),
        ("wrong-day", "build --ngay 30/09/26"),
        ("wrong-day-calendar", "build --ngay 2026-02-30"),
        ("wrong-base-url", "build --base-url xamau.tinhmau.example"),
        ("wrong-out-root", "build --out ."),
        ("wrong-out-above", "build --out .."),
        ("wrong-out-source", "build --out data/public"),
        ("wrong-code", "explain HS1"),
        ("wrong-code-en", "explain --lang en ABC"),
    ] {
        Case::new(name, line).compare();
    }
}

#[test]
fn explanations() {
    Case::new("explain-ch04", "explain ch04").compare();
    Case::new("explain-vb01-en", "explain VB01 --lang en").compare();
    let mut without = Vec::new();
    for code in ALL {
        for lang in ["vi", "en"] {
            let output = Case::new("", &format!("explain {code} --lang {lang}")).output();
            let text = String::from_utf8(output.stdout).unwrap();
            assert_eq!(output.status.code(), Some(0), "{code}");
            assert!(output.stderr.is_empty());
            if !text.starts_with(&format!("{code}: ")) {
                without.push(format!("{code} in {lang}"));
            }
        }
    }
    assert!(without.is_empty(), "not explained: {}", without.join(", "));
}

#[test]
fn all_codes_are_listed() {
    let output = Case::new("", "explain").output();
    let text = String::from_utf8(output.stdout).unwrap();
    let has_line =
        |code: &str| text.lines().any(|l| l.starts_with(&format!("  {code} ")) && l.trim() != code);
    let without: Vec<&str> = ALL.iter().map(|c| c.name()).filter(|c| !has_line(c)).collect();
    assert!(without.is_empty(), "codes without a line: {}", without.join(" "));
}

#[test]
fn colour_is_asked_for_or_forbidden() {
    let coloured = |case: Case| case.output().stderr.contains(&0x1b);
    let wrong = || Case::new("", "biuld");
    assert!(!coloured(wrong()), "no colour without a terminal");
    assert!(coloured(wrong().env("CLICOLOR_FORCE", "1")));
    assert!(!coloured(wrong().env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1")));
    assert!(!coloured(wrong().env("TERM", "dumb")));
}

/// `congkhai explain | head -1`: the reader goes away, and that is no error.
#[cfg(unix)]
#[test]
fn a_reader_may_go_away() {
    let mut case = Case::new("", "explain");
    let mut child = case
        .command
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}
