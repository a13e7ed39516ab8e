//! Writes an invented commune's folder of any size, for measuring, and beside it a Hugo site with the
//! same pages and the same Markdown:
//!
//!     cargo run --release --example generate_site -- OUT --van-ban 5000 --ho-so 160 --khao-sat 40
//!
//! gives `OUT/congkhai/` and `OUT/hugo/`. Equal arguments give equal bytes. Figures that our texts quote by id
//! are typed out in Hugo's.
#![allow(clippy::disallowed_methods, reason = "a program that makes files")]

mod data;
mod hugo;
mod texts;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// How much of everything.
struct Amount {
    documents: usize,
    dossiers: usize,
    surveys: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = PathBuf::from(arguments.next().ok_or("the output folder is missing")?);
    let mut amount = Amount { documents: 5000, dossiers: 160, surveys: 40 };
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or("an option without a number")?.parse()?;
        match name.as_str() {
            "--van-ban" => amount.documents = value,
            "--ho-so" => amount.dossiers = value,
            "--khao-sat" => amount.surveys = value,
            _ => return Err(format!("unknown option {name}").into()),
        }
    }
    let tallies = data::tallies(amount.dossiers);
    let rounds = data::rounds(amount.surveys);
    let documents = texts::documents(amount.documents, &tallies);

    let mut ours = Folder::new(out.join("congkhai"));
    ours.write("congkhai.yaml", include_str!("congkhai.yaml"))?;
    ours.write("content/gioi-thieu.md", "---\ntieu_de: Giới thiệu\n---\n\nĐơn vị này không có thật.\n")?;
    data::write(&mut ours, &tallies, &rounds)?;
    for document in &documents {
        ours.write(&format!("content/van-ban/{}.md", document.id), &document.for_congkhai())?;
    }
    let mut theirs = Folder::new(out.join("hugo"));
    hugo::write(&mut theirs, &tallies, &rounds, &documents)?;
    Ok(())
}

/// A folder being filled.
struct Folder {
    root: PathBuf,
    made: BTreeSet<PathBuf>,
}

impl Folder {
    fn new(root: PathBuf) -> Self {
        Folder { root, made: BTreeSet::new() }
    }

    fn write(&mut self, path: &str, text: &str) -> io::Result<()> {
        let path = self.root.join(path);
        let above = path.parent().map(Path::to_owned).unwrap_or_default();
        if !self.made.contains(&above) {
            std::fs::create_dir_all(&above)?;
            self.made.insert(above);
        }
        std::fs::write(path, text)
    }
}

/// Invented numbers, the same at every run.
struct Dice(u64);

impl Dice {
    /// A number below `limit`.
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len() as u64) as usize]
    }
}
