//! Nothing of the machine shows in the output: two builds in other folders, time zones, locales and
//! thread counts give the same bytes; two sites are built in one process.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use congkhai::build::{NoProgress, prepare};
use congkhai::files::{DiskSource, MemorySource};
use congkhai::load::LoadOptions;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use walkdir::WalkDir;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Copies the sample commune, without the program, into a folder.
fn copy_sample(to: &Path) {
    for top in ["congkhai.yaml", "content", "data", "static"] {
        for entry in WalkDir::new(root().join(top)).into_iter().flatten() {
            let target = to.join(entry.path().strip_prefix(root()).expect("below the root"));
            if entry.file_type().is_dir() {
                fs::create_dir_all(target).expect("folder");
            } else {
                fs::copy(entry.path(), target).expect("copy");
            }
        }
    }
}

fn bytes_below(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    WalkDir::new(dir)
        .into_iter()
        .flatten()
        .filter(|e| e.file_type().is_file())
        .map(|e| {
            (e.path().strip_prefix(dir).expect("below").to_owned(), fs::read(e.path()).expect("readable"))
        })
        .collect()
}

#[test]
fn folder_zone_locale_and_threads_do_not_show() {
    let (one, two) = (tempfile::tempdir().expect("temp"), tempfile::tempdir().expect("temp"));
    let deep = two.path().join("Thư mục có dấu/và cách");
    fs::create_dir_all(&deep).expect("folder");
    let mut sites = Vec::new();
    for (dir, zone, locale, threads) in
        [(one.path(), "UTC", "C", "1"), (deep.as_path(), "Asia/Ho_Chi_Minh", "vi_VN.UTF-8", "7")]
    {
        copy_sample(dir);
        let out = Command::new(env!("CARGO_BIN_EXE_congkhai"))
            .args(["build", "--root"])
            .arg(dir)
            .current_dir(dir)
            .env("TZ", zone)
            .env("LANG", locale)
            .env("LC_ALL", locale)
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("runs");
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        sites.push(bytes_below(&dir.join("public")));
    }
    let (first, second) = (&sites[0], &sites[1]);
    assert!(first.len() > 20, "the sample has pages");
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (path, bytes) in first {
        assert!(bytes == &second[path], "{} differs", path.display());
    }
}

#[test]
fn two_sites_in_one_process_do_not_mix() {
    let sample = DiskSource::new(root());
    let config = fs::read_to_string(root().join("congkhai.yaml")).expect("sample");
    let other: MemorySource =
        [("congkhai.yaml", config.replace("Hương Sen", "Bạch Đàn"))].into_iter().collect();
    let options = LoadOptions { as_of: None, base_url: None };
    let (mut a, mut b) = (None, None);
    rayon::join(
        || a = Some(prepare(&sample, &options, &NoProgress)),
        || b = Some(prepare(&other, &options, &NoProgress)),
    );
    let (a, b) = (a.expect("built"), b.expect("built"));
    let home = |p: &congkhai::build::Prepared| {
        let page = p.artifacts.iter().find(|f| f.path == "index.html").expect("home");
        String::from_utf8(page.bytes.clone()).expect("utf-8")
    };
    assert!(home(&a).contains("Hương Sen") && !home(&a).contains("Bạch Đàn"));
    assert!(home(&b).contains("Bạch Đàn") && !home(&b).contains("Hương Sen"));
    assert!(a.artifacts.iter().any(|f| f.path == "ho-so/2021.html"));
    assert!(!b.artifacts.iter().any(|f| f.path == "ho-so/2021.html"), "nothing of the other site");
}
