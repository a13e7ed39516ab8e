//! The sheet on which every chart is drawn: its width and type size, text, swatches, and the `<svg>`
//! element around the whole. All lengths are tenths of a unit.

use std::convert::Infallible;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::Rectangle;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{BLACK, Color, FontDesc, ShapeStyle, TextStyle};
use plotters_backend::{BackendCoord, FontFamily, FontStyle};

use super::backend::{Pen, SvgBackend, Tenths, escape};
use super::measure::{TextMeasure, Weight};
use super::{Heading, Series, Tone};
use crate::text::slug;

/// Width of every chart.
pub(super) const WIDTH: i32 = 3300;
/// The one type size.
pub(super) const SIZE: i32 = 140;
/// Around the whole, for outlines that reach half their width over the edge.
const MARGIN: i32 = 10;
/// Height of a line of text; the box of the tallest font in it (Noto Sans) is 191.
pub(super) const LINE: i32 = 200;
/// Side of a swatch.
pub(super) const SWATCH: i32 = 110;
/// From a swatch's left edge to its text.
pub(super) const SWATCH_STEP: i32 = SWATCH + 50;
/// Between two entries on a line.
pub(super) const ENTRY_GAP: i32 = 120;

/// What `plotters` answers: the backend cannot fail, and nothing else holds it while it draws.
pub(super) type Drawn<T = ()> = Result<T, DrawingAreaErrorKind<Infallible>>;

/// Turns the answer of a whole drawing into its value.
pub(super) fn certain<T>(drawn: Drawn<T>) -> T {
    drawn.expect("writing into a string cannot fail and the backend is borrowed by one call at a time")
}

/// A line of text with its place: `at` is the left, right or middle (by `anchor`) of the top of its line.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) text: String,
    pub(super) at: BackendCoord,
    pub(super) anchor: Anchor,
}

/// Which point of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A surface to draw on; consumed by [`Sheet::finish`].
pub(super) struct Sheet<'m> {
    pub(super) root: DrawingArea<SvgBackend<'m>, Shift>,
    pub(super) pen: Pen,
}

/// The style of all shapes; what they look like is said by CSS.
pub(super) fn shape() -> ShapeStyle {
    BLACK.filled()
}

impl<'m> Sheet<'m> {
    /// A sheet of `WIDTH` × `height`. `plotters` maps a range onto the pixels 0 to size − 1, hence
    /// the one more.
    pub(super) fn new(height: i32, measure: &'m TextMeasure) -> Self {
        let pen = Pen::default();
        let size = (WIDTH as u32 + 1, u32::try_from(height).unwrap_or(0) + 1);
        Sheet { root: SvgBackend::new(size, pen.clone(), measure).into_drawing_area(), pen }
    }

    /// Draws labels in one group of `class`.
    pub(super) fn labels<'a>(
        &self,
        class: &str,
        weight: Weight,
        labels: impl IntoIterator<Item = &'a Label>,
    ) -> Drawn {
        let (font_style, attribute) = match weight {
            Weight::Regular => (FontStyle::Normal, ""),
            Weight::Bold => (FontStyle::Bold, " font-weight=\"700\""),
        };
        let style = FontDesc::new(FontFamily::SansSerif, f64::from(SIZE), font_style).color(&BLACK);
        self.pen.group(class, attribute, || {
            for label in labels {
                let h_pos = match label.anchor {
                    Anchor::Start => HPos::Left,
                    Anchor::Middle => HPos::Center,
                    Anchor::End => HPos::Right,
                };
                let style: TextStyle<'_> = style.pos(Pos::new(h_pos, VPos::Top));
                self.root.draw_text(&label.text, &style, label.at)?;
            }
            Ok(())
        })
    }

    /// Draws the group of one series: its class tells the theme which one it is.
    pub(super) fn series(&self, series: &Series, names: &Names, draw: impl FnOnce() -> Drawn) -> Drawn {
        let fill = match series.tone {
            Tone::AlertStriped => format!(" fill=\"url(#{})\"", names.stripes()),
            _ => String::new(),
        };
        self.pen.group(&format!("day day-{} ck-s{}", slug(&series.key), series.tone.number()), &fill, draw)
    }

    /// A swatch in the group that stands open; `at` is the top left of its line of text.
    pub(super) fn swatch(&self, (x, y): BackendCoord) -> Drawn {
        let top = y + (LINE - SWATCH) / 2;
        self.root.draw(&Rectangle::new([(x, top), (x + SWATCH, top + SWATCH)], shape()))
    }

    /// The finished `<svg>` element of `height`, with its accessible name and description.
    pub(super) fn finish(self, names: &Names, heading: &Heading, height: i32, stripes: bool) -> String {
        let body = self.pen.take();
        let defs = if stripes {
            format!(
                "<defs><pattern id=\"{}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
                 patternTransform=\"rotate(45)\"><path class=\"ck-soc-nen\" d=\"M0,0h6v6h-6z\"/>\
                 <path class=\"ck-soc\" d=\"M0,0h3v6h-3z\"/></pattern></defs>",
                names.stripes()
            )
        } else {
            String::new()
        };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ck\" viewBox=\"{margin} {margin} {} {}\" role=\"img\" \
             aria-labelledby=\"{title} {desc}\" font-size=\"{}\"><title id=\"{title}\">{}</title>\
             <desc id=\"{desc}\">{}</desc>{defs}{body}</svg>",
            Tenths(WIDTH + 2 * MARGIN),
            Tenths(height + 2 * MARGIN),
            Tenths(SIZE),
            escape(&heading.title),
            escape(&heading.description),
            margin = Tenths(-MARGIN),
            title = names.title(),
            desc = names.desc(),
        )
    }
}

/// The ids inside one chart, all made from the id that the caller gave it.
pub(super) struct Names(String);

impl Names {
    pub(super) fn new(id: &str) -> Self {
        Names(slug(id))
    }

    fn title(&self) -> String {
        format!("{}-ten", self.0)
    }

    fn desc(&self) -> String {
        format!("{}-mo-ta", self.0)
    }

    fn stripes(&self) -> String {
        format!("{}-soc", self.0)
    }
}

/// Texts behind swatches, set one after the other.
pub(super) struct Entries {
    /// Place of each swatch, in order.
    pub(super) swatches: Vec<BackendCoord>,
    /// Their texts, in lines.
    pub(super) labels: Vec<Label>,
    /// Below the last line.
    pub(super) bottom: i32,
}

/// Sets entries from `start` to the right and, where the sheet ends, from its left edge on the next
/// line; a text longer than a line is broken.
pub(super) fn flow<'a>(
    texts: impl IntoIterator<Item = &'a str>,
    start: BackendCoord,
    measure: &TextMeasure,
) -> Entries {
    let mut entries = Entries { swatches: Vec::new(), labels: Vec::new(), bottom: start.1 };
    let (mut x, mut y) = start;
    for text in texts {
        let width = SWATCH_STEP + measure.room(text, Weight::Regular, SIZE);
        if x > 0 && x + width > WIDTH {
            (x, y) = (0, entries.bottom);
        }
        entries.swatches.push((x, y));
        let lines = stacked(measure.wrap(text, SIZE, WIDTH - x - SWATCH_STEP), (x + SWATCH_STEP, y));
        entries.bottom = entries.bottom.max(y + LINE * lines.len().max(1) as i32);
        entries.labels.extend(lines);
        x += width + ENTRY_GAP;
    }
    entries
}

/// One text in lines, one below the other.
pub(super) fn stacked(lines: Vec<String>, (x, top): BackendCoord) -> Vec<Label> {
    let label = |(i, text)| Label { text, at: (x, top + i * LINE), anchor: Anchor::Start };
    (0..).zip(lines).map(label).collect()
}
