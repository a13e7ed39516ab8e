//! Writes the gallery of charts as one HTML page to standard output, to be looked at and to be
//! measured by `tests/browser/chart-fonts.mjs`.

use std::io::Write as _;

#[path = "../tests/charts/gallery.rs"]
mod gallery;

const PAGE: &str = "
  body { margin: 16px; font: 17px/1.5 'Noto Sans', system-ui, sans-serif;
         background: var(--ck-nen); color: var(--ck-chu); }
  figure { margin: 0 0 3rem; }
  figcaption { margin-bottom: .75rem; max-width: 40rem; }
  figcaption span, figure > p { display: block; color: var(--ck-chu-phu); font-size: .9em; }
  table { border-collapse: collapse; font-size: .8em; margin-top: .5rem }
  th, td { border: 1px solid var(--ck-luoi); padding: .1rem .4rem; text-align: right }
  th:first-child, td:first-child { text-align: left }
";

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    write!(
        out,
        "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">\
         <title>Biểu đồ</title><style>{}{PAGE}</style>",
        include_str!("../themes/mac-dinh/bieu-do.css"),
    )?;
    for gallery::Shown { id, chart } in gallery::all() {
        let Some(chart) = chart else {
            writeln!(out, "<p>{id}: –</p>")?;
            continue;
        };
        let heading = &chart.heading;
        writeln!(
            out,
            "<figure id=\"{id}\"><figcaption><b>{}</b><span>{}</span></figcaption>\n{}\n<p>{}</p>",
            heading.title, heading.subtitle, chart.svg, heading.source
        )?;
        let cells = |tag: &str, cells: &[String]| -> String {
            cells.iter().map(|c| format!("<{tag}>{c}</{tag}>")).collect()
        };
        write!(
            out,
            "<details><summary>{}</summary><table><tr>{}</tr>",
            chart.table.caption,
            cells("th", &chart.table.columns)
        )?;
        for row in &chart.table.rows {
            write!(out, "<tr>{}</tr>", cells("td", row))?;
        }
        writeln!(out, "</table></details></figure>")?;
    }
    Ok(())
}
