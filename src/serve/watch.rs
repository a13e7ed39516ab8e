//! When to build again: the site's files are looked at again and again.
//!
//! Looking is chosen over being told by the system: it works on network drives, where communes
//! keep their files, and sees every way of saving (Excel writes another file and renames it). One
//! look at some hundred files takes about a millisecond.

use std::thread::sleep;
use std::time::{Duration, Instant};

/// Time between two looks at a small site.
const PAUSE: Duration = Duration::from_millis(40);
/// A look may take at most this share of the time: one part in so many.
const SHARE: u32 = 5;
/// Most looks until files that keep changing are built all the same.
const PATIENCE: usize = 20;

/// Calls `build` whenever the stamp has changed and has come to rest (a save is several steps, and
/// a copy of a folder many). Never returns.
pub(super) fn on_change<S: PartialEq>(mut seen: S, look: impl Fn() -> S, mut build: impl FnMut()) {
    loop {
        let now = look_after_pause(&look);
        if now != seen {
            seen = settled(now, &look);
            build();
        }
    }
}

/// The stamp after two looks that agree.
fn settled<S: PartialEq>(mut now: S, look: &impl Fn() -> S) -> S {
    for _ in 0..PATIENCE {
        let next = look_after_pause(look);
        if next == now {
            break;
        }
        now = next;
    }
    now
}

/// Waits in proportion to what a look costs, after it.
fn look_after_pause<S>(look: &impl Fn() -> S) -> S {
    sleep(PAUSE);
    let began = Instant::now();
    let stamp = look();
    sleep((began.elapsed() * SHARE).saturating_sub(PAUSE));
    stamp
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn a_save_in_several_steps_is_waited_for() {
        let steps = [1, 2, 3, 3, 9];
        let at = Cell::new(0);
        let look = || {
            at.set(at.get() + 1);
            steps[at.get() - 1]
        };
        assert_eq!(settled(0, &look), 3);
        assert_eq!(at.get(), 4);
    }

    #[test]
    fn files_that_never_rest_are_built_all_the_same() {
        let n = Cell::new(0);
        let look = || {
            n.set(n.get() + 1);
            n.get()
        };
        assert_eq!(settled(0, &look), PATIENCE);
    }
}
