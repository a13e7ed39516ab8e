//! Rows of stacked horizontal bars: where everything stands, and the drawing of it.
//!
//! A row is a label over its bar, at the right of the label a figure for the whole row. The value of
//! a part stands inside it if there is room, else, behind a swatch of its series, after the bar or
//! on a line below. Nothing is left out for want of room: the sheet grows downwards.

use plotters::chart::ChartBuilder;
use plotters::element::Rectangle;
use plotters_backend::BackendCoord;

use super::measure::{TextMeasure, Weight};
use super::sheet::{Anchor, Drawn, ENTRY_GAP, LINE, Label, Names, SIZE, SWATCH_STEP, Sheet, WIDTH};
use super::sheet::{certain, flow, shape, stacked};
use super::{Heading, Series, Tone};

/// Height of a bar.
const BAR: i32 = 230;
/// Between a label and its bar.
const LABEL_GAP: i32 = 20;
/// Between rows.
const ROW_GAP: i32 = 150;
/// Between two parts of a bar, where the left one is wide enough to give it.
const PART_GAP: i32 = 20;
/// The least width of a part that isn't zero.
const LEAST: i32 = 10;
/// Room at both sides of a value inside its part.
const PADDING: i32 = 40;

/// A row, ready to be laid out.
pub(super) struct Row<'a> {
    pub(super) label: &'a str,
    /// A figure for the whole row, bold; or a word in place of the bar, regular.
    pub(super) end: Option<(String, Weight)>,
    pub(super) parts: Vec<Part>,
    /// Said below the bar.
    pub(super) note: Option<String>,
}

/// One value of a row.
pub(super) struct Part {
    /// Index of its series.
    pub(super) series: usize,
    /// Length as a share of the sheet's width; 0 for a value that has no length.
    pub(super) length: f64,
    /// The value in words.
    pub(super) text: String,
}

/// A part of a bar with its place: `from` and `to` are shares of the width, `top` is in tenths.
struct Segment {
    series: usize,
    from: f64,
    to: f64,
    top: i32,
    last: bool,
}

/// Where everything stands.
#[derive(Default)]
struct Layout {
    segments: Vec<Segment>,
    swatches: Vec<(usize, BackendCoord)>,
    legend: Vec<Label>,
    names: Vec<Label>,
    totals: Vec<Label>,
    words: Vec<Label>,
    inside: Vec<(usize, Label)>,
    outside: Vec<Label>,
    notes: Vec<Label>,
    height: i32,
}

/// The `<svg>` of a chart of rows.
pub(super) fn svg(
    id: &str,
    heading: &Heading,
    series: &[Series],
    rows: &[Row<'_>],
    measure: &TextMeasure,
) -> String {
    let layout = Layout::new(series, rows, measure);
    let names = Names::new(id);
    let sheet = Sheet::new(layout.height, measure);
    certain(layout.draw(&sheet, series, &names));
    let stripes = series.iter().any(|s| s.tone == Tone::AlertStriped);
    sheet.finish(&names, heading, layout.height, stripes)
}

impl Layout {
    fn new(series: &[Series], rows: &[Row<'_>], measure: &TextMeasure) -> Self {
        let mut layout = Layout::default();
        let mut y = layout.legend(series, measure);
        for (i, row) in rows.iter().enumerate() {
            y += if i == 0 { LINE / 2 } else { ROW_GAP };
            y = layout.row(row, y, measure);
        }
        layout.height = y;
        layout
    }

    fn legend(&mut self, series: &[Series], measure: &TextMeasure) -> i32 {
        let entries = flow(series.iter().map(|s| s.label.as_str()), (0, 0), measure);
        self.swatches.extend((0..).zip(entries.swatches));
        self.legend = entries.labels;
        entries.bottom
    }

    fn row(&mut self, row: &Row<'_>, top: i32, measure: &TextMeasure) -> i32 {
        let mut room = WIDTH;
        let mut below = Vec::new();
        if let Some((text, weight)) = &row.end {
            let width = measure.room(text, *weight, SIZE) + ENTRY_GAP;
            let labels = if *weight == Weight::Bold { &mut self.totals } else { &mut self.words };
            if width <= WIDTH / 2 {
                room -= width;
                labels.push(Label { text: text.clone(), at: (WIDTH, top), anchor: Anchor::End });
            } else {
                below = measure.wrap(text, SIZE, WIDTH);
            }
        }
        let lines = measure.wrap(row.label, SIZE, room);
        let mut y = top + LINE * lines.len().max(1) as i32;
        self.names.extend(stacked(lines, (0, top)));
        let below = stacked(below, (0, y));
        y += LINE * below.len() as i32;
        self.words.extend(below);

        let lengths = visible(&row.parts.iter().map(|p| p.length).collect::<Vec<_>>());
        let end = tenths(lengths.iter().sum());
        let bar = (end > 0).then_some(y + LABEL_GAP);
        y += if bar.is_some() { LABEL_GAP + BAR } else { 0 };
        let room = |part: &Part| measure.room(&part.text, Weight::Regular, SIZE);
        let fits = |part: &Part, length: f64| tenths(length) >= room(part) + 2 * PADDING;
        let all_fit = row.parts.iter().zip(&lengths).all(|(part, &length)| fits(part, length));
        // All values of a short bar stand after it, so that they are read in one go.
        let needed: i32 = row.parts.iter().map(|part| ENTRY_GAP + SWATCH_STEP + room(part)).sum();
        let beside = bar.filter(|_| !all_fit && end + needed <= WIDTH);

        let last = lengths.iter().rposition(|&length| length > 0.0);
        let mut aside: Vec<&Part> = Vec::new();
        let mut from = 0.0;
        for (i, (part, &length)) in row.parts.iter().zip(&lengths).enumerate() {
            match bar {
                Some(top) if beside.is_none() && fits(part, length) => {
                    let at = (tenths(from) + tenths(length) / 2, top + (BAR - LINE) / 2);
                    let label = Label { text: part.text.clone(), at, anchor: Anchor::Middle };
                    self.inside.push((part.series, label));
                }
                _ => aside.push(part),
            }
            if let Some(top) = bar.filter(|_| length > 0.0) {
                let to = from + length;
                self.segments.push(Segment { series: part.series, from, to, top, last: last == Some(i) });
                from = to;
            }
        }
        let start = match beside {
            Some(top) => (end + ENTRY_GAP / 2, top + (BAR - LINE) / 2),
            None => (0, if bar.is_some() { y + LABEL_GAP } else { y }),
        };
        let entries = flow(aside.iter().map(|p| p.text.as_str()), start, measure);
        self.swatches.extend(aside.iter().map(|p| p.series).zip(entries.swatches));
        self.outside.extend(entries.labels);
        y = if beside.is_some() { y } else { entries.bottom };

        if let Some(note) = &row.note {
            let lines = measure.wrap(note, SIZE, WIDTH);
            let bottom = y + LINE * lines.len() as i32;
            self.notes.extend(stacked(lines, (0, y)));
            y = bottom;
        }
        y
    }

    fn draw(&self, sheet: &Sheet<'_>, series: &[Series], names: &Names) -> Drawn {
        // The width is one; downwards the numbers are places already, so that range is turned over.
        let mut chart = ChartBuilder::on(&sheet.root).build_cartesian_2d(0.0..1.0, self.height..0)?;
        for (i, one) in series.iter().enumerate() {
            sheet.series(one, names, || {
                for (_, at) in self.swatches.iter().filter(|(s, _)| *s == i) {
                    sheet.swatch(*at)?;
                }
                let bars = self.segments.iter().filter(|s| s.series == i).map(Segment::rectangle);
                chart.draw_series(bars)?;
                Ok(())
            })?;
        }
        for (i, one) in series.iter().enumerate() {
            let labels = self.inside.iter().filter(|(s, _)| *s == i).map(|(_, label)| label);
            sheet.labels(&format!("ck-nhan ck-t{}", one.tone.number()), Weight::Regular, labels)?;
        }
        sheet.labels("ck-chu-giai", Weight::Regular, &self.legend)?;
        sheet.labels("ck-ten", Weight::Regular, &self.names)?;
        sheet.labels("ck-tong", Weight::Bold, &self.totals)?;
        sheet.labels("ck-phu", Weight::Regular, &self.words)?;
        sheet.labels("ck-nhan", Weight::Regular, &self.outside)?;
        sheet.labels("ck-phu", Weight::Regular, &self.notes)
    }
}

impl Segment {
    fn rectangle(&self) -> Rectangle<(f64, i32)> {
        let mut bar = Rectangle::new([(self.from, self.top), (self.to, self.top + BAR)], shape());
        if !self.last && tenths(self.to - self.from) >= 4 * PART_GAP {
            bar.set_margin(0, 0, 0, PART_GAP as u32);
        }
        bar
    }
}

/// A share of the width in tenths, as the coordinate system rounds it.
fn tenths(share: f64) -> i32 {
    (share * f64::from(WIDTH) + 1e-3).floor() as i32
}

/// The lengths with each part that isn't zero at least [`LEAST`] wide, so that it can be seen. What
/// the small ones gain the largest gives, so the bar stays as long as it is; only a bar that is
/// itself as small grows.
fn visible(lengths: &[f64]) -> Vec<f64> {
    let least = f64::from(LEAST) / f64::from(WIDTH);
    let mut out: Vec<f64> = lengths.iter().map(|&l| if l > 0.0 { l.max(least) } else { 0.0 }).collect();
    let gained: f64 = out.iter().sum::<f64>() - lengths.iter().sum::<f64>();
    if let Some(largest) = out.iter_mut().max_by(|a, b| a.total_cmp(b)) {
        *largest = (*largest - gained).max(least.min(*largest));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_parts_are_seen_and_the_largest_gives_way() {
        let unit = f64::from(LEAST) / f64::from(WIDTH);
        assert_eq!(visible(&[0.5, 0.25, 0.0]), [0.5, 0.25, 0.0]);
        let out = visible(&[0.9, 0.000_1, 0.0, 0.000_2]);
        assert_eq!(&out[1..], [unit, 0.0, unit]);
        assert!((out.iter().sum::<f64>() - 0.900_3).abs() < 1e-12);
        assert_eq!(visible(&[0.000_1, 0.000_1]), [unit, unit], "a bar that is itself as small grows");
        assert_eq!(visible(&[]), Vec::<f64>::new());
    }
}
