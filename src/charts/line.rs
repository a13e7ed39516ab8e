//! The drawing of a trend: its scale, where points, lines and labels stand.

use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::element::{Circle, PathElement};
use plotters::series::LineSeries;
use plotters_backend::BackendCoord;

use super::Share;
use super::backend::SvgBackend;
use super::measure::{TextMeasure, Weight};
use super::place::{Area, Obstacles};
use super::sheet::{Anchor, Drawn, LINE, Label, Names, SIZE, Sheet, WIDTH, certain, shape, stacked};
use super::trend::{Point, Target, Trend};
use crate::text::{percent, slug};

/// Height of the plot.
const PLOT: i32 = 1700;
/// Room above the plot, for a label over a point at its top.
const ABOVE: i32 = 280;
/// From the axis to the names of the periods.
const BELOW: i32 = 100;
/// From the figures of the scale to the plot.
const SCALE_GAP: i32 = 80;
/// Radius of a point.
const POINT: i32 = 40;
/// From a point to its label.
const LABEL_GAP: i32 = 70;
/// Least distance between the names of two periods.
const NAME_GAP: i32 = 80;
/// Least range of the scale in percentage points: below it a wobble would look like a change.
const LEAST_RANGE: f64 = 5.0;

/// Length of the dashed sample before the target's name, where that stands above the plot.
const SAMPLE: i32 = 260;

type Plot<'m> = ChartContext<'m, SvgBackend<'m>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// The `<svg>` of a trend; `None` when no period has a share.
pub(super) fn svg(id: &str, trend: &Trend, measure: &TextMeasure) -> Option<String> {
    let shares: Vec<Option<f64>> = trend.points.iter().map(|p| p.share.and_then(Share::position)).collect();
    shares.iter().flatten().next()?;
    let goal = trend.target.as_ref().and_then(|t| Some((t.from, t.share.position()?)));
    let scale = Scale::new(shares.iter().copied().flatten().chain(goal.map(|(_, y)| y)));
    let target = goal.filter(|(from, _)| *from < shares.len()).map(|(from, y)| (start(from), y));
    // How high the drawing is, is known at the end; the sheet only has to be high enough.
    let sheet = Sheet::new(4 * WIDTH, measure);
    let lines = Lines { trend, shares, target, scale };
    let height = certain(lines.draw(&sheet, measure));
    Some(sheet.finish(&Names::new(id), &trend.heading, height, false))
}

/// The edges of the plot.
#[derive(Clone, Copy)]
struct Frame {
    left: i32,
    top: i32,
    right: i32,
}

/// What is drawn: the shares in percent, and where the target's line begins.
struct Lines<'a> {
    trend: &'a Trend,
    shares: Vec<Option<f64>>,
    target: Option<(f64, f64)>,
    scale: Scale,
}

impl Lines<'_> {
    /// The coordinate system inside a frame, and where the marks stand in it.
    fn lay<'m>(&self, sheet: &Sheet<'m>, frame: Frame) -> Drawn<(Plot<'m>, Marks)> {
        let size = ((frame.right - frame.left).max(1) + 1, PLOT + 1);
        let area = sheet.root.clone().shrink((frame.left, frame.top), size);
        let slots = 0.0..self.shares.len() as f64;
        let plot = ChartBuilder::on(&area).build_cartesian_2d(slots, self.scale.range())?;
        let marks = Marks::new(&plot, &self.shares, self.target, frame);
        Ok((plot, marks))
    }

    /// Draws all and gives the height.
    fn draw(&self, sheet: &Sheet<'_>, measure: &TextMeasure) -> Drawn<i32> {
        let ticks = self.scale.ticks();
        let widest = ticks.iter().map(|(_, text)| measure.room(text, Weight::Regular, SIZE)).max();
        let left = (SCALE_GAP + widest.unwrap_or(0)).min(WIDTH / 2);
        let mut frame = Frame { left, top: ABOVE, right: WIDTH };
        let (mut plot, mut marks) = self.lay(sheet, frame)?;

        let value = self.trend.points.iter().rev().find_map(|p| p.share?.text(self.trend.decimals));
        let value = value.unwrap_or_default();
        let mut last = marks.last_label(&value, measure);
        if last.as_ref().is_some_and(|(_, _, covered)| *covered > 0) {
            // No free place around the point: the plot gives the label room at its right.
            let slot = (WIDTH - left) / self.shares.len().max(1) as i32;
            let room = LABEL_GAP + measure.room(&value, Weight::Bold, SIZE) - slot / 2;
            frame.right = (WIDTH - room.max(0)).max(left + WIDTH / 4);
            (plot, marks) = self.lay(sheet, frame)?;
            last = marks.last_label(&value, measure);
        }

        let mut target_labels = Vec::new();
        let mut samples = Vec::new();
        if let Some(name) = self.target.and(self.trend.target.as_ref()).and_then(Target::text) {
            match marks.target_label(&name, last.as_ref().map(|(_, area, _)| *area), measure) {
                Some(label) => target_labels.push(label),
                None => {
                    // No free place beside its line: it gets a line of text above the plot.
                    let at = SAMPLE + LABEL_GAP;
                    target_labels = stacked(measure.wrap(&name, SIZE, WIDTH - at), (at, 0));
                    samples.push(PathElement::new(vec![(0, LINE / 2), (SAMPLE, LINE / 2)], shape()));
                    frame.top += LINE * target_labels.len() as i32;
                    (plot, marks) = self.lay(sheet, frame)?;
                    last = marks.last_label(&value, measure);
                }
            }
        }
        let bottom = marks.bottom;
        let names = period_labels(&marks.xs, &self.trend.points, bottom + BELOW, measure);
        let height = names.iter().map(|label| label.at.1).max().unwrap_or(bottom) + LINE;

        let end = self.shares.len() as f64;
        let level_from = |(x, y): (f64, f64)| PathElement::new(vec![(x, y), (end, y)], shape());
        let level = |y: f64| level_from((0.0, y));
        let pen = &sheet.pen;
        pen.group("ck-luoi", "", || plot.draw_series(ticks.iter().map(|(y, _)| level(*y))).map(|_| ()))?;
        pen.group("ck-truc", "", || {
            plot.draw_series([level(self.scale.low)])?;
            marks.xs.iter().try_for_each(|&x| {
                sheet.root.draw(&PathElement::new(vec![(x, bottom), (x, bottom + POINT)], shape()))
            })
        })?;
        pen.group("ck-chi-tieu", "", || {
            samples.iter().try_for_each(|sample| sheet.root.draw(sample))?;
            plot.draw_series(self.target.map(level_from)).map(|_| ())
        })?;
        let series = format!("day day-{}", slug(&self.trend.key));
        pen.group(&format!("{series} ck-duong"), "", || {
            let joined = runs(&self.shares).into_iter().filter(|run| run.len() > 1);
            joined
                .map(|run| LineSeries::new(run, shape()))
                .try_for_each(|line| plot.draw_series(line).map(|_| ()))
        })?;
        pen.group(&format!("{series} ck-diem"), "", || {
            let points = runs(&self.shares).into_iter().flatten();
            plot.draw_series(points.map(|at| Circle::new(at, POINT as u32, shape()))).map(|_| ())
        })?;
        let figure = |(y, text): &(f64, String)| {
            let (_, y) = plot.backend_coord(&(0.0, *y));
            Label { text: text.clone(), at: (left - SCALE_GAP, y - LINE / 2), anchor: Anchor::End }
        };
        let figures: Vec<Label> = ticks.iter().map(figure).collect();
        sheet.labels("ck-phu", Weight::Regular, figures.iter().chain(&names))?;
        sheet.labels("ck-ten-chi-tieu", Weight::Regular, &target_labels)?;
        sheet.labels("ck-cuoi", Weight::Bold, last.iter().map(|(label, ..)| label))?;
        Ok(height)
    }
}

/// The names of as many periods as there is room for, evenly spaced and always with the last.
fn period_labels(xs: &[i32], points: &[Point], top: i32, measure: &TextMeasure) -> Vec<Label> {
    let slot = match xs {
        [first, second, ..] => second - first,
        _ => WIDTH,
    };
    for step in 1..=xs.len() {
        let only = step == xs.len();
        let limit = if only { WIDTH } else { slot * step as i32 - NAME_GAP };
        let mut labels = Vec::new();
        let mut next = WIDTH + NAME_GAP;
        let mut fit = true;
        for (x, point) in xs.iter().zip(points).rev().step_by(step) {
            let lines = measure.wrap(&point.label, SIZE, limit);
            let width = lines.iter().map(|l| measure.room(l, Weight::Regular, SIZE)).max().unwrap_or(0);
            let middle = (*x).min(WIDTH - width / 2).max(width / 2);
            let whole_words = lines.iter().flat_map(|l| l.split(' ')).eq(point.label.split_whitespace());
            fit &= lines.len() <= 3 && whole_words && middle + width / 2 + NAME_GAP <= next;
            next = middle - width / 2;
            labels.extend(stacked(lines, (middle, top)));
        }
        if fit || only {
            labels.iter_mut().for_each(|label| label.anchor = Anchor::Middle);
            return labels;
        }
    }
    Vec::new()
}

/// The range of the scale and the step between its lines, in percent.
struct Scale {
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    /// A range over all values with room above and below, in whole steps, inside 0–100% when the
    /// values are.
    fn new(values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
        let roof = if high <= 100.0 { 100.0 } else { f64::MAX };
        let span = (high - low).max(LEAST_RANGE);
        let room = (span - (high - low)) / 2.0 + span * 0.08;
        let step = step(span);
        let low = ((low - room) / step).floor().max(0.0) * step;
        let high = (((high + room) / step).ceil() * step).min(roof);
        Scale { low, high, step }
    }

    fn range(&self) -> std::ops::Range<f64> {
        self.low..self.high
    }

    /// The lines of the scale with their figures.
    fn ticks(&self) -> Vec<(f64, String)> {
        let lines = ((self.high - self.low) / self.step).floor() as u32;
        let tick = |i| self.low + f64::from(i) * self.step;
        (0..=lines).filter_map(|i| Some((tick(i), percent(tick(i) as u64, 100, 0)?))).collect()
    }
}

/// 1, 2 or 5 times a power of ten, so that a range has at most five steps.
fn step(span: f64) -> f64 {
    let mut power = 1.0;
    loop {
        for factor in [1.0, 2.0, 5.0] {
            if span <= 5.0 * factor * power {
                return factor * power;
            }
        }
        power *= 10.0;
    }
}

/// Where a target's line begins, in slots: half a step before the point from which it applies, so that
/// it can be seen which is the first; the first point of all has none before it to be told from.
fn start(from: usize) -> f64 {
    if from == 0 { 0.5 } else { from as f64 }
}

/// The points that follow one another without a gap. A period stands in the middle of its slot.
fn runs(shares: &[Option<f64>]) -> Vec<Vec<(f64, f64)>> {
    let places: Vec<Option<(f64, f64)>> =
        (0u32..).zip(shares).map(|(i, share)| Some((f64::from(i) + 0.5, (*share)?))).collect();
    places.split(Option::is_none).map(|run| run.iter().flatten().copied().collect()).collect()
}

/// Where the marks stand, in tenths of a unit.
struct Marks {
    /// The middle of each period.
    xs: Vec<i32>,
    /// The points, a list for each run.
    runs: Vec<Vec<BackendCoord>>,
    /// Where the target's line begins; it ends at `right`.
    target: Option<BackendCoord>,
    left: i32,
    right: i32,
    bottom: i32,
}

impl Marks {
    fn new(plot: &Plot<'_>, shares: &[Option<f64>], target: Option<(f64, f64)>, frame: Frame) -> Self {
        let place = |at: (f64, f64)| plot.backend_coord(&at);
        let middle = |(i, _): (u32, _)| place((f64::from(i) + 0.5, 0.0)).0;
        Marks {
            xs: (0u32..).zip(shares).map(middle).collect(),
            runs: runs(shares).into_iter().map(|run| run.into_iter().map(place).collect()).collect(),
            target: target.map(place),
            left: frame.left,
            right: frame.right,
            bottom: frame.top + PLOT,
        }
    }

    /// What no label may cover: lines, points, and the names of the periods.
    fn obstacles(&self) -> Obstacles {
        let lines = self.runs.iter().flat_map(|run| run.windows(2).map(|pair| (pair[0], pair[1])));
        let points = self.runs.iter().flatten().map(|at| Area::around(*at, POINT));
        let below = Area { left: 0, top: self.bottom + BELOW, right: WIDTH, bottom: 4 * WIDTH };
        Obstacles { areas: points.chain([below]).collect(), lines: lines.collect() }
    }

    /// The figure of the last point: over it, under it, or beside it, where it covers least; and how
    /// many things it covers there.
    fn last_label(&self, text: &str, measure: &TextMeasure) -> Option<(Label, Area, usize)> {
        let &(x, y) = self.runs.iter().flatten().next_back()?;
        let mut obstacles = self.obstacles();
        obstacles.lines.extend(self.target.map(|(x, y)| ((x, y), (self.right, y))));
        let width = measure.room(text, Weight::Bold, SIZE);
        let far = LABEL_GAP + width / 2;
        let places = [(0, -LABEL_GAP - LINE / 2), (0, LABEL_GAP + LINE / 2), (far, 0), (-far, 0)];
        let areas = places.map(|(dx, dy)| {
            let middle = (x + dx).min(WIDTH - width / 2).max(self.left + width / 2);
            let (left, top) = (middle - width / 2, y + dy - LINE / 2);
            Area { left, top, right: left + width, bottom: top + LINE }
        });
        // Over a line a figure can still be read, over a name neither can.
        let floor = self.bottom + BELOW;
        let area = areas.into_iter().filter(|a| a.bottom <= floor).min_by_key(|a| obstacles.under(a))?;
        let at = (area.left + width / 2, area.top);
        Some((Label { text: text.to_owned(), at, anchor: Anchor::Middle }, area, obstacles.under(&area)))
    }

    /// The target's name beside its line, if there is a place where it covers nothing.
    fn target_label(&self, text: &str, last: Option<Area>, measure: &TextMeasure) -> Option<Label> {
        let (x, y) = self.target?;
        let mut obstacles = self.obstacles();
        obstacles.areas.extend(last);
        obstacles.lines.push(((self.left, self.bottom), (self.right, self.bottom)));
        let width = measure.room(text, Weight::Regular, SIZE);
        let lefts = [x + POINT, self.right - width, (x + self.right - width) / 2];
        let tops = [y - LINE - POINT / 2, y + POINT / 2];
        let mut areas = tops
            .into_iter()
            .flat_map(|top| lefts.map(|left| Area { left, top, right: left + width, bottom: top + LINE }));
        // A name longer than its line begins before it, but doesn't leave the plot.
        let inside = |area: &Area| area.left >= self.left && area.right <= self.right;
        let area = areas.find(|area| inside(area) && obstacles.under(area) == 0)?;
        Some(Label { text: text.to_owned(), at: (area.left, area.top), anchor: Anchor::Start })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(values: &[f64]) -> (f64, f64, f64) {
        let scale = Scale::new(values.iter().copied());
        (scale.low, scale.high, scale.step)
    }

    #[test]
    fn scales_are_round_and_hold_all_values() {
        assert_eq!(scale(&[97.8, 98.4, 90.0]), (88.0, 100.0, 2.0));
        assert_eq!(scale(&[100.0, 100.0]), (97.0, 100.0, 1.0));
        assert_eq!(scale(&[0.0]), (0.0, 3.0, 1.0));
        assert_eq!(scale(&[3.2, 0.4, 2.0]), (0.0, 5.0, 1.0));
        assert_eq!(scale(&[10.0, 96.0]), (0.0, 100.0, 20.0));
        assert_eq!(scale(&[80.0, 130.0]), (70.0, 140.0, 10.0));
    }

    #[test]
    fn figures_of_the_scale() {
        let texts: Vec<String> =
            Scale::new([97.8, 90.0].into_iter()).ticks().into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, ["88%", "90%", "92%", "94%", "96%", "98%", "100%"]);
    }

    #[test]
    fn a_gap_breaks_the_line() {
        let runs = runs(&[Some(1.0), None, Some(2.0), Some(3.0)]);
        assert_eq!(runs, [vec![(0.5, 1.0)], vec![(2.5, 2.0), (3.5, 3.0)]]);
    }
}
