//! What of a saved page is the article, and what stands around it: menus, teasers of other stories, captions, notices.
//!
//! Comes in: a cut text. Goes out: which paragraphs are furniture. Never here: who says what.
//!
//! Prose runs in sentences that end; menus and teasers do not. That shallow difference tells them apart well on news
//! pages (Kohlschütter, Fankhauser and Nejdl 2010, "Boilerplate detection using shallow text features"), here by the
//! end of the sentence instead of the length, since quotations may be short.

use crate::language::Text;
use crate::model::Span;

/// Words of notices that no article says of itself, lower case.
const NOTICES: &[&str] = &[
    "all rights reserved",
    "accept all cookies",
    "click here",
    "cookie policy",
    "cookies policy",
    "privacy policy",
    "read more:",
    "sign up for",
    "sign up to",
    "skip to main content",
    "skip to content",
    "subscribe now",
    "subscribe to our",
    "terms of service",
    "terms of use",
    "uses cookies",
    "your inbox",
    "your subscription",
    "©",
];

/// Which paragraphs of an article are furniture, in their order.
#[derive(Clone, Debug)]
pub struct Furniture {
    is: Vec<bool>,
    /// Whether it is one of many short ones: a menu, a list of teasers, a table.
    lists: Vec<bool>,
}

/// So many short paragraphs of furniture in a row are a list.
const LIST: usize = 5;

/// A longer paragraph is no teaser, in bytes.
const SHORT: u32 = 200;

impl Furniture {
    /// Tells the paragraphs of a text apart. The first one, the headline as a rule, is never furniture: a text of one
    /// line has no other.
    pub fn new(text: &Text<'_>) -> Self {
        let paragraphs = text.paragraphs.iter().enumerate();
        let is: Vec<bool> = paragraphs.map(|(at, paragraph)| at > 0 && is_furniture(text.words(*paragraph))).collect();
        let mut lists = Vec::with_capacity(is.len());
        let short = |at: usize| is[at] && text.paragraphs[at].len() <= SHORT as usize;
        while lists.len() < is.len() {
            let from = lists.len();
            let run = (from..is.len()).take_while(|at| short(*at)).count();
            lists.resize(from + run.max(1), run >= LIST);
        }
        Self { is, lists }
    }

    /// Whether a span lies in furniture.
    pub fn holds(&self, text: &Text<'_>, span: Span) -> bool {
        Self::at(&self.is, text, span)
    }

    /// Whether a span lies in a list of furniture, where not even a quotation is anybody's.
    pub fn lists(&self, text: &Text<'_>, span: Span) -> bool {
        Self::at(&self.lists, text, span)
    }

    fn at(flags: &[bool], text: &Text<'_>, span: Span) -> bool {
        let at = text.paragraphs.partition_point(|paragraph| paragraph.start <= span.start).checked_sub(1);
        at.and_then(|at| flags.get(at)).is_some_and(|flag| *flag)
    }
}

fn is_furniture(paragraph: &str) -> bool {
    let lower = paragraph.to_lowercase();
    NOTICES.iter().any(|notice| lower.contains(notice)) || !ends(paragraph)
}

/// Whether a paragraph ends as a sentence does. One that ends openly, on a colon or dash, leads into what follows.
fn ends(paragraph: &str) -> bool {
    let paragraph = without_note(paragraph.trim_end());
    let inner = paragraph.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '”' | '"' | '’' | '\'' | '»' | '“' | ')' | ']' | '*' | '_')
    });
    inner.is_empty()
        || inner.ends_with(['.', '!', '?', '…', ':', ';', ',', '—', '–'])
        || paragraph.ends_with(['”', '"', '»'])
}

/// A paragraph without the note behind its full stop: "… by May.\[12\]", "… by May.12".
fn without_note(paragraph: &str) -> &str {
    const LONGEST: usize = 12;
    let bare = paragraph.trim_end_matches(|c: char| c.is_ascii_digit());
    let mut behind = bare.chars().rev();
    let stop = behind.next().is_some_and(|c| matches!(c, '.' | '!' | '?' | '”' | '"'));
    if bare.len() < paragraph.len() && stop && behind.next().is_some_and(|c| !c.is_ascii_digit()) {
        return bare;
    }
    match paragraph.strip_suffix(']').and_then(|inner| inner.rfind('[')) {
        Some(open) if paragraph.len() - open <= LONGEST && paragraph[..open].ends_with(['.', '!', '?', '”', '"']) => {
            &paragraph[..open]
        }
        _ => paragraph,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn menus_teasers_and_notices_are_furniture_and_prose_is_not() {
        let lines = [
            ("Talks resume in Korvath", false),
            ("World Politics Business Weather", true),
            ("• Minister Tamm rejects the ferry deal and vows to fight on", true),
            ("Minister Orla Tamm rejected the deal on Monday.", false),
            ("“No more talks,” she said. “We are done”", false),
            ("Sign up for our newsletter to get the news each day.", true),
            ("She added:", false),
            ("The talks go on.[12]", false),
            ("The talks go on until May.38", false),
            ("Ferries sail at 5.30", true),
            ("© The Korvath Courier. All rights reserved.", true),
        ];
        let whole = lines.map(|(line, _)| line).join("\n");
        let text = Text::new(&whole);
        let furniture = Furniture::new(&text);
        for (paragraph, (line, expected)) in text.paragraphs.iter().zip(lines) {
            assert_eq!(furniture.holds(&text, *paragraph), expected, "{line}");
        }
    }
}
