//! Every file operation, one after the other, fails or is the last thing the process did.
//!
//! "All fail from here on" leaves the disk as a kill does, and is quick enough to combine an
//! interrupted publication with an interrupted recovery. Real kills of a process follow for every
//! operation too.

use super::kills::run_child;
use super::support::*;
use congkhai::files::{
    Artifact, FaultPlan, MANIFEST, NoFaults, OPERATIONS, Op, PublishError, SwapMode, publish, recover,
};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What stands there before the publication that is disturbed.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Before {
    Nothing,
    EmptyFolder,
    OldSite,
    /// Also files that are not ours, and a file system without hard links.
    OldSiteWithStrangers,
}

const BEFORE: [Before; 4] =
    [Before::Nothing, Before::EmptyFolder, Before::OldSite, Before::OldSiteWithStrangers];

struct Stage {
    _dir: TempDir,
    out: PathBuf,
    old: Option<Snapshot>,
}

impl Before {
    fn set(self, mode: SwapMode) -> Stage {
        let dir = fast_dir();
        let out = dir.path().join("public");
        match self {
            Before::Nothing => {}
            Before::EmptyFolder => fs::create_dir(&out).unwrap(),
            Before::OldSite | Before::OldSiteWithStrangers => {
                publish_well(&out, &old_site(), mode);
            }
        }
        if self == Before::OldSiteWithStrangers {
            drop_strangers(&out);
        }
        let old = snapshot(&out);
        Stage { _dir: dir, out, old }
    }

    fn plan(self, more: &str) -> String {
        let always = if self == Before::OldSiteWithStrangers { ",link:1+=unsupported" } else { "" };
        format!("{more}{always}")
    }

    /// The operations of an undisturbed publication, and what it leads to.
    fn rehearse(self, mode: SwapMode) -> (Vec<Op>, Snapshot) {
        let stage = self.set(mode);
        let recorder = Recorder::default();
        if self == Before::OldSiteWithStrangers {
            // The same failing links as in the disturbed run, so that operations are the same.
            let both = Both(&recorder, &FaultPlan::parse(&self.plan("")).unwrap());
            in_order(|| publish(&stage.out, &new_site(), mode, &both)).unwrap();
        } else {
            in_order(|| publish(&stage.out, &new_site(), mode, &recorder)).unwrap();
        }
        let trace = recorder.trace().into_iter().map(|(op, _)| op).collect();
        (trace, snapshot(&stage.out).unwrap())
    }
}

/// Two sets of faults at once: the first that does something wins.
struct Both<'a>(&'a Recorder, &'a FaultPlan);

impl congkhai::files::Faults for Both<'_> {
    fn at(&self, op: Op, path: &Path) -> congkhai::files::Action {
        self.0.at(op, path);
        self.1.at(op, path)
    }
}

/// What may be seen right after an interruption, before anybody has recovered.
fn check_at_once(mode: SwapMode, stage: &Stage, new: &Snapshot, what: &str) {
    let now = snapshot(&stage.out);
    match mode {
        SwapMode::InPlace => {
            // Each file is whole, be it of the old or of the new site.
            let bytes_of = |site: Option<&Snapshot>, name: &str| site.and_then(|s| s.get(name).cloned());
            for (name, bytes) in now.iter().flatten().filter(|(n, _)| !n.starts_with(".congkhai-staging")) {
                let known = [bytes_of(stage.old.as_ref(), name), bytes_of(Some(new), name)];
                assert!(known.contains(&Some(bytes.clone())), "{what}: {name} holds {bytes}");
            }
            // A manifest says that all it lists is there.
            if let Some(manifest) = now.as_ref().and_then(|n| n.get(MANIFEST)) {
                let manifest = congkhai::files::Manifest::parse(manifest.as_bytes()).unwrap();
                for file in &manifest.files {
                    assert!(now.as_ref().unwrap().contains_key(&file.path), "{what}: no {}", file.path);
                }
            }
        }
        SwapMode::Journal if now.is_none() => {}
        _ => assert!(is_old(stage, &now) || now.as_ref() == Some(new), "{what}: {now:#?}"),
    }
}

/// Where there was no site, there may be an empty folder or none.
fn is_old(stage: &Stage, now: &Option<Snapshot>) -> bool {
    let nothing = |s: &Option<Snapshot>| s.as_ref().is_none_or(Snapshot::is_empty);
    *now == stage.old || nothing(now) && nothing(&stage.old)
}

/// What must be so after recovery: the old site or the new one, and nothing beside it.
fn check_recovered(stage: &Stage, new: &Snapshot, what: &str) -> bool {
    let now = snapshot(&stage.out);
    assert!(is_old(stage, &now) || now.as_ref() == Some(new), "{what}: {now:#?}");
    assert_eq!(beside(&stage.out), [] as [&str; 0], "{what}");
    now.as_ref() == Some(new)
}

fn check_next(mode: SwapMode, stage: &Stage, new: &Snapshot, what: &str) {
    publish_well(&stage.out, &new_site(), mode);
    assert_eq!(snapshot(&stage.out).as_ref(), Some(new), "{what}");
    assert_eq!(beside(&stage.out), [] as [&str; 0], "{what}");
}

fn each_scenario(mut run: impl FnMut(SwapMode, Before, &[Op], &Snapshot)) {
    for mode in MODES.iter().copied() {
        for before in BEFORE {
            let (trace, new) = before.rehearse(mode);
            run(mode, before, &trace, &new);
        }
    }
}

#[test]
fn every_operation_is_met() {
    let mut met = HashSet::new();
    let mut points = 0;
    each_scenario(|_, _, trace, _| {
        met.extend(trace.iter().copied());
        points += trace.len();
    });
    let missing: Vec<Op> = OPERATIONS.iter().copied().filter(|op| !met.contains(op)).collect();
    if cfg!(target_os = "linux") {
        assert_eq!(missing, [] as [Op; 0]);
    }
    assert!(points > 400, "only {points} operations");
}

#[test]
fn one_operation_fails() {
    each_scenario(|mode, before, trace, new| {
        for i in 1..=trace.len() {
            for error in ["fail", "full"] {
                let what = format!("{mode:?} {before:?} {error} at {i} {:?}", trace[i - 1]);
                let stage = before.set(mode);
                let plan = FaultPlan::parse(&before.plan(&format!("any:{i}={error}"))).unwrap();
                let result = in_order(|| publish(&stage.out, &new_site(), mode, &plan));
                check_at_once(mode, &stage, new, &what);
                match &result {
                    Ok(published) => {
                        assert_eq!(
                            snapshot(&stage.out).as_ref().map(without_inner),
                            Some(new.clone()),
                            "{what}"
                        );
                        let tidy =
                            beside(&stage.out).is_empty() && !stage.out.join(".congkhai-staging").exists();
                        assert!(tidy || published.left.is_some(), "{what}");
                    }
                    Err(PublishError::Io(_)) => {}
                    Err(other) => panic!("{what}: {other:?}"),
                }
                recover(&stage.out, &NoFaults).unwrap_or_else(|e| panic!("{what}: {e:?}"));
                let is_new = check_recovered(&stage, new, &what);
                // An error means that nothing happened, but for a publication in place that had
                // passed its point of no return.
                assert!(is_new == result.is_ok() || mode == SwapMode::InPlace && is_new, "{what}");
                check_next(mode, &stage, new, &what);
            }
        }
    });
}

fn without_inner(all: &Snapshot) -> Snapshot {
    all.iter()
        .filter(|(name, _)| !name.starts_with(".congkhai-staging"))
        .map(|(n, b)| (n.clone(), b.clone()))
        .collect()
}

/// Publishes until operation `i`, from which on everything fails.
fn interrupted(mode: SwapMode, before: Before, i: usize) -> Stage {
    let stage = before.set(mode);
    let plan = FaultPlan::parse(&before.plan(&format!("any:{i}+=fail"))).unwrap();
    let _ = in_order(|| publish(&stage.out, &new_site(), mode, &plan));
    stage
}

#[test]
fn everything_fails_from_one_operation_on_and_then_while_recovering() {
    each_scenario(|mode, before, trace, new| {
        for i in 1..=trace.len() {
            let what = format!("{mode:?} {before:?} all fail from {i} {:?}", trace[i - 1]);
            let stage = interrupted(mode, before, i);
            check_at_once(mode, &stage, new, &what);
            let recorder = Recorder::default();
            in_order(|| recover(&stage.out, &recorder)).unwrap_or_else(|e| panic!("{what}: {e:?}"));
            check_recovered(&stage, new, &what);
            check_next(mode, &stage, new, &what);

            for j in 1..=recorder.trace().len() {
                let what = format!("{what}, then from {j}");
                let stage = interrupted(mode, before, i);
                let plan = FaultPlan::parse(&format!("any:{j}+=fail")).unwrap();
                is_error(in_order(|| recover(&stage.out, &plan)), |e| matches!(e, PublishError::Io(_)));
                check_at_once(mode, &stage, new, &what);
                recover(&stage.out, &NoFaults).unwrap_or_else(|e| panic!("{what}: {e:?}"));
                check_recovered(&stage, new, &what);
            }
        }
    });
}

#[test]
fn killed_at_every_operation() {
    each_scenario(|mode, before, trace, new| {
        for i in 1..=trace.len() {
            let what = format!("{mode:?} {before:?} killed at {i} {:?}", trace[i - 1]);
            let stage = before.set(mode);
            let ended = run_child(&stage.out, mode, &before.plan(&format!("any:{i}=kill")));
            assert!(!ended.success(), "{what}: not killed");
            check_at_once(mode, &stage, new, &what);
            recover(&stage.out, &NoFaults).unwrap_or_else(|e| panic!("{what}: {e:?}"));
            check_recovered(&stage, new, &what);
            check_next(mode, &stage, new, &what);
        }
    });
}

#[test]
fn a_strange_folder_is_untouched_whatever_fails() {
    for mode in MODES.iter().copied() {
        let stage = Before::Nothing.set(mode);
        fs::create_dir(&stage.out).unwrap();
        drop_strangers(&stage.out);
        let before = snapshot(&stage.out);
        let site: Vec<Artifact> = new_site();
        for i in 1..10 {
            let plan = FaultPlan::parse(&format!("any:{i}=fail")).unwrap();
            assert!(publish(&stage.out, &site, mode, &plan).is_err());
            let _ = recover(&stage.out, &plan);
            assert_eq!(snapshot(&stage.out), before);
            assert_eq!(beside(&stage.out), [] as [&str; 0]);
        }
    }
}
