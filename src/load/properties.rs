//! Properties of whole sites: whatever the files hold, loading ends with findings, never with a
//! panic, and doesn't depend on threads.

use super::*;
use crate::files::{DiskSource, MemorySource};
use proptest::prelude::*;

/// The files of the base fixture.
fn base() -> Vec<(Arc<str>, Vec<u8>)> {
    let source = DiskSource::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/base"));
    let (entries, _) = source.list();
    entries.iter().map(|e| (e.path.clone(), source.read(&e.path, TEXT_BYTES).unwrap())).collect()
}

fn load(files: Vec<(Arc<str>, Vec<u8>)>) -> String {
    let source: MemorySource = files.into_iter().collect();
    format!("{:?}", site(&source, &LoadOptions::default()))
}

/// What a clerk's hand may put into a file.
fn scrap() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~\n]{0,12}",
        "\\PC{0,8}",
        prop::sample::select(vec![
            "\n",
            ",",
            ",,",
            "\"",
            ": ",
            "- ",
            "{",
            "}",
            "[",
            "-",
            "%",
            "98,5%",
            "1.348",
            "-1",
            "Quý IV/2026",
            "Năm 2026",
            "TỔNG CỘNG",
            "I",
            "\t",
            "\u{feff}",
            "\u{301}",
            "31/02/2026",
            "99999999999999999999",
            "---",
            "*",
            "#",
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn a_damaged_base_site_is_read_without_panic(
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0usize..40, scrap()), 1..5)
    ) {
        let mut files = base();
        for (file, at, cut, put) in damage {
            let (_, bytes) = file.get(&files).clone();
            let at = at.index(bytes.len() + 1);
            let end = (at + cut).min(bytes.len());
            let damaged = [&bytes[..at], put.as_bytes(), &bytes[end..]].concat();
            let i = file.index(files.len());
            files[i].1 = damaged;
        }
        let first = load(files.clone());
        prop_assert_eq!(first, load(files));
    }

    #[test]
    fn any_text_under_any_name_is_read_without_panic(
        path in prop::sample::select(vec![
            "congkhai.yaml", "data/ho-so/2026-Q1.csv", "data/ho-so/_tep.yaml", "data/khao-sat/dot.csv",
            "data/khao-sat/tong-hop.csv", "data/khao-sat/mau-phieu/p.yaml", "data/chi-so/a.yaml",
            "data/giai-trinh.csv", "data/giai-trinh.yaml", "data/quy-dinh/a.yaml", "content/a.md",
            "content/van-ban/a.md", "data/ho-so/a.xlsx",
        ]),
        text in "\\PC{0,80}",
    ) {
        let mut files = base();
        files.push((path.into(), text.into_bytes()));
        load(files);
    }
}

#[test]
fn the_result_does_not_depend_on_threads() {
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| load(base()))
    };
    assert_eq!(run(1), run(4));
}
