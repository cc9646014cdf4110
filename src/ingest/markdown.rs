use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{metadata, text};
use crate::model::Article;

/// Markdown: the front matter is read and cut off, and of the rest the words stay as a person sees them, without marks,
/// addresses and pictures. A paragraph is followed by an empty line, a list item begins with a bullet or its number.
pub fn read(key: &str, markdown: &str) -> Result<Article, String> {
    let (matter, body) = match metadata::split(markdown) {
        Some((matter, body)) => (Some(matter), body),
        None => (None, markdown),
    };
    let mut article = text::read(key, &plain(body))?;
    if let Some(matter) = matter {
        matter.fill(&mut article);
    }
    Ok(article)
}

fn plain(markdown: &str) -> String {
    let mut shown = String::with_capacity(markdown.len());
    // The number of the next item for each list that is open; none for bullets.
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut pictures = 0;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Image { .. }) => pictures += 1,
            Event::End(TagEnd::Image) => pictures -= 1,
            Event::Text(words) | Event::Code(words) if pictures == 0 => shown.push_str(&words),
            Event::SoftBreak | Event::HardBreak => end_line(&mut shown),
            Event::Start(Tag::List(first)) => {
                end_line(&mut shown);
                lists.push(first);
            }
            Event::Start(Tag::Item) => {
                end_line(&mut shown);
                match lists.last_mut() {
                    Some(Some(number)) => {
                        shown.push_str(&format!("{number}. "));
                        *number += 1;
                    }
                    _ => shown.push_str("• "),
                }
            }
            Event::End(TagEnd::List(_)) => {
                lists.pop();
                end_block(&mut shown);
            }
            Event::End(TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead) => end_line(&mut shown),
            Event::End(TagEnd::TableCell) => shown.push('\t'),
            Event::End(TagEnd::Paragraph) if !lists.is_empty() => end_line(&mut shown),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Table) | Event::Rule => {
                end_block(&mut shown);
            }
            _ => {}
        }
    }
    shown.truncate(shown.trim_end().len());
    shown
}

fn end_line(shown: &mut String) {
    let kept = shown.trim_end_matches([' ', '\t']).len();
    shown.truncate(kept);
    if !shown.is_empty() && !shown.ends_with('\n') {
        shown.push('\n');
    }
}

fn end_block(shown: &mut String) {
    end_line(shown);
    if !shown.is_empty() && !shown.ends_with("\n\n") {
        shown.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_stay_and_the_marks_go() {
        assert_eq!(
            plain(
                "# A *title*\n\nMinister **Orla Tamm** said [she agreed](https://example.org/a) & left.\n> “So be it.”"
            ),
            "A title\n\nMinister Orla Tamm said she agreed & left.\n\n“So be it.”"
        );
        assert_eq!(plain("![A bridge](b.png)\nOne line\nand another\\*"), "One line\nand another*");
        assert_eq!(
            plain("* first\n* second\n\n3. third\n4. fourth\n\nend"),
            "• first\n• second\n\n3. third\n4. fourth\n\nend"
        );
    }

    #[test]
    fn front_matter_is_read_and_cut_off() {
        let article = read("a", "---\ntitle: Talks resume\ndate: 2031-02-03\n---\n\nThe *talks* resumed.").unwrap();
        assert_eq!((article.title.as_str(), article.text.as_str()), ("Talks resume", "The talks resumed."));
        assert_eq!(article.date, Some(jiff::civil::date(2031, 2, 3)));
    }

    #[test]
    fn a_file_without_words_is_refused() {
        assert_eq!(read("a", "---\ntitle: T\n---\n![x](y.png)\n"), Err("has no text".to_owned()));
    }
}
