use super::super::tests::{arg, short};
use super::super::{ColumnSpec, ColumnType};
use super::*;
use jiff::civil::date;

/// Reads one cell.
fn read(ty: ColumnType, value: CellValue, style: NumberStyle) -> Reading {
    read_in(&TableSpec::default(), ty, value, style)
}

fn read_in(table: &TableSpec, ty: ColumnType, value: CellValue, style: NumberStyle) -> Reading {
    let column = ColumnSpec::new("k", ty, &["Cột"]);
    let reader = CellReader { table, column: &column, header: "Cột\nmột", style };
    reader.read(&value, &Place::cell("t.xlsx", "S".into(), 1, 2))
}

fn text(t: &str) -> CellValue {
    CellValue::Text(t.into())
}

fn decimal(units: i64, places: u8) -> Decimal {
    Decimal::new(units, places).expect("few decimals")
}

/// The code of the finding and its reason.
fn finding(reading: &Reading) -> (String, String) {
    assert_eq!(reading.value, None);
    let finding = reading.finding.as_ref().expect("a finding");
    assert_eq!(short(std::slice::from_ref(finding)), [format!("t.xlsx!S!C2 {}", finding.code)]);
    assert_eq!(arg(finding, "cot"), "Cột một");
    (finding.code.name().to_string(), arg(finding, "ly_do"))
}

use NumberStyle::*;

#[test]
fn counts_from_text_and_from_numbers() {
    let count = |value, style| read(ColumnType::Count, value, style);
    let value = |n| Some(Value::Count(n));
    assert_eq!(count(text("1348"), Auto).value, value(1348));
    assert_eq!(count(CellValue::Number(1348.0), Auto).value, value(1348));
    assert_eq!(count(CellValue::Number(0.0), English).value, value(0));
    let repaired = count(text("1.348"), Auto);
    assert_eq!(repaired.value, value(1348));
    let note = repaired.finding.expect("a note");
    assert_eq!(
        (note.code.name(), arg(&note, "gia_tri"), arg(&note, "so")),
        ("BANG11", "1.348".into(), "1348".into())
    );
    for (cell, why) in [
        (text("năm"), "chu"),
        (text("13,48"), "le"),
        (text("-5"), "am"),
        (text("99999999999999999999"), "qua_lon"),
        (CellValue::Number(-1.0), "am"),
        (CellValue::Number(12.3456), "le"),
        (CellValue::Number(1e300), "qua_lon"),
        (CellValue::Number(f64::NAN), "le"),
        (CellValue::Bool(true), "chu"),
        (CellValue::Date(date(2025, 1, 2)), "ngay"),
        (CellValue::Time(0.5), "ngay"),
    ] {
        assert_eq!(finding(&count(cell, Auto)), ("BANG09".into(), why.into()));
    }
}

#[test]
fn what_english_spreadsheets_make_of_thousands_is_asked_back() {
    let count = |n, style| read(ColumnType::Count, CellValue::Number(n), style);
    let asked = count(1.348, Auto);
    let question = asked.finding.as_ref().expect("a question");
    assert_eq!(question.code.name(), "BANG10");
    let args = ["gia_tri", "cach_1", "cach_2"].map(|a| arg(question, a));
    assert_eq!(args, ["1,348", "1348", "1,348"]);
    assert_eq!(count(1.348, Vietnamese).value, Some(Value::Count(1348)));
    assert_eq!(count(1.35, Vietnamese).value, Some(Value::Count(1350)));
    assert_eq!(count(1.35, Vietnamese).finding.map(|f| f.code.name()), Some("BANG11"));
    assert_eq!(finding(&count(1.348, English)), ("BANG09".into(), "le".into()));
    // 12.500 loses its zeros.
    assert_eq!(count(12.5, Auto).finding.map(|f| arg(&f, "cach_1")), Some("12500".into()));
    // Cannot have been thousands.
    assert_eq!(finding(&count(0.348, Auto)), ("BANG09".into(), "le".into()));
    assert_eq!(finding(&count(1.3485, Auto)), ("BANG09".into(), "le".into()));
    assert_eq!(finding(&count(1348.5, Vietnamese)), ("BANG09".into(), "le".into()));
}

#[test]
fn percentages_in_counts_can_be_left_to_the_reader() {
    let left = TableSpec::default().leave_percentages();
    for cell in [text("98,80%"), CellValue::Percent(0.988, 2)] {
        let issue = Some(CellIssue::Percentage(decimal(9880, 2)));
        let reading = read_in(&left, ColumnType::Count, cell.clone(), Auto);
        assert_eq!((&reading.issue, reading.finding.is_none()), (&issue, true));
        let reading = read(ColumnType::Count, cell, Auto);
        assert_eq!(reading.issue, issue);
        assert_eq!(finding(&reading), ("BANG09".into(), "phan_tram".into()));
    }
}

#[test]
fn decimals_and_percentages() {
    let number = |value, style| read(ColumnType::Decimal, value, style);
    assert_eq!(number(text("98,80"), Auto).value, Some(Value::Decimal(decimal(9880, 2))));
    assert_eq!(number(CellValue::Number(0.1 + 0.2), Auto).value, Some(Value::Decimal(decimal(3, 1))));
    let question = number(text("1.348"), Auto).finding.expect("a question");
    assert_eq!(
        (question.code.name(), arg(&question, "cach_1"), arg(&question, "cach_2")),
        ("BANG10", "1348".into(), "1,348".into())
    );
    assert_eq!(number(text("1.348"), English).value, Some(Value::Decimal(decimal(1348, 3))));
    let percent = |value| read(ColumnType::Percent, value, Auto);
    for cell in [text("98,80%"), text("98.80 %"), CellValue::Percent(0.988, 2)] {
        assert_eq!(percent(cell).value, Some(Value::Percent(decimal(9880, 2))));
    }
    assert_eq!(percent(CellValue::Number(98.8)).value, Some(Value::Percent(decimal(988, 1))));
    assert_eq!(percent(CellValue::Number(0.0)).value, Some(Value::Percent(decimal(0, 0))));
    let question = percent(CellValue::Number(0.988)).finding.expect("a question");
    assert_eq!((arg(&question, "cach_1"), arg(&question, "cach_2")), ("98,8%".into(), "0,988%".into()));
    assert_eq!(percent(text("1")).finding.map(|f| f.code.name()), Some("BANG10"));
    assert_eq!(percent(text("0,5%")).value, Some(Value::Percent(decimal(5, 1))));
}

#[test]
fn days_from_cells_and_from_text() {
    let day = |value| read(ColumnType::Date, value, Auto);
    let new_year = date(2022, 1, 1);
    for cell in [
        CellValue::Date(new_year),
        CellValue::DateTime(new_year.at(8, 0, 0, 0)),
        text("1/1/2022"),
        text("10:56 01/01/2022"),
    ] {
        assert_eq!(day(cell).value, Some(Value::Date(new_year)));
    }
    for (cell, why) in [
        (text("hôm qua"), "chu"),
        (text("30/13/2025"), "thang"),
        (text("31/11/2025"), "ngay"),
        (text("01/02/25"), "nam_2_so"),
        (text("01/02/0025"), "nam"),
        (text("25:00 01/02/2025"), "gio"),
        (CellValue::Number(44562.0), "so"),
        (CellValue::Time(0.5), "so"),
    ] {
        assert_eq!(finding(&day(cell)), ("BANG12".into(), why.into()));
    }
}

#[test]
fn codes_and_text() {
    assert_eq!(read(ColumnType::Code, text(" 1.001190 "), Auto).value, Some(Value::Code("1.001190".into())));
    assert_eq!(finding(&read(ColumnType::Code, CellValue::Number(1.00119), Auto)).0, "BANG19");
    assert_eq!(finding(&read(ColumnType::Code, CellValue::Date(date(2025, 1, 2)), Auto)).0, "BANG19");
    let shown = |value| match read(ColumnType::Text, value, Auto).value {
        Some(Value::Text(t)) => t.to_string(),
        other => format!("{other:?}"),
    };
    assert_eq!(shown(text("  hai\ndòng ")), "hai\ndòng");
    assert_eq!(shown(CellValue::Number(2021.0)), "2021");
    assert_eq!(shown(CellValue::Number(1.1)), "1,1");
    assert_eq!(shown(CellValue::Date(date(2025, 1, 2))), "02/01/2025");
}

#[test]
fn errors_and_formulas_without_a_value_are_no_text_either() {
    for ty in [ColumnType::Text, ColumnType::Count, ColumnType::Date] {
        let error = read(ty, CellValue::Error("#REF!".into()), Auto);
        assert_eq!(finding(&error), ("BANG18".into(), "loi".into()));
        assert_eq!(
            finding(&read(ty, CellValue::FormulaWithoutValue, Auto)),
            ("BANG18".into(), "khong_gia_tri".into())
        );
        let empty = read(ty, text(" \u{200e}"), Auto);
        assert!(empty.value.is_none() && empty.issue.is_none() && empty.finding.is_none());
    }
    let dash = read(ColumnType::Count, text("–"), Auto);
    assert_eq!(
        (dash.issue, dash.finding.map(|f| f.code.name())),
        (Some(CellIssue::Placeholder), Some("BANG24"))
    );
}
