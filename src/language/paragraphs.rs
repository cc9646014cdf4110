use crate::model::Span;

/// The paragraphs of a text, without white space around them: its lines that are not empty, or, where the lines were
/// broken to a width, the blocks between empty lines.
pub(super) fn find(text: &str) -> Vec<Span> {
    let lines = lines(text);
    if !wrapped(text, &lines) {
        return lines.into_iter().filter(|line| !line.is_empty()).collect();
    }
    let mut blocks: Vec<Span> = Vec::new();
    let mut open = false;
    for line in lines {
        match blocks.last_mut() {
            _ if line.is_empty() => open = false,
            Some(block) if open => *block = block.cover(line),
            _ => {
                blocks.push(line);
                open = true;
            }
        }
    }
    blocks
}

fn lines(text: &str) -> Vec<Span> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        lines.push(Span::new(start, start + line.trim().len()));
        at += line.len();
    }
    lines
}

/// Whether the lines were broken to a width, as in e-mail: of two lines with nothing between, many times the first is
/// long and the second goes on with a small letter. News text breaks its lines at paragraphs, which begin with a capital.
fn wrapped(text: &str, lines: &[Span]) -> bool {
    let (mut pairs, mut broken) = (0, 0);
    for pair in lines.windows(2) {
        let (first, second) = (pair[0].of(text), pair[1].of(text));
        if first.is_empty() || second.is_empty() {
            continue;
        }
        pairs += 1;
        let length = first.chars().count();
        broken += usize::from((40..=120).contains(&length) && second.starts_with(char::is_lowercase));
    }
    broken >= 2 && broken * 3 >= pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn a_line_is_a_paragraph() {
        assert_eq!(words(" One here.\nTwo there. \n\n\nthree"), ["One here.", "Two there.", "three"]);
        assert_eq!(words(""), Vec::<&str>::new());
    }

    #[test]
    fn lines_broken_to_a_width_are_joined_up_to_an_empty_one() {
        let text = "Minister Orla Tamm said on Monday that the talks about the\nferry would go on until the river falls and the boats can\n\
                    cross again.\n\nNobody in Korvath believed her, least of all those who had\nwaited for the ferry since March.";
        let found = words(text);
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with("Minister") && found[0].ends_with("again."));
        assert!(found[1].ends_with("March."));
    }
}
