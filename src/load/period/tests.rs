//! How offices write periods, and properties over labels and arbitrary text.

use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn text(t: &str) -> Option<String> {
    read(t).map(|p| p.to_string())
}

#[test]
fn words_of_offices() {
    for (written, id) in [
        ("Quý III/2026", "2026-Q3"),
        ("quý iii-2026", "2026-Q3"),
        ("Quý 3 năm 2026", "2026-Q3"),
        ("QUÝ  III\nNĂM 2026", "2026-Q3"),
        ("Kỳ báo cáo: Quý I năm 2025 (từ ngày 01/01/2025 đến ngày 31/03/2025)", "2025-Q1"),
        ("6 tháng đầu năm 2026", "2026-H1"),
        ("6 tháng cuối năm 2026", "2026-H2"),
        ("9 tháng đầu năm 2026", "2026-9T"),
        ("9 tháng năm 2026", "2026-9T"),
        ("Năm 2021", "2021"),
        ("cả năm 2021", "2021"),
        ("Tháng 5/2026", "2026-05"),
        ("Tháng 12 năm 2026", "2026-12"),
        ("2026-q3", "2026-Q3"),
        ("2021", "2021"),
        ("Báo cáo 6 tháng đầu năm 2022 của Ủy ban nhân dân xã", "2022-H1"),
    ] {
        assert_eq!(text(written).as_deref(), Some(id), "{written}");
    }
    for wrong in [
        "",
        "Quý V/2026",
        "Quý I",
        "Tháng 13/2026",
        "Biểu số II.06a/VPCP/KSTT theo Thông tư 01/2020/TT-VPCP ngày 21/10/2020",
        "Ngày 31 tháng 3 năm 2025",
        "từ năm 2021 đến năm 2022",
        "6 tháng",
        "quý 1, quý 2 năm 2025",
    ] {
        assert_eq!(text(wrong), None, "{wrong}");
    }
}

#[test]
fn file_names() {
    for (name, id) in [
        ("2026-Q3", "2026-Q3"),
        ("2026-q3", "2026-Q3"),
        ("2026-quy-3", "2026-Q3"),
        ("quy-iii-2026", "2026-Q3"),
        ("thong-ke-xa-mau-2025-q1", "2025-Q1"),
        ("thong-ke-thuy-luong-2021", "2021"),
        ("Thống kê Quý 1-2025 (bản cuối)", "2025-Q1"),
        ("ho-so-2021-05", "2021-05"),
        ("ho_so_2021-05-30_2022-05-30", "2021-05-30_2022-05-30"),
        ("9-thang-2026", "2026-9T"),
        ("6-thang-dau-nam-2026", "2026-H1"),
        ("2026-h1", "2026-H1"),
    ] {
        assert_eq!(Clue::of_file_name(name).id().map(|p| p.to_string()).as_deref(), Some(id), "{name}");
    }
    for wrong in ["ho-so", "2025-2026", "bao-cao-quy-1", "2021-12-31"] {
        assert_eq!(Clue::of_file_name(wrong).id(), None, "{wrong}");
    }
}

#[test]
fn titles_give_days() {
    let clue = Clue::of_text(
        "Kỳ báo cáo: Quý I năm 2025 (từ ngày 15/12/2024 đến ngày 14/03/2025; số liệu chốt ngày 16/3/2025)",
    );
    assert_eq!(clue.id().map(|p| p.to_string()).as_deref(), Some("2025-Q1"));
    assert_eq!(clue.dates, Some((date(2024, 12, 15), date(2025, 3, 14))));
    assert_eq!(clue.cut_off, Some(date(2025, 3, 16)));
    let clue = Clue::of_text("(Từ ngày 15 tháng 12 năm 2024 đến hết ngày 14 tháng 03 năm 2025)");
    assert_eq!(clue.dates, Some((date(2024, 12, 15), date(2025, 3, 14))));
    assert_eq!(clue.id(), None);
    let sheet = Clue::of_text("Quý I");
    assert_eq!((sheet.kind, sheet.year), (Some(PeriodKind::Quarter(1)), None));
    assert_eq!(Clue::of_text("Cả năm").kind, Some(PeriodKind::Year));
    assert!(Clue::of_text("Bieu 06").is_empty());
}

#[test]
fn a_day_that_does_not_exist_is_no_missing_day() {
    for (text, written) in [
        ("Kỳ báo cáo: Quý IV/2026 (từ ngày 01/10/2026 đến ngày 31/11/2026)", "31/11/2026"),
        ("Kỳ báo cáo: Quý I/2025 (30/02/2025)", "30/02/2025"),
        ("Số liệu chốt ngày 31/04/2025", "31/04/2025"),
        ("đến hết ngày 31 tháng 9 năm 2025", "31/9/2025"),
        ("từ ngày 01/01/25 đến ngày 31/03/25", "01/01/25"),
        ("Từ ngày 31/03/2025 đến ngày 01/01/2025", "31/03/2025 – 01/01/2025"),
    ] {
        assert_eq!(Clue::of_text(text).no_day.as_deref(), Some(written), "{text}");
    }
    for text in ["Thông tư số 01/2020/TT-VPCP", "Quyết định 12/45/2", "Biểu 06/15/06", "Quý I/2025"]
    {
        assert_eq!(Clue::of_text(text).no_day, None, "{text}");
    }
    assert_eq!(text("I/2025").as_deref(), Some("2025-Q1"));
}

#[test]
fn what_a_clue_says_in_words() {
    for (text, words) in [
        ("Quý I", "quý I"),
        ("Quý I/2025", "quý I/2025"),
        ("6 tháng đầu năm", "6 tháng đầu năm"),
        ("Tháng 5", "tháng 5"),
        ("Cả năm", "cả năm"),
        ("BÁO CÁO NĂM 2025", "năm 2025"),
    ] {
        assert_eq!(Clue::of_text(text).said(), words);
    }
}

#[test]
fn clues_must_agree() {
    let words = |t: &str| Clue::of_text(t);
    let file = |t: &str| Clue::of_file_name(t);
    let id = |clues: &[Clue]| resolve(clues, &[15]).map(|p| p.to_string());
    // A workbook of a year with a sheet a quarter: the year in its name is no contradiction.
    assert_eq!(id(&[words("Quý I"), file("thong-ke-2025")]).as_deref(), Ok("2025-Q1"));
    assert_eq!(id(&[words("BÁO CÁO NĂM 2025"), words("Quý I")]).as_deref(), Ok("2025-Q1"));
    assert_eq!(id(&[file("thong-ke-2025")]).as_deref(), Ok("2025"));
    assert_eq!(id(&[words("Cả năm"), file("thong-ke-2025")]).as_deref(), Ok("2025"));
    // A title that names a year as the period does contradict a quarter.
    assert_eq!(id(&[words("Kỳ báo cáo: Năm 2025"), file("2025-Q1")]), Err(Unresolved::Contradiction(0, 1)));
    assert_eq!(
        id(&[words("Quý I năm 2025"), Clue::default(), file("2024-q1")]),
        Err(Unresolved::Contradiction(0, 2))
    );
    assert_eq!(id(&[words("Quý I"), file("thong-ke")]), Err(Unresolved::Nothing));
    let days = words("Từ ngày 15/12/2024 đến ngày 14/3/2025");
    assert_eq!(id(std::slice::from_ref(&days)).as_deref(), Ok("2025-Q1"));
    assert_eq!(id(&[days, file("2025-Q1")]).as_deref(), Ok("2025-Q1"));
    let odd = words("Từ ngày 30/05/2021 đến ngày 30/05/2022");
    assert_eq!(id(&[odd]).as_deref(), Ok("2021-05-30_2022-05-30"));
}

#[test]
fn days_fit_the_label_by_calendar_or_from_the_15th() {
    let q3 = PeriodId::quarter(2026, 3).unwrap();
    assert!(fits(q3, date(2026, 7, 1), date(2026, 9, 30), &[]));
    assert!(fits(q3, date(2026, 6, 15), date(2026, 9, 14), &[15]));
    assert!(!fits(q3, date(2026, 6, 15), date(2026, 9, 14), &[]));
    assert!(!fits(q3, date(2026, 6, 15), date(2026, 9, 30), &[15]));
    assert!(fits(PeriodId::year_of(2025), date(2024, 12, 15), date(2025, 12, 14), &[15]));
    let half = PeriodId::new(2022, PeriodKind::Half(1)).unwrap();
    assert!(!fits(half, date(2021, 5, 30), date(2022, 5, 30), &[15]));
    assert!(!fits(q3, date(2026, 6, 30), date(2026, 9, 30), &[31, 0, -3]));
}

#[test]
fn deadlines_of_plans() {
    for (words, last) in [
        ("30/11/2026", Some(date(2026, 11, 30))),
        ("Trước ngày 15/01/2021", Some(date(2021, 1, 14))),
        ("Chậm nhất ngày 15 tháng 11 năm 2026", Some(date(2026, 11, 15))),
        ("Tháng 11/2021", Some(date(2021, 11, 30))),
        ("Trước tháng 11/2021", Some(date(2021, 10, 31))),
        ("Quý III/2026", Some(date(2026, 9, 30))),
        ("Từ ngày 01/8/2026 đến ngày 31/10/2026", Some(date(2026, 10, 31))),
        ("Trong năm 2026", Some(date(2026, 12, 31))),
        ("Hằng quý", None),
        ("Thường xuyên", None),
        ("Tháng 11", None),
    ] {
        assert_eq!(deadline(words), last, "{words}");
    }
}

proptest! {
    #[test]
    fn labels_are_read_back(year in 1990i16..=2100, n in 0u8..20) {
        let kind = match n {
            0 => PeriodKind::Year,
            1..=2 => PeriodKind::Half(n),
            3 => PeriodKind::NineMonths,
            4..=7 => PeriodKind::Quarter(n - 3),
            _ => PeriodKind::Month(n - 7),
        };
        let id = PeriodId::new(year, kind).unwrap();
        prop_assert_eq!(read(&label(id)), Some(id));
        prop_assert_eq!(read(&label(id).to_uppercase()), Some(id));
        prop_assert_eq!(Clue::of_file_name(&crate::text::slug(&label(id))).id(), Some(id));
        prop_assert_eq!(Clue::of_file_name(&format!("bao-cao-{id}")).id(), Some(id));
    }

    #[test]
    fn no_text_panics(t in "\\PC{0,60}", w in "(quý|tháng|năm|từ|đến|ngày|chốt|[0-9]{1,5}|[-/._ ]){0,14}") {
        let _ = (Clue::of_text(&t), Clue::of_file_name(&t), Clue::of_text(&w), Clue::of_file_name(&w));
        let _ = (deadline(&t), deadline(&w));
        let _ = resolve(&[Clue::of_text(&w), Clue::of_file_name(&t)], &[15]);
    }
}
