//! What a build costs, by stage, and what writing the same bytes costs.
//!
//!     measure stages FOLDER OUT    builds FOLDER into OUT; time of every stage in milliseconds
//!     measure write FROM OUT       reads all files below FROM, then writes them below OUT on all processors;
//!                                  time of the writing alone, in seconds
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a program that measures")]

use congkhai::build::{self, Options, Progress, Stage};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["stages", root, out] => stages(root.into(), out.into()),
        ["write", from, out] => write(Path::new(from), Path::new(out)),
        _ => Err("measure stages FOLDER OUT | measure write FROM OUT".into()),
    }
}

/// Notes when each stage begins.
struct Watch(Mutex<Vec<(Stage, Instant)>>);

impl Progress for Watch {
    fn stage(&self, stage: Stage, _: usize) {
        if let Ok(mut stages) = self.0.lock() {
            stages.push((stage, Instant::now()));
        }
    }
    fn tick(&self) {}
}

fn stages(root: PathBuf, out: PathBuf) -> Result<(), Box<dyn Error>> {
    let watch = Watch(Mutex::new(Vec::new()));
    let options = Options { root, out, base_url: None, as_of: None, write: true };
    let outcome = build::run(&options, &watch).map_err(|e| format!("{e:?}"))?;
    let end = Instant::now();
    let stages = watch.0.into_inner()?;
    let ends = stages.iter().skip(1).map(|(_, at)| *at).chain([end]);
    for ((stage, from), to) in stages.iter().zip(ends) {
        println!("{:8} {:6} ms", format!("{stage:?}"), (to - *from).as_millis());
    }
    println!(
        "{} pages, {} files, {} bytes, {} findings, published: {}",
        outcome.pages,
        outcome.files,
        outcome.bytes,
        outcome.diagnostics.len(),
        outcome.published
    );
    Ok(())
}

fn write(from: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let mut files = Vec::new();
    let mut folders = vec![from.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((out.join(path.strip_prefix(from)?), std::fs::read(&path)?));
            }
        }
    }
    let start = Instant::now();
    let above: BTreeSet<_> = files.iter().filter_map(|(path, _)| path.parent()).collect();
    above.par_iter().try_for_each(std::fs::create_dir_all)?;
    files.par_iter().try_for_each(|(path, bytes)| std::fs::write(path, bytes))?;
    println!("{:.3}", start.elapsed().as_secs_f64());
    Ok(())
}
