//! Hostile YAML is refused with one clear finding, in bounded time and memory. Each case runs in
//! a child process of its own, so that the peak of its memory (`VmHWM`) is its own.

#![allow(clippy::print_stdout)] // the child tells the parent, and both the reader

use congkhai::diagnostics::{Arg, Diagnostics};
use congkhai::yaml;
use std::fmt::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

const CHILD: &str = "CONGKHAI_YAML_BOUNDS";

/// Far above what any case takes, far below what an unbounded one would.
const TIME: Duration = Duration::from_secs(20);
const MEMORY_MB: u64 = 128;

/// The hostile text and the limit that it must run into.
fn case(name: &str) -> (String, &'static str) {
    match name {
        "a billion laughs" => {
            let mut text = String::from("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
            for n in 1..40 {
                let _ = writeln!(text, "a{n}: &a{n} [{}]", vec![format!("*a{}", n - 1); 10].join(", "));
            }
            (text, "neo")
        }
        "an alias of itself" => ("a: &a [*a, *a]\n".to_owned(), "neo"),
        "many aliases of one anchor" => (format!("a: &a x\nb: [{}]\n", "*a, ".repeat(500_000)), "neo"),
        "many anchors" => ((0..200_000).map(|n| format!("k{n}: &a{n} x\n")).collect(), "neo"),
        "merge keys" => {
            let mut text = String::from("a0: &a0 {k: 1}\n");
            for n in 1..200 {
                let _ = writeln!(text, "a{n}: &a{n} {{<<: [*a{}, *a{}]}}", n - 1, n - 1);
            }
            (text, "neo")
        }
        "deep brackets" => ("[".repeat(100_000), "do_sau"),
        "deep braces" => ("{a: ".repeat(100_000), "do_sau"),
        "deep dashes" => ("- ".repeat(100_000), "do_sau"),
        "deep question marks" => ("? ".repeat(100_000), "do_sau"),
        "deep indentation" => ((0..4_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect(), "do_sau"),
        "a scalar of 50 MB" => (format!("a: {}\n", "x".repeat(50 << 20)), "kich_thuoc"),
        "a quoted scalar of 50 MB" => (format!("a: \"{}\"\n", "x ".repeat(25 << 20)), "kich_thuoc"),
        "a scalar of 2 MB" => (format!("a: {}\n", "x".repeat(2 << 20)), "do_dai"),
        "two million items" => ("- x\n".repeat(2_000_000), "so_nut"),
        other => panic!("no case {other}"),
    }
}

/// Reads the case that the parent names; prints what came of it.
#[test]
fn child() {
    let Ok(name) = std::env::var(CHILD) else { return };
    let (text, limit) = case(&name);
    let input_mb = (text.len() >> 20) as u64;
    let mut diags = Diagnostics::new();
    let start = Instant::now();
    let node = yaml::read(&"a.yaml".into(), text.as_bytes(), &mut diags);
    let took = start.elapsed();
    assert_eq!(node, None);
    let found: Vec<_> = diags.iter().map(|d| (d.code.name(), d.args[0].1.clone())).collect();
    assert_eq!(found, [("YAML07", Arg::Word(limit))]);
    println!("\nMEASURED {} {} {input_mb}", took.as_millis(), peak_mb());
}

/// The peak of this process's resident memory; 0 where the system doesn't tell.
#[allow(clippy::disallowed_methods)]
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) >> 10
}

fn run(name: &str) {
    let program = std::env::current_exe().expect("a test has a path");
    let out = Command::new(program)
        .args(["--exact", "child", "--nocapture", "--test-threads=1"])
        .env(CHILD, name)
        .output()
        .expect("the test can be run again");
    let text = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success(), "{name}: {text}\n{}", String::from_utf8_lossy(&out.stderr));
    let line = text.lines().find_map(|l| l.strip_prefix("MEASURED ")).expect("measured");
    let numbers: Vec<u64> = line.split(' ').map(|n| n.parse().expect("a number")).collect();
    let &[ms, peak, input] = numbers.as_slice() else { panic!("{line}") };
    println!("{name}: {ms} ms, peak {peak} MB of which {input} MB input");
    assert!(ms < TIME.as_millis() as u64, "{name} took {ms} ms");
    assert!(peak < MEMORY_MB + 2 * input, "{name} took {peak} MB for {input} MB of input");
}

macro_rules! cases {
    ($($test:ident = $name:literal;)*) => { $(#[test] fn $test() { run($name); })* };
}

cases! {
    aliases_that_multiply = "a billion laughs";
    an_alias_without_end = "an alias of itself";
    aliases_without_number = "many aliases of one anchor";
    anchors_without_number = "many anchors";
    merge_keys_that_multiply = "merge keys";
    brackets_without_end = "deep brackets";
    braces_without_end = "deep braces";
    dashes_without_end = "deep dashes";
    question_marks_without_end = "deep question marks";
    indentation_without_end = "deep indentation";
    a_huge_scalar = "a scalar of 50 MB";
    a_huge_quoted_scalar = "a quoted scalar of 50 MB";
    a_scalar_over_the_limit = "a scalar of 2 MB";
    items_without_number = "two million items";
}
