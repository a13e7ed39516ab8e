//! Charts: a spec of words and exact numbers becomes an accessible inline SVG and the same numbers
//! as a table.
//!
//! Three kinds: [`StackedBars`] (counts by row and outcome), [`LevelBars`] (one 100% bar per survey
//! question), [`Trend`] (a share over periods with its target). `plotters` maps values to places and
//! draws; our own backend writes the SVG, with CSS classes and no colours, and measures text by a
//! font's advances. Every word comes from the caller. Title, subtitle and source are HTML around the
//! drawing and belong to the theme, as do the colours (`themes/mac-dinh/bieu-do.css`).
//!
//! The drawing is 332 units wide, its only type size is 14 units and labels stand above the bars: so
//! the one layout serves a phone (14 units are 12.1 px where the figure is 288 px wide, a screen of
//! 320 px with its margins) and a desk (CSS stops it at 28rem, where they are 18.9 px).

mod backend;
mod levels;
mod line;
mod measure;
mod place;
mod sheet;
mod stack;
mod stacked;
mod trend;

use serde::Serialize;

pub use levels::{Labels, LevelBars, LevelRow, LevelWords};
pub use measure::{SLACK_BOLD, SLACK_REGULAR, TextMeasure, Weight};
pub use stacked::{BarRow, BarWords, StackedBars};
pub use trend::{Point, Target, Trend, TrendWords};

use crate::text;

/// What a reader is told around a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// The finding, one line. Also the accessible name of the drawing.
    pub title: String,
    /// Measure, place, period, n. Also the caption of the table.
    pub subtitle: String,
    /// What a reader sees in the drawing, in sentences: the accessible description.
    pub description: String,
    /// Where the numbers come from.
    pub source: String,
}

/// One outcome or level: a colour and texture with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Identifier, `qua-han`; the series is drawn in a group of class `day-qua-han`.
    pub key: String,
    /// The name in the legend and the table's head.
    pub label: String,
    /// How it is told apart.
    pub tone: Tone,
}

/// The four tones and one texture by which series are told apart; each is of another lightness, so
/// that they stay apart in grey and in print. The theme gives the colours to `ck-s1` … `ck-s5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Dark: the first or best outcome.
    Strong,
    /// Light, of the same hue.
    Soft,
    /// Blank with an outline: neither good nor bad, or not yet known.
    Plain,
    /// Another hue, of middle lightness: what needs attention.
    Alert,
    /// The same hue in stripes.
    AlertStriped,
}

impl Tone {
    /// 1 to 5, as in the class names.
    fn number(self) -> u8 {
        match self {
            Tone::Strong => 1,
            Tone::Soft => 2,
            Tone::Plain => 3,
            Tone::Alert => 4,
            Tone::AlertStriped => 5,
        }
    }
}

/// An exact share; `whole` 0 means that there is no share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Numerator.
    pub part: u64,
    /// Denominator.
    pub whole: u64,
}

impl Share {
    /// In percent for placing, never for printing.
    fn position(self) -> Option<f64> {
        (self.whole > 0).then(|| self.part as f64 / self.whole as f64 * 100.0)
    }

    /// In words, rounded half-up: `97,8%`.
    fn text(self, decimals: u32) -> Option<String> {
        text::percent(self.part, self.whole, decimals)
    }
}

/// A finished chart: all that a page needs for its figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chart {
    /// The words around the drawing, as in the spec.
    pub heading: Heading,
    /// One `<svg>` element, to be put into the page as it is.
    pub svg: String,
    /// The same numbers.
    pub table: ChartTable,
}

/// The numbers of a chart as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ChartTable {
    /// The chart's subtitle, or its title where there is none.
    pub caption: String,
    /// Heads of the columns; the first column heads the rows.
    pub columns: Vec<String>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Vec<String>>,
}

impl ChartTable {
    fn new(heading: &Heading, columns: Vec<String>, rows: Vec<Vec<String>>) -> Self {
        let caption = if heading.subtitle.is_empty() { &heading.title } else { &heading.subtitle };
        ChartTable { caption: caption.clone(), columns, rows }
    }
}
