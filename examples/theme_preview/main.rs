//! Writes every page of the default theme, filled by hand, into a folder: to look at.
//!
//! `cargo run --example theme_preview -- OUT [rong]`: with `rong`, the empty states.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "an example, not the program")]

mod sample;

use congkhai::theme::Theme;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let out = args.next().ok_or("which folder?")?;
    let empty = args.next().is_some();
    let mut theme = Theme::new(BTreeMap::new()).map_err(|e| format!("{e:#?}"))?;
    theme.set_site(&if empty { sample::bare_site() } else { sample::site() });
    let mut files: Vec<(String, Vec<u8>)> = theme.assets().to_vec();
    for page in if empty { sample::empty() } else { sample::rich() } {
        let html = theme.render(page.template, &page.view).map_err(|e| format!("{e:#?}"))?;
        files.push((page.address, html.into_bytes()));
    }
    for (name, bytes) in files {
        let path = Path::new(&out).join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, bytes)?;
    }
    println!("{out}");
    Ok(())
}
