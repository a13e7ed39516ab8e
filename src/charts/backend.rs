//! The `plotters` backend that writes SVG with classes instead of colours.
//!
//! `plotters` works in integers, so one unit of the drawing is ten of its pixels. The backend ignores
//! colours and stroke widths: CSS gives both, by the classes of the group that stands open. A second
//! handle to the same text, the [`Pen`], opens and closes groups between the calls to `plotters`.

use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::rc::Rc;

use plotters::style::FontStyle;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::measure::{TextMeasure, Weight};

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// The SVG text so far, shared between the backend and whoever sets the groups.
#[derive(Clone, Default)]
pub(super) struct Pen(Rc<RefCell<String>>);

impl Pen {
    /// Runs `draw` inside `<g class="…">` (`more` are further attributes, with a leading space);
    /// a group in which nothing is drawn is left out.
    pub(super) fn group<E>(
        &self,
        class: &str,
        more: &str,
        draw: impl FnOnce() -> Result<(), E>,
    ) -> Result<(), E> {
        let before = self.0.borrow().len();
        self.write(format_args!("<g class=\"{class}\"{more}>"));
        let open = self.0.borrow().len();
        draw()?;
        let mut svg = self.0.borrow_mut();
        if svg.len() == open {
            svg.truncate(before);
        } else {
            svg.push_str("</g>");
        }
        Ok(())
    }

    /// The text so far; the pen is empty afterwards.
    pub(super) fn take(&self) -> String {
        self.0.take()
    }

    fn write(&self, part: std::fmt::Arguments<'_>) {
        // Writing into a string can't fail.
        let _ = self.0.borrow_mut().write_fmt(part);
    }
}

/// Tenths of a unit as the shortest decimal: `12.5`, `3`, `-.5`.
pub(super) struct Tenths(pub(super) i32);

impl std::fmt::Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (int, tenth) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        if self.0 < 0 {
            f.write_str("-")?;
        }
        match (int, tenth) {
            (int, 0) => write!(f, "{int}"),
            (0, tenth) => write!(f, ".{tenth}"),
            (int, tenth) => write!(f, "{int}.{tenth}"),
        }
    }
}

/// The text as it may stand between tags and in quoted attributes; control characters are left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Where the baseline of a text of `size` lies below the point to which it is anchored. The line's
/// box is 1.43 em: the marks of `Ệ` reach 1.07 em above the baseline, those of `ậ` 0.29 below.
pub(super) fn baseline(v_pos: VPos, size: f64) -> i32 {
    let em = match v_pos {
        VPos::Top => 1.08,
        // Half the height of capitals and figures.
        VPos::Center => 0.357,
        VPos::Bottom => -0.32,
    };
    (em * size).round() as i32
}

/// Writes what `plotters` draws to the pen.
pub(super) struct SvgBackend<'m> {
    size: (u32, u32),
    pen: Pen,
    measure: &'m TextMeasure,
}

impl<'m> SvgBackend<'m> {
    /// `size` in tenths of a unit.
    pub(super) fn new(size: (u32, u32), pen: Pen, measure: &'m TextMeasure) -> Self {
        SvgBackend { size, pen, measure }
    }

    fn path(&self, points: impl IntoIterator<Item = BackendCoord>, close: &str, fill: &str) {
        self.pen.write(format_args!("<path{fill} d=\""));
        for (i, (x, y)) in points.into_iter().enumerate() {
            let before = if i == 0 { "M" } else { " " };
            self.pen.write(format_args!("{before}{},{}", Tenths(x), Tenths(y)));
        }
        self.pen.write(format_args!("{close}\"/>"));
    }
}

impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect((x, y), (x + 1, y + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, _: &S) -> Drawn {
        self.path([from, to], "", " fill=\"none\"");
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        _: &S,
        fill: bool,
    ) -> Drawn {
        self.pen.write(format_args!(
            "<rect{} x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            if fill { "" } else { " fill=\"none\"" },
            Tenths(left),
            Tenths(top),
            Tenths((right - left).max(0)),
            Tenths((bottom - top).max(0)),
        ));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, _: &S) -> Drawn {
        self.path(path, "", " fill=\"none\"");
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        (x, y): BackendCoord,
        radius: u32,
        _: &S,
        fill: bool,
    ) -> Drawn {
        self.pen.write(format_args!(
            "<circle{} cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
            if fill { "" } else { " fill=\"none\"" },
            Tenths(x),
            Tenths(y),
            Tenths(i32::try_from(radius).unwrap_or(i32::MAX)),
        ));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        _: &S,
    ) -> Drawn {
        self.path(corners, "z", "");
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let y = y + baseline(style.anchor().v_pos, style.size());
        self.pen.write(format_args!(
            "<text{anchor} x=\"{}\" y=\"{}\">{}</text>",
            Tenths(x),
            Tenths(y),
            escape(text)
        ));
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let weight = match style.style() {
            FontStyle::Bold => Weight::Bold,
            _ => Weight::Regular,
        };
        let width = self.measure.em(text, weight) * style.size();
        Ok((width.ceil() as u32, (1.43 * style.size()).ceil() as u32))
    }
}

#[cfg(test)]
mod tests {
    use plotters::style::{BLACK, FontDesc, FontFamily};

    use super::*;

    #[test]
    fn numbers_are_as_short_as_can_be() {
        let shown: Vec<String> = [0, 5, 10, 125, -5, -30].map(|n| Tenths(n).to_string()).into();
        assert_eq!(shown, ["0", ".5", "1", "12.5", "-.5", "-3"]);
    }

    #[test]
    fn words_cannot_leave_their_place() {
        assert_eq!(escape("<b>&\"\u{0}\u{7}\nĐất đai</b>"), "&lt;b&gt;&amp;&quot; Đất đai&lt;/b&gt;");
    }

    #[test]
    fn an_empty_group_leaves_nothing() {
        let pen = Pen::default();
        let nothing: Result<(), Infallible> = pen.group("a", "", || Ok(()));
        assert!(nothing.is_ok());
        assert_eq!(pen.take(), "");
    }

    #[test]
    fn sizes_of_text_come_from_the_advances() {
        let measure = TextMeasure::new();
        let backend = SvgBackend::new((100, 100), Pen::default(), &measure);
        let size = |style| {
            let style = FontDesc::new(FontFamily::SansSerif, 1000.0, style).color(&BLACK);
            backend.estimate_text_size("1.348", &style).unwrap()
        };
        assert_eq!(size(FontStyle::Normal), (2556, 1430));
        assert!(size(FontStyle::Bold).0 > 2556);
    }
}
