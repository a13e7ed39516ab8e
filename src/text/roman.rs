//! Roman figures, as quarters and section numbers are written.

const FIGURES: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// The number in Roman figures; numbers that have none (0, 4000 and more) in Arabic ones.
///
/// ```
/// assert_eq!(congkhai::text::to_roman(4), "IV");
/// ```
pub fn to_roman(n: u32) -> String {
    if n == 0 || n >= 4000 {
        return n.to_string();
    }
    let mut rest = n;
    let mut out = String::new();
    for (value, figure) in FIGURES {
        while rest >= value {
            out.push_str(figure);
            rest -= value;
        }
    }
    out
}

/// The number that the text writes in Roman figures of either case, in the one correct spelling:
/// `IIII` is none.
pub fn parse_roman(text: &str) -> Option<u32> {
    // MMMDCCCLXXXVIII is the longest.
    if text.is_empty() || text.len() > 15 {
        return None;
    }
    let text = text.to_ascii_uppercase();
    let mut rest = text.as_str();
    let mut n = 0;
    for (value, figure) in FIGURES {
        while let Some(after) = rest.strip_prefix(figure) {
            n += value;
            rest = after;
        }
    }
    (rest.is_empty() && n < 4000 && to_roman(n) == text).then_some(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_one_spelling() {
        for n in 1..4000 {
            assert_eq!(parse_roman(&to_roman(n)), Some(n), "{n}");
        }
        assert_eq!([1, 2, 3, 4, 9, 14, 2026].map(to_roman), ["I", "II", "III", "IV", "IX", "XIV", "MMXXVI"]);
        assert_eq!(parse_roman("iv"), Some(4));
        assert_eq!((to_roman(0), to_roman(4000)), ("0".into(), "4000".into()));
        for wrong in ["", "IIII", "VX", "IC", "A", "1", "II.", "MMMM"] {
            assert_eq!(parse_roman(wrong), None, "{wrong}");
        }
    }
}
