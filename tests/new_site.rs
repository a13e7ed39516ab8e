//! A new site as people make it: it builds at once, promises nothing, and its examples are data as
//! soon as they are copied to where data stands.

#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // a test may touch its own files, and fail

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ANSWERS: [&str; 10] = [
    "--ten",
    "UBND xã Sen Hạ",
    "--tinh",
    "tỉnh Nghệ An",
    "--dia-chi",
    "Số 1 đường Chính, xã Sen Hạ",
    "--dien-thoai",
    "0900 000 001",
    "--ten-mien",
    "xasenha.example",
];

fn run(folder: &Path, arguments: &[&str]) -> (Output, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_congkhai"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = [&output.stdout[..], &output.stderr[..]].concat();
    let said = String::from_utf8(said).unwrap();
    (output, said)
}

fn made(arguments: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (output, said) = run(folder.path(), &[&["new", "xa"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{said}");
    folder
}

#[test]
fn a_new_site_builds_without_a_finding_and_without_filling_words() {
    let folder = made(&ANSWERS);
    let site = folder.path().join("xa");
    let (output, said) = run(&site, &["build"]);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("Không có lỗi, cảnh báo hay lưu ý nào."), "{said}");
    let mut pages = 0;
    for entry in walkdir::WalkDir::new(site.join("public")).into_iter().flatten() {
        if entry.path().extension().is_some_and(|e| e == "html") {
            pages += 1;
            let html = fs::read_to_string(entry.path()).unwrap();
            assert!(html.contains("Sen Hạ"));
            for word in
                ["Lorem", "TODO", "lorem", "@TEN", "đang cập nhật", "Đang cập nhật", "ví dụ bằng", "tenxa"]
            {
                assert!(!html.contains(word), "{} says {word}", entry.path().display());
            }
        }
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(!name.ends_with(".xlsx") && !name.contains("mau"), "{name} is an example");
    }
    assert!(pages > 5);
    let dossiers = fs::read_to_string(site.join("public/ho-so/index.html")).unwrap();
    assert!(dossiers.contains("Chưa"), "an empty list says that it is empty:\n{dossiers}");
}

#[test]
fn copied_examples_are_right_data() {
    let folder = made(&ANSWERS);
    let site = folder.path().join("xa");
    for (from, to) in [
        ("ho-so/2026-Q1.xlsx", "data/ho-so/2026-Q1.xlsx"),
        ("khao-sat/dot.xlsx", "data/khao-sat/dot.xlsx"),
        ("khao-sat/tong-hop.xlsx", "data/khao-sat/tong-hop.xlsx"),
        ("khao-sat/mau-phieu/phieu-mau.yaml", "data/khao-sat/mau-phieu/phieu-mau.yaml"),
        ("chi-so/chi-so-2025.yaml", "data/chi-so/chi-so-2025.yaml"),
        ("giai-trinh.xlsx", "data/giai-trinh.xlsx"),
        ("van-ban/thong-bao-mau.md", "content/van-ban/thong-bao-mau.md"),
    ] {
        fs::copy(site.join("bieu-mau").join(from), site.join(to)).unwrap();
    }
    let (output, said) = run(&site, &["check", "--format", "short"]);
    assert_eq!(output.status.code(), Some(0), "{said}");
    // The explanation answers an error that the example does not make.
    let lines: Vec<&str> = said.lines().collect();
    assert!(matches!(lines[..], [one] if one.contains("GT01")), "{said}");
    let (_, said) = run(&site, &["build"]);
    let page = fs::read_to_string(site.join("public/ho-so/2026-Q1.html")).unwrap();
    assert!(page.contains("Hộ tịch"), "{said}");
    let notice = fs::read_to_string(site.join("public/van-ban/thong-bao-mau.html")).unwrap();
    assert!(notice.contains("10") && !notice.contains("=ho-so/"));
}

#[test]
fn a_site_without_an_address_on_the_web_is_fine() {
    let folder = made(&[&ANSWERS[..9], &[""]].concat());
    let (output, said) = run(&folder.path().join("xa"), &["check", "--format", "short"]);
    assert_eq!((output.status.code(), said.as_str()), (Some(0), "congkhai.yaml note CH03\n"));
}

#[test]
fn what_lies_in_a_folder_is_never_touched() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("so-lieu.xlsx"), "của tôi").unwrap();
    let (output, said) = run(folder.path(), &[&["tao", "."], &ANSWERS[..]].concat());
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("đã có tệp"), "{said}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn wrong_or_missing_answers_make_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = ANSWERS;
    wrong[7] = "12";
    let (output, said) = run(folder.path(), &[&["new", "xa"], &wrong[..]].concat());
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("“12”") && said.contains("Chưa tạo tệp nào"), "{said}");
    let (output, said) = run(folder.path(), &["new", "xa", "--ten", "UBND xã Sen Hạ", "--tinh", " "]);
    assert_eq!(output.status.code(), Some(2), "{said}");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("--tinh, --dia-chi, --dien-thoai và --ten-mien"), "{said}");
    assert!(!folder.path().join("xa").exists());
}
