//! Kills at random moments, from outside, on several threads.

use super::support::*;
use congkhai::files::{Artifact, FaultPlan, NoFaults, SwapMode, publish, recover};
use std::env;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

/// Set in a child: the folder to publish to.
const CHILD_OUT: &str = "CONGKHAI_TEST_OUT";
/// The mode's name.
const CHILD_MODE: &str = "CONGKHAI_TEST_MODE";
/// A plan of faults for one publication; without one the child publishes until it is killed.
const CHILD_PLAN: &str = "CONGKHAI_TEST_PLAN";

fn child(out: &Path, mode: SwapMode) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", "kills::this_is_the_child", "--nocapture", "--test-threads=1"])
        .env(CHILD_OUT, out)
        .env(CHILD_MODE, format!("{mode:?}"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Publishes `new_site` once in a child, on one thread, with this plan.
pub(crate) fn run_child(out: &Path, mode: SwapMode, plan: &str) -> ExitStatus {
    child(out, mode).env(CHILD_PLAN, plan).status().unwrap()
}

/// No test of its own: what the children of the other tests run.
#[test]
fn this_is_the_child() {
    let Some(out) = env::var_os(CHILD_OUT) else { return };
    let out = Path::new(&out);
    let name = env::var(CHILD_MODE).unwrap();
    let mode = MODES.iter().copied().find(|m| format!("{m:?}") == name).unwrap();
    if let Ok(plan) = env::var(CHILD_PLAN) {
        let plan = FaultPlan::parse(&plan).unwrap();
        in_order(|| publish(out, &new_site(), mode, &plan)).unwrap();
        return;
    }
    let sites = [large_site(0), large_site(1)];
    std::io::stdout().write_all(b"\x07").unwrap();
    std::io::stdout().flush().unwrap();
    for site in sites.iter().cycle() {
        publish(out, site, mode, &NoFaults).unwrap();
    }
}

/// About 200 files, of which half differ between the two versions.
fn large_site(version: usize) -> Vec<Artifact> {
    (0..200)
        .filter(|i| i % 10 != version)
        .map(|i| {
            let differs = if i % 2 == 0 { version } else { 0 };
            Artifact {
                path: format!("muc-{}/trang-{i}.{}", i % 7, if i % 5 == 0 { "css" } else { "html" }),
                bytes: format!("{i} {differs} ").repeat(200 + i).into_bytes(),
            }
        })
        .collect()
}

/// A small generator of our own (Knuth's MMIX constants): the same numbers in every run.
struct Lcg(u64);

impl Lcg {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

/// Kills a child so many times while it publishes one version after the other.
fn kill_at_random(mode: SwapMode, times: usize, seed: u64) {
    let dir = fast_dir();
    let out = dir.path().join("public");
    let versions = [0, 1].map(|version| {
        let twin = dir.path().join(format!("twin-{version}"));
        publish_well(&twin, &large_site(version), mode);
        let all = snapshot(&twin).unwrap();
        std::fs::remove_dir_all(&twin).unwrap();
        std::fs::remove_file(dir.path().join(format!(".congkhai-twin-{version}-lock"))).unwrap();
        all
    });
    publish_well(&out, &large_site(0), mode);
    let started = std::time::Instant::now();
    for _ in 0..3 {
        publish_well(&out, &large_site(1), mode);
        publish_well(&out, &large_site(0), mode);
    }
    // Within the time of three publications, so that kills fall into every part of one.
    let window = u64::try_from(started.elapsed().as_micros()).unwrap() / 2;

    let mut random = Lcg(seed);
    let (mut traces, mut seen) = (0, [0, 0]);
    for n in 0..times {
        let mut child = child(&out, mode).stdout(Stdio::piped()).spawn().unwrap();
        // The harness prints before the child does; the bell says that publishing begins.
        let mut byte = [0];
        let mut from_child = child.stdout.take().unwrap();
        while byte[0] != 7 {
            assert_eq!(from_child.read(&mut byte).unwrap(), 1, "the child ended");
        }
        std::thread::sleep(Duration::from_micros(random.below(window.max(1))));
        child.kill().unwrap();
        child.wait().unwrap();
        traces += usize::from(!beside(&out).is_empty() || out.join(".congkhai-staging").exists());
        recover(&out, &NoFaults).unwrap_or_else(|e| panic!("{mode:?} kill {n}: {e:?}"));
        let now = snapshot(&out);
        let which = versions.iter().position(|v| now.as_ref() == Some(v));
        let which = which.unwrap_or_else(|| panic!("{mode:?} kill {n}: neither version"));
        seen[which] += 1;
        assert_eq!(beside(&out), [] as [&str; 0], "{mode:?} kill {n}");
    }
    // Otherwise the kills did not hit what they were meant for.
    assert!(traces > times / 10, "only {traces} of {times} kills left traces");
    assert!(seen.iter().all(|n| *n > times / 20), "{seen:?}");
}

#[test]
fn three_hundred_kills_while_exchanging() {
    if MODES.contains(&SwapMode::Exchange) {
        kill_at_random(SwapMode::Exchange, 300, 1);
    }
}

#[test]
fn three_hundred_kills_with_a_journal() {
    kill_at_random(SwapMode::Journal, 300, 2);
}

#[test]
fn a_hundred_kills_in_place() {
    kill_at_random(SwapMode::InPlace, 100, 3);
}
