//! Fixtures of tables that are no text: workbooks, other encodings, very long cells.

use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use std::io::Write;
use std::path::Path;

/// Headers of the table of explanations, which says nothing while it has no rows.
const EXPLANATIONS: [&str; 6] =
    ["Mã lỗi", "Đối tượng", "Giải trình", "Người duyệt (chức vụ)", "Ngày", "Hết hạn"];
const TALLIES: &str = include_str!("../fixtures/base/data/khao-sat/tong-hop-2026.csv");
const ROUNDS: &str = include_str!("../fixtures/base/data/khao-sat/dot-2026.csv");

/// Writes the files of the fixture with this name into the site. False when there is none.
pub(crate) fn make(name: &str, site: &Path) -> bool {
    let (path, bytes) = match name {
        "BANG02" => ("data/giai-trinh.xlsx", bomb()),
        "BANG03" => ("data/giai-trinh.xlsx", explanations(|sheet| cell(sheet, 1_048_575, 16_383, "."))),
        "BANG04" => (
            "data/giai-trinh.csv",
            format!("STT,{}\n{}\n", EXPLANATIONS.join(","), "dài ".repeat(10_000)).into(),
        ),
        "BANG10" => ("data/khao-sat/dot-2026.xlsx", ambiguous()),
        "BANG13" => ("data/giai-trinh.csv", utf16(&format!("{}\n", EXPLANATIONS.join("\t")))),
        "BANG14" => {
            ("data/giai-trinh.csv", [EXPLANATIONS.join(",").as_bytes(), b"\nGT,H\xe9 t\xdech\n"].concat())
        }
        "BANG15" => {
            // "Mã lỗi" with its tone and "Đối tượng" with both marks of ợ stored apart.
            let loose = EXPLANATIONS.join(",").replace('ã', "a\u{303}").replace('ợ', "o\u{31b}\u{323}");
            ("data/giai-trinh.csv", loose.into_bytes())
        }
        "BANG16" => ("data/khao-sat/tong-hop-2026.xlsx", merged()),
        "BANG18" => ("data/giai-trinh.xlsx", broken_formula()),
        "BANG19" => ("data/giai-trinh.xlsx", explanations(numbered)),
        "BANG23" => ("data/giai-trinh.xlsx", with_cover()),
        _ => return false,
    };
    std::fs::write(site.join(path), bytes).expect("a file");
    true
}

fn cell(sheet: &mut Worksheet, row: u32, col: u16, text: &str) {
    sheet.write(row, col, text).expect("a cell");
}

fn named<'w>(book: &'w mut Workbook, name: &str) -> &'w mut Worksheet {
    book.add_worksheet().set_name(name).expect("a name")
}

fn explanations(more: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = named(&mut book, "Giải trình");
    for (col, text) in (0..).zip(EXPLANATIONS) {
        cell(sheet, 0, col, text);
    }
    more(sheet);
    book.save_to_buffer().expect("a workbook")
}

/// A workbook with a part that unpacks to a thousand times its size.
fn bomb() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("xl/media/image1.png", zip::write::SimpleFileOptions::default()).expect("a part");
    let block = vec![0; 1 << 20];
    for _ in 0..40 {
        zip.write_all(&block).expect("bytes");
    }
    zip.finish().expect("an archive").into_inner()
}

fn utf16(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A table of the base as a workbook, its numbers as numbers; the closure changes cells.
fn as_workbook(csv: &str, change: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = named(&mut book, "2026");
    for (row, line) in (0..).zip(csv.lines()) {
        for (col, text) in (0..).zip(line.split(',')) {
            match text.parse::<f64>() {
                Ok(n) => sheet.write(row, col, n).expect("a cell"),
                Err(_) => sheet.write(row, col, text).expect("a cell"),
            };
        }
    }
    change(sheet);
    book.save_to_buffer().expect("a workbook")
}

/// "1.120" ballots issued, typed into Excel with English settings.
fn ambiguous() -> Vec<u8> {
    as_workbook(ROUNDS, |sheet| {
        sheet.write(1, 4, 1.12).expect("a cell");
    })
}

/// The period merged over its rows.
fn merged() -> Vec<u8> {
    as_workbook(TALLIES, |sheet| {
        let format = Format::new();
        sheet.merge_range(1, 0, 12, 0, "Quý I/2026", &format).expect("a merge");
        sheet.merge_range(13, 0, 24, 0, "Quý II/2026", &format).expect("a merge");
    })
}

/// An explanation without its last columns.
fn explanation(sheet: &mut Worksheet) {
    for (col, text) in (0..).zip(["HS01", "ho-so/2026-Q1", "Báo cáo đã ký.", "Chủ tịch"]) {
        cell(sheet, 1, col, text);
    }
}

/// The code HS01 as the number 1, shown as 01.
fn numbered(sheet: &mut Worksheet) {
    explanation(sheet);
    sheet.write_with_format(1, 0, 1, &Format::new().set_num_format("00")).expect("a cell");
    cell(sheet, 1, 4, "01/10/2026");
}

fn broken_formula() -> Vec<u8> {
    explanations(|sheet| {
        explanation(sheet);
        sheet.write_formula(1, 4, Formula::new("=Lich!A1").set_result("#REF!")).expect("a formula");
    })
}

fn with_cover() -> Vec<u8> {
    let mut book = Workbook::new();
    cell(named(&mut book, "Bìa"), 0, 0, "GIẢI TRÌNH SỐ LIỆU NĂM 2026");
    let sheet = named(&mut book, "Giải trình");
    for (col, text) in (0..).zip(EXPLANATIONS) {
        cell(sheet, 0, col, text);
    }
    book.save_to_buffer().expect("a workbook")
}
