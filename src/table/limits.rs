//! How much of a file is read at most.

/// Caps that hold for every file, so that no file can take the machine's memory or time.
///
/// The defaults leave room for a large ward's list of dossiers of a year (some 50,000 rows of 20
/// columns) and for procedure lists with texts of 30,000 characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Sheets in a workbook.
    pub sheets: usize,
    /// Rows of a sheet: a cell further down is not read.
    pub rows: u32,
    /// Columns of a sheet: a cell further right is not read.
    pub columns: u32,
    /// Cells of a file.
    pub cells: usize,
    /// Characters of a cell. Excel's own cap is the same.
    pub cell_chars: usize,
    /// Files inside a workbook (a workbook is a ZIP archive).
    pub parts: usize,
    /// Unpacked bytes of one file inside a workbook.
    pub part_bytes: u64,
    /// Unpacked bytes of all files inside a workbook.
    pub total_bytes: u64,
    /// Unpacked bytes for each packed byte, for files inside a workbook that unpack to more than
    /// [`Limits::ratio_from`] bytes. Real sheets reach 30.
    pub ratio: u64,
    /// See [`Limits::ratio`].
    pub ratio_from: u64,
    /// Tags in the shared strings and in the styles of a workbook, each of which is kept in
    /// memory while the workbook is read.
    pub tags: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            sheets: 64,
            rows: 100_000,
            columns: 512,
            cells: 2_000_000,
            cell_chars: 32_767,
            parts: 4_096,
            part_bytes: 100 << 20,
            total_bytes: 200 << 20,
            ratio: 250,
            ratio_from: 16 << 20,
            tags: 5_000_000,
        }
    }
}
