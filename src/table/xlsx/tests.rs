use super::super::tests::{arg, book, short};
use super::super::{Limits, read_book};
use super::*;
use jiff::civil::date;
use rust_xlsxwriter::{ExcelDateTime as Day, Format, Formula};
use std::io::Write;

/// Packs a workbook from raw parts; those that every workbook has are added.
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let rels = format!(
        "<Relationships><Relationship Id=\"rId1\" Type=\"{RELS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let sheets = format!(
        "<Relationships><Relationship Id=\"rId1\" Type=\"{RELS}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let workbook = "<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let mut all = vec![("_rels/.rels", &*rels), ("xl/_rels/workbook.xml.rels", &sheets)];
    if !parts.iter().any(|(name, _)| *name == "xl/workbook.xml") {
        all.push(("xl/workbook.xml", workbook));
    }
    all.extend(parts);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in all {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("bytes");
    }
    zip.finish().expect("an archive").into_inner()
}

fn sheet_of(data: &str) -> String {
    format!("<worksheet><sheetData>{data}</sheetData></worksheet>")
}

fn read_parts(parts: &[(&str, &str)]) -> (Vec<Sheet>, Vec<Diagnostic>) {
    read_book(&"t.xlsx".into(), &packed(parts), &Limits::default())
}

#[test]
fn cells_come_as_they_are_stored() {
    let (sheets, found) = book(|workbook| {
        let sheet = workbook.add_worksheet().set_name("Quý I").expect("a name");
        let format = |code: &str| Format::new().set_num_format(code);
        sheet.write(0, 0, "Hộ tịch").expect("a cell");
        sheet.write(0, 1, 1348).expect("a cell");
        sheet.write(0, 2, 1.348).expect("a cell");
        sheet.write_with_format(0, 3, 0.988, &format("0.00%")).expect("a cell");
        sheet.write_with_format(0, 4, 0.5, &format("0.0\"%\"")).expect("a cell");
        let day = Day::from_ymd(2021, 12, 31).expect("a day");
        sheet.write_with_format(0, 5, &day, &format("dd/mm/yyyy")).expect("a cell");
        let time = Day::from_ymd(2021, 12, 31).and_then(|d| d.and_hms(10, 56, 0)).expect("a time");
        sheet.write_with_format(0, 6, &time, &format("dd/mm/yyyy hh:mm")).expect("a cell");
        sheet.write_with_format(0, 7, 0.25, &format("hh:mm")).expect("a cell");
        sheet.write(0, 8, true).expect("a cell");
        sheet.write_blank(0, 9, &Format::new().set_bold()).expect("a cell");
        sheet.write_formula(0, 10, Formula::new("=1+1").set_result("2")).expect("a cell");
        sheet.write_formula(0, 11, Formula::new("=1/0").set_result("#DIV/0!")).expect("a cell");
        sheet.write(4, 2, "x").expect("a cell");
        workbook.add_worksheet().set_name("Ẩn").expect("a name").set_hidden(true);
    });
    assert!(found.is_empty(), "{found:?}");
    let [first, hidden] = &sheets[..] else { panic!("{sheets:?}") };
    assert_eq!((first.name.as_deref(), first.hidden, hidden.hidden), (Some("Quý I"), false, true));
    let day = date(2021, 12, 31);
    let expected = [
        CellValue::Text("Hộ tịch".into()),
        CellValue::Number(1348.0),
        CellValue::Number(1.348),
        CellValue::Percent(0.988, 2),
        CellValue::Number(0.5),
        CellValue::Date(day),
        CellValue::DateTime(day.at(10, 56, 0, 0)),
        CellValue::Time(0.25),
        CellValue::Bool(true),
        CellValue::Empty,
        CellValue::Number(2.0),
        CellValue::Error("#DIV/0!".into()),
        CellValue::Empty,
    ];
    for (col, value) in expected.iter().enumerate() {
        assert_eq!(first.get(0, col as u32), value, "column {col}");
    }
    assert_eq!(first.get(0, 3).shown(), "98,80%");
    assert_eq!(first.rows.len(), 2);
    assert_eq!(first.place(4, 2).to_string(), "t.xlsx!Quý I!C5");
}

#[test]
fn a_formula_that_was_never_computed_is_told_from_an_empty_one() {
    let sheet = sheet_of(
        "<row r=\"1\"><c r=\"A1\"><f>1+1</f></c><c r=\"B1\"><f>1+1</f><v></v></c>\
         <c r=\"C1\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"D1\" t=\"str\"><f>A1</f><v>chữ</v></c>\
         <c r=\"E1\" t=\"inlineStr\"><is><t>trong ô</t></is></c><c r=\"F1\" t=\"d\"><v>2021-12-31</v></c>\
         <c r=\"G1\" t=\"e\"><v>#REF!</v></c></row>",
    );
    let (sheets, found) = read_parts(&[("xl/worksheets/sheet1.xml", &sheet)]);
    assert!(found.is_empty(), "{found:?}");
    let row = |col| sheets[0].get(0, col).clone();
    assert_eq!(row(0), CellValue::FormulaWithoutValue);
    assert_eq!(row(1), CellValue::FormulaWithoutValue);
    assert_eq!(row(2), CellValue::Empty);
    assert_eq!(row(3), CellValue::Text("chữ".into()));
    assert_eq!(row(4), CellValue::Text("trong ô".into()));
    assert_eq!(row(5), CellValue::Date(date(2021, 12, 31)));
    assert_eq!(row(6), CellValue::Error("#REF!".into()));
}

#[test]
fn both_day_systems_are_read() {
    let styles = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
    let sheet = sheet_of(
        "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>42735</v></c><c r=\"B1\" s=\"1\"><v>60</v></c>\
         <c r=\"C1\" s=\"1\"><v>-5</v></c><c r=\"D1\" s=\"1\"><v>42735.75</v></c></row>",
    );
    let workbook = |date1904: &str| {
        format!(
            "<workbook><workbookPr {date1904}/><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
        )
    };
    let read = |date1904: &str| {
        let workbook = workbook(date1904);
        let parts = [
            ("xl/workbook.xml", &*workbook),
            ("xl/styles.xml", styles),
            ("xl/worksheets/sheet1.xml", &sheet),
        ];
        let (sheets, found) = read_parts(&parts);
        assert!(found.is_empty(), "{found:?}");
        [0, 1, 2, 3].map(|col| sheets[0].get(0, col).clone())
    };
    let of_1900 = read("");
    assert_eq!(of_1900[0], CellValue::Date(date(2016, 12, 31)));
    // The 29 February 1900 of spreadsheets, and a day before all days, are no days.
    assert_eq!(of_1900[1..3], [CellValue::Number(60.0), CellValue::Number(-5.0)]);
    assert_eq!(of_1900[3], CellValue::DateTime(date(2016, 12, 31).at(18, 0, 0, 0)));
    assert_eq!(read("date1904=\"1\"")[0], CellValue::Date(date(2021, 1, 1)));
}

#[test]
fn loose_tones_in_shared_strings_are_counted_by_cell() {
    let strings =
        "<sst uniqueCount=\"2\"><si><t>Ho\u{302}\u{323} ti\u{323}ch</t></si><si><t>a</t></si></sst>";
    let cells = "<row r=\"2\"><c r=\"B2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c><c r=\"D2\" t=\"s\"><v>0</v></c></row>";
    let sheet = sheet_of(cells);
    let (sheets, found) =
        read_parts(&[("xl/sharedStrings.xml", strings), ("xl/worksheets/sheet1.xml", &sheet)]);
    assert_eq!(sheets[0].get(1, 3), &CellValue::Text("Hộ tịch".into()));
    assert_eq!(short(&found), ["t.xlsx!S!B2 BANG15"]);
    assert_eq!(arg(&found[0], "so_o"), "2");
}

#[test]
fn what_is_damaged_inside_a_sheet_is_named_there() {
    let good = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>";
    for (bad, last) in [
        ("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>7</v></c></row>", "B1"),
        ("<row r=\"2\"><c r=\"?2\"><v>7</v></c></row>", "B1"),
        ("<row r=\"2\"><c r=\"B1\"><v>7</v></c></row>", "B1"),
        ("<row r=\"2\"><c r=\"A2\"><v>7</v>", "B1"),
    ] {
        let sheet = format!("<worksheet><sheetData>{good}{bad}");
        let (sheets, found) = read_parts(&[("xl/worksheets/sheet1.xml", &sheet)]);
        assert_eq!(short(&found), [format!("t.xlsx!S!{last} BANG01")], "{bad}");
        assert_eq!(arg(&found[0], "ly_do"), "hong_trang");
        assert_eq!(sheets[0].get(0, 1), &CellValue::Number(2.0));
    }
    // Overflow inside the reader, and a part that is missing.
    for sheet in [sheet_of("<row r=\"1\"><c r=\"A99999999999\"><v>1</v></c></row>"), String::new()] {
        let (_, found) = read_parts(&[("xl/worksheets/sheet1.xml", &sheet)]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(matches!(found[0].code, codes::WORKBOOK_UNREADABLE | codes::TABLE_TOO_LARGE), "{found:?}");
    }
}

#[test]
fn two_sheets_of_one_name_are_not_read_as_one() {
    let workbook = "<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"S\" sheetId=\"2\" r:id=\"rId1\"/></sheets></workbook>";
    let sheet = sheet_of("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
    let (sheets, found) = read_parts(&[("xl/workbook.xml", workbook), ("xl/worksheets/sheet1.xml", &sheet)]);
    assert_eq!(sheets.iter().map(|s| s.rows.len()).collect::<Vec<_>>(), [1, 0]);
    assert_eq!(short(&found), ["t.xlsx!S!A1 BANG01"]);
}

#[test]
fn caps_of_sheets_rows_columns_and_cells() {
    let limits = Limits { sheets: 2, rows: 10, columns: 4, cells: 6, ..Limits::default() };
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for cells in [&[(0, 0), (0, 4), (9, 3), (10, 0)][..], &[(0, 0), (0, 1), (0, 2)], &[]] {
        let sheet = workbook.add_worksheet();
        for (row, col) in cells {
            sheet.write(*row, *col, 1).expect("a cell");
        }
    }
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let (sheets, found) = read_book(&"t.xlsx".into(), &bytes, &limits);
    assert_eq!(short(&found), ["t.xlsx!Sheet1!E1 BANG03", "t.xlsx!Sheet2!C1 BANG03", "t.xlsx BANG03"]);
    assert_eq!(sheets.len(), 2);
    assert_eq!(sheets[0].get(9, 3), &CellValue::Number(1.0));
    assert_eq!(sheets[0].get(10, 0), &CellValue::Empty);
}

#[test]
fn percentage_formats_are_told_from_text() {
    let style = |code: &str| {
        let mut style = calamine::Style::default();
        let mut format = calamine::NumberFormat::default();
        format.format_code = code.into();
        style.number_format = Some(format);
        percent_places(&style)
    };
    assert_eq!(style("0%"), Some(0));
    assert_eq!(style("0.00%"), Some(2));
    assert_eq!(style("#,##0.0 %;[Red]-0%"), Some(1));
    assert_eq!(style("General"), None);
    assert_eq!(style("0.0\"%\""), None);
    assert_eq!(style("0\\%"), None);
    assert_eq!(style("0;0%"), None);
}
