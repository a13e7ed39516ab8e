//! Finding a place for a label where it covers nothing.

use plotters_backend::BackendCoord;

/// A rectangle in tenths of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl Area {
    /// The square of half side `radius` around a point.
    pub(super) fn around((x, y): BackendCoord, radius: i32) -> Self {
        Area { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }
    }

    /// Whether both have a point in common that isn't on an edge.
    pub(super) fn overlaps(&self, other: &Area) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether a straight line from `a` to `b` runs through it: the line is cut at each of the four
    /// edges in turn, and something must be left of it.
    pub(super) fn crossed_by(&self, a: BackendCoord, b: BackendCoord) -> bool {
        let (mut enter, mut leave) = (0.0f64, 1.0f64);
        for (from, to, low, high) in [(a.0, b.0, self.left, self.right), (a.1, b.1, self.top, self.bottom)] {
            let step = f64::from(to) - f64::from(from);
            let (low, high) = (f64::from(low) - f64::from(from), f64::from(high) - f64::from(from));
            if step == 0.0 {
                if low >= 0.0 || high <= 0.0 {
                    return false;
                }
            } else {
                let (first, second) = (low / step, high / step);
                enter = enter.max(first.min(second));
                leave = leave.min(first.max(second));
            }
        }
        enter < leave
    }
}

/// What a label must not cover.
#[derive(Default)]
pub(super) struct Obstacles {
    pub(super) areas: Vec<Area>,
    pub(super) lines: Vec<(BackendCoord, BackendCoord)>,
}

impl Obstacles {
    /// How many of them an area would cover.
    pub(super) fn under(&self, area: &Area) -> usize {
        self.areas.iter().filter(|other| area.overlaps(other)).count()
            + self.lines.iter().filter(|(a, b)| area.crossed_by(*a, *b)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Area = Area { left: 10, top: 10, right: 20, bottom: 20 };

    #[test]
    fn lines_through_and_past_a_box() {
        assert!(BOX.crossed_by((0, 15), (30, 15)), "across");
        assert!(BOX.crossed_by((12, 12), (13, 18)), "inside");
        assert!(BOX.crossed_by((0, 0), (30, 30)), "corner to corner");
        assert!(!BOX.crossed_by((0, 15), (9, 15)), "ends before");
        assert!(!BOX.crossed_by((0, 25), (30, 25)), "below");
        assert!(!BOX.crossed_by((0, 24), (14, 24)), "below, shorter");
        assert!(!BOX.crossed_by((0, 0), (30, 5)), "above, sloping");
        assert!(!BOX.crossed_by((10, 0), (10, 30)), "along an edge");
    }

    #[test]
    fn boxes_that_touch_do_not_overlap() {
        assert!(!BOX.overlaps(&Area { left: 20, top: 10, right: 30, bottom: 20 }));
        assert!(BOX.overlaps(&Area { left: 19, top: 19, right: 30, bottom: 30 }));
        let obstacles = Obstacles { areas: vec![BOX], lines: vec![((0, 0), (30, 30))] };
        assert_eq!(obstacles.under(&BOX), 2);
        assert_eq!(obstacles.under(&Area::around((100, 100), 3)), 0);
    }
}
