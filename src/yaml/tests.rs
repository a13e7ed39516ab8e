//! Reading: what is kept, what is refused and where, and properties over generated trees.

use super::*;
use crate::diagnostics::{Arg, At, Diagnostics};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::sync::Arc;

fn parse(text: &str) -> (Option<Node>, Diagnostics) {
    let mut diags = Diagnostics::new();
    let node = read(&Arc::from("a.yaml"), text.as_bytes(), &mut diags);
    (node, diags)
}

/// The findings as `line:column CODE word`.
fn findings(text: &str) -> Vec<String> {
    let (_, diags) = parse(text);
    let shown = diags.iter().map(|d| {
        let word = d.args.iter().find_map(|(_, a)| if let Arg::Word(w) = a { Some(*w) } else { None });
        format!("{} {} {}", d.place, d.code, word.unwrap_or("-")).replace("a.yaml:", "")
    });
    shown.collect()
}

fn texts(node: &Node) -> Vec<&str> {
    match &node.kind {
        Kind::Null => vec!["(null)"],
        Kind::Scalar { text, .. } => vec![text],
        Kind::Seq(items) => items.iter().flat_map(texts).collect(),
        Kind::Map(entries) => entries.iter().flat_map(|(_, v)| texts(v)).collect(),
    }
}

#[test]
fn scalars_stay_as_written() {
    let (node, diags) = parse(
        "a: 1.10\nb: 005\nc: no\nd: 1.001193\ne: 0x1F\nf: 1e999\ng: .nan\nh: 12:30:00\ni: 2025-01-02\n\
         j: 1_000\nk: TRUE\nl: +7\nm: 99999999999999999999999\nn: \"1.10\"\no: 'it''s'\np: \"a\\tb\"\n\
         q: một\n  hai\nr: |\n  \"x\"\n  y\ns: >-\n  một\n  hai\nt: ~\nu:\nv: ''\nw: c#d # ghi chú\n",
    );
    assert!(diags.is_empty(), "{diags:?}");
    assert_eq!(
        texts(&node.unwrap()),
        [
            "1.10",
            "005",
            "no",
            "1.001193",
            "0x1F",
            "1e999",
            ".nan",
            "12:30:00",
            "2025-01-02",
            "1_000",
            "TRUE",
            "+7",
            "99999999999999999999999",
            "1.10",
            "it's",
            "a\tb",
            "một hai",
            "\"x\"\ny\n",
            "một hai",
            "(null)",
            "(null)",
            "",
            "c#d"
        ]
    );
}

#[test]
fn places_of_keys_values_and_absent_values() {
    let (node, _) = parse("đơn vị: \"Xã\"\nds:\n  - x\n  - ten: [1, 23]\ntrong:\n");
    let node = node.unwrap();
    let Kind::Map(entries) = &node.kind else { panic!() };
    let at = |p: &Place| match p.at {
        At::Line { line, column, len } => (line, column, len),
        _ => panic!(),
    };
    assert_eq!(at(&entries[0].0.place), (1, 1, 6));
    assert_eq!(at(&entries[0].1.place), (1, 9, 4));
    let item = node.get("ds").and_then(|n| if let Kind::Seq(i) = &n.kind { i.get(1) } else { None }).unwrap();
    assert_eq!(at(&item.place), (4, 5, 0));
    let Kind::Seq(numbers) = &item.get("ten").unwrap().kind else { panic!() };
    assert_eq!(at(&numbers[1].place), (4, 14, 2));
    assert_eq!(at(&node.get("trong").unwrap().place), (5, 1, 5));
}

#[test]
fn an_empty_file_is_an_empty_map_and_a_byte_order_mark_is_nothing() {
    for text in ["", "\u{feff}", "# chỉ có ghi chú\n", "---\n", "\n\n"] {
        let (node, diags) = parse(text);
        assert_eq!((node.unwrap().kind, diags.len()), (Kind::Map(vec![]), 0), "{text:?}");
    }
    let (node, _) = parse("\u{feff}a: 1\r\nb: 2\r\n");
    assert_eq!(texts(&node.unwrap()), ["1", "2"]);
}

#[test]
fn repeated_keys_are_told_at_the_second_and_the_first_is_kept() {
    assert_eq!(findings("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n"), ["4:3 YAML06 -", "5:1 YAML06 -"]);
    let (node, diags) = parse("a: 1\na: 2\n");
    assert_eq!(texts(&node.unwrap()), ["1"]);
    let first = diags.iter().next().unwrap().args.iter().find(|(n, _)| *n == "truoc").unwrap().1.clone();
    assert_eq!(first, Arg::Place(Place::line("a.yaml", 1, 1, 1)));
    // One number in two spellings is two keys, as a clerk sees it.
    assert_eq!(findings("0xB: 1\n11: 2\n"), Vec::<String>::new());
}

#[test]
fn each_mistake_has_its_reason_and_the_place_where_it_was_made() {
    for (text, expected) in [
        ("a:\n\tb: 1\n", "2:2 YAML01 tab"),
        ("a: \"x\nb: 2\n", "1:4 YAML01 nhay"),
        ("a: 'x\nb: 2\n", "1:4 YAML01 nhay"),
        ("a: x\nb: [\"it's, 2]\n", "2:5 YAML01 nhay"),
        ("a: \"x\" y\n", "1:8 YAML01 sau_nhay"),
        ("a: \"C:\\quê\"\n", "1:4 YAML01 thoat"),
        ("a: [1, 2\nb: 3\n", "2:2 YAML01 ngoac"),
        ("a: {b: [", "1:8 YAML01 ngoac"),
        ("a: ]\n", "1:4 YAML01 ngoac"),
        ("a: 1\n  b: 2\n", "2:4 YAML01 thut_dong"),
        ("a:\n  - 1\n b: 2\n", "3:2 YAML01 thut_dong"),
        ("a: b: c\n", "1:5 YAML01 hai_cham"),
        ("ten:Văn phòng\nc: 1\n", "1:4 YAML01 thieu_cach"),
        ("- ten:Văn phòng\n  c: 1\n", "1:6 YAML01 thieu_cach"),
        ("a: 1\nghi chú\nb: 2\n", "2:1 YAML01 thieu_hai_cham"),
        ("a: - b\n", "1:4 YAML01 gach_dau_dong"),
        ("a: @x\n", "1:4 YAML01 ky_tu_dau"),
        ("a: *x\n", "1:4 YAML01 ky_tu_dau"),
        ("a: !quan trọng\n", "1:4 YAML01 ky_tu_dau"),
        ("a: !!int abc\n", "1:10 YAML01 ky_tu_dau"),
        ("a: x\u{0}y\n", "1:5 YAML01 ky_tu_an"),
        ("---\na: 1\n---\nb: 2\n", "4:1 YAML01 nhieu_phan"),
        ("[a, b]: 1\n", "1:1 YAML01 khoa"),
        (": x\n", "1:1 YAML01 khoa"),
        ("a: &x 1\nb: *x\n", "1:4 YAML07 neo"),
        ("a: &phòng\n", "1:4 YAML07 neo"),
    ] {
        assert_eq!(findings(text), [expected], "{text:?}");
    }
}

#[test]
fn bytes_that_are_no_utf8_are_told_at_the_first() {
    let mut diags = Diagnostics::new();
    assert_eq!(read(&Arc::from("a.yaml"), b"a: 1\nb: \xc6\xb0\xe0x", &mut diags), None);
    let d = diags.iter().next().unwrap();
    assert_eq!((d.place.to_string().as_str(), &d.args[0].1), ("a.yaml:2:5", &Arg::Word("ma_hoa")));
}

#[test]
fn merge_keys_are_keys_like_any_other() {
    let (node, diags) = parse("<<: 3\nb: <<\n");
    assert!(diags.is_empty());
    assert_eq!(node.unwrap().get("<<").and_then(Node::text), Some("3"));
}

/// A tree without places, to be written as YAML by [`write`].
#[derive(Clone, Debug, PartialEq)]
enum Tree {
    Null,
    Text(String),
    Seq(Vec<Tree>),
    Map(Vec<(String, Tree)>),
}

fn tree() -> impl Strategy<Value = Tree> {
    let word = prop_oneof![
        "[a-zà-ỹđĐ0-9][a-zà-ỹ0-9._/%-]{0,8}( [a-zà-ỹ0-9.,;()%-]{1,6}){0,3}",
        "[0-9]{1,4}(\\.[0-9]{1,3}){0,2}",
        "\\PC{0,12}",
        "[ \\t\\n\"'\\\\:#\\-\\[\\]{}&*!|>%@`,?]{0,8}",
        Just("no".to_owned()),
        Just("null".to_owned()),
    ];
    let key = "[a-zđ_][a-z0-9_ ]{0,8}[a-z0-9]";
    let leaf = prop_oneof![Just(Tree::Null), word.prop_map(Tree::Text)];
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..5).prop_map(Tree::Seq),
            prop::collection::btree_map(key, inner, 1..5).prop_map(|m| Tree::Map(m.into_iter().collect())),
        ]
    })
}

/// Plain where YAML reads the same text back, else in double quotes.
fn write_scalar(text: &str, out: &mut String) {
    let plain_start = text.chars().next().is_some_and(|c| c.is_alphanumeric());
    let plain = plain_start
        && text.chars().all(|c| c.is_alphanumeric() || " .,;()%/_-".contains(c))
        && !text.ends_with(' ')
        && !["null", "Null", "NULL"].contains(&text);
    if plain {
        out.push_str(text);
        return;
    }
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if (c as u32) < 0x20 || (0x7f..0xa0).contains(&(c as u32)) => {
                out.push_str(&format!("\\u{:04x}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

fn write(tree: &Tree, indent: usize, out: &mut String) {
    let pad = "  ".repeat(indent);
    match tree {
        Tree::Null => out.push_str(" ~\n"),
        Tree::Text(text) => {
            out.push(' ');
            write_scalar(text, out);
            out.push('\n');
        }
        Tree::Seq(items) => {
            out.push('\n');
            for item in items {
                out.push_str(&pad);
                out.push('-');
                write(item, indent + 1, out);
            }
        }
        Tree::Map(entries) => {
            out.push('\n');
            for (key, value) in entries {
                out.push_str(&pad);
                write_scalar(key, out);
                out.push(':');
                write(value, indent + 1, out);
            }
        }
    }
}

fn without_places(node: &Node) -> Tree {
    match &node.kind {
        Kind::Null => Tree::Null,
        Kind::Scalar { text, .. } => Tree::Text(text.clone()),
        Kind::Seq(items) => Tree::Seq(items.iter().map(without_places).collect()),
        Kind::Map(entries) => {
            Tree::Map(entries.iter().map(|(k, v)| (k.value.clone(), without_places(v))).collect())
        }
    }
}

/// Every key and plain scalar is found in the source at its place, every quoted one begins there.
fn places_point_at_the_text(node: &Node, lines: &[&str]) {
    let slice = |place: &Place| -> String {
        let At::Line { line, column, len } = place.at else { panic!("no line") };
        lines[line as usize - 1].chars().skip(column as usize - 1).take(len as usize).collect()
    };
    match &node.kind {
        Kind::Null => {}
        Kind::Scalar { text, quoted: false } => assert_eq!(slice(&node.place), *text),
        Kind::Scalar { quoted: true, .. } => {
            let raw = slice(&node.place);
            assert!(raw.len() >= 2 && raw.starts_with('"') && raw.ends_with('"'), "{raw:?}");
        }
        Kind::Seq(items) => items.iter().for_each(|i| places_point_at_the_text(i, lines)),
        Kind::Map(entries) => {
            for (key, value) in entries {
                assert_eq!(slice(&key.place).trim_matches('"'), key.value);
                places_point_at_the_text(value, lines);
            }
        }
    }
}

/// The same cases on every run.
fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 400,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(30),
        ..Default::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_tree_survives_writing_and_reading(tree in tree()) {
        let tree = Tree::Map(vec![("goc".to_owned(), tree)]);
        let mut text = String::new();
        write(&tree, 0, &mut text);
        let (node, diags) = parse(&text);
        prop_assert!(diags.is_empty(), "{diags:?}\n{text}");
        let node = node.unwrap();
        prop_assert_eq!(without_places(&node), tree, "{}", text);
        let lines: Vec<&str> = text.split('\n').collect();
        places_point_at_the_text(&node, &lines);
    }

    #[test]
    fn arbitrary_bytes_give_a_tree_or_a_finding(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut diags = Diagnostics::new();
        let node = read(&Arc::from("a.yaml"), &bytes, &mut diags);
        prop_assert!(node.is_some() || !diags.is_empty());
    }

    #[test]
    fn arbitrary_punctuation_gives_a_tree_or_a_finding(text in "[a-c \\t\\n\\r:#\\-\\[\\]{}&*!|>%@`,?\"'\\\\<đ\u{301}0-9.]{0,80}") {
        let (node, diags) = parse(&text);
        prop_assert!(node.is_some() || !diags.is_empty());
        let lines = text.split('\n').count() as u32;
        for d in diags.iter() {
            if let At::Line { line, column, .. } = d.place.at {
                prop_assert!(line >= 1 && column >= 1 && line <= lines + text.matches('\r').count() as u32 + 1);
            }
        }
    }
}
