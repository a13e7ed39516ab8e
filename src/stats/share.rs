//! Shares as exact fractions, and their comparison with a target.
//!
//! A share is rounded only when it is printed, half-up and from its own counts. Comparisons never
//! use rounded or floating values: 2,04% is above a target of 2%, and is then printed with as many
//! decimals as it takes to see that.

use crate::model::Announced;
use crate::text;
use std::cmp::Ordering;
use std::fmt;

/// Most decimals that a share is printed with, however near it is to a target.
const MOST_DECIMALS: u32 = 6;
/// Most decimals and digits of an announced number that is compared exactly; with these no product
/// below can overflow.
const MOST_SCALE: u32 = 4;
const MOST_DIGITS: u64 = 1_000_000_000_000;

/// A share of a whole that is not empty. The part can be larger than the whole when the data are
/// wrong; the rules say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    part: u64,
    whole: u64,
}

impl Share {
    /// The share; `None` when there is nothing to divide by.
    pub fn new(part: u64, whole: u64) -> Option<Self> {
        (whole > 0).then_some(Share { part, whole })
    }
    /// Numerator.
    pub fn part(self) -> u64 {
        self.part
    }
    /// Denominator, above 0.
    pub fn whole(self) -> u64 {
        self.whole
    }
    /// In percent, rounded half-up: `3,2%`.
    pub fn percent(self, decimals: u32) -> String {
        text::percent(self.part, self.whole, decimals.min(MOST_DECIMALS)).unwrap_or_default()
    }
    /// Compares with a number of percent, exactly.
    pub fn cmp_percent(self, percent: Decimal) -> Ordering {
        self.scaled(percent.scale).cmp(&(u128::from(percent.digits) * u128::from(self.whole)))
    }
    /// The decimals, `least` or more, with which the rounded share stands on the same side of the
    /// target as the exact one.
    pub fn decimals_against(self, target: Decimal, least: u32) -> u32 {
        let exact = self.cmp_percent(target);
        (least..=MOST_DECIMALS).find(|d| self.rounded(*d).cmp_to(target) == exact).unwrap_or(MOST_DECIMALS)
    }
    /// In percent, with decimals as [`Share::decimals_against`] says.
    pub fn percent_against(self, target: Decimal, least: u32) -> String {
        self.percent(self.decimals_against(target, least))
    }
    /// The distance from a target in percent points, rounded half-up to `least` decimals or to as
    /// many as it takes not to be 0; `None` when share and target are equal.
    pub fn gap(self, target: Decimal, least: u32) -> Option<Gap> {
        let (share, goal) = (self.scaled(target.scale), u128::from(target.digits) * u128::from(self.whole));
        let above = match share.cmp(&goal) {
            Ordering::Equal => return None,
            order => order == Ordering::Greater,
        };
        let unit = 10u128.pow(target.scale) * u128::from(self.whole);
        let round = |d: u32| (share.abs_diff(goal) * 10u128.pow(d) * 2 + unit) / (unit * 2);
        let scale = (least..=MOST_DECIMALS).find(|d| round(*d) > 0).unwrap_or(MOST_DECIMALS);
        let digits = u64::try_from(round(scale)).unwrap_or(u64::MAX).max(1);
        Some(Gap { amount: Decimal { digits, scale }, above })
    }
    /// `part × 100 × 10^scale`, to be compared with `digits × whole`.
    fn scaled(self, scale: u32) -> u128 {
        u128::from(self.part) * 100 * 10u128.pow(scale)
    }
    fn rounded(self, decimals: u32) -> Decimal {
        let (part, whole) = (self.scaled(decimals), u128::from(self.whole));
        let digits = u64::try_from((part * 2 + whole) / (whole * 2)).unwrap_or(u64::MAX);
        Decimal { digits, scale: decimals }
    }
}

/// A decimal number as it was written: `98,80` has the digits 9880 and the scale 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    digits: u64,
    scale: u32,
}

impl Decimal {
    /// The exact value of an announced number, read from its text. The number that the reader saw in
    /// the text decides how separators are meant; `None` when no reading gives that number, or when
    /// it has more than 4 decimals or 12 digits.
    pub fn of(announced: &Announced) -> Option<Self> {
        let text = announced.text.trim().trim_end_matches('%');
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let readings = [(',', '.'), ('.', ',')];
        readings.iter().filter_map(|(point, group)| Self::read(&text, *point, *group)).find(|d| {
            let value = d.digits as f64 / 10f64.powi(d.scale as i32);
            (value - announced.value).abs() <= 1e-9 * announced.value.abs().max(1.0)
        })
    }
    fn read(text: &str, point: char, group: char) -> Option<Self> {
        let (whole, decimals) = text.split_once(point).unwrap_or((text, ""));
        let scale = u32::try_from(decimals.len()).ok().filter(|s| *s <= MOST_SCALE)?;
        let digits: String = whole.chars().filter(|c| *c != group).chain(decimals.chars()).collect();
        if whole.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let digits = digits.parse().ok().filter(|d| *d < MOST_DIGITS)?;
        Some(Decimal { digits, scale })
    }
    /// A whole number, if it is not too large to be compared.
    pub fn whole(n: u64) -> Option<Self> {
        (n < MOST_DIGITS).then_some(Decimal { digits: n, scale: 0 })
    }
    /// All digits as one whole number.
    pub fn digits(self) -> u64 {
        self.digits
    }
    /// How many of the digits stand behind the comma.
    pub fn scale(self) -> u32 {
        self.scale
    }
    /// The exact distance from a target; `None` when they are equal.
    pub fn gap(self, target: Self) -> Option<Gap> {
        let scale = self.scale.max(target.scale);
        let at = |d: Self| u128::from(d.digits) * 10u128.pow(scale - d.scale);
        let digits = u64::try_from(at(self).abs_diff(at(target))).unwrap_or(u64::MAX);
        let above = match self.cmp_to(target) {
            Ordering::Equal => return None,
            order => order == Ordering::Greater,
        };
        Some(Gap { amount: Decimal { digits, scale }, above })
    }
    /// Compares values: `98,8` and `98,80` are equal.
    pub fn cmp_to(self, other: Self) -> Ordering {
        let lift = |a: Self, b: Self| u128::from(a.digits) * 10u128.pow(b.scale);
        lift(self, other).cmp(&lift(other, self))
    }
}

/// With a comma: `98,80`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10u64.pow(self.scale);
        f.write_str(&text::count(self.digits / unit))?;
        match self.scale {
            0 => Ok(()),
            scale => write!(f, ",{:0width$}", self.digits % unit, width = scale as usize),
        }
    }
}

/// A distance from a target, in percent points or the target's own unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// How far, above 0.
    pub amount: Decimal,
    /// The figure is above the target, else below.
    pub above: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn announced(text: &str, value: f64) -> Announced {
        Announced { text: text.to_owned(), value, percent: text.ends_with('%') }
    }
    fn percent(text: &str) -> Decimal {
        let value = text.trim_end_matches('%').replace(',', ".").parse().unwrap();
        Decimal::of(&announced(text, value)).unwrap()
    }
    fn share(part: u64, whole: u64) -> Share {
        Share::new(part, whole).unwrap()
    }

    #[test]
    fn nothing_is_no_share_of_nothing() {
        assert_eq!(Share::new(0, 0), None);
        assert_eq!(share(0, 5).percent(1), "0,0%");
        assert_eq!(share(u64::MAX, 1).cmp_percent(percent("99,9999%")), Ordering::Greater);
    }

    #[test]
    fn announced_numbers_are_read_exactly() {
        assert_eq!(percent("98,80%"), Decimal { digits: 9880, scale: 2 });
        assert_eq!(percent("98,80%").cmp_to(percent("98,8%")), Ordering::Equal);
        assert_eq!(percent("2%").to_string(), "2");
        assert_eq!(percent("0,05%").to_string(), "0,05");
        assert_eq!(Decimal::of(&announced("1.348", 1348.0)), Decimal::whole(1348));
        assert_eq!(Decimal::of(&announced("1.348", 1.348)), Some(Decimal { digits: 1348, scale: 3 }));
        assert_eq!(Decimal::of(&announced("98.80 %", 98.8)).unwrap().to_string(), "98,80");
        assert_eq!(Decimal::of(&announced("3/17", 3.0)), None);
        assert_eq!(Decimal::of(&announced("2", 3.0)), None);
        assert_eq!(Decimal::of(&announced("", 0.0)), None);
    }

    #[test]
    fn comparison_is_exact_and_can_be_seen() {
        let two = percent("2%");
        assert_eq!(share(2, 100).cmp_percent(two), Ordering::Equal);
        assert_eq!(share(2, 100).percent_against(two, 1), "2,0%");
        assert_eq!(share(51, 2500).percent_against(two, 1), "2,04%");
        assert_eq!(share(51, 2501).percent_against(two, 1), "2,04%");
        assert_eq!(share(1999, 100_000).percent_against(two, 1), "1,999%");
        assert_eq!(share(42, 1325).percent_against(two, 1), "3,2%");
        assert_eq!(share(29, 1767).percent_against(percent("1,5%"), 1), "1,6%");
    }

    #[test]
    fn the_gap_is_never_printed_as_nothing() {
        let gap = |s: Share, t: &str| s.gap(percent(t), 2).map(|g| (g.amount.to_string(), g.above));
        assert_eq!(gap(share(42, 1325), "2%"), Some(("1,17".to_owned(), true)));
        assert_eq!(gap(share(364, 372), "97,89%"), Some(("0,04".to_owned(), false)));
        assert_eq!(gap(share(2, 100), "2%"), None);
        assert_eq!(gap(share(200_001, 10_000_000), "2%"), Some(("0,00001".to_owned(), true)));
        assert_eq!(gap(share(1, u64::MAX), "0%"), Some(("0,000001".to_owned(), true)));
    }

    proptest! {
        /// The printed share never says something else of the target than the exact one, as long as
        /// six decimals are enough to tell.
        #[test]
        fn printed_and_exact_agree(part in 0u64..100_000, whole in 1u64..2_000, digits in 0u64..10_000) {
            let target = Decimal { digits, scale: 2 };
            let s = share(part, whole);
            prop_assert_eq!(s.rounded(s.decimals_against(target, 1)).cmp_to(target), s.cmp_percent(target));
            prop_assert_eq!(s.gap(target, 2).is_none(), s.cmp_percent(target) == Ordering::Equal);
        }

        #[test]
        fn no_numbers_make_it_panic(part: u64, whole: u64, digits in 0..MOST_DIGITS, scale in 0..=MOST_SCALE) {
            let target = Decimal { digits, scale };
            if let Some(s) = Share::new(part, whole) {
                s.percent_against(target, 1);
                s.gap(target, 2);
                s.percent(9);
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "[0-9.,% -]{0,24}", value: f64) {
            Decimal::of(&announced(&text, value)).map(|d| d.to_string());
        }
    }
}
