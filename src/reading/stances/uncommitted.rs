//! Who says expressly that they have not taken a side: "declined to say whether she backs a truce", "asked if he wants
//! a truce, X would not answer".

use crate::model::MentionedIx;
use crate::reading::stances::condition;
use crate::reading::stances::direction::{Clause, Judged, Subject, Way};
use crate::reading::stances::lexicon::Effect;

/// How many words may stand between the word that leaves it open and the question ("declined to say on Monday if …").
const REACH: usize = 4;

impl Clause<'_> {
    /// The holder who leaves open the question that the term stands in.
    pub(super) fn uncommitted(&self) -> Option<Judged> {
        let question = condition::question(self.text, self.limits.clone(), self.term.start)?;
        let asked = question > self.limits.start && self.lemma(question - 1) == "ask";
        let mark = if asked {
            self.marks.iter().find(|mark| mark.entry.effect == Effect::Neutral && mark.tokens.start > self.term.end)?
        } else {
            self.marks.iter().rfind(|mark| {
                mark.entry.effect == Effect::Neutral
                    && mark.tokens.start < question
                    && mark.tokens.end + REACH >= question
                    && (mark.tokens.end..question).all(|at| !self.tree.tag(at).is_punctuation())
            })?
        };
        let top = self.tree.top(&mark.tokens);
        let verbs = std::iter::once(top).chain(self.tree.path(top).into_iter().map(|step| step.at)).take(3);
        let subject = verbs.filter(|at| self.limits.contains(at)).find_map(|at| self.tree.subject(at));
        let mut judged = self.said(1, mark.entry.strength, Way::Governed, vec![mark.tokens.clone()]);
        judged.neutral = true;
        judged.distance = 1;
        judged.subject = subject.map_or(Subject::None, |at| self.actors_of(at));
        let actors = if let Subject::Actors(actors, _) = &judged.subject { actors.as_slice() } else { &[] };
        self.is_theirs(question + 1, actors).then_some(judged)
    }

    /// Whether the question that begins at a token is about what they themselves want: "whether he backs", "whether to
    /// back". What others want they may well know and not tell.
    fn is_theirs(&self, at: usize, actors: &[MentionedIx]) -> bool {
        if matches!(self.word(at), "to" | "he" | "she" | "they" | "it" | "we" | "i" | "his" | "her" | "its" | "their") {
            return true;
        }
        // What others ought to do is a question about one's own view.
        if (at..self.term.end).any(|at| matches!(self.word(at), "should" | "ought" | "must")) {
            return true;
        }
        let at = at + usize::from(self.word(at) == "the");
        self.mention_starting(at).is_none_or(|mention| mention.actors.iter().any(|actor| actors.contains(actor)))
    }
}
