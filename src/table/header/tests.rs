use super::super::tests::{arg, book, csv_table, short};
use super::super::{ColumnSpec, ColumnType, ImportProfile, Table, TableSpec, find_tables};
use super::*;
use rust_xlsxwriter::Format;

/// The form of 2020 in short: names that stand twice, told apart by group, number or order.
fn form() -> TableSpec {
    let count = |key: &str, mark: &str, headers: &[&str], group: &str| {
        ColumnSpec::new(key, ColumnType::Count, headers).under(&[group]).mark(mark).needed()
    };
    let (tiep, da, dang) = ("Số hồ sơ tiếp nhận", "Số hồ sơ đã giải quyết", "Số hồ sơ đang giải quyết");
    TableSpec::new(
        "bieu",
        vec![
            ColumnSpec::new("stt", ColumnType::Text, &["STT"]),
            ColumnSpec::new("linh_vuc", ColumnType::Text, &["Lĩnh vực giải quyết"]).needed(),
            count("tiep_nhan", "(3)", &["Tổng số hồ sơ tiếp nhận", "Tổng số"], tiep),
            count("truc_tuyen", "(4)", &["Trực tuyến"], tiep),
            count("truc_tiep", "(5)", &["Trực tiếp, dịch vụ bưu chính"], tiep),
            count("ky_truoc", "(6)", &["Từ kỳ trước"], tiep),
            count("da_giai_quyet", "(7)", &["Tổng số hồ sơ đã giải quyết", "Tổng số"], da),
            count("truoc_han", "(8)", &["Trước hạn"], da),
            count("qua_han", "(9)", &["Quá hạn"], da),
            count("dang_giai_quyet", "(10)", &["Tổng số hồ sơ đang giải quyết", "Tổng số"], dang),
            count("trong_han", "(11)", &["Trong hạn"], dang),
            count("dang_qua_han", "(12)", &["Quá hạn"], dang),
        ],
    )
    .ordinal("stt")
    .totals(&["Tổng cộng"])
    .sections()
}

/// The same when only these columns must be in the file.
fn form_needing(keys: &[&str]) -> TableSpec {
    let mut spec = form();
    for column in &mut spec.columns {
        column.needed = keys.contains(&column.key.as_str());
    }
    spec
}

/// The keys in the order in which the file has their columns.
fn keys(table: &Table) -> Vec<&str> {
    table.columns.iter().map(|c| c.key.as_str()).collect()
}

const ALL: [&str; 12] = [
    "stt",
    "linh_vuc",
    "tiep_nhan",
    "truc_tuyen",
    "truc_tiep",
    "ky_truoc",
    "da_giai_quyet",
    "truoc_han",
    "qua_han",
    "dang_giai_quyet",
    "trong_han",
    "dang_qua_han",
];

const DATA: &str = "1,Hộ tịch,10,4,5,1,8,6,2,2,1,1\n";

fn read(header: &str) -> (Option<Table>, Vec<Diagnostic>) {
    csv_table(&format!("{header}\n{DATA}"), &form())
}
use crate::diagnostics::Diagnostic;

fn assert_whole(header: &str) -> Table {
    let (table, found) = read(header);
    assert!(found.is_empty(), "{header}: {found:?}");
    let table = table.expect("a table");
    assert_eq!(keys(&table), ALL, "{header}");
    let counts: Vec<u64> = ALL[2..].iter().map(|k| table.rows[0].count(k).expect("a count").value).collect();
    assert_eq!(counts, [10, 4, 5, 1, 8, 6, 2, 2, 1, 1]);
    table
}

#[test]
fn one_row_with_names_that_stand_twice() {
    // Told apart by order alone; by number, in any order, is below.
    assert_whole(
        "STT,Lĩnh vực giải quyết,Tổng số hồ sơ tiếp nhận,Trực tuyến,\"Trực tiếp, dịch vụ bưu chính\",Từ kỳ trước,\
         Tổng số hồ sơ đã giải quyết,Trước hạn,Quá hạn,Tổng số hồ sơ đang giải quyết,Trong hạn,Quá hạn",
    );
    assert_whole(
        "stt,\"LĨNH VỰC\n giải quyết\",Tổng số,TRUC TUYEN (4),Trực tiếp - dịch vụ  bưu chính,Từ kỳ trước,\
         Tổng số,Trước hạn,Quá hạn (9),Tổng số (10)=(11)+(12),Trong hạn,Quá hạn (12)",
    );
}

#[test]
fn numbers_tell_names_apart_in_any_order() {
    let spec = form_needing(&["linh_vuc"]);
    let expected = ["stt", "linh_vuc", "dang_qua_han", "qua_han", "truoc_han"];
    // In the names, and in a row of their own.
    for header in [
        "STT,Lĩnh vực giải quyết,Quá hạn (12),Quá hạn (9),Trước hạn",
        "STT,Lĩnh vực giải quyết,Quá hạn,Quá hạn,Trước hạn\n(1),(2),(12),(9),(8)",
    ] {
        let (table, found) = csv_table(&format!("{header}\n1,Hộ tịch,1,2,6\n"), &spec);
        let table = table.expect("a table");
        assert_eq!((keys(&table), table.rows.len(), found.len()), (expected.to_vec(), 1, 0), "{header}");
    }
}

#[test]
fn one_of_two_alike_is_known_by_its_neighbour_or_not_at_all() {
    let read = |columns: &str| {
        let (table, found) = csv_table(
            &format!("STT,Lĩnh vực giải quyết,Trực tuyến,{columns}\n1,a,1,1,1\n"),
            &form_needing(&["linh_vuc", "qua_han"]),
        );
        let table = table.expect("a table");
        (keys(&table).last().map(|k| k.to_string()), short(&found))
    };
    assert_eq!(read("Trước hạn,Quá hạn"), (Some("qua_han".into()), vec![]));
    let missing = "t.csv:1:1 BANG06".to_string();
    assert_eq!(read("Trong hạn,Quá hạn"), (Some("dang_qua_han".into()), vec![missing.clone()]));
    let (last, found) = read("Từ kỳ trước,Quá hạn");
    assert_eq!((last, found), (Some("ky_truoc".into()), vec!["t.csv:1:48 BANG07".into(), missing]));
}

/// The form as offices have it: three levels, merged, with column numbers below.
fn merged(workbook: &mut rust_xlsxwriter::Workbook) {
    let sheet = workbook.add_worksheet().set_name("Biểu 06").expect("a name");
    let format = Format::new();
    let mut merge = |r1, c1, r2, c2, text: &str| {
        sheet.merge_range(r1, c1, r2, c2, text, &format).expect("a merge");
    };
    merge(0, 0, 0, 11, "TÌNH HÌNH GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH");
    merge(1, 0, 1, 11, "Kỳ báo cáo: Quý I năm 2025 (từ ngày 01/01/2025 đến ngày 31/03/2025)");
    merge(3, 0, 5, 0, "STT");
    merge(3, 1, 5, 1, "Lĩnh vực\ngiải quyết");
    merge(3, 2, 3, 5, "Số hồ sơ tiếp nhận");
    merge(4, 2, 5, 2, "Tổng số");
    merge(4, 3, 4, 4, "Trong kỳ");
    merge(4, 5, 5, 5, "Từ kỳ trước");
    merge(3, 6, 3, 8, "Số hồ sơ đã giải quyết");
    merge(3, 9, 3, 11, "Số hồ sơ đang giải quyết");
    for (col, text) in
        [(6, "Tổng số"), (7, "Trước hạn"), (8, "Quá hạn"), (9, "Tổng số"), (10, "Trong hạn"), (11, "Quá hạn")]
    {
        merge(4, col, 5, col, text);
    }
    for (col, text) in [(3, "Trực tuyến"), (4, "Trực tiếp, dịch vụ bưu chính")] {
        sheet.write(5, col, text).expect("a cell");
    }
    for (col, text) in [
        "(1)",
        "(2)",
        "(3)=(4)+(5)+(6)",
        "(4)",
        "(5)",
        "(6)",
        "(7)=(8)+(9)",
        "(8)",
        "(9)",
        "(10)",
        "(11)",
        "(12)",
    ]
    .iter()
    .enumerate()
    {
        sheet.write(6, col as u16, *text).expect("a cell");
    }
    sheet.write(7, 0, 1).expect("a cell").write(7, 1, "Hộ tịch").expect("a cell");
    for (i, n) in [10, 4, 5, 1, 8, 6, 2, 2, 1, 1].iter().enumerate() {
        sheet.write(7, 2 + i as u16, *n).expect("a cell");
    }
    sheet.merge_range(8, 0, 8, 1, "TỔNG CỘNG", &format).expect("a merge");
    sheet.write(8, 2, 10).expect("a cell");
}

#[test]
fn three_levels_with_merged_cells() {
    let (sheets, found) = book(merged);
    assert!(found.is_empty(), "{found:?}");
    let (tables, found) = find_tables(&sheets, &[&form()], &ImportProfile::default());
    assert!(found.is_empty(), "{found:?}");
    let [table] = &tables[..] else { panic!("{tables:?}") };
    assert_eq!(keys(table), ALL);
    assert_eq!(table.place.to_string(), "t.xlsx!Biểu 06!A4");
    let titles: Vec<&str> = table.title.iter().map(|t| t.value.as_str()).collect();
    assert_eq!(titles.len(), 2);
    assert!(titles[1].starts_with("Kỳ báo cáo: Quý I năm 2025"));
    assert_eq!(table.title[1].place.to_string(), "t.xlsx!Biểu 06!A2");
    assert_eq!(table.rows.len(), 2);
    assert_eq!(
        table.rows[0].count("dang_qua_han").map(|c| c.place.to_string()).as_deref(),
        Some("t.xlsx!Biểu 06!L8")
    );
    assert_eq!(table.rows[0].count("truc_tuyen").map(|c| c.value), Some(4));
    assert_eq!(table.rows[1].label.as_ref().map(|l| l.value.as_str()), Some("TỔNG CỘNG"));
    assert_eq!(table.columns[1].header, "Lĩnh vực giải quyết");
}

#[test]
fn levels_whose_merges_were_lost() {
    let table = assert_whole(
        "BÁO CÁO,,,,,,,,,,,\n\
         STT,Lĩnh vực giải quyết,Số hồ sơ tiếp nhận,,,,Số hồ sơ đã giải quyết,,,Số hồ sơ đang giải quyết,,\n\
         ,,Tổng số,Trong kỳ,,Từ kỳ trước,Tổng số,Trước hạn,Quá hạn,Tổng số,Trong hạn,Quá hạn\n\
         ,,,Trực tuyến,\"Trực tiếp, dịch vụ bưu chính\",,,,,,,\n\
         A,B,1,2,3,4,5,6,7,8,9,10",
    );
    assert_eq!(table.title.len(), 1);
    assert_eq!(table.place.to_string(), "t.csv:2:1");
}

#[test]
fn groups_are_stronger_than_order() {
    // The pending ones first.
    let (table, found) = csv_table(
        "STT,Lĩnh vực giải quyết,Số hồ sơ đang giải quyết,,Số hồ sơ đã giải quyết,\n\
         ,,Trong hạn,Quá hạn,Quá hạn,Trước hạn\n1,Hộ tịch,1,2,3,4\n",
        &form_needing(&["linh_vuc"]),
    );
    let table = table.expect("a table");
    assert_eq!(keys(&table), ["stt", "linh_vuc", "trong_han", "dang_qua_han", "qua_han", "truoc_han"]);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn unknown_missing_and_double_columns_are_named() {
    let spec = TableSpec::new(
        "t",
        vec![
            ColumnSpec::new("ky", ColumnType::Text, &["Kỳ", "Kỳ báo cáo"]).needed(),
            ColumnSpec::new("muc", ColumnType::Text, &["Mức đánh giá"]).needed(),
            ColumnSpec::new("so", ColumnType::Count, &["Số phiếu"]).needed(),
        ],
    )
    .ignoring(&["Họ và tên"]);
    let (table, found) = csv_table(
        "Số phiếu,KỲ,Mức đánh gía,Muc danh gai,Họ và tên,Kỳ báo cáo\n5,a,b,c,Nguyễn Văn Mẫu,d\n",
        &spec,
    );
    assert_eq!(keys(&table.expect("a table")), ["so", "ky", "muc"]);
    assert_eq!(short(&found), ["t.csv:1:26 BANG07", "t.csv:1:49 BANG08"]);
    assert_eq!(
        (arg(&found[0], "cot"), found[0].nearest.as_deref()),
        ("Muc danh gai".into(), Some("Mức đánh giá"))
    );
    assert_eq!(arg(&found[1], "noi_2"), "t.csv:1:10");
    let (table, found) = csv_table("Kỳ,Số phiếu\na,5\n", &spec);
    assert!(table.is_some());
    assert_eq!(
        (short(&found), arg(&found[0], "cot")),
        (vec!["t.csv:1:1 BANG06".into()], "Mức đánh giá".into())
    );
    let (table, found) = csv_table("Kỳ,Điểm\na,5\n", &spec);
    assert!(table.is_none());
    assert_eq!(
        (short(&found), arg(&found[0], "cot")),
        (vec!["t.csv BANG05".into()], "Kỳ | Mức đánh giá | Số phiếu".into())
    );
}

#[test]
fn the_profile_names_the_header_row() {
    let text = "Kỳ,Số phiếu\n1,2\nKỳ,Số phiếu\n3,4\n";
    let spec = TableSpec::new(
        "t",
        vec![
            ColumnSpec::new("ky", ColumnType::Text, &["Kỳ"]).needed(),
            ColumnSpec::new("so", ColumnType::Count, &["Số phiếu"]).needed(),
        ],
    );
    let (sheets, _) =
        super::super::read_book(&"t.csv".into(), text.as_bytes(), &super::super::Limits::default());
    let find = |header_row| {
        let profile = ImportProfile { header_row, ..ImportProfile::default() };
        let (tables, found) = find_tables(&sheets, &[&spec], &profile);
        (tables.first().map(|t| (t.place.to_string(), t.rows.len())), short(&found))
    };
    assert_eq!(find(None), (Some(("t.csv:1:1".into(), 2)), vec!["t.csv:3:1 BANG20".into()]));
    assert_eq!(find(Some(3)), (Some(("t.csv:3:1".into(), 1)), vec![]));
    assert_eq!(find(Some(0)).0, Some(("t.csv:1:1".into(), 2)));
    assert_eq!(find(Some(4_000_000_000)).0, None);
}

#[test]
fn marks_are_numbers_and_nothing_else() {
    let split = |t| {
        let (name, mark) = split_mark(t);
        (name.trim().to_string(), mark)
    };
    assert_eq!(split("Quá hạn (10)"), ("Quá hạn".into(), Some("(10)".into())));
    assert_eq!(split("Tổng số (3) = (4)+(5) + (6)"), ("Tổng số".into(), Some("(3)".into())));
    assert_eq!(split("Nội dung (tóm tắt)"), ("Nội dung (tóm tắt)".into(), None));
    assert_eq!(
        split("Quá hạn (đã có thư xin lỗi) (12)"),
        ("Quá hạn (đã có thư xin lỗi)".into(), Some("(12)".into()))
    );
    assert_eq!(split("Năm (2025) và (2026)"), ("Năm (2025) và (2026)".into(), None));
    assert_eq!(name_key("Số, ký hiệu"), "so ky hieu");
    assert_eq!(name_key("  Tỷ lệ\n(%) "), "ty le %");
}

#[test]
fn a_data_row_is_not_a_row_of_column_numbers() {
    let spec = TableSpec::new(
        "t",
        ["a", "b", "c", "d"].map(|k| ColumnSpec::new(k, ColumnType::Count, &[k]).needed()).to_vec(),
    );
    for (row, rows) in [("1,2,3,4", 1), ("(1),(2),(3),(4)", 1), ("1,2,2,4", 2), ("1,2,,", 2)] {
        let (table, _) = csv_table(&format!("a,b,c,d\n{row}\n5,6,7,8\n"), &spec);
        assert_eq!(table.expect("a table").rows.len(), rows, "{row}");
    }
}
