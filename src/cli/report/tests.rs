//! Reports of hand-made findings.

use super::*;
use crate::cli::catalogue::Lang;
use crate::diagnostics::{Arg, At, Place, Scope, Sourced, codes};
use jiff::civil::date;
use serde_json::Value;

const CONFIG: &str = "co_quan:\n  ten: Ủy ban nhân dân xã Mẫu\n  dien_thoai: 0900 000 0\n";
const REGISTER: &str = "Loại,Số ký hiệu,Trích yếu\nTB,12/TBao-UBND,Về việc của bà Trần Thị Mẫu\n";

fn csv(row: u32, col: u32, line: (u32, u32)) -> Place {
    let at = At::Cell { sheet: None, row, col, line: Some(line) };
    Place { file: "data/van-ban/so-van-ban.csv".into(), at }
}

fn findings() -> Diagnostics {
    let mut all = Diagnostics::new();
    let phone = Place::line("congkhai.yaml", 3, 15, 10);
    all.push(Diagnostic::new(codes::PHONE_INVALID, phone).arg("gia_tri", "0900 000 0"));
    let kind = Diagnostic::new(codes::DOCUMENT_TYPE_UNKNOWN, csv(1, 1, (2, 4)));
    all.push(kind.arg("viet_tat", "TBao").hint(Some("TB")));
    let sheet = |row, col| Place::cell("data/van-ban/so-van-ban.xlsx", "Năm 2026".into(), row, col);
    let mut twice = Diagnostic::new(codes::DOCUMENT_TWICE, sheet(15, 1)).about("van-ban/2026/05-kh");
    twice.explained = true;
    all.push(twice.arg("so", "05/KH-UBND").arg("noi_2", sheet(11, 1)));
    let mut draft = Diagnostic::new(codes::DOCUMENT_DRAFT, sheet(20, 1));
    (draft.severity, draft.scope) = (Severity::Error, Scope::Withhold);
    all.push(draft.arg("thieu", Arg::Word("ca_hai")).arg("trich_yeu", "Kế hoạch cải cách hành chính"));
    for (row, day) in [(30, 1), (31, 2)] {
        let late = Diagnostic::new(codes::DOCUMENT_IN_FUTURE, sheet(row, 2));
        all.push(late.arg("ngay", date(2027, 1, day)).arg("tinh_den", date(2026, 10, 15)));
    }
    all
}

fn explained() -> Vec<Explanation> {
    let here = || Place::file("data/giai-trinh.xlsx");
    vec![Explanation {
        code: Sourced::new(codes::DOCUMENT_TWICE, here()),
        subject: Sourced::new("van-ban/2026/05-kh".into(), here()),
        text: "Hai văn bản cùng số do ghi sổ nhầm; đã đính chính bằng văn bản số 06.".into(),
        approver: "Chủ tịch Ủy ban nhân dân".into(),
        given_on: date(2026, 10, 1),
        expires_on: None,
    }]
}

fn rules() -> RuleBook {
    let basis = |id: &str, text: &str, certainty| LegalBasis {
        id: id.into(),
        text: text.into(),
        source: None,
        certainty,
        from: None,
        to: None,
    };
    let mut rules = RuleBook::default();
    for b in [
        basis("nd-20-2008", "Nghị định số 20/2008/NĐ-CP, Điều 7", Certainty::Secondary),
        basis("nd-30-2020", "Nghị định số 30/2020/NĐ-CP, Phụ lục III", Certainty::Verified),
    ] {
        rules.bases.insert(b.id.clone(), b);
    }
    rules
}

fn report(lang: Lang, surface: Surface, findings: &Diagnostics, write: fn(&Report<'_>) -> String) -> String {
    let source = |file: &str| match file {
        "congkhai.yaml" => Some(CONFIG.to_owned()),
        "data/van-ban/so-van-ban.csv" => Some(REGISTER.to_owned()),
        _ => None,
    };
    write(&Report {
        findings,
        rules: &rules(),
        explained: &explained(),
        words: &Catalogue::load(lang),
        surface,
        source: &source,
    })
}

#[test]
fn for_people() {
    let text = report(Lang::Vi, Surface::PLAIN, &findings(), human);
    let wanted = include_str!("sample.txt").replace("\r\n", "\n");
    assert_eq!(text, wanted, "\n{text}");
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let narrow = Surface { width: 50, ..Surface::PLAIN };
    for line in report(Lang::Vi, narrow, &findings(), human).lines() {
        assert!(line.contains(" | ") || columns_of(line) <= 50, "{line}");
    }
}

fn columns_of(line: &str) -> usize {
    crate::cli::layout::columns(line)
}

#[test]
fn colours_change_nothing_but_colours() {
    let coloured = report(Lang::Vi, Surface { colour: true, ..Surface::PLAIN }, &findings(), human);
    assert!(coloured.contains('\u{1b}'));
    assert_eq!(console::strip_ansi_codes(&coloured), report(Lang::Vi, Surface::PLAIN, &findings(), human));
}

#[test]
fn an_error_shows_what_to_copy_into_an_explanation() {
    let mut all = Diagnostics::new();
    for column in ["tong-tiep-nhan", "qua-han"] {
        let d = Diagnostic::new(codes::DOSSIER_YEAR_SUM, Place::file("data/ho-so/2021.csv"));
        all.push(d.about(format_args!("ho-so/2021/tong-so/{column}")));
    }
    let wide = Surface { width: 300, ..Surface::PLAIN };
    let text = report(Lang::Vi, wide, &all, human);
    let full =
        "  Giải trình  HS05 | ho-so/2021/tong-so/tong-tiep-nhan (chép vào cột “Mã lỗi” và cột “Đối tượng”";
    assert!(text.contains(full), "{text}");
    assert!(text.contains("  Giải trình  HS05 | ho-so/2021/tong-so/qua-han\n"), "{text}");
    all.iter_mut().for_each(|d| d.scope = Scope::Withhold);
    assert!(!report(Lang::Vi, wide, &all, human).contains("HS05 |"));
}

#[test]
fn a_basis_does_not_say_twice_that_it_is_no_law() {
    let basis = LegalBasis {
        id: "a".into(),
        text: "Chính sách của trang, không phải quy định pháp luật".into(),
        source: None,
        certainty: Certainty::Policy,
        from: None,
        to: None,
    };
    assert_eq!(basis_in_words(&Catalogue::load(Lang::Vi), ("a", Some(&basis))), basis.text);
}

#[test]
fn many_of_a_code_are_counted() {
    let mut all = Diagnostics::new();
    for line in 1..=1_021 {
        let d = Diagnostic::new(codes::EMAIL_INVALID, Place::line("a.yaml", line, 1, 0));
        all.push(d.arg("gia_tri", "x"));
    }
    let text = report(Lang::Vi, Surface::PLAIN, &all, human);
    assert_eq!(text.matches("Lỗi CH02").count(), 20);
    assert!(text.contains("CH02: còn 1.001 chỗ nữa"), "{text}");
}

#[test]
fn personal_data_is_not_shown_again() {
    let mut all = Diagnostics::new();
    all.push(Diagnostic::new(codes::PERSONAL_DATA, Place::line("congkhai.yaml", 3, 15, 10)));
    assert!(!report(Lang::Vi, Surface::PLAIN, &all, human).contains("0900"));
}

#[test]
fn for_programs() {
    let text = report(Lang::En, Surface::PLAIN, &findings(), json);
    assert_eq!(text, report(Lang::En, Surface::PLAIN, &findings(), json));
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&value["schema"], &value["lang"]), (&Value::from(1), &Value::from("en")));
    assert_eq!(value["publishable"], false);
    assert_eq!(
        value["counts"],
        serde_json::json!({"errors": 3, "stopping": 1, "explained": 1, "warnings": 3, "notes": 0})
    );
    let found = &value["findings"];
    assert_eq!(found.as_array().unwrap().len(), 6);
    assert_eq!((&found[0]["line"], &found[0]["column"]), (&Value::from(3), &Value::from(15)));
    assert_eq!(found[0]["basis"][0]["certainty"], "secondary");
    assert_eq!((&found[1]["cell"], &found[1]["nearest"]), (&Value::from("B2"), &Value::from("TB")));
    assert_eq!((&found[2]["sheet"], &found[2]["explained"]), (&Value::from("Năm 2026"), &Value::from(true)));
    assert_eq!(found[2]["args"]["noi_2"], "data/van-ban/so-van-ban.xlsx!Năm 2026!B12");
    assert_eq!(found[4]["args"]["ngay"], "2027-01-01");
    assert_eq!(found[4]["message"], "the day of issue 01/01/2027 is after the site's day (15/10/2026)");
    // the keys stand in the order of the schema
    let at = |key: &str| text.find(&format!("\"{key}\":")).unwrap();
    let keys = ["schema", "tool", "version", "lang", "publishable", "counts", "findings", "code", "severity"];
    assert!(keys.windows(2).all(|w| at(w[0]) < at(w[1])));
}

#[test]
fn nothing_found() {
    let none = Diagnostics::new();
    assert_eq!(report(Lang::Vi, Surface::PLAIN, &none, human), "");
    let words = Catalogue::load(Lang::Vi);
    assert_eq!(counts_in_words(&words, &Counts::of(&none)), "Không có lỗi, cảnh báo hay lưu ý nào.");
    assert_eq!(
        counts_in_words(&words, &Counts::of(&findings())),
        "3 lỗi (1 chặn việc đăng, 1 đã có giải trình), 3 cảnh báo, 0 lưu ý."
    );
}
