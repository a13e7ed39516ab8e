//! A progress bar on the terminal for runs of more than a second.

use super::catalogue::Catalogue;
use super::terminal::Surface;
use crate::build::{Progress, Stage};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// A run shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// The bar. Nothing is drawn when nobody looks.
pub(crate) struct Bar<'a> {
    words: &'a Catalogue,
    bar: ProgressBar,
    started: Instant,
    /// The bar may still have to appear.
    waiting: AtomicBool,
}

impl<'a> Bar<'a> {
    /// A bar for a run that begins now.
    pub(crate) fn new(words: &'a Catalogue, stderr: Surface) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Bar { words, bar, started: Instant::now(), waiting: AtomicBool::new(stderr.terminal) }
    }

    fn appear_when_late(&self) {
        let late = self.waiting.load(Ordering::Relaxed) && self.started.elapsed() > PATIENCE;
        if late && self.waiting.swap(false, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Takes the bar away and tells how long the run took.
    pub(crate) fn finish(self) -> Duration {
        self.bar.finish_and_clear();
        self.started.elapsed()
    }
}

impl Progress for Bar<'_> {
    fn stage(&self, stage: Stage, total: usize) {
        let name = match stage {
            Stage::Read => "stage.read",
            Stage::Check => "stage.check",
            Stage::Render => "stage.render",
            Stage::Audit => "stage.audit",
            Stage::Write => "stage.write",
        };
        let form = if total > 0 { "{msg} [{bar:30}] {pos}/{len}" } else { "{msg} {pos}" };
        if let Ok(style) = ProgressStyle::with_template(form) {
            self.bar.set_style(style.progress_chars("=> "));
        }
        self.bar.set_length(total as u64);
        self.bar.set_position(0);
        self.bar.set_message(self.words.word(name));
        self.appear_when_late();
    }

    fn tick(&self) {
        self.bar.inc(1);
        self.appear_when_late();
    }
}
