//! Hostile files: whatever a workbook or CSV file holds, reading it ends soon, in little memory,
//! with a finding that names the place.
//!
//! Each case runs in a process of its own, this test program started again: the memory of a
//! process can only be measured as its highest mark (`VmHWM` in `/proc/self/status`).

#![allow(clippy::print_stdout, reason = "what was measured is shown with --nocapture")]

use congkhai::table::{ColumnSpec, ColumnType, ImportProfile, Limits, TableSpec, find_tables, read_book};
use std::io::{Cursor, Write};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Which case the process is to run.
const CASE: &str = "CONGKHAI_BOUNDS_CASE";

const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of raw parts; its sheet, styles and strings are written by the closure.
struct Raw(ZipWriter<Cursor<Vec<u8>>>);

impl Raw {
    fn new() -> Self {
        let mut raw = Raw(ZipWriter::new(Cursor::new(Vec::new())));
        let rels = format!(
            "<Relationships><Relationship Id=\"rId1\" Type=\"{RELS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        raw.part("_rels/.rels", |w| w.write_all(rels.as_bytes()));
        let rels = format!(
            "<Relationships><Relationship Id=\"rId1\" Type=\"{RELS}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
        );
        raw.part("xl/_rels/workbook.xml.rels", |w| w.write_all(rels.as_bytes()));
        let book = "<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
        raw.part("xl/workbook.xml", |w| w.write_all(book.as_bytes()));
        raw
    }

    fn part(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut ZipWriter<Cursor<Vec<u8>>>) -> std::io::Result<()>,
    ) -> &mut Self {
        self.0.start_file(name, SimpleFileOptions::default()).expect("a part");
        write(&mut self.0).expect("bytes");
        self
    }

    fn sheet(&mut self, rows: &str) -> &mut Self {
        self.part("xl/worksheets/sheet1.xml", |w| {
            write!(w, "<worksheet><sheetData>{rows}</sheetData></worksheet>")
        })
    }

    fn finish(self) -> Vec<u8> {
        self.0.finish().expect("an archive").into_inner()
    }
}

fn repeated(w: &mut impl Write, text: &[u8], times: usize) -> std::io::Result<()> {
    let block = text.repeat(1000);
    for _ in 0..times / 1000 {
        w.write_all(&block)?;
    }
    Ok(())
}

/// A file, the findings that are expected, and how much memory reading it may take beyond its
/// own bytes, in MB.
struct Case {
    name: &'static str,
    path: &'static str,
    make: fn() -> Vec<u8>,
    expected: &'static [&'static str],
    megabytes: u64,
}

const CASES: &[Case] = &[
    Case {
        name: "three cells, one in the last corner",
        path: "a.xlsx",
        make: || {
            let mut book = rust_xlsxwriter::Workbook::new();
            let sheet = book.add_worksheet().set_name("S").expect("a name");
            sheet.write(0, 0, "Mã").expect("a cell").write(1, 0, "A1").expect("a cell");
            sheet.write(1_048_575, 16_383, "x").expect("a cell");
            book.save_to_buffer().expect("a workbook")
        },
        expected: &["a.xlsx!S!XFD1048576 BANG03"],
        megabytes: 20,
    },
    Case {
        name: "a gigabyte of blanks in one part",
        path: "a.xlsx",
        make: || {
            let mut raw = Raw::new();
            raw.part("xl/worksheets/sheet1.xml", |w| repeated(w, &[b' '; 1024], 1_024_000));
            raw.finish()
        },
        expected: &["a.xlsx BANG02"],
        megabytes: 20,
    },
    Case {
        name: "many parts that are large together",
        path: "a.xlsx",
        make: || {
            let mut raw = Raw::new();
            for i in 0..16 {
                raw.part(&format!("xl/media/{i}"), |w| repeated(w, &[b' '; 1024], 15_000));
            }
            raw.finish()
        },
        expected: &["a.xlsx BANG02"],
        megabytes: 20,
    },
    Case {
        name: "ten megabytes in one shared string",
        path: "a.xlsx",
        make: || {
            let mut raw = Raw::new();
            raw.part("xl/sharedStrings.xml", |w| {
                w.write_all(b"<sst uniqueCount=\"1\"><si><t>")?;
                repeated(w, b"0123456789", 1_000_000)?;
                w.write_all(b"</t></si></sst>")
            });
            // Many cells that show it must not make many of it, nor many findings.
            let cells = "<row><c t=\"s\"><v>0</v></c></row>".repeat(2000);
            raw.sheet(&cells);
            raw.finish()
        },
        expected: &["a.xlsx!S!A1 BANG04", "…", "a.xlsx!S!A501 BANG25"],
        megabytes: 90,
    },
    Case {
        name: "ten megabytes in one cell of a CSV file",
        path: "a.csv",
        make: || format!("Mã\n\"{}\"\n", "0123456789".repeat(1_000_000)).into_bytes(),
        expected: &["a.csv:2:1 BANG04"],
        megabytes: 20,
    },
    Case {
        name: "a quote that is never closed",
        path: "a.csv",
        make: || format!("Mã\n\"{}", "a,\n".repeat(3_000_000)).into_bytes(),
        expected: &["a.csv:2:1 BANG17"],
        megabytes: 20,
    },
    Case {
        name: "a line of ten million delimiters",
        path: "a.csv",
        make: || format!("Mã{}x\n", ",".repeat(10_000_000)).into_bytes(),
        expected: &["a.csv:1:10000003 BANG03"],
        megabytes: 20,
    },
    Case {
        name: "ten million lines",
        path: "a.csv",
        make: || "a\n".repeat(10_000_000).into_bytes(),
        expected: &["a.csv:100001:1 BANG03"],
        megabytes: 40,
    },
    Case {
        name: "as many cells as are kept, all wrong",
        path: "a.csv",
        make: || {
            let header: Vec<String> = (0..20).map(|i| format!("c{i}")).collect();
            format!("{}\n{}", header.join(","), format!("?{}\n", ",?".repeat(19)).repeat(99_990)).into_bytes()
        },
        expected: &["a.csv:2:1 BANG09", "…", "a.csv:27:1 BANG25"],
        megabytes: 450,
    },
    Case {
        name: "a million empty rows with a format",
        path: "a.xlsx",
        make: || {
            let mut raw = Raw::new();
            raw.part("xl/styles.xml", |w| {
                w.write_all(
                    b"<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"9\"/></cellXfs></styleSheet>",
                )
            });
            raw.part("xl/worksheets/sheet1.xml", |w| {
                w.write_all(b"<worksheet><sheetData>")?;
                for row in 1..=1_000_000 {
                    write!(w, "<row r=\"{row}\" s=\"1\" customFormat=\"1\"><c r=\"A{row}\" s=\"1\"/></row>")?;
                }
                w.write_all(b"</sheetData></worksheet>")
            });
            raw.finish()
        },
        expected: &[],
        megabytes: 20,
    },
    Case {
        name: "more shared strings than are kept",
        path: "a.xlsx",
        make: || {
            let mut raw = Raw::new();
            raw.part("xl/sharedStrings.xml", |w| {
                w.write_all(b"<sst>")?;
                repeated(w, b"<si/>", 6_000_000)?;
                w.write_all(b"</sst>")
            });
            raw.sheet("");
            raw.finish()
        },
        expected: &["a.xlsx BANG02"],
        megabytes: 80,
    },
    Case {
        name: "as many shared strings as are kept",
        path: "a.xlsx",
        make: || {
            let mut raw = Raw::new();
            raw.part("xl/sharedStrings.xml", |w| {
                w.write_all(b"<sst>")?;
                repeated(w, b"<si><t>a</t></si>", 1_200_000)?;
                w.write_all(b"</sst>")
            });
            raw.sheet("<row><c t=\"s\"><v>1199999</v></c></row>");
            raw.finish()
        },
        expected: &[],
        megabytes: 160,
    },
    Case {
        name: "a claim of a billion shared strings",
        path: "a.xlsx",
        make: || {
            let mut raw = Raw::new();
            raw.part("xl/sharedStrings.xml", |w| w.write_all(b"<sst uniqueCount=\"999999999\"><si/></sst>"));
            raw.sheet("");
            raw.finish()
        },
        expected: &["a.xlsx BANG02"],
        megabytes: 20,
    },
    Case {
        name: "shared strings inside each other",
        path: "a.xlsx",
        make: || {
            let mut raw = Raw::new();
            raw.part("xl/sharedStrings.xml", |w| {
                w.write_all(b"<sst>")?;
                repeated(w, b"<si>", 1_000_000)?;
                repeated(w, b"</si>", 1_000_000)?;
                w.write_all(b"</sst>")
            });
            raw.sheet("<row><c t=\"s\"><v>0</v></c></row>");
            raw.finish()
        },
        expected: &[],
        megabytes: 80,
    },
    Case {
        name: "styles that copy a long format",
        path: "a.xlsx",
        make: || {
            let mut raw = Raw::new();
            raw.part("xl/styles.xml", |w| {
                let format = "0".repeat(1_000_000);
                write!(
                    w,
                    "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"{format}\"/></numFmts><cellXfs>"
                )?;
                repeated(w, b"<xf numFmtId=\"164\"/>", 100_000)?;
                w.write_all(b"</cellXfs></styleSheet>")
            });
            raw.sheet("");
            raw.finish()
        },
        expected: &["a.xlsx BANG02"],
        megabytes: 20,
    },
    Case {
        name: "one long string in many cells",
        path: "a.xlsx",
        make: || {
            let mut raw = Raw::new();
            raw.part("xl/sharedStrings.xml", |w| {
                write!(w, "<sst><si><t>{}</t></si></sst>", "ư".repeat(30_000))
            });
            raw.sheet(&"<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>".repeat(90_000));
            raw.finish()
        },
        expected: &[],
        megabytes: 60,
    },
    Case {
        name: "merges over everything",
        path: "a.xlsx",
        make: || {
            let mut raw = Raw::new();
            raw.part("xl/worksheets/sheet1.xml", |w| {
                w.write_all(b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>1</v></c></row>")?;
                w.write_all(b"<row r=\"2\"><c r=\"B2\"><v>1</v></c></row></sheetData><mergeCells>")?;
                repeated(w, b"<mergeCell ref=\"A1:XFD1048576\"/>", 1_000_000)?;
                w.write_all(b"</mergeCells></worksheet>")
            });
            raw.finish()
        },
        expected: &[],
        megabytes: 60,
    },
];

/// Highest memory of this process so far, in KB.
#[allow(clippy::disallowed_methods, reason = "the kernel's account of this process is no file of a site")]
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find(|l| l.starts_with("VmHWM")).expect("a mark");
    line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).expect("a number")
}

/// Lowers the highest mark to what is in use now, so that making the file doesn't hide what
/// reading it takes. A kernel that doesn't allow it leaves the mark as it is.
#[allow(clippy::disallowed_methods, reason = "the kernel's account of this process is no file of a site")]
fn reset_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Runs the case named in the environment; without one, there is nothing to do.
#[test]
fn child() {
    let Ok(name) = std::env::var(CASE) else { return };
    let case = CASES.iter().find(|c| c.name == name).expect("a case");
    let made = Instant::now();
    let bytes = (case.make)();
    let made = made.elapsed();
    reset_peak();
    let (before, start) = (peak(), Instant::now());
    let path: Arc<str> = case.path.into();
    let (sheets, mut found) = read_book(&path, &bytes, &Limits::default());
    // Whatever was read is looked through for a table, too.
    let column = |i| ColumnSpec::new(format!("c{i}"), ColumnType::Count, &[&format!("c{i}")]);
    let spec = TableSpec::new("t", (0..20).map(column).collect());
    found.extend(find_tables(&sheets, &[&spec], &ImportProfile::default()).1);
    let (after, took) = (peak(), start.elapsed());
    found.retain(|d| d.code.name() != "BANG05");
    let mut lines: Vec<String> = found.iter().map(|d| format!("{} {}", d.place, d.code)).collect();
    if lines.len() > 3 {
        lines.splice(1..lines.len() - 1, ["…".to_string()]);
    }
    assert_eq!(lines, case.expected);
    let used = after.saturating_sub(before) / 1024;
    assert!(used <= case.megabytes, "{name}: {used} MB");
    assert!(took < Duration::from_secs(60), "{name}: {took:?}");
    println!("{name}: {used} MB, read in {took:?}, {} bytes made in {made:?}", bytes.len());
}

#[test]
#[cfg(target_os = "linux")]
fn hostile_files_are_read_in_bounded_time_and_memory() {
    let program = std::env::current_exe().expect("this program");
    let mut failed = Vec::new();
    for case in CASES {
        let output = Command::new(&program)
            .args(["--exact", "child", "--nocapture"])
            .env(CASE, case.name)
            .output()
            .expect("a process");
        print!("{}", String::from_utf8_lossy(&output.stdout));
        if !output.status.success() {
            failed.push(format!("{}:\n{}", case.name, String::from_utf8_lossy(&output.stderr)));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
