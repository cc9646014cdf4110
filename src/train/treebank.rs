use crate::language::{Relation, Tag, Text};

/// A sentence with its right tags and tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// The words as written.
    pub words: Vec<String>,
    /// Dictionary forms; empty where the treebank's word was cut differently.
    pub lemmas: Vec<String>,
    /// Parts of speech.
    pub tags: Vec<Tag>,
    /// The head of each word; the number of words for the head of the sentence.
    pub heads: Vec<usize>,
    /// How it depends on its head.
    pub relations: Vec<Relation>,
}

impl Sample {
    /// How many words it has.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it has no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn push(&mut self, word: &str, lemma: &str, tag: Tag, head: usize, relation: Relation) {
        self.words.push(word.to_owned());
        self.lemmas.push(lemma.to_owned());
        self.tags.push(tag);
        self.heads.push(head);
        self.relations.push(relation);
    }
}

/// The sentences of a CoNLL-U file: with the treebank's words, or (`ours`) with the words as [`Text`] cuts them.
pub fn samples(conllu: &str, ours: bool) -> Vec<Sample> {
    let mut found = Vec::new();
    for block in conllu.replace("\r\n", "\n").split("\n\n") {
        let sample = sample(block);
        if sample.is_empty() {
            continue;
        }
        let text = block.lines().find_map(|line| line.strip_prefix("# text = "));
        let cut = text.filter(|_| ours).and_then(|text| recut(&sample, text));
        found.push(cut.unwrap_or(sample));
    }
    found
}

fn sample(block: &str) -> Sample {
    let mut sample = Sample::default();
    for line in block.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [number, word, lemma, _, tag, _, head, relation, ..] = fields[..] else { continue };
        // Lines like 3-4 (a word of two) and 5.1 (a word left out) are no nodes of the tree.
        if number.parse::<usize>().is_err() {
            continue;
        }
        let head = head.parse::<usize>().unwrap_or(0);
        sample.push(word, lemma, Tag::of(tag), head.checked_sub(1).unwrap_or(usize::MAX), Relation::of(relation));
    }
    let count = sample.len();
    for head in &mut sample.heads {
        *head = (*head).min(count);
    }
    sample
}

/// The sentence with the words as [`Text`] cuts them. Where we cut finer, the last part with letters takes the word's
/// place in the tree and the others hang on it; where we cut coarser, the part highest in the tree stands for all.
fn recut(sample: &Sample, text: &str) -> Option<Sample> {
    let mut golds = Vec::with_capacity(sample.len());
    let mut at = 0;
    for word in &sample.words {
        let from = at + text[at..].find(word.as_str())?;
        // A word found only after letters that belong to none was cut in a way that we cannot follow.
        if text[at..from].chars().any(|c| !c.is_whitespace()) {
            return None;
        }
        at = from + word.len();
        golds.push(from..at);
    }
    let cut = Text::cut(text);
    let tokens = &cut.tokens;
    let overlaps = |token: usize, gold: usize| {
        let (span, gold) = (tokens[token].span.range(), &golds[gold]);
        span.start < gold.end && gold.start < span.end
    };
    let count = sample.len();
    // For each gold word the token that takes its place.
    let mut place = Vec::with_capacity(count + 1);
    for gold in 0..count {
        let parts: Vec<usize> = (0..tokens.len()).filter(|token| overlaps(*token, gold)).collect();
        place.push(*parts.iter().rev().find(|part| tokens[**part].is_word()).or(parts.last())?);
    }
    place.push(tokens.len());
    let mut out = Sample::default();
    for token in 0..tokens.len() {
        let word = cut.words(tokens[token].span);
        let within: Vec<usize> = (0..count).filter(|gold| overlaps(token, *gold)).collect();
        let mine: Vec<usize> = within.iter().copied().filter(|gold| place[*gold] == token).collect();
        if let Some(top) = mine.iter().copied().find(|gold| place[sample.heads[*gold]] != token) {
            let lemma = if within.len() == 1 && golds[top].len() == word.len() { &sample.lemmas[top] } else { "" };
            out.push(word, lemma, sample.tags[top], place[sample.heads[top]], sample.relations[top]);
        } else {
            let gold = *within.first()?;
            let (tag, relation) = match word {
                "." => (Tag::Stop, Relation::Punct),
                "-" => (Tag::HYPH, Relation::Punct),
                _ if tokens[token].is_word() => (sample.tags[gold], Relation::Compound),
                _ => (sample.tags[gold], Relation::Punct),
            };
            out.push(word, "", tag, place[gold], relation);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "# text = The U.S. cannot agree.\n\
        1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n\
        2\tU.S.\tU.S.\tPROPN\tNNP\t_\t5\tnsubj\t_\t_\n\
        3-4\tcannot\t_\t_\t_\t_\t_\t_\t_\t_\n\
        3\tcan\tcan\tAUX\tMD\t_\t5\taux\t_\t_\n\
        4\tnot\tnot\tPART\tRB\t_\t5\tadvmod\t_\t_\n\
        5\tagree\tagree\tVERB\tVB\t_\t0\troot\t_\t_\n\
        6\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_\n\n";

    #[test]
    fn trees_follow_our_way_to_cut_words() {
        let theirs = &samples(TREE, false)[0];
        assert_eq!(theirs.words, ["The", "U.S.", "can", "not", "agree", "."]);
        assert_eq!(theirs.heads, [1, 4, 4, 4, 6, 4]);
        let ours = &samples(TREE, true)[0];
        assert_eq!(ours.words, ["The", "U.S", ".", "cannot", "agree", "."]);
        assert_eq!(ours.heads, [1, 4, 1, 4, 6, 4]);
        assert_eq!(ours.tags[3], Tag::MD);
        assert_eq!(ours.relations[2], Relation::Punct);
    }

    #[test]
    fn anything_else_is_no_sentence() {
        assert_eq!(samples("", true), []);
        assert_eq!(samples("1\tword\n\n# text = only\n", true), []);
    }
}
