//! Words of the preview: findings and phrases for its pages.

use super::catalogue::{Catalogue, Lang};
use super::report::{Counts, bases, basis_in_words, counts_in_words, title};
use super::wording;
use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics};
use crate::model::RuleBook;
use crate::serve::{Said, Voice};

/// Speaks for the preview.
pub(crate) struct Speaker<'a>(pub(crate) &'a Catalogue);

impl Voice for Speaker<'_> {
    fn language(&self) -> &'static str {
        match self.0.lang {
            Lang::Vi => "vi",
            Lang::En => "en",
        }
    }

    fn finding(&self, d: &Diagnostic, rules: &RuleBook) -> Said {
        let words = self.0;
        let (name, text) = title(words, d);
        let place = wording::place(words, &d.place);
        let mut details = vec![(words.word("label.place"), place.clone())];
        if let Some(nearest) = &d.nearest {
            let hint = words.say("report.nearest", &[("name", Arg::from(nearest))]);
            details.push((words.word("label.hint"), hint));
        }
        if let Some(entry) = words.entry(d.code) {
            details.push((words.word("label.why"), entry.why.clone()));
            let basis = bases(d.code, words, rules).into_iter();
            details.extend(basis.map(|b| (words.word("label.basis"), basis_in_words(words, b))));
            details.push((words.word("label.fix"), entry.fix.clone()));
        }
        Said { title: format!("{name}{text}"), place, details }
    }

    fn summary(&self, findings: &Diagnostics) -> String {
        let counts = Counts::of(findings);
        let verdict = match counts.stopping {
            0 => self.0.word("check.fine"),
            n => self.0.say("check.stopped", &[("n", n.into())]),
        };
        format!("{verdict} {}", counts_in_words(self.0, &counts))
    }

    fn unshown(&self, code: Code, n: usize) -> String {
        self.0.say("report.unshown", &[("code", code.name().into()), ("n", n.into())])
    }

    fn preview(&self) -> String {
        self.0.word("preview.here")
    }

    fn stale(&self) -> String {
        self.0.word("preview.stale")
    }

    fn missing(&self) -> String {
        self.0.word("preview.missing")
    }

    fn all_findings(&self) -> String {
        self.0.word("preview.findings")
    }

    fn home(&self) -> String {
        self.0.word("preview.home")
    }
}
