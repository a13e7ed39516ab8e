//! Numbers and dates as Vietnamese readers write them: `1.348`, `98,1%`, `31/12/2021`.

use jiff::civil::Date;

/// A count with a point between thousands: `1.348`.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(c);
    }
    out
}

/// A count as official letters write it: below ten with a leading zero (`01`), Decree 30/2020.
pub fn padded(n: u64) -> String {
    if n < 10 { format!("0{n}") } else { count(n) }
}

/// The share `part / whole` in percent with `decimals` decimals, rounded half-up on the exact
/// fraction (no floating point): `percent(42, 1325, 1)` is `3,2%`. `None` when `whole` is 0.
pub fn percent(part: u64, whole: u64, decimals: u32) -> Option<String> {
    if whole == 0 {
        return None;
    }
    let scale = 10u128.pow(decimals);
    let scaled = (u128::from(part) * 100 * scale * 2 + u128::from(whole)) / (u128::from(whole) * 2);
    let (int, frac) = (scaled / scale, scaled % scale);
    let int = count(u64::try_from(int).unwrap_or(u64::MAX));
    Some(if decimals == 0 {
        format!("{int}%")
    } else {
        format!("{int},{frac:0width$}%", width = decimals as usize)
    })
}

/// A decimal number with a comma, as given: `decimal_comma(98.8, 2)` is `98,80`.
pub fn decimal_comma(x: f64, decimals: usize) -> String {
    format!("{x:.decimals$}").replace('.', ",")
}

/// A day as `dd/mm/yyyy`.
pub fn date(d: Date) -> String {
    format!("{:02}/{:02}/{:04}", d.day(), d.month(), d.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_shares() {
        assert_eq!(count(0), "0");
        assert_eq!(count(1348), "1.348");
        assert_eq!(count(1_000_000), "1.000.000");
        assert_eq!(padded(1), "01");
        assert_eq!(percent(42, 1325, 1).as_deref(), Some("3,2%"));
        assert_eq!(percent(1, 8, 2).as_deref(), Some("12,50%"));
        assert_eq!(percent(1, 2000, 1).as_deref(), Some("0,1%"));
        assert_eq!(percent(0, 0, 1), None);
    }
}
