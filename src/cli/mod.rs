//! The commands, their messages and exit codes: the only floor that speaks.
//!
//! [`main`] reads the line and the environment once; everything after is a function from values to
//! an [`Answer`], the text for both streams and the exit code. Data goes to standard output
//! (the findings of `check`, the summary of `build`, explanations), talk to standard error.
//!
//! Exit codes: 0 fine; 1 an error that nobody explained stops publication, the old site stays;
//! 2 wrong use, or the disk failed.

mod args;
mod catalogue;
mod explain;
mod layout;
mod options;
mod preview;
mod progress;
mod report;
mod starter;
mod template;
mod terminal;
#[cfg(test)]
mod tests;
mod wording;

pub use catalogue::{Catalogue, Entry, Lang};
pub use template::{Template, TemplateError};

use crate::build::{self, Failure, Options, Outcome};
use crate::diagnostics::Arg;
use crate::files::{IoFailure, PathFault, PlantError, PublishError, plant};
use crate::load::LoadOptions;
use crate::serve;
use args::{Asked, Command, Format, Given, Inputs, Misuse};
use console::Term;
use layout::{labelled, paint};
use report::{Counts, Report, counts_in_words};
use std::ffi::OsString;
use std::io::{self, ErrorKind, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use terminal::Surface;

/// Fine.
const FINE: u8 = 0;
/// Errors stop publication.
const STOPPED: u8 = 1;
/// Wrong use, or the disk failed.
const FAILED: u8 = 2;

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    let line: Vec<OsString> = std::env::args_os().collect();
    let env = |name: &str| std::env::var(name).ok();
    #[expect(clippy::disallowed_methods, reason = "the one place that knows where it was started")]
    let here = std::env::current_dir();
    let session = Session {
        words: Catalogue::load(args::language(&line)),
        out: Surface::of(&Term::stdout(), env),
        err: Surface::of(&Term::stderr(), env),
        here,
    };
    let answer = session.answer(&line);
    // When not even standard error can be written, the exit code is all that is left to say it.
    let mut told = terminal::write(io::stderr().lock(), &answer.err);
    if let Err(error) = terminal::write(io::stdout().lock(), &answer.out) {
        let text = session.failed("failure.output", vec![session.cause(&error)]).err;
        told = terminal::write(io::stderr().lock(), &text).and(Err(error));
    }
    ExitCode::from(if told.is_ok() { answer.code } else { FAILED })
}

/// What the program says and returns.
#[derive(Debug, Default, PartialEq)]
struct Answer {
    out: String,
    err: String,
    code: u8,
}

/// One run of the program: words, streams, folder.
struct Session {
    words: Catalogue,
    out: Surface,
    err: Surface,
    here: io::Result<PathBuf>,
}

impl Session {
    fn answer(&self, line: &[OsString]) -> Answer {
        match args::read(line, self.words.lang) {
            Ok(Asked::Page(out)) => Answer { out, ..Answer::default() },
            // A double click, or the bare name in a commune's folder: show the site.
            Ok(Asked::Nothing(_)) if self.in_a_site() => {
                self.serve(&Inputs::default(), None, true).unwrap_or_else(|misuse| self.wrong(line, &misuse))
            }
            Ok(Asked::Nothing(err)) => Answer { err, code: FAILED, ..Answer::default() },
            Ok(Asked::Command(typed)) => {
                let command = match typed.command {
                    Command::Build(inputs) => self.build(&inputs),
                    Command::Check { inputs, format } => self.check(&inputs, format),
                    Command::New { dir, given } => self.new_site(&dir, given),
                    Command::Serve { inputs, cong, khong_mo } => {
                        self.serve(&inputs, cong.as_deref(), !khong_mo)
                    }
                    Command::Explain { code } => self.explain(code.as_deref()),
                };
                command.unwrap_or_else(|misuse| self.wrong(line, &misuse))
            }
            Err(misuse) => self.wrong(line, &misuse),
        }
    }

    fn explain(&self, code: Option<&str>) -> Result<Answer, Misuse> {
        let out = explain::explain(code, &self.words, &crate::load::default_rules(), self.out)?;
        Ok(Answer { out, ..Answer::default() })
    }

    fn build(&self, inputs: &Inputs) -> Result<Answer, Misuse> {
        self.run(inputs, true, |options, outcome, time| self.built(options, outcome, time))
    }

    fn check(&self, inputs: &Inputs, format: Format) -> Result<Answer, Misuse> {
        self.run(inputs, false, |options, outcome, _| self.checked(options, outcome, format))
    }

    fn run(
        &self,
        inputs: &Inputs,
        write: bool,
        answer: impl FnOnce(&Options, &Outcome, Duration) -> Answer,
    ) -> Result<Answer, Misuse> {
        let here = match &self.here {
            Ok(here) => here,
            Err(error) => return Ok(self.failed("failure.here", vec![self.cause(error)])),
        };
        let options = options::options(inputs, here, write)?;
        let bar = progress::Bar::new(&self.words, self.err);
        let result = build::run(&options, &bar);
        let time = bar.finish();
        Ok(match result {
            Ok(outcome) => answer(&options, &outcome, time),
            Err(Failure::Root(path, error)) => {
                self.failed("failure.root", vec![self.path(&path), self.cause(&error)])
            }
            Err(Failure::Publish(error)) => self.unpublished(&error),
        })
    }

    /// Makes a new site; asks for what was not given when somebody sits at a terminal.
    fn new_site(&self, dir: &Path, given: Given) -> Result<Answer, Misuse> {
        let here = match &self.here {
            Ok(here) => here,
            Err(error) => return Ok(self.failed("failure.here", vec![self.cause(error)])),
        };
        let answers = self.answers(given)?;
        if let Some(objection) = starter::objection(&self.words, &answers) {
            return Err(Misuse::of("wrong.new_answer", objection));
        }
        let root = options::absolute(here, dir);
        let (key, args) = match plant(&root, &starter::files(&answers), starter::FOLDERS) {
            Ok(()) => {
                let folder = [("folder", Arg::from(self.near(&root)))];
                let line = |key| labelled("", 0, &self.words.say(key, &folder), 0, self.out.width);
                return Ok(Answer { out: line("new.done") + &line("new.look"), ..Answer::default() });
            }
            Err(PlantError::NotEmpty(path)) => ("failure.new_not_empty", vec![self.path(&path)]),
            Err(PlantError::NotAFolder(path)) => ("failure.new_not_folder", vec![self.path(&path)]),
            Err(PlantError::Io(failure)) => self.disk(&failure),
        };
        Ok(self.failed(key, args))
    }

    /// The answers that `new` needs.
    fn answers(&self, given: Given) -> Result<starter::Answers, Misuse> {
        let given = [given.ten, given.tinh, given.dia_chi, given.dien_thoai, given.ten_mien];
        let stdin = io::stdin();
        let mut answers = starter::harmless();
        let mut missing = Vec::new();
        for (i, ((name, question), value)) in starter::QUESTIONS.iter().zip(given).enumerate() {
            let enough = |text: &str| !text.trim().is_empty() || *name == starter::MAY_BE_EMPTY;
            let value = value.filter(|v| enough(v));
            if value.is_none() && stdin.is_terminal() {
                while self.asked(question, &mut answers[i]) {
                    match starter::objection(&self.words, &answers) {
                        _ if !enough(&answers[i]) => {}
                        None => break,
                        Some(objection) => self.prompt(&format!("{objection}\n")),
                    }
                }
                if enough(&answers[i]) {
                    continue;
                }
            }
            match value {
                Some(value) => answers[i] = value,
                None => missing.push((*name).into()),
            }
        }
        if missing.is_empty() {
            return Ok(answers);
        }
        Err(Misuse { key: "wrong.new_missing", args: vec![("flags", Arg::List(missing))], nearest: None })
    }

    fn prompt(&self, text: &str) {
        // Nobody may be reading.
        let _ = terminal::write(io::stderr().lock(), text);
    }

    /// Asks a question; false when there is no answer to come.
    fn asked(&self, question: &str, answer: &mut String) -> bool {
        self.prompt(&format!("{} ", self.words.word(question)));
        answer.clear();
        let read = io::stdin().read_line(answer);
        *answer = answer.trim().to_owned();
        read.is_ok_and(|n| n > 0)
    }

    /// True when the current folder is a commune's.
    fn in_a_site(&self) -> bool {
        self.here.as_ref().is_ok_and(|here| build::source_text(here, crate::config::CONFIG_FILE).is_some())
    }

    /// Shows the site until the process ends, and says at once where: an answer comes only when
    /// that cannot be done.
    fn serve(&self, inputs: &Inputs, port: Option<&str>, open: bool) -> Result<Answer, Misuse> {
        let here = match &self.here {
            Ok(here) => here,
            Err(error) => return Ok(self.failed("failure.here", vec![self.cause(error)])),
        };
        let Options { root, out, base_url, as_of, .. } = options::options(inputs, here, false)?;
        let port = port.map(options::port).transpose()?;
        let inputs = LoadOptions { as_of, base_url };
        let mut started = |address: &str| {
            let mut text = self.words.say("preview.started", &[("address", address.into())]);
            if open && !serve::open(address) {
                text = format!("{text} {}", self.words.word("preview.open_yourself"));
            }
            // Nobody may be reading; the pages are there all the same.
            let _ = terminal::write(io::stdout().lock(), &labelled("", 0, &text, 0, self.out.width));
        };
        let shown = serve::Options { root, out, inputs, port };
        Ok(match serve::run(&shown, &preview::Speaker(&self.words), &mut started) {
            Ok(()) => Answer::default(),
            Err(serve::Failure::Root(path, error)) => {
                self.failed("failure.root", vec![self.path(&path), self.cause(&error)])
            }
            Err(serve::Failure::Port(port, error)) => {
                let port = port.map(|p| p.to_string()).unwrap_or_default();
                self.failed("failure.port", vec![("port", port.into()), self.cause(&error)])
            }
        })
    }

    /// The answer of `build`: findings are talk, the summary is data.
    fn built(&self, options: &Options, outcome: &Outcome, time: Duration) -> Answer {
        let counts = Counts::of(&outcome.diagnostics);
        let mut out = String::new();
        let mut say = |key: &str, args: &[(&'static str, Arg)]| {
            out.push_str(&labelled("", 0, &self.words.say(key, args), 0, self.out.width));
        };
        if outcome.published {
            say(
                "build.done",
                &[
                    ("pages", outcome.pages.into()),
                    ("files", outcome.files.into()),
                    ("size", self.size(outcome.bytes).into()),
                    ("time", self.tenths(time.as_millis() as u64, 1000).into()),
                    ("folder", self.near(&options.out).into()),
                ],
            );
            if !outcome.carried.is_empty() {
                let files = outcome.carried.iter().map(|f| f.as_str().into()).collect();
                say("build.carried", &[("n", outcome.carried.len().into()), ("files", Arg::List(files))]);
            }
            say("build.look", &[("file", self.near(&options.out.join("index.html")).into())]);
        } else {
            say("build.stopped", &[("n", counts.stopping.into())]);
        }
        out.push_str(&labelled("", 0, &counts_in_words(&self.words, &counts), 0, self.out.width));
        out.push_str(&self.withheld(outcome));
        let err = self.report(options, outcome, self.err, report::human);
        Answer { out, err, code: if outcome.published { FINE } else { STOPPED } }
    }

    /// The answer of `check`: the findings are data.
    fn checked(&self, options: &Options, outcome: &Outcome, format: Format) -> Answer {
        let counts = Counts::of(&outcome.diagnostics);
        let out = match format {
            Format::Short => report::short(&outcome.diagnostics),
            Format::Json => self.report(options, outcome, self.out, report::json),
            Format::Human => {
                let verdict = match counts.stopping {
                    0 => self.words.word("check.fine"),
                    n => self.words.say("check.stopped", &[("n", n.into())]),
                };
                let findings = self.report(options, outcome, self.out, report::human);
                let end = format!("{} {verdict}", counts_in_words(&self.words, &counts));
                findings + &labelled("", 0, &end, 0, self.out.width) + &self.withheld(outcome)
            }
        };
        Answer { out, code: if counts.stopping == 0 { FINE } else { STOPPED }, ..Answer::default() }
    }

    /// Which records stay out, as nobody would miss them on a site that was published.
    fn withheld(&self, outcome: &Outcome) -> String {
        let items = report::withheld(&self.words, &outcome.diagnostics);
        if items.is_empty() {
            return String::new();
        }
        let args = [("n", Arg::from(items.len())), ("items", Arg::List(items))];
        labelled("", 0, &self.words.say("report.withheld", &args), 0, self.out.width)
    }

    fn report(
        &self,
        options: &Options,
        outcome: &Outcome,
        surface: Surface,
        write: fn(&Report<'_>) -> String,
    ) -> String {
        write(&Report {
            findings: &outcome.diagnostics,
            rules: &outcome.rules,
            explained: &outcome.explanations,
            words: &self.words,
            surface,
            source: &|file| build::source_text(&options.root, file),
        })
    }

    fn wrong(&self, line: &[OsString], misuse: &Misuse) -> Answer {
        let mut text = self.words.say(misuse.key, &misuse.args);
        if let Some(name) = &misuse.nearest {
            text.push(' ');
            text.push_str(&self.words.say("report.nearest", &[("name", name.into())]));
        }
        let command = match args::command_meant(line) {
            Some(command) => format!("congkhai {command}"),
            None => "congkhai".to_owned(),
        };
        let help = match misuse.key {
            "wrong.code" => self.words.word("wrong.codes"),
            _ => self.words.say("wrong.help", &[("command", command.into())]),
        };
        Answer {
            err: format!("{}{help}\n", self.titled("wrong.title", &text)),
            code: FAILED,
            out: String::new(),
        }
    }

    /// The answer when the disk, or what lies in the output folder, is in the way.
    fn unpublished(&self, error: &PublishError) -> Answer {
        let (key, args) = match error {
            PublishError::BadPath(path, fault) => {
                let fault = match fault {
                    PathFault::NotRelative => "not_relative",
                    PathFault::Reserved => "reserved",
                    PathFault::NotPortable => "not_portable",
                    PathFault::Twice => "twice",
                    PathFault::FileAndFolder => "file_and_folder",
                };
                ("failure.bad_path", vec![("path", path.into()), ("fault", Arg::Word(fault))])
            }
            PublishError::NotAFolder(path) => ("failure.not_a_folder", vec![self.path(path)]),
            PublishError::NotOurs(path) => ("failure.not_ours", vec![self.path(path)]),
            PublishError::ManifestUnreadable(path) => ("failure.manifest", vec![self.path(path)]),
            PublishError::InTheWay(files) => {
                let files = files.iter().map(|f| f.as_str().into()).collect();
                ("failure.in_the_way", vec![("files", Arg::List(files))])
            }
            PublishError::Busy(path) => ("failure.busy", vec![self.path(path)]),
            PublishError::Io(failure) => self.disk(failure),
        };
        self.failed(key, args)
    }

    fn disk(&self, failure: &IoFailure) -> (&'static str, Vec<(&'static str, Arg)>) {
        let error = match failure.os_error {
            Some(number) => io::Error::from_raw_os_error(number),
            None => failure.kind.into(),
        };
        ("failure.disk", vec![self.path(&failure.path), self.cause(&error)])
    }

    fn failed(&self, key: &str, args: Vec<(&'static str, Arg)>) -> Answer {
        let err = self.titled("failure.title", &self.words.say(key, &args));
        Answer { err, code: FAILED, out: String::new() }
    }

    fn path(&self, path: &Path) -> (&'static str, Arg) {
        ("path", self.near(path).into())
    }

    fn titled(&self, title: &str, text: &str) -> String {
        let title = self.words.word(title);
        let label = format!("{}: ", paint(&title, layout::ERROR, self.err.colour));
        labelled(&label, layout::columns(&title) + 2, text, 2, self.err.width)
    }

    /// Why the disk refused, in words where it is a common reason, else as the system says it.
    fn cause(&self, error: &io::Error) -> (&'static str, Arg) {
        let key = match error.kind() {
            ErrorKind::NotFound => "io.not_found",
            ErrorKind::PermissionDenied => "io.denied",
            ErrorKind::StorageFull => "io.full",
            ErrorKind::ReadOnlyFilesystem => "io.read_only",
            ErrorKind::AddrInUse => "io.in_use",
            ErrorKind::NotADirectory => "io.not_folder",
            ErrorKind::InvalidFilename => "io.long_name",
            ErrorKind::AlreadyExists | ErrorKind::DirectoryNotEmpty => "io.exists",
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "io.busy",
            ErrorKind::IsADirectory => "io.folder",
            ErrorKind::QuotaExceeded => "io.quota",
            ErrorKind::FileTooLarge => "io.too_large",
            ErrorKind::StaleNetworkFileHandle | ErrorKind::TimedOut | ErrorKind::HostUnreachable => "io.disk",
            // EIO, which has no kind of its own.
            _ if cfg!(unix) && error.raw_os_error() == Some(5) => "io.disk",
            _ => return ("cause", error.to_string().into()),
        };
        ("cause", self.words.word(key).into())
    }

    /// The path as a person in the current folder would write it.
    fn near(&self, path: &Path) -> String {
        match &self.here {
            Ok(here) => options::near(here, path),
            Err(_) => path.display().to_string(),
        }
    }

    /// A size in bytes as people say it: `34,5 MB`.
    fn size(&self, bytes: u64) -> String {
        match bytes {
            0..1_000_000 => format!("{} KB", self.tenths(bytes, 1_000)),
            1_000_000..1_000_000_000 => format!("{} MB", self.tenths(bytes / 1_000, 1_000)),
            _ => format!("{} GB", self.tenths(bytes / 1_000_000, 1_000)),
        }
    }

    /// `n / unit` with one decimal, in the language's form.
    fn tenths(&self, n: u64, unit: u64) -> String {
        let tenths = (n * 10 + unit / 2) / unit;
        let comma = if self.words.lang == Lang::Vi { ',' } else { '.' };
        format!("{}{comma}{}", tenths / 10, tenths % 10)
    }
}
