use super::super::tests::{arg, short};
use super::super::{CellValue, Limits, read_book};
use super::*;
use proptest::prelude::*;

fn read_one(text: &str) -> (Sheet, Vec<Diagnostic>) {
    read_with(text.as_bytes(), &Limits::default())
}

fn read_with(bytes: &[u8], limits: &Limits) -> (Sheet, Vec<Diagnostic>) {
    let (mut sheets, found) = read_book(&"t.csv".into(), bytes, limits);
    (sheets.pop().expect("a sheet"), found)
}

/// Rows as texts.
fn rows(sheet: &Sheet) -> Vec<Vec<String>> {
    let text = |c: &SheetCell| c.value.shown().into_owned();
    sheet.rows.iter().map(|r| r.cells.iter().map(text).collect()).collect()
}

#[test]
fn places_are_lines_and_characters() {
    let (sheet, found) = read_one("Lĩnh vực,\"Số, \"\"gọi\"\"\nlà\",c\r\nĐất đai,2,\r\n\r\n,,3\n");
    assert!(found.is_empty());
    assert_eq!(
        rows(&sheet),
        [vec!["Lĩnh vực", "Số, \"gọi\"\nlà", "c"], vec!["Đất đai", "2", ""], vec!["", "", "3"]]
    );
    let place = |row, col| sheet.place(row, col).to_string();
    assert_eq!(place(0, 1), "t.csv:1:10");
    assert_eq!(place(0, 2), "t.csv:2:5");
    assert_eq!(place(1, 1), "t.csv:3:9");
    assert_eq!(place(3, 2), "t.csv:5:3");
    // Beyond the end of a record: where it ends.
    assert_eq!(place(3, 9), "t.csv:5:3");
}

#[test]
fn all_line_ends_end_lines() {
    for text in ["a,b\nc,d", "a,b\r\nc,d\r\n", "a,b\rc,d\r"] {
        let (sheet, _) = read_one(text);
        assert_eq!(rows(&sheet), [["a", "b"], ["c", "d"]], "{text:?}");
        assert_eq!(sheet.place(1, 1).to_string(), "t.csv:2:3");
    }
}

#[test]
fn the_delimiter_is_found_by_structure() {
    for (text, delimiter) in [
        ("a,b,c\n1,2,3\n", ','),
        ("a;b;c\n1;2;3\n", ';'),
        ("a\tb\n1\t2\n", '\t'),
        // Commas in text and before decimals.
        ("Câu;Tỷ lệ;Ghi chú\nC1;98,80;a, b\nC2;97,10;c, d\n", ';'),
        ("Câu;Tỷ lệ\nC1;98,80\n", ';'),
        ("a,b,c\n1,x; y,2\n1,x; y,2\n", ','),
        // Title rows without a delimiter.
        ("BÁO CÁO; QUÝ I\n\nSTT,Lĩnh vực,Số\n1,Hộ tịch,5\n", ','),
        ("STT,Mã,Ngày\n", ','),
        ("chỉ một cột\n1\n", ','),
        ("", ','),
    ] {
        assert_eq!(super::delimiter(text), (delimiter, false), "{text:?}");
    }
    let (sheet, _) = read_one("sep=;\r\na;b,c\r\n");
    assert_eq!(rows(&sheet), [["a", "b,c"]]);
    assert_eq!(sheet.place(1, 1).to_string(), "t.csv:2:3");
}

#[test]
fn an_unclosed_quote_is_named_where_it_opens() {
    let (sheet, found) = read_one("a,b\n1,2\n3,\"4\n5,6\n");
    assert_eq!(short(&found), ["t.csv:3:3 BANG17"]);
    assert_eq!(arg(&found[0], "loai"), "nhay");
    assert_eq!(rows(&sheet), [["a", "b"], ["1", "2"], ["3", ""]]);
}

#[test]
fn long_cells_and_large_tables_are_cut_off() {
    let limits = Limits { cell_chars: 5, columns: 3, rows: 2, ..Limits::default() };
    let (sheet, found) = read_with("a,b,c,d,e\nơơơơơ,ơơơơơơ\n1,2\n3,4\n".as_bytes(), &limits);
    assert_eq!(rows(&sheet), [vec!["a", "b", "c"], vec!["ơơơơơ", ""]]);
    assert_eq!(short(&found), ["t.csv:2:7 BANG04", "t.csv:1:7 BANG03"]);
    assert_eq!((arg(&found[0], "dai"), arg(&found[1], "o")), ("6".into(), "D1".into()));
    let (sheet, found) = read_with(b"a\n1\n2\n", &limits);
    assert_eq!(rows(&sheet), [["a"], ["1"]]);
    assert_eq!(short(&found), ["t.csv:3:1 BANG03"]);
    let (_, found) = read_with(b"a,b\n1,2\n", &Limits { cells: 3, ..Limits::default() });
    assert_eq!(short(&found), ["t.csv:2:3 BANG03"]);
}

#[test]
fn other_encodings_and_loose_tones_are_reported_once() {
    let decomposed = "Li\u{303}nh vư\u{323}c,b\nHo\u{302}\u{323} ti\u{323}ch,Ma\u{303}\n";
    let (sheet, found) = read_one(decomposed);
    assert_eq!(rows(&sheet), [["Lĩnh vực", "b"], ["Hộ tịch", "Mã"]]);
    assert_eq!(short(&found), ["t.csv:1:1 BANG15"]);
    assert_eq!(arg(&found[0], "so_o"), "3");
    let utf16: Vec<u8> = "\u{feff}a,Đất\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (sheet, found) = read_with(&utf16, &Limits::default());
    assert_eq!(
        (rows(&sheet), short(&found)),
        (vec![vec!["a".into(), "Đất".into()]], vec!["t.csv BANG13".into()])
    );
    // windows-1258: "Hộ" as ô and a dot below; composing it is no repair of the clerk's text.
    let (sheet, found) = read_with(b"H\xf4\xf2,\xd0\xe2\xec\x74\n", &Limits::default());
    assert_eq!(
        (rows(&sheet), short(&found)),
        (vec![vec!["Hộ".into(), "Đất".into()]], vec!["t.csv BANG13".into()])
    );
    let (sheets, found) = read_book(&"t.csv".into(), b"STT\n1,H\xe9 t\xdech", &Limits::default());
    assert_eq!((sheets.len(), short(&found)), (0, vec!["t.csv:2:4 BANG14".into()]));
}

#[test]
fn control_characters_are_taken_away() {
    let (sheet, _) = read_one("a\u{7}b,\"x\r\ny\tz\"\n");
    assert_eq!(rows(&sheet), [["ab", "x\ny\tz"]]);
}

/// Where each cell of a written file begins, counted independently of the reader.
fn expected_places(cells: &[Vec<String>], delimiter: u8) -> Vec<Vec<(u32, u32)>> {
    let (mut line, mut out) = (1, Vec::new());
    for record in cells {
        let mut column = 1;
        let mut places = Vec::new();
        for (i, cell) in record.iter().enumerate() {
            places.push((line, column));
            let mut writer = ::csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
            // Alone in a record, an empty cell would be quoted.
            writer.write_record([cell.as_str(), ""]).expect("a record");
            let written = String::from_utf8(writer.into_inner().expect("bytes")).expect("text");
            let written = &written[..written.len() - 2];
            match written.rsplit_once('\n') {
                Some((before, last)) => {
                    line += before.matches('\n').count() as u32 + 1;
                    column = last.chars().count() as u32 + 1;
                }
                None => column += written.chars().count() as u32,
            }
            column += u32::from(i + 1 < record.len());
        }
        line += 1;
        out.push(places);
    }
    out
}

proptest! {
    #[test]
    fn what_a_writer_writes_is_read_back_with_its_places(
        (cells, delimiter) in (2usize..5, 1usize..8).prop_flat_map(|(width, height)| {
            let cell = "[a-zđơế0-9 ,;\t\"'\n.]{0,6}";
            let record = proptest::collection::vec(cell, width);
            (proptest::collection::vec(record, height), prop_oneof![Just(b','), Just(b';'), Just(b'\t')])
        })
    ) {
        let mut writer = ::csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        for record in &cells {
            writer.write_record(record).expect("a record");
        }
        let text = String::from_utf8(writer.into_inner().expect("bytes")).expect("text");
        let read: Vec<Vec<Field>> =
            Records::new(&text, char::from(delimiter), &Limits::default()).collect();
        let texts: Vec<Vec<String>> =
            read.iter().map(|r| r.iter().map(|f| f.text.clone()).collect()).collect();
        prop_assert_eq!(&texts, &cells);
        let places: Vec<Vec<(u32, u32)>> = read.iter().map(|r| r.iter().map(|f| f.at).collect()).collect();
        prop_assert_eq!(places, expected_places(&cells, delimiter));
        prop_assert!(read.iter().flatten().all(|f| !f.unclosed));
    }

    #[test]
    fn the_sheet_holds_what_the_records_hold(text in "[a-c,;\"\n ]{0,60}") {
        let (sheet, _) = read_one(&text);
        for row in &sheet.rows {
            for cell in &row.cells {
                // The place of a cell is where its text stands.
                let line = text.split('\n').nth(cell.at.0 as usize - 1).unwrap_or_default();
                let rest: String = line.chars().skip(cell.at.1 as usize - 1).collect();
                if let CellValue::Text(t) = &cell.value {
                    let first = t.split('\n').next().unwrap_or_default();
                    prop_assert!(rest.starts_with(first) || rest.starts_with('"'), "{:?} {:?}", rest, t);
                }
            }
        }
    }
}
