//! Failpoints: what a test can make happen at a file operation of publishing.

use super::ops::{OPERATIONS, Op};
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What happens at a file operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The operation is done.
    Go,
    /// The operation is not done and this error comes back.
    Fail(io::ErrorKind),
    /// The process ends at once, before the operation, as when the power goes.
    Kill,
}

/// Decides at every file operation of [`publish`](super::publish) and [`recover`](super::recover)
/// what happens; called before the operation, from several threads.
pub trait Faults: Sync {
    /// What happens at `op` on `path`.
    fn at(&self, op: Op, path: &Path) -> Action;
}

/// Nothing goes wrong but what goes wrong by itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFaults;

impl Faults for NoFaults {
    fn at(&self, _: Op, _: &Path) -> Action {
        Action::Go
    }
}

/// Faults written as text: `rename:3=kill`, several with commas.
///
/// Before the colon an operation's name ([`Op::name`]) or `any`; then which occurrence, from 1,
/// with `+` for this and all later ones; then `kill`, or the error: `fail` (nothing particular),
/// `denied`, `full`, `busy` (a mount point), `cross` (another file system), `unsupported`.
#[derive(Debug)]
pub struct FaultPlan {
    rules: Vec<Rule>,
    seen: Vec<AtomicUsize>,
    seen_any: AtomicUsize,
}

#[derive(Debug)]
struct Rule {
    /// `None` is any operation.
    op: Option<Op>,
    nth: usize,
    onwards: bool,
    action: Action,
}

impl FaultPlan {
    /// Reads a plan; the error is the part that could not be read.
    pub fn parse(text: &str) -> Result<Self, String> {
        let rules = text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(|part| Rule::parse(part).ok_or_else(|| part.to_owned()))
            .collect::<Result<_, _>>()?;
        let seen = OPERATIONS.iter().map(|_| AtomicUsize::new(0)).collect();
        Ok(FaultPlan { rules, seen, seen_any: AtomicUsize::new(0) })
    }
}

impl Rule {
    fn parse(part: &str) -> Option<Rule> {
        let (point, action) = part.split_once('=')?;
        let (op, nth) = point.split_once(':')?;
        let op = match op {
            "any" => None,
            name => Some(OPERATIONS.iter().copied().find(|op| op.name() == name)?),
        };
        let action = match action {
            "kill" => Action::Kill,
            "fail" => Action::Fail(io::ErrorKind::Other),
            "denied" => Action::Fail(io::ErrorKind::PermissionDenied),
            "full" => Action::Fail(io::ErrorKind::StorageFull),
            "busy" => Action::Fail(io::ErrorKind::ResourceBusy),
            "cross" => Action::Fail(io::ErrorKind::CrossesDevices),
            "unsupported" => Action::Fail(io::ErrorKind::Unsupported),
            _ => return None,
        };
        let (nth, onwards) = match nth.strip_suffix('+') {
            Some(nth) => (nth, true),
            None => (nth, false),
        };
        let nth = nth.parse().ok().filter(|n| *n > 0)?;
        Some(Rule { op, nth, onwards, action })
    }
}

impl Faults for FaultPlan {
    fn at(&self, op: Op, _: &Path) -> Action {
        let of_op = OPERATIONS
            .iter()
            .position(|o| *o == op)
            .map_or(0, |i| self.seen[i].fetch_add(1, Ordering::Relaxed) + 1);
        let of_any = self.seen_any.fetch_add(1, Ordering::Relaxed) + 1;
        self.rules
            .iter()
            .find(|rule| {
                let n = match rule.op {
                    None => of_any,
                    Some(o) if o == op => of_op,
                    Some(_) => return false,
                };
                n == rule.nth || rule.onwards && n > rule.nth
            })
            .map_or(Action::Go, |rule| rule.action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_are_read_and_counted() {
        let plan = FaultPlan::parse("rename:2=kill, any:4+=full").unwrap();
        let at = |op| plan.at(op, Path::new("x"));
        assert_eq!(at(Op::Rename), Action::Go);
        assert_eq!(at(Op::Write), Action::Go);
        assert_eq!(at(Op::Rename), Action::Kill);
        assert_eq!(at(Op::Rename), Action::Fail(io::ErrorKind::StorageFull));
        assert_eq!(at(Op::Read), Action::Fail(io::ErrorKind::StorageFull));
        for bad in ["rename", "rename:0=kill", "rename:1=maybe", "fly:1=kill", "rename:x=kill"] {
            assert_eq!(FaultPlan::parse(bad).unwrap_err(), bad);
        }
    }
}
