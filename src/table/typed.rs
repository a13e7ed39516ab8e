//! One cell read as the type of its column.

use super::cell::CellValue;
use super::content::{CellIssue, Value};
use super::finding::quote;
use super::spec::{ColumnSpec, ColumnType, TableSpec};
use crate::diagnostics::{Arg, Code, Diagnostic, Place, codes};
use crate::text::{
    DateError, Decimal, NumberError, NumberStyle, parse_count, parse_date, parse_decimal, parse_percent,
};

/// What came of a cell.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) value: Option<Value>,
    pub(super) issue: Option<CellIssue>,
    pub(super) finding: Option<Diagnostic>,
}

impl From<Value> for Reading {
    fn from(value: Value) -> Self {
        Reading { value: Some(value), ..Reading::default() }
    }
}

/// A column and all that reading its cells depends on.
pub(super) struct CellReader<'a> {
    pub(super) table: &'a TableSpec,
    pub(super) column: &'a ColumnSpec,
    /// The header as the file writes it, for messages.
    pub(super) header: &'a str,
    pub(super) style: NumberStyle,
}

impl CellReader<'_> {
    /// Reads a cell that stands at `place`.
    pub(super) fn read(&self, value: &CellValue, place: &Place) -> Reading {
        if value.is_blank() {
            return Reading::default();
        }
        let at = At { header: self.header, value, place };
        match value {
            CellValue::Error(_) => return at.unreadable(codes::FORMULA_WITHOUT_VALUE, "loi"),
            CellValue::FormulaWithoutValue => {
                return at.unreadable(codes::FORMULA_WITHOUT_VALUE, "khong_gia_tri");
            }
            _ => {}
        }
        match self.column.ty {
            ColumnType::Text => Value::Text(value.shown().trim().into()).into(),
            ColumnType::Code => match value {
                CellValue::Text(text) => Value::Code(text.trim().into()).into(),
                _ => at.unreadable(codes::CODE_IS_NUMBER, "so"),
            },
            ColumnType::Count => self.count(value, &at),
            ColumnType::Decimal => self.decimal(value, &at),
            ColumnType::Percent => self.percent(value, &at),
            ColumnType::Date => date(value, &at),
        }
    }

    fn count(&self, value: &CellValue, at: &At<'_>) -> Reading {
        match value {
            CellValue::Text(text) => match parse_count(text, self.style) {
                Ok(n) if n.repaired => at.repaired(Value::Count(n.value), n.value.to_string()),
                Ok(n) => Value::Count(n.value).into(),
                Err(error) => self.not_number(error, at),
            },
            CellValue::Number(n) => self.stored_count(*n, at),
            CellValue::Percent(n, places) => match Decimal::from_f64(n * 100.0, *places) {
                Some(percent) => self.not_number(NumberError::Percent(percent), at),
                None => self.not_number(NumberError::TooLarge, at),
            },
            _ => at.unreadable(codes::CELL_NOT_NUMBER, word_of(value)),
        }
    }

    /// A spreadsheet set to English takes the `1.348` that somebody types for a number with
    /// decimals, and forgets zeros at the end (1.35 for 1.350).
    fn stored_count(&self, n: f64, at: &At<'_>) -> Reading {
        /// All whole numbers up to 2^53 are exact.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if n < 0.0 {
            return self.not_number(NumberError::Negative, at);
        }
        if n > EXACT {
            return self.not_number(NumberError::TooLarge, at);
        }
        if n.fract() == 0.0 {
            return Value::Count(n as u64).into();
        }
        match Decimal::from_f64(n, 3) {
            Some(decimal) if decimal.places() == 3 && (1.0..1000.0).contains(&n) => {
                let grouped = decimal.units().unsigned_abs();
                match self.style {
                    NumberStyle::Vietnamese => at.repaired(Value::Count(grouped), grouped.to_string()),
                    NumberStyle::English => self.not_number(NumberError::NotWhole, at),
                    NumberStyle::Auto => at.ambiguous(grouped.to_string(), decimal.to_string()),
                }
            }
            _ => self.not_number(NumberError::NotWhole, at),
        }
    }

    fn decimal(&self, value: &CellValue, at: &At<'_>) -> Reading {
        let read = match value {
            CellValue::Text(text) => parse_decimal(text, self.style).map(|n| (n.value, n.repaired)),
            CellValue::Number(n) => Decimal::from_f64(*n, 0).map(|d| (d, false)).ok_or(NumberError::TooLarge),
            CellValue::Percent(n, places) => {
                Err(Decimal::from_f64(n * 100.0, *places).map_or(NumberError::TooLarge, NumberError::Percent))
            }
            _ => return at.unreadable(codes::CELL_NOT_NUMBER, word_of(value)),
        };
        match read {
            Ok((n, true)) => at.repaired(Value::Decimal(n), n.to_string()),
            Ok((n, false)) => Value::Decimal(n).into(),
            Err(error) => self.not_number(error, at),
        }
    }

    fn percent(&self, value: &CellValue, at: &At<'_>) -> Reading {
        let (points, sign) = match value {
            CellValue::Text(text) => match parse_percent(text, self.style) {
                Ok(p) => (Some(p.value), p.sign),
                Err(error) => return self.not_number(error, at),
            },
            CellValue::Number(n) => (Decimal::from_f64(*n, 0), false),
            CellValue::Percent(n, places) => (Decimal::from_f64(n * 100.0, *places), true),
            _ => return at.unreadable(codes::CELL_NOT_NUMBER, word_of(value)),
        };
        let Some(points) = points else { return self.not_number(NumberError::TooLarge, at) };
        let x = points.as_f64();
        // 0.988 without a sign: a share of one, or less than one percent?
        if !sign && x > 0.0 && x <= 1.0 {
            let share = Decimal::from_f64(x * 100.0, 0).unwrap_or(points);
            return at.ambiguous(format!("{share}%"), format!("{points}%"));
        }
        Value::Percent(points).into()
    }

    fn not_number(&self, error: NumberError, at: &At<'_>) -> Reading {
        let why = match error {
            NumberError::Empty => return Reading::default(),
            NumberError::Placeholder => return at.placeholder(),
            NumberError::Ambiguous { grouped, decimal } => {
                return at.ambiguous(grouped.units().to_string(), decimal.to_string());
            }
            NumberError::Percent(percent) => {
                let issue = Some(CellIssue::Percentage(percent));
                let finding = (!self.table.leave_percentages)
                    .then(|| at.finding(codes::CELL_NOT_NUMBER).arg("ly_do", Arg::Word("phan_tram")));
                return Reading { value: None, issue, finding };
            }
            NumberError::NotNumber => "chu",
            NumberError::Negative => "am",
            NumberError::NotWhole => "le",
            NumberError::TooLarge => "qua_lon",
        };
        at.unreadable(codes::CELL_NOT_NUMBER, why)
    }
}

/// What a cell holds instead of a number.
fn word_of(value: &CellValue) -> &'static str {
    match value {
        CellValue::Date(_) | CellValue::DateTime(_) | CellValue::Time(_) => "ngay",
        _ => "chu",
    }
}

fn date(value: &CellValue, at: &At<'_>) -> Reading {
    let why = match value {
        CellValue::Date(d) => return Value::Date(*d).into(),
        CellValue::DateTime(d) => return Value::Date(d.date()).into(),
        CellValue::Text(text) => match parse_date(text) {
            Ok(d) => return Value::Date(d.date).into(),
            Err(DateError::Empty) => return Reading::default(),
            Err(DateError::Placeholder) => return at.placeholder(),
            Err(DateError::NotDate) => "chu",
            Err(DateError::ShortYear) => "nam_2_so",
            Err(DateError::Year) => "nam",
            Err(DateError::Month(_)) => "thang",
            Err(DateError::Day { .. }) => "ngay",
            Err(DateError::Time) => "gio",
        },
        _ => "so",
    };
    at.unreadable(codes::CELL_NOT_DATE, why)
}

/// A cell about which something is said.
struct At<'a> {
    header: &'a str,
    value: &'a CellValue,
    place: &'a Place,
}

impl At<'_> {
    fn finding(&self, code: Code) -> Diagnostic {
        Diagnostic::new(code, self.place.clone())
            .arg("cot", quote(self.header))
            .arg("gia_tri", quote(&self.value.shown()))
    }

    fn unreadable(&self, code: Code, why: &'static str) -> Reading {
        let finding = Some(self.finding(code).arg("ly_do", Arg::Word(why)));
        Reading { value: None, issue: Some(CellIssue::Unreadable), finding }
    }

    fn placeholder(&self) -> Reading {
        let finding = Some(self.finding(codes::CELL_PLACEHOLDER));
        Reading { value: None, issue: Some(CellIssue::Placeholder), finding }
    }

    fn ambiguous(&self, first: String, second: String) -> Reading {
        let finding = self.finding(codes::NUMBER_AMBIGUOUS).arg("cach_1", first).arg("cach_2", second);
        Reading { value: None, issue: Some(CellIssue::Unreadable), finding: Some(finding) }
    }

    /// A count is told without marks: they are what was taken away.
    fn repaired(&self, value: Value, read_as: String) -> Reading {
        let finding = Some(self.finding(codes::NUMBER_REPAIRED).arg("so", read_as));
        Reading { value: Some(value), issue: None, finding }
    }
}

#[cfg(test)]
mod tests;
