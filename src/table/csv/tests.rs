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
        assert_eq!(super::delimiter(text), (delimiter as u8, false), "{text:?}");
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
    assert_eq!(rows(&sheet), [["a", "b"], ["1", "2"]]);
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
    let (sheet, found) = read_with(b"a,b\n1,2\n", &Limits { cells: 3, ..Limits::default() });
    assert_eq!(rows(&sheet), [["a", "b"]]);
    assert_eq!(short(&found), ["t.csv:2:3 BANG03"]);
}

#[test]
fn the_length_of_a_cell_is_that_of_its_text() {
    let limits = Limits { cell_chars: 5, ..Limits::default() };
    for (text, length) in [("a\"\"bcd", 6), ("\"a\"\"bcdơ\"", 6), ("\"abcde\"f", 6), ("\"a\r\nbcde\"", 6)] {
        let (_, found) = read_with(text.as_bytes(), &limits);
        assert_eq!(
            (short(&found), arg(&found[0], "dai")),
            (vec!["t.csv:1:1 BANG04".into()], length.to_string())
        );
    }
    assert!(read_with("\"ơ\"\"\r\ncd\"".as_bytes(), &limits).1.is_empty());
}

/// Were an empty line the end, what stands below it would be lost without a word.
#[test]
fn empty_lines_hide_nothing_beyond_the_caps() {
    let (sheet, found) = read_with(b"a\n\n\n\n\nb\n", &Limits { rows: 2, ..Limits::default() });
    assert_eq!((rows(&sheet), short(&found)), (vec![vec!["a".into()]], vec!["t.csv:6:1 BANG03".into()]));
    // A record of which nothing is given to the crate.
    let (sheet, found) = read_with(b"abc\n\nd\n", &Limits { cell_chars: 2, ..Limits::default() });
    assert_eq!((rows(&sheet), short(&found)), (vec![vec!["d".into()]], vec!["t.csv:1:1 BANG04".into()]));
    assert_eq!(sheet.rows[0].index, 2);
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
        let written = String::from_utf8(writer.into_inner().expect("bytes")).expect("text");
        let (sheet, found) = read_one(&format!("sep={}\n{written}", char::from(delimiter)));
        prop_assert!(found.is_empty());
        let places = expected_places(&cells, delimiter);
        // Of records without any text there is no row.
        let kept = cells.iter().enumerate().filter(|(_, record)| record.iter().any(|c| !c.is_empty()));
        let (indices, kept): (Vec<u32>, Vec<_>) = kept.map(|(i, record)| (i as u32 + 1, record.clone())).unzip();
        prop_assert_eq!(rows(&sheet), kept);
        prop_assert_eq!(sheet.rows.iter().map(|r| r.index).collect::<Vec<_>>(), indices);
        for row in &sheet.rows {
            let at: Vec<_> = row.cells.iter().map(|c| (c.at.0 - 1, c.at.1)).collect();
            prop_assert_eq!(&at, &places[row.index as usize - 1]);
        }
    }

    /// Whatever the text, cells and rows' places are those of the `csv` crate's reader given the
    /// whole of it, up to a quote that is never closed.
    #[test]
    fn cells_are_those_of_a_plain_reader(
        text in "([a-cơ,;\"\"\n\r \u{feff}]|\r\n|\",\"){0,60}",
        delimiter in prop_oneof![Just(','), Just(';'), Just('\t')],
    ) {
        let text = format!("sep={delimiter}\n{text}");
        let (sheet, found) = read_one(&text);
        let mut reader = ::csv::ReaderBuilder::new();
        let reader = reader.delimiter(delimiter as u8).has_headers(false).flexible(true);
        let breaks = |t: &str| t.replace("\r\n", "\n").replace('\r', "\n");
        let (mut plain, mut inner) = (Vec::new(), 0);
        for record in reader.from_reader(text.as_bytes()).into_records().skip(1) {
            let record = record.expect("a record");
            // The reader names the end of the record before, empty lines and all.
            let start = record.position().expect("a place").byte() as usize;
            let start = text.len() - text[start..].trim_start_matches(['\r', '\n']).len();
            let line = breaks(&text[..start]).matches('\n').count() as u32;
            let cells: Vec<String> = record.iter().map(breaks).collect();
            let index = line - inner;
            inner += cells.iter().map(|c| c.matches('\n').count() as u32).sum::<u32>();
            plain.push((index, (line + 1, 1), cells));
        }
        match &found[..] {
            [] => {}
            [finding] => {
                prop_assert_eq!(finding.code, codes::ROW_RAGGED);
                plain.pop();
            }
            _ => prop_assert!(false, "{:?}", found),
        }
        plain.retain(|(.., cells)| cells.iter().any(|c| !c.is_empty()));
        let read = sheet.rows.iter().map(|r| (r.index, r.cells[0].at)).zip(rows(&sheet));
        let read: Vec<_> = read.map(|((index, at), cells)| (index, at, cells)).collect();
        prop_assert_eq!(read, plain);
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
