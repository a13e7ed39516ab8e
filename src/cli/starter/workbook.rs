//! An example table as a workbook: notes above, the header in bold, cells of their kinds.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, Worksheet, XlsxError};

/// Widths of columns, in characters of Excel's default font.
const WIDTHS: std::ops::RangeInclusive<usize> = 8..=32;

/// The workbook of a CSV text; rows with one cell above the first longer one are notes. Empty only
/// when the embedded text is wrong, which a test excludes.
pub(super) fn of(csv: &str) -> Vec<u8> {
    written(csv).unwrap_or_default()
}

fn written(csv: &str) -> Result<Vec<u8>, XlsxError> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().filter_map(Result::ok).collect();
    let header = rows.iter().position(|r| r.len() > 1).unwrap_or(0);
    let mut book = Workbook::new();
    // Excel's own first day: the same bytes on every computer.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(1900, 1, 1)?));
    let sheet = book.add_worksheet();
    let note = Format::new().set_italic();
    let title = Format::new().set_bold().set_text_wrap().set_border(FormatBorder::Thin);
    let mut widths = vec![*WIDTHS.start(); rows.get(header).map_or(0, csv::StringRecord::len)];
    for (y, row) in (0u32..).zip(&rows) {
        for ((x, text), width) in (0u16..).zip(row).zip(&mut widths) {
            match (y as usize).cmp(&header) {
                std::cmp::Ordering::Less => drop(sheet.write_with_format(y, x, text, &note)?),
                std::cmp::Ordering::Equal => drop(sheet.write_with_format(y, x, text, &title)?),
                std::cmp::Ordering::Greater => {
                    *width = text.chars().count().max(*width);
                    cell(sheet, y, x, text)?;
                }
            }
        }
    }
    for (x, width) in (0u16..).zip(widths) {
        sheet.set_column_width(x, (width + 2).min(*WIDTHS.end()) as f64)?;
    }
    sheet.set_freeze_panes(header as u32 + 1, 0)?;
    book.save_to_buffer()
}

/// A count, a day or a text.
fn cell(sheet: &mut Worksheet, y: u32, x: u16, text: &str) -> Result<(), XlsxError> {
    let border = Format::new().set_border(FormatBorder::Thin);
    let parts: Vec<&str> = text.split('/').collect();
    let numbers: Vec<u16> = parts.iter().filter_map(|p| p.parse().ok()).collect();
    match numbers[..] {
        [n] if parts.len() == 1 => sheet.write_with_format(y, x, n, &border)?,
        [day, month, year] if parts.len() == 3 => {
            let day = ExcelDateTime::from_ymd(year, month as u8, day as u8)?;
            sheet.write_with_format(y, x, &day, &border.set_num_format("dd/mm/yyyy"))?
        }
        _ => sheet.write_with_format(y, x, text, &border)?,
    };
    Ok(())
}
