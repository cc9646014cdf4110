//! Where the quotation marks of a paragraph open and close.

use crate::model::Span;

/// What closes a quotation that a mark opens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// “…”, and the same marks the wrong way round.
    Curly,
    /// „…“ or „…”.
    Low,
    /// «…».
    Angle,
    /// "…".
    Straight,
    /// ''…'' or ``…''.
    Doubled,
    /// ‘…’.
    SingleCurly,
    /// '…'.
    Single,
}

/// The stretches of a paragraph between quotation marks, marks included, in order; a stretch within another is left
/// out. A double mark that never closes reaches to the end of the paragraph, as in quotations of several paragraphs.
/// Single marks count only where they open before a word and close after one, so that apostrophes do not. Where the
/// paragraph before left a mark `open`, this one may go on without a mark and only close it.
pub fn stretches(text: &str, paragraph: Span, open_before: bool) -> Vec<Span> {
    let words = &text[paragraph.range()];
    let marks: Vec<(usize, char)> = words.char_indices().collect();
    let char_at = |at: usize| marks.get(at).map_or(' ', |(_, c)| *c);
    let mut found = Vec::new();
    let mut open: Option<(usize, Style)> = None;
    let mut at = 0;
    if open_before && let Some(close) = first_closes(&marks) {
        let end = marks.get(close + 1).map_or(words.len(), |(offset, _)| *offset);
        found.push(Span::new(paragraph.start as usize, paragraph.start as usize + end));
        at = close + 1;
    }
    while at < marks.len() {
        let (offset, c) = marks[at];
        let before = at.checked_sub(1).map_or(' ', char_at);
        let doubled = matches!(c, '\'' | '`') && char_at(at + 1) == c;
        let length = 1 + usize::from(doubled);
        let after = char_at(at + length);
        let opens = !before.is_alphanumeric() && !after.is_whitespace();
        match open {
            None => {
                let style = match c {
                    '“' => Some(Style::Curly),
                    '”' if opens && before.is_whitespace() => Some(Style::Curly),
                    '„' => Some(Style::Low),
                    '«' => Some(Style::Angle),
                    '"' if opens => Some(Style::Straight),
                    '\'' | '`' if doubled && opens => Some(Style::Doubled),
                    '‘' if opens && closes_later(&marks[at + 1..], '’') => Some(Style::SingleCurly),
                    '\'' if opens && after.is_alphanumeric() && closes_later(&marks[at + 1..], '\'') => {
                        Some(Style::Single)
                    }
                    _ => None,
                };
                open = style.map(|style| (offset, style));
            }
            Some((start, style)) => {
                let closes = match style {
                    Style::Curly => matches!(c, '”' | '"'),
                    Style::Low => matches!(c, '“' | '”'),
                    Style::Angle => c == '»',
                    Style::Straight => matches!(c, '"' | '”'),
                    Style::Doubled => doubled && c == '\'',
                    Style::SingleCurly => c == '’' && !after.is_alphanumeric(),
                    Style::Single => c == '\'' && !after.is_alphanumeric(),
                };
                // A second opening mark of the same kind: the first was never closed, or this is a quotation within.
                let second = matches!((style, c), (Style::Curly, '“') | (Style::Straight, '"'))
                    && before.is_whitespace()
                    && after.is_alphanumeric();
                let within = second.then(|| closes_twice(&marks[at + 1..])).flatten();
                if let Some(inner) = within {
                    at += inner + 2;
                    continue;
                }
                let again = second;
                let base = paragraph.start as usize;
                if again {
                    let end = words[..offset].trim_end().len();
                    found.push(Span::new(base + start, base + end.max(start)));
                    open = Some((offset, style));
                } else if closes {
                    let end = marks.get(at + length).map_or(words.len(), |(offset, _)| *offset);
                    found.push(Span::new(base + start, base + end));
                    open = None;
                }
            }
        }
        at += length;
    }
    if let Some((start, style)) = open
        && !matches!(style, Style::Single | Style::SingleCurly)
    {
        found.push(Span::new(paragraph.start as usize + start, paragraph.end as usize));
    }
    found
}

/// Whether a paragraph's last stretch is one that never closed.
pub fn is_open(text: &str, paragraph: Span, stretches: &[Span]) -> bool {
    stretches.last().is_some_and(|last| {
        let words = last.of(text);
        let opening = words.chars().next();
        let closed = words.len() > 1 && words.ends_with(['”', '"', '»', '“', '’', '\'']) && opening != Some('‘');
        last.end == paragraph.end && !closed
    })
}

/// Where the first double mark of a paragraph stands, if it closes: after a word or its full stop, before a space.
fn first_closes(marks: &[(usize, char)]) -> Option<usize> {
    let at = marks.iter().position(|(_, c)| matches!(c, '“' | '”' | '"' | '«' | '»' | '„'))?;
    let before = at.checked_sub(1).map_or(' ', |before| marks[before].1);
    let after = marks.get(at + 1).map_or(' ', |(_, c)| *c);
    (matches!(marks[at].1, '”' | '"' | '»') && !before.is_whitespace() && !after.is_alphanumeric()).then_some(at)
}

/// Where the next curly mark closes, if the one after it closes as well: then two were open.
fn closes_twice(marks: &[(usize, char)]) -> Option<usize> {
    let mut curly = marks.iter().enumerate().filter(|(_, (_, c))| matches!(c, '“' | '”'));
    match (curly.next(), curly.next()) {
        (Some((at, (_, '”'))), Some((_, (_, '”')))) => Some(at),
        _ => None,
    }
}

/// Whether a single mark closes somewhere: after a word or its punctuation, and not inside a word.
fn closes_later(marks: &[(usize, char)], mark: char) -> bool {
    marks.iter().enumerate().any(|(at, (_, c))| {
        let before = at.checked_sub(1).map_or(' ', |before| marks[before].1);
        let after = marks.get(at + 1).map_or(' ', |(_, c)| *c);
        *c == mark && !before.is_whitespace() && !after.is_alphanumeric()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<&str> {
        stretches(text, Span::new(0, text.len()), false).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn every_kind_of_mark_opens_and_closes() {
        for marks in ["“…”", "\"…\"", "«…»", "„…“", "„…”", "''…''", "``…''", "‘…’", "'…'"]
        {
            let (open, close) = marks.split_once('…').unwrap();
            let quotation = format!("{open}We won't go,{close}");
            assert_eq!(quoted(&format!("He said: {quotation} and left.")), [quotation], "{marks}");
        }
    }

    #[test]
    fn apostrophes_and_inches_are_no_marks() {
        assert!(quoted("The workers' demands weren't met in the '90s, and 'em all knew.").is_empty());
        assert!(quoted("A 5\" pipe burst.").is_empty());
    }

    #[test]
    fn marks_that_never_close_reach_to_the_end_of_the_paragraph() {
        assert_eq!(quoted("He went on: “We will go. Nobody stays."), ["“We will go. Nobody stays."]);
        assert_eq!(quoted("\"We go. \"They stay,\" he said."), ["\"We go.", "\"They stay,\""]);
    }

    #[test]
    fn a_paragraph_may_close_what_the_one_before_left_open() {
        let cut =
            crate::language::Text::cut("He went on: “We will go.\nNobody stays.” Then he left.\n“Stay,” she said.");
        let quoted: Vec<&str> = cut.quoted.iter().map(|span| cut.words(*span)).collect();
        assert_eq!(quoted, ["“We will go.", "Nobody stays.”", "“Stay,”"]);
    }

    #[test]
    fn marks_the_wrong_way_round_still_quote() {
        assert_eq!(quoted("She said ”we will see” and left."), ["”we will see”"]);
    }

    #[test]
    fn a_quotation_within_a_quotation_belongs_to_it() {
        assert_eq!(quoted("“He told me ‘never again’ and left,” she said."), ["“He told me ‘never again’ and left,”"]);
        assert_eq!(quoted("“He says “never” each day,” she said. “Ha!”"), ["“He says “never” each day,”", "“Ha!”"]);
    }
}
