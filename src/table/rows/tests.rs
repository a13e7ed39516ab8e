use super::super::tests::{arg, book, csv_table, short};
use super::super::{ColumnSpec, ColumnType, ImportProfile, RowKind, Sheet, TableSpec, Value};
use super::*;
use rust_xlsxwriter::Format;

fn tally() -> TableSpec {
    TableSpec::new(
        "ho-so",
        vec![
            ColumnSpec::new("stt", ColumnType::Text, &["STT"]),
            ColumnSpec::new("linh_vuc", ColumnType::Text, &["Lĩnh vực"]).needed(),
            ColumnSpec::new("so", ColumnType::Count, &["Số"]).needed(),
            ColumnSpec::new("qua_han", ColumnType::Count, &["Quá hạn"]),
        ],
    )
    .ordinal("stt")
    .totals(&["Tổng cộng", "Tổng số"])
    .sections()
}

fn feedback() -> TableSpec {
    TableSpec::new(
        "phan-anh",
        vec![
            ColumnSpec::new("ma", ColumnType::Code, &["Mã"]).filled(),
            ColumnSpec::new("ngay", ColumnType::Date, &["Ngày"]).filled(),
            ColumnSpec::new("noi_dung", ColumnType::Text, &["Nội dung"]),
        ],
    )
    .ignoring(&["Họ tên"])
}

/// Kind, label and section of every row.
fn kinds(table: &Table) -> Vec<(RowKind, String, Option<usize>)> {
    let label = |r: &Row| r.label.as_ref().map(|l| l.value.clone()).unwrap_or_default();
    table.rows.iter().map(|r| (r.kind, label(r), r.section)).collect()
}

#[test]
fn sections_totals_and_notes_are_told_apart() {
    let (table, found) = csv_table(
        "BÁO CÁO\n\nSTT,Lĩnh vực,Số,Quá hạn\nI,Trên Hệ thống các Bộ,,\n1,Hộ tịch,5,1\n2.,Chứng thực,,\n\
         ,Trên Hệ thống thành phố,,\n3,Đất đai,x,\n,,,\n,TỔNG CỘNG (I+II):,5,\nGhi chú: số liệu tính đến hết quý,,,\n,NGƯỜI LẬP,,CHỦ TỊCH\n",
        &tally(),
    );
    let table = table.expect("a table");
    use RowKind::*;
    assert_eq!(
        kinds(&table),
        [
            (Section, "Trên Hệ thống các Bộ".into(), None),
            (Data, "Hộ tịch".into(), Some(0)),
            (Data, "Chứng thực".into(), Some(0)),
            (Section, "Trên Hệ thống thành phố".into(), None),
            (Data, "Đất đai".into(), Some(3)),
            (Total, "TỔNG CỘNG (I+II):".into(), None),
        ]
    );
    assert_eq!(short(&found), ["t.csv:8:11 BANG24"]);
    let notes: Vec<String> = table.notes.iter().map(|n| format!("{} {}", n.place, n.value)).collect();
    assert_eq!(notes.len(), 3);
    assert_eq!(notes[0], "t.csv:11:1 Ghi chú: số liệu tính đến hết quý");
    // Absent is not zero, and a cross is neither.
    assert_eq!(table.rows[2].count("so"), None);
    assert_eq!(table.rows[2].cell("so").map(|c| c.issue.clone()), Some(None));
    assert_eq!(table.rows[4].cell("so").map(|c| c.issue.clone()), Some(Some(CellIssue::Placeholder)));
    assert_eq!(table.rows[1].place_of("qua_han").to_string(), "t.csv:5:13");
    assert_eq!(table.rows[1].place_of("khong_co").to_string(), "t.csv:5:1");
}

#[test]
fn sections_may_have_sums_and_no_numbers() {
    use RowKind::*;
    let kinds_of = |text: &str| {
        let (table, found) = csv_table(text, &tally());
        (kinds(&table.expect("a table")).into_iter().map(|k| k.0).collect::<Vec<_>>(), short(&found))
    };
    assert_eq!(
        kinds_of("STT,Lĩnh vực,Số\nI,Bộ,5\n1,Hộ tịch,5\nII,Tỉnh,0\n2,Đất đai,0\n").0,
        [Section, Data, Section, Data]
    );
    // Roman figures as the only running numbers: the reader sees that there is nothing below them.
    assert_eq!(kinds_of("STT,Lĩnh vực,Số\nI,Hộ tịch,5\nII,Đất đai,0\n").0, [Section, Section]);
    // Text in the first column, merged over the row.
    assert_eq!(kinds_of("STT,Lĩnh vực,Số\nCÁC BỘ,,\n1,Hộ tịch,5\n").0, [Section, Data]);
    // Without running numbers a name without figures, and figures below it.
    assert_eq!(
        kinds_of("Lĩnh vực,Số\nTrên hệ thống các Bộ,\nHộ tịch,5\nHòa giải,\nTổng số,5\n").0,
        [Section, Data, Data, Total]
    );
    // The total above, as some forms have it.
    assert_eq!(
        kinds_of("STT,Lĩnh vực,Số\n,Tổng số,5\n1,Hộ tịch,5\n2,Đất đai,0\n"),
        (vec![Total, Data, Data], vec![])
    );
}

#[test]
fn what_begins_as_a_total_is_one_and_not_a_field() {
    for total in
        ["TỔNG CỘNG TOÀN XÃ", "Tổng số hồ sơ", "tong so ho so", "Tổng số - toàn xã", "TONG CONG XA MAU"]
    {
        let text = format!("STT,Lĩnh vực,Số\n1,Công thương,2\n2,Hộ tịch,3\n,{total},5\n");
        let (table, found) = csv_table(&text, &tally());
        let kinds: Vec<_> = table.expect("a table").rows.iter().map(|r| r.kind).collect();
        assert_eq!(kinds, [RowKind::Data, RowKind::Data, RowKind::Total], "{total}");
        assert_eq!(short(&found), [""; 0]);
    }
}

#[test]
fn what_is_left_out_is_said() {
    let (table, found) = csv_table(
        "STT,Lĩnh vực,Số\n1,Hộ tịch,5\n,Tổng cộng,5\n2,Trong đó: trực tuyến,3\nSTT,Lĩnh vực,Số\n",
        &tally(),
    );
    assert_eq!(table.expect("a table").rows.len(), 2);
    assert_eq!(short(&found), ["t.csv:4:1 BANG20", "t.csv:5:1 BANG20"]);
    assert_eq!((arg(&found[0], "ly_do"), arg(&found[1], "ly_do")), ("sau_tong".into(), "lap_tieu_de".into()));
    let (table, found) = csv_table(
        "Mã,Ngày,Nội dung,Họ tên\nA1,01/02/2025,x,Lê Văn Mẫu\n,,Tháng 2,\n,,,Trần Thị Mẫu\nA2,02/02/2025,,\n,,Người lập,\n",
        &feedback(),
    );
    let table = table.expect("a table");
    assert_eq!(short(&found), ["t.csv:3:3 BANG20", "t.csv:4:4 BANG20"]);
    assert_eq!((table.rows.len(), table.notes.len()), (2, 1));
    // Nothing of a column that is not taken is kept.
    assert!(!format!("{table:?}{found:?}").contains("Mẫu"));
}

#[test]
fn words_in_columns_of_figures_are_not_taken_for_notes() {
    let spec = TableSpec::new(
        "t",
        vec![
            ColumnSpec::new("ky", ColumnType::Text, &["Kỳ"]).needed(),
            ColumnSpec::new("so", ColumnType::Count, &["Số phiếu"]).needed(),
        ],
    );
    let (table, found) = csv_table("Kỳ,Số phiếu\nQuý I,nhiều\nQuý II,ít\n\nNgười lập,Chủ tịch\n", &spec);
    let table = table.expect("a table");
    assert_eq!((table.rows.len(), table.notes.len()), (2, 2));
    assert_eq!(short(&found), ["t.csv:2:7 BANG09", "t.csv:3:8 BANG09"]);
}

#[test]
fn rows_of_words_alone_are_all_data() {
    let spec = TableSpec::new(
        "tu",
        ["Từ", "Nghĩa"].map(|h| ColumnSpec::new(h, ColumnType::Text, &[h]).needed()).to_vec(),
    );
    let (table, found) = csv_table("Từ,Nghĩa\nTTHC,thủ tục hành chính\nchứng thực,\n", &spec);
    assert_eq!((table.expect("a table").rows.len(), found.len()), (2, 0));
}

#[test]
fn cells_that_must_be_filled() {
    let (table, found) = csv_table("Mã,Ngày,Nội dung\nA1,,x\n-,01/02/2025,x\n,01/02/2025,\n", &feedback());
    assert_eq!(table.expect("a table").rows.len(), 3);
    assert_eq!(short(&found), ["t.csv:2:4 BANG21", "t.csv:4:1 BANG21"]);
    assert_eq!(arg(&found[0], "cot"), "Ngày");
}

#[test]
fn a_delimiter_too_many_is_an_error_and_a_column_without_a_name_is_not() {
    let (table, found) =
        csv_table("STT,Lĩnh vực,Số\n1,Đăng ký, cư trú,5\n2,Hộ tịch,1,348\n3,Đất đai,7,,\n", &tally());
    assert_eq!(short(&found), ["t.csv:2:19 BANG17", "t.csv:3:13 BANG17"]);
    assert_eq!((arg(&found[1], "loai"), arg(&found[1], "so_cot")), ("thua_o".into(), "3".into()));
    // Its figures may stand in wrong columns.
    let row = &table.expect("a table").rows[1];
    assert_eq!((row.count("so"), row.text("linh_vuc").map(|t| t.value)), (None, Some("Hộ tịch".into())));
    let (_, found) = csv_table("STT,Lĩnh vực,,Số\n1,Hộ tịch,a,5\n2,Đất đai,b,7\n", &tally());
    assert_eq!((short(&found), arg(&found[0], "cot")), (vec!["t.csv:2:11 BANG07".into()], "C".into()));
    let (sheets, _) = book(|workbook| {
        let sheet = workbook.add_worksheet();
        for (row, cells) in
            [["STT", "Lĩnh vực", "Số", ""], ["1", "Hộ tịch", "5", "xem lại"], ["2", "Đất đai", "7", "?"]]
                .iter()
                .enumerate()
        {
            for (col, text) in cells.iter().enumerate() {
                sheet.write(row as u32, col as u16, *text).expect("a cell");
            }
        }
    });
    let (_, found) = find_tables(&sheets, &[&tally()], &ImportProfile::default());
    assert_eq!((short(&found), arg(&found[0], "cot")), (vec!["t.xlsx!Sheet1!D2 BANG07".into()], "D".into()));
}

#[test]
fn merged_words_hold_for_all_rows_and_merged_counts_do_not() {
    let spec = TableSpec::new(
        "t",
        vec![
            ColumnSpec::new("ky", ColumnType::Text, &["Kỳ"]).filled(),
            ColumnSpec::new("muc", ColumnType::Text, &["Mức"]).filled(),
            ColumnSpec::new("so", ColumnType::Count, &["Số phiếu"]).needed(),
            ColumnSpec::new("tong", ColumnType::Count, &["Cộng"]).needed(),
        ],
    );
    let (sheets, _) = book(|workbook| {
        let sheet = workbook.add_worksheet().set_name("S").expect("a name");
        for (col, text) in ["Kỳ", "Mức", "Số phiếu", "Cộng"].iter().enumerate() {
            sheet.write(0, col as u16, *text).expect("a cell");
        }
        let format = Format::new();
        sheet.merge_range(1, 0, 3, 0, "Quý I/2021", &format).expect("a merge");
        sheet.merge_range(1, 3, 3, 3, "", &format).expect("a merge");
        sheet.write(1, 3, 9).expect("a cell");
        for row in 1..=4 {
            sheet.write(row, 1, "Hài lòng").expect("a cell").write(row, 2, row).expect("a cell");
        }
    });
    let (tables, found) = find_tables(&sheets, &[&spec], &ImportProfile::default());
    let rows = &tables[0].rows;
    let period = |i: usize| rows[i].text("ky").map(|k| (k.value, k.place.to_string()));
    assert_eq!(period(2), Some(("Quý I/2021".into(), "t.xlsx!S!A2".into())));
    assert_eq!(period(3), None);
    assert_eq!(
        rows.iter().map(|r| r.count("tong").map(|c| c.value)).collect::<Vec<_>>(),
        [Some(9), None, None, None]
    );
    assert_eq!(short(&found), ["t.xlsx!S!A2 BANG16", "t.xlsx!S!A5 BANG21"]);
    assert_eq!(arg(&found[0], "vung"), "A2:A4");
}

fn two_sheets(hide: &str) -> Vec<Sheet> {
    let (sheets, found) = book(|workbook| {
        for (name, header) in
            [("Bìa", "BÁO CÁO"), ("Quý I", "Lĩnh vực"), ("Quý II", "Lĩnh vực"), ("Phiếu", "Mã")]
        {
            let sheet = workbook.add_worksheet().set_name(name).expect("a name");
            sheet.write(0, 0, header).expect("a cell");
            sheet.write(0, 1, if name == "Phiếu" { "Ngày" } else { "Số" }).expect("a cell");
            sheet.set_hidden(name == hide);
        }
        workbook.add_worksheet().set_name("Sheet5").expect("a name");
    });
    assert!(found.is_empty());
    sheets
}

fn tables(sheets: &[Sheet], specs: &[&TableSpec], sheet: Option<&str>) -> (Vec<String>, Vec<String>) {
    let profile = ImportProfile { sheet: sheet.map(str::to_string), ..ImportProfile::default() };
    let (tables, found) = find_tables(sheets, specs, &profile);
    let name = |t: &Table| format!("{} {}", t.name, t.sheet.as_deref().unwrap_or_default());
    let words = found.iter().map(|d| {
        let why = if d.code.name() == "BANG05" { arg(d, "loai") } else { arg(d, "ly_do") };
        format!("{} {} {why}", d.place, d.code)
    });
    (tables.iter().map(name).collect(), words.collect())
}

#[test]
fn every_sheet_is_read_or_named() {
    let (tally, feedback) = (tally(), feedback());
    let specs = [&tally, &feedback];
    let none: Vec<String> = Vec::new();
    let sheets = two_sheets("Quý II");
    assert_eq!(
        tables(&sheets, &specs, None),
        (
            vec!["ho-so Quý I".into(), "phan-anh Phiếu".into()],
            vec!["t.xlsx!Bìa!A1 BANG23 khong_bang".into(), "t.xlsx!Quý II!A1 BANG23 an".into()]
        )
    );
    // Who names a sheet wants it, hidden or not; names are compared as headers are.
    assert_eq!(tables(&sheets, &specs, Some("QUY II")), (vec!["ho-so Quý II".into()], none.clone()));
    assert_eq!(tables(&sheets, &specs, Some("Quý IV")), (none.clone(), vec!["t.xlsx BANG05 trang".into()]));
    assert_eq!(
        tables(&sheets, &specs, Some("Bìa")),
        (none.clone(), vec!["t.xlsx!Bìa!A1 BANG05 bang".into()])
    );
    assert_eq!(tables(&sheets[..1], &specs, None), (none.clone(), vec!["t.xlsx!Bìa!A1 BANG05 bang".into()]));
    // What could not be read was reported by the reader of the file.
    assert_eq!(tables(&[], &specs, None), (none.clone(), none));
}

#[test]
fn many_findings_of_one_kind_are_cut_and_counted() {
    let rows = "1,a,1.000\n".repeat(700);
    let (table, found) = csv_table(&format!("STT,Lĩnh vực,Số\n{rows}"), &tally());
    assert_eq!(table.expect("a table").rows.len(), 700);
    assert_eq!(found.len(), 501);
    let last = &found[500];
    assert_eq!((last.place.to_string(), last.code.name()), ("t.csv:502:5".into(), "BANG25"));
    assert_eq!((arg(last, "ma"), arg(last, "so")), ("BANG11".into(), "200".into()));
}

#[test]
fn values_are_asked_for_by_column_and_type() {
    let (table, _) = csv_table("Mã,Ngày,Nội dung\n1.001190,01/02/2025, hai\n", &feedback());
    let table = table.expect("a table");
    let row = &table.rows[0];
    assert_eq!(row.text("ma").map(|m| m.value).as_deref(), Some("1.001190"));
    assert_eq!(row.cell("ma").and_then(|c| c.value.clone()), Some(Value::Code("1.001190".into())));
    assert_eq!(
        row.date("ngay").map(|d| (d.value.to_string(), d.place.to_string())),
        Some(("2025-02-01".into(), "t.csv:2:10".into()))
    );
    assert_eq!(row.text("noi_dung").map(|m| m.value).as_deref(), Some("hai"));
    assert_eq!((row.count("ngay"), row.text("ngay"), row.text("khong_co")), (None, None, None));
    assert!(table.has("ma") && !table.has("khong_co"));
    assert_eq!(table.rows_of(RowKind::Total).count(), 0);
}
