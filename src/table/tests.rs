//! Helpers for the tests of this module, and tests of what the bytes of a file are.

use super::*;
use crate::diagnostics::{Arg, Code, codes};
use proptest::prelude::*;

/// Reads a CSV file and one table in it.
pub(super) fn csv_table(text: &str, spec: &TableSpec) -> (Option<Table>, Vec<Diagnostic>) {
    let (sheets, mut found) = read_book(&"t.csv".into(), text.as_bytes(), &Limits::default());
    let (mut tables, more) = find_tables(&sheets, &[spec], &ImportProfile::default());
    found.extend(more);
    (tables.pop(), found)
}

/// Reads a workbook that the closure fills.
pub(super) fn book(fill: impl FnOnce(&mut rust_xlsxwriter::Workbook)) -> (Vec<Sheet>, Vec<Diagnostic>) {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    fill(&mut workbook);
    let bytes = workbook.save_to_buffer().expect("a workbook");
    read_book(&"t.xlsx".into(), &bytes, &Limits::default())
}

/// Codes and places, in the short form.
pub(super) fn short(found: &[Diagnostic]) -> Vec<String> {
    found.iter().map(|d| format!("{} {}", d.place, d.code)).collect()
}

/// The argument of a finding, as text.
pub(super) fn arg(finding: &Diagnostic, name: &str) -> String {
    match finding.args.iter().find(|(n, _)| *n == name) {
        Some((_, Arg::Text(t))) => t.to_string(),
        Some((_, Arg::Word(w))) => (*w).to_string(),
        Some((_, Arg::Int(n))) => n.to_string(),
        Some((_, Arg::Place(p))) => p.to_string(),
        Some((_, Arg::List(l))) => l.join(" | "),
        other => format!("{other:?}"),
    }
}

fn why(path: &str, bytes: &[u8]) -> (Code, String) {
    let (sheets, found) = read_book(&path.into(), bytes, &Limits::default());
    assert!(sheets.is_empty());
    let [finding] = &found[..] else { panic!("{found:?}") };
    assert_eq!(finding.place.to_string(), path);
    (finding.code, arg(finding, "ly_do"))
}

#[test]
fn names_and_contents_must_agree() {
    let unreadable = |why: &str| (codes::WORKBOOK_UNREADABLE, why.to_string());
    let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Workbook".as_slice();
    let locked =
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0".as_slice();
    let html = b"\xef\xbb\xbf\r\n<HTML><table></table></html>".as_slice();
    assert_eq!(why("a.xlsx", b"STT,A\n1,2\n"), unreadable("khac_duoi"));
    assert_eq!(why("a.xlsx", html), unreadable("khac_duoi"));
    assert_eq!(why("a.xlsx", old), unreadable("khac_duoi"));
    assert_eq!(why("a.XLSX", locked), unreadable("mat_khau"));
    assert_eq!(why("a.xlsx", b""), unreadable("hong"));
    assert_eq!(why("a.xlsx", b"PK\x03\x04 and no more"), unreadable("hong"));
    assert_eq!(why("a.csv", b"PK\x03\x04"), unreadable("khac_duoi"));
    assert_eq!(why("a.csv", old), unreadable("khac_duoi"));
    assert_eq!(why("a.xls", old), unreadable("dang_khac"));
    assert_eq!(why("a.xls", html), unreadable("khac_duoi"));
    assert_eq!(why("a.ods", b"PK\x03\x04"), unreadable("dang_khac"));
}

#[test]
fn an_empty_text_file_is_a_sheet_without_rows() {
    let (sheets, found) = read_book(&"t.csv".into(), b"", &Limits::default());
    assert_eq!((sheets.len(), found.len()), (1, 0));
    let spec = TableSpec::new("t", vec![ColumnSpec::new("a", ColumnType::Text, &["Mã phiếu"]).needed()]);
    let (table, found) = csv_table("", &spec);
    assert!(table.is_none());
    assert_eq!(short(&found), ["t.csv BANG05"]);
    assert_eq!(arg(&found[0], "cot"), "Mã phiếu");
}

fn any_spec() -> TableSpec {
    use ColumnType::*;
    let columns =
        [("a", Text), ("b", Code), ("c", Count), ("d", Decimal), ("e", Percent), ("g", Date), ("h", Code)];
    let columns = columns.map(|(key, ty)| ColumnSpec::new(key, ty, &[key])).to_vec();
    TableSpec::new("t", columns).ordinal("a").totals(&["Cộng"]).sections()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    /// Nothing that stands in a file ends the program, and what comes out has a place in it.
    #[test]
    fn any_bytes_are_answered(
        bytes in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..400),
            "(a,b,c,d,e,g,h\n)?[-a-h0-9,;\t\"\r\n./% x\u{1ea1}\u{301}\u{0}Cộng]{0,200}".prop_map(String::into_bytes),
        ],
        extension in prop_oneof![Just("csv"), Just("xlsx"), Just("xls")],
    ) {
        let path: Arc<str> = format!("t.{extension}").into();
        let (sheets, found) = read_book(&path, &bytes, &Limits::default());
        prop_assert!(found.iter().all(|d| d.place.file == path));
        let (tables, found) = find_tables(&sheets, &[&any_spec()], &ImportProfile::default());
        prop_assert!(found.iter().all(|d| d.place.file == path));
        for finding in &found {
            for (_, arg) in &finding.args {
                if let Arg::Text(t) = arg {
                    prop_assert!(t.chars().count() <= 61 && !t.chars().any(char::is_control), "{:?}", t);
                }
            }
        }
        for table in tables {
            prop_assert!(table.rows.iter().all(|r| r.section.is_none_or(|s| s < table.rows.len())));
        }
    }

    /// A workbook that is damaged anywhere is answered, too.
    #[test]
    fn damaged_workbooks_are_answered(at in 0usize..6000, with in any::<u8>(), cut in any::<bool>()) {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write(0, 0, "STT").expect("a cell").write(1, 0, 1).expect("a cell");
        sheet.merge_range(2, 0, 3, 1, "x", &rust_xlsxwriter::Format::new()).expect("a merge");
        let mut bytes = workbook.save_to_buffer().expect("a workbook");
        let at = at % bytes.len();
        if cut {
            bytes.truncate(at);
        } else {
            bytes[at] ^= with;
        }
        let (sheets, _) = read_book(&"t.xlsx".into(), &bytes, &Limits::default());
        find_tables(&sheets, &[&any_spec()], &ImportProfile::default());
    }
}
