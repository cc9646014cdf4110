use serde::{Deserialize, Serialize};

/// A stretch of an article's text, in bytes of its UTF-8, end exclusive, always on character boundaries.
///
/// Everything inside the program uses bytes; exports and the command line give Unicode code points
/// (see [`CharOffsets`]), because other people's scripts count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of the bytes `start..end`. An article is far below 4 GiB: ingest caps its size.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span ends after it starts");
        Self { start: start as u32, end: end as u32 }
    }

    /// The span cut wherever one of the marks begins or ends.
    pub fn cut(self, marks: &[Self]) -> Vec<Self> {
        let mut cuts: Vec<u32> = marks
            .iter()
            .flat_map(|mark| [mark.start, mark.end])
            .filter(|at| self.start < *at && *at < self.end)
            .collect();
        cuts.extend([self.start, self.end]);
        cuts.sort_unstable();
        cuts.dedup();
        cuts.windows(2).map(|cut| Self { start: cut[0], end: cut[1] }).collect()
    }

    /// The words of `text` that the span covers; empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// As a range for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span over both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl From<(u32, u32)> for Span {
    /// Files are untrusted: a span that ends before it starts is read as empty.
    fn from((start, end): (u32, u32)) -> Self {
        Self { start, end: end.max(start) }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// Turns byte offsets of one text into code point offsets and back, in O(log n).
#[derive(Debug)]
pub struct CharOffsets {
    /// (byte offset, code points before it), one for each stretch that follows a character longer than a byte.
    wide: Vec<(u32, u32)>,
}

impl CharOffsets {
    /// Counts `text` once.
    pub fn new(text: &str) -> Self {
        let mut wide = vec![(0, 0)];
        for (count, (byte, c)) in text.char_indices().enumerate() {
            if c.len_utf8() > 1 {
                wide.push(((byte + c.len_utf8()) as u32, count as u32 + 1));
            }
        }
        Self { wide }
    }

    /// How many code points stand before `byte`.
    pub fn chars_before(&self, byte: u32) -> u32 {
        let at = self.wide.partition_point(|&(b, _)| b <= byte).saturating_sub(1);
        let (base, count) = self.wide[at];
        count + (byte - base)
    }

    /// The byte at which code point number `chars` starts.
    pub fn byte_of(&self, chars: u32) -> u32 {
        let at = self.wide.partition_point(|&(_, c)| c <= chars).saturating_sub(1);
        let (base, count) = self.wide[at];
        base + (chars - count)
    }

    /// `[start, end)` of a span in code points.
    pub fn in_chars(&self, span: Span) -> [u32; 2] {
        [self.chars_before(span.start), self.chars_before(span.end)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_and_bytes_agree_with_a_naive_count() {
        let text = "aé“b”ß x…\u{1F600}z";
        let offsets = CharOffsets::new(text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.chars_before(byte as u32), count as u32, "byte {byte}");
            assert_eq!(offsets.byte_of(count as u32), byte as u32, "code point {count}");
        }
        assert_eq!(offsets.chars_before(text.len() as u32), text.chars().count() as u32);
    }

    #[test]
    fn a_span_outside_of_the_text_is_empty_and_does_not_panic() {
        assert_eq!(Span::new(3, 40).of("short"), "");
        assert_eq!(Span::new(1, 2).of("é"), "");
    }
}
