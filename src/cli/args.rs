//! The command line as typed: commands, options, and what is wrong with them, in the reader's
//! language. Whether the values make sense is the business of [`super::options`].
//!
//! clap reads the line; the help texts are whole pages of ours (`help/`), as clap's own are in
//! English and cannot teach. A test keeps them in step with the options.

use super::catalogue::Lang;
use crate::diagnostics::Arg;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

/// The whole line.
#[derive(Clone, Debug, PartialEq, Parser)]
#[command(name = "congkhai", version, disable_help_subcommand = true, subcommand_required = true)]
pub(crate) struct Typed {
    /// Language of the messages.
    #[arg(long, global = true, value_enum, default_value = "vi", value_name = "vi|en")]
    pub(crate) lang: Lang,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Clone, Debug, PartialEq, Subcommand)]
pub(crate) enum Command {
    /// Builds the site.
    #[command(alias = "dung")]
    Build(Inputs),
    /// Checks without writing.
    #[command(alias = "kiem-tra")]
    Check {
        /// Where from.
        #[command(flatten)]
        inputs: Inputs,
        /// Form of the findings.
        #[arg(long, value_enum, default_value = "human", value_name = "human|short|json")]
        format: Format,
    },
    /// Makes a new site.
    #[command(alias = "tao")]
    New {
        /// The folder, new or empty.
        dir: PathBuf,
        /// The answers.
        #[command(flatten)]
        given: Given,
    },
    /// Shows the site on this computer.
    #[command(alias = "xem")]
    Serve {
        /// Where from.
        #[command(flatten)]
        inputs: Inputs,
        /// The port to listen on.
        #[arg(long, value_name = "PORT")]
        cong: Option<String>,
        /// Leaves the browser alone.
        #[arg(long)]
        khong_mo: bool,
    },
    /// Explains a code, or lists all.
    #[command(alias = "giai-thich")]
    Explain {
        /// The code; none lists all.
        code: Option<String>,
    },
}

/// What `build`, `check` and `serve` work on.
#[derive(Clone, Debug, Default, PartialEq, clap::Args)]
pub(crate) struct Inputs {
    /// The commune's folder.
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// The folder of the finished site.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Where the site will be published.
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// The day that counts as today.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) ngay: Option<String>,
}

/// What `new` wants to know; asked for when not given.
#[derive(Clone, Debug, Default, PartialEq, clap::Args)]
pub(crate) struct Given {
    /// The authority's name.
    #[arg(long)]
    pub(crate) ten: Option<String>,
    /// The province.
    #[arg(long)]
    pub(crate) tinh: Option<String>,
    /// The postal address.
    #[arg(long)]
    pub(crate) dia_chi: Option<String>,
    /// The telephone.
    #[arg(long)]
    pub(crate) dien_thoai: Option<String>,
    /// Where the site will be on the web; empty when not known.
    #[arg(long)]
    pub(crate) ten_mien: Option<String>,
}

/// Forms of the findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Human,
    /// One line each.
    Short,
    /// For programs.
    Json,
}

/// Wrong use, in words of `words.yaml`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Misuse {
    /// Key of the phrase.
    pub(crate) key: &'static str,
    /// Its arguments.
    pub(crate) args: Vec<(&'static str, Arg)>,
    /// What was perhaps meant.
    pub(crate) nearest: Option<String>,
}

impl Misuse {
    /// Wrong use with the value that is wrong.
    pub(crate) fn of(key: &'static str, value: impl Into<String>) -> Misuse {
        Misuse { key, args: vec![("value", Arg::from(value.into()))], nearest: None }
    }

    /// With another argument.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Misuse {
        self.args.push((name, Arg::from(value.into())));
        self
    }
}

/// What a line asks for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Asked {
    /// A command.
    Command(Typed),
    /// A page of text: help or the version.
    Page(String),
    /// Help, because nothing was asked for.
    Nothing(String),
}

/// The language that the line asks for, found before the line is read as a whole: the help and
/// the messages about the line itself need it.
pub(crate) fn language(line: &[OsString]) -> Lang {
    let mut words = line.iter().filter_map(|w| w.to_str()).take_while(|w| *w != "--");
    while let Some(word) = words.next() {
        let value = if word == "--lang" { words.next() } else { word.strip_prefix("--lang=") };
        if let Some(lang) = value.and_then(|v| Lang::from_str(v, false).ok()) {
            return lang;
        }
    }
    Lang::default()
}

/// Reads the line; its first word is the program's name.
pub(crate) fn read(line: &[OsString], lang: Lang) -> Result<Asked, Misuse> {
    let matches = command(lang).try_get_matches_from(usual(line));
    match matches.and_then(|matches| Typed::from_arg_matches(&matches)) {
        Ok(typed) => Ok(Asked::Command(typed)),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Ok(Asked::Page(error.to_string())),
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
                Ok(Asked::Nothing(page("congkhai", lang).to_owned()))
            }
            _ => Err(misuse(&error)),
        },
    }
}

/// The line with the command in the usual case, and `help check` as `check --help`.
fn usual(line: &[OsString]) -> Vec<OsString> {
    let mut line = line.to_vec();
    let takes_value = |word: &OsString| word == "--lang";
    let at = (1..line.len()).find(|i| {
        let option = line[*i].to_string_lossy().starts_with('-');
        !option && !takes_value(&line[*i - 1])
    });
    let Some(at) = at else { return line };
    let word = line[at].to_string_lossy().to_lowercase();
    if word == "help" {
        line.remove(at);
        line.truncate(at + 1);
        if let Some(command) = line.get_mut(at) {
            *command = command.to_string_lossy().to_lowercase().into();
        }
        line.push("--help".into());
    } else if Typed::command().find_subcommand(&word).is_some() {
        line[at] = word.into();
    }
    line
}

/// The commands with the help pages of a language.
fn command(lang: Lang) -> clap::Command {
    let with_page = |c: clap::Command| {
        let page = page(c.get_name(), lang);
        c.override_help(page)
    };
    let names: Vec<String> = Typed::command().get_subcommands().map(|c| c.get_name().to_owned()).collect();
    names.iter().fold(with_page(Typed::command()), |all, name| all.mut_subcommand(name, with_page))
}

/// The help page of a command (`congkhai` for the program).
pub(crate) fn page(command: &str, lang: Lang) -> &'static str {
    match (command, lang) {
        ("build", Lang::Vi) => include_str!("help/vi/build.txt"),
        ("build", Lang::En) => include_str!("help/en/build.txt"),
        ("check", Lang::Vi) => include_str!("help/vi/check.txt"),
        ("check", Lang::En) => include_str!("help/en/check.txt"),
        ("new", Lang::Vi) => include_str!("help/vi/new.txt"),
        ("new", Lang::En) => include_str!("help/en/new.txt"),
        ("serve", Lang::Vi) => include_str!("help/vi/serve.txt"),
        ("serve", Lang::En) => include_str!("help/en/serve.txt"),
        ("explain", Lang::Vi) => include_str!("help/vi/explain.txt"),
        ("explain", Lang::En) => include_str!("help/en/explain.txt"),
        (_, Lang::Vi) => include_str!("help/vi/congkhai.txt"),
        (_, Lang::En) => include_str!("help/en/congkhai.txt"),
    }
}

/// clap's error as wrong use in our words.
fn misuse(error: &clap::Error) -> Misuse {
    let get = |kind| match error.get(kind) {
        Some(ContextValue::String(s)) => Some(s.clone()),
        Some(ContextValue::Strings(s)) => s.first().cloned(),
        _ => None,
    };
    // clap names an option with its value's form: `--root <DIR>`.
    let arg = get(ContextKind::InvalidArg).unwrap_or_default();
    let option = arg.split(' ').next().unwrap_or_default().to_owned();
    let value = get(ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::UnknownArgument if option.starts_with('-') => {
            Misuse { nearest: get(ContextKind::SuggestedArg), ..Misuse::of("wrong.option", option) }
        }
        ErrorKind::UnknownArgument | ErrorKind::TooManyValues => Misuse::of("wrong.extra", arg),
        ErrorKind::InvalidSubcommand => Misuse {
            nearest: get(ContextKind::SuggestedSubcommand),
            ..Misuse::of("wrong.command", get(ContextKind::InvalidSubcommand).unwrap_or_default())
        },
        ErrorKind::InvalidValue if value.is_empty() => Misuse::of("wrong.no_value", option),
        ErrorKind::InvalidValue => {
            let valid = match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(all)) => all.join(", "),
                _ => String::new(),
            };
            let wrong = Misuse::of("wrong.choice", value).with("option", option).with("valid", valid);
            Misuse { nearest: get(ContextKind::SuggestedValue), ..wrong }
        }
        // The only word that a command cannot do without is the folder of `new`.
        ErrorKind::MissingRequiredArgument => Misuse::of("wrong.new_folder", ""),
        ErrorKind::ArgumentConflict => Misuse::of("wrong.twice", option),
        ErrorKind::InvalidUtf8 => Misuse::of("wrong.letters", ""),
        _ => Misuse::of("wrong.other", arg),
    }
}

/// The command whose help would have answered: the first word that is one.
pub(crate) fn command_meant(line: &[OsString]) -> Option<String> {
    let all = Typed::command();
    line.iter()
        .skip(1)
        .filter_map(|w| w.to_str())
        .find_map(|word| all.find_subcommand(word))
        .map(|c| c.get_name().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(words: &str) -> Vec<OsString> {
        std::iter::once("congkhai").chain(words.split_whitespace()).map(OsString::from).collect()
    }
    fn asked(words: &str) -> Result<Asked, Misuse> {
        read(&line(words), Lang::Vi)
    }
    fn wrong(words: &str) -> (&'static str, Option<String>) {
        let misuse = asked(words).unwrap_err();
        (misuse.key, misuse.nearest)
    }

    #[test]
    fn definitions_hold() {
        Typed::command().debug_assert();
    }

    #[test]
    fn commands_and_their_vietnamese_names() {
        for (vi, en) in [
            ("dung", "build"),
            ("kiem-tra", "check"),
            ("xem", "serve"),
            ("tao a", "new a"),
            ("giai-thich HS01", "explain HS01"),
        ] {
            assert_eq!(asked(vi), asked(en));
        }
        let Ok(Asked::Command(typed)) = asked("check --lang en --format json --ngay 2026-09-30") else {
            panic!("not read")
        };
        assert_eq!(typed.lang, Lang::En);
        assert!(matches!(typed.command, Command::Check { format: Format::Json, .. }));
    }

    #[test]
    fn language_is_known_before_anything_else() {
        assert_eq!(language(&line("check --lang en")), Lang::En);
        assert_eq!(language(&line("--lang=en nonsense --what")), Lang::En);
        assert_eq!(language(&line("check --lang")), Lang::Vi);
        assert_eq!(language(&line("check --lang xx")), Lang::Vi);
        assert_eq!(language(&line("explain -- --lang en")), Lang::Vi);
    }

    #[test]
    fn wrong_use_is_recognised() {
        assert_eq!(wrong("build --rot ."), ("wrong.option", Some("--root".into())));
        assert_eq!(wrong("biuld"), ("wrong.command", Some("build".into())));
        assert_eq!(wrong("build đây"), ("wrong.extra", None));
        assert_eq!(wrong("new"), ("wrong.new_folder", None));
        assert_eq!(wrong("build --root"), ("wrong.no_value", None));
        assert_eq!(wrong("check --format jsn"), ("wrong.choice", Some("json".into())));
        assert_eq!(wrong("build --root a --root b"), ("wrong.twice", None));
        assert_eq!(wrong("explain HS01 HS02"), ("wrong.extra", None));
        assert_eq!(command_meant(&line("--lang en dung --x")).as_deref(), Some("build"));
    }

    #[test]
    fn help_and_commands_in_capitals_are_understood() {
        assert_eq!(asked("help"), asked("--help"));
        assert_eq!(asked("--lang en help build"), asked("--lang en build --help"));
        assert_eq!(asked("Kiem-Tra --root a"), asked("check --root a"));
    }

    #[test]
    fn nothing_typed_shows_the_help() {
        assert!(matches!(asked(""), Ok(Asked::Nothing(_))));
        assert!(
            matches!(asked("build --help"), Ok(Asked::Page(p)) if p.trim() == page("build", Lang::Vi).trim())
        );
        assert!(matches!(asked("-V"), Ok(Asked::Page(p)) if p.starts_with("congkhai ")));
    }

    /// Help pages are written by hand: each names every command and option that there is, and no
    /// other, and fits 80 columns.
    #[test]
    fn help_pages_are_in_step_with_the_options() {
        let all = Typed::command();
        let program = std::iter::once(&all).chain(all.get_subcommands());
        for (command, lang) in program.flat_map(|c| [(c, Lang::Vi), (c, Lang::En)]) {
            let page = page(command.get_name(), lang);
            let mut options: Vec<String> =
                command.get_arguments().filter_map(|a| a.get_long()).map(|l| format!("--{l}")).collect();
            options.extend(["--help".into(), "--version".into(), "--lang".into()]);
            for option in options.iter().filter(|o| *o != "--version" || command.get_name() == "congkhai") {
                assert!(
                    page.contains(option.as_str()),
                    "{option} is not in the help of {}",
                    command.get_name()
                );
            }
            for sub in command.get_subcommands() {
                for name in std::iter::once(sub.get_name()).chain(sub.get_all_aliases()) {
                    assert!(page.contains(name), "{name} is not in the help");
                }
            }
            for word in page.split(|c: char| !(c.is_ascii_alphabetic() || c == '-')) {
                let known = options.iter().any(|o| o == word) || word.trim_matches('-').is_empty();
                assert!(!word.starts_with("--") || known, "{word} in the help of {}", command.get_name());
            }
            for line in page.lines() {
                assert!(line.chars().count() <= 80, "too long: {line}");
            }
        }
    }
}
