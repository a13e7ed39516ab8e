//! What a stream can show: colour, width, and writing to it.

use console::Term;
use std::io::{self, ErrorKind, Write};

/// Narrower is never used for wrapping, wider is tiring to read.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=100;

/// What an output stream can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Surface {
    /// Colours may be used.
    pub(crate) colour: bool,
    /// Columns for text.
    pub(crate) width: usize,
    /// A person looks at it.
    pub(crate) terminal: bool,
}

impl Surface {
    /// Plain text, 80 columns: a file or a pipe.
    pub(crate) const PLAIN: Surface = Surface { colour: false, width: 80, terminal: false };

    /// Asks the stream and the environment: `NO_COLOR` forbids colours, `CLICOLOR_FORCE` asks for
    /// them, else a terminal that is not `dumb` has them.
    pub(crate) fn of(term: &Term, env: impl Fn(&str) -> Option<String>) -> Surface {
        let terminal = term.is_term();
        let set = |name: &str| env(name).is_some_and(|v| !v.is_empty());
        let colour = if set("NO_COLOR") {
            false
        } else if env("CLICOLOR_FORCE").is_some_and(|v| !v.is_empty() && v != "0") {
            true
        } else {
            // On Windows this also switches the console to ANSI sequences.
            terminal && env("TERM").is_none_or(|t| t != "dumb") && term.features().colors_supported()
        };
        let width = match term.size_checked() {
            Some((_, columns)) if terminal => usize::from(columns).clamp(*WIDTHS.start(), *WIDTHS.end()),
            _ => Surface::PLAIN.width,
        };
        Surface { colour, width, terminal }
    }
}

/// Writes the whole text. A reader that has gone away (`congkhai check | head`) is no error.
pub(crate) fn write(mut to: impl Write, text: &str) -> io::Result<()> {
    match to.write_all(text.as_bytes()).and_then(|()| to.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_by_environment() {
        let stream = Term::buffered_stderr();
        let colour = |vars: &[(&str, &str)]| {
            let env = |name: &str| vars.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned());
            Surface::of(&stream, env).colour
        };
        assert!(colour(&[("CLICOLOR_FORCE", "1")]));
        assert!(!colour(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
        assert!(colour(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")]));
        assert!(!colour(&[("TERM", "dumb")]));
    }

    #[test]
    fn a_closed_pipe_is_no_error() {
        struct Broken(ErrorKind);
        impl Write for Broken {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(self.0.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        assert!(write(Broken(ErrorKind::BrokenPipe), "x").is_ok());
        assert!(write(Broken(ErrorKind::StorageFull), "x").is_err());
    }
}
