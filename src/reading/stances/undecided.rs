//! Who is said to take no side: "declined to say whether she backs a truce", "asked if he wants a truce, X would not
//! answer".
//!
//! The term stands in a clause that only supposes, so nothing in there is a stance; what stands over the clause is one.

use std::ops::Range;

use crate::model::MentionedIx;
use crate::reading::stances::direction::{Clause, Judged, Subject, Way};
use crate::reading::stances::lexicon::{Effect, Mark};

/// The most words between "whether" and the term.
const NEAR: usize = 14;
/// The most words between somebody and what they would not say.
const BESIDE: usize = 6;

impl Clause<'_> {
    /// The judgement that somebody has not taken a side on the term, where it stands in a question that was put to them
    /// or that they leave open.
    pub(super) fn undecided(&self) -> Option<Judged> {
        let from = self.term.start.saturating_sub(NEAR).max(self.limits.start);
        let opener = (from..self.term.start).rev().find(|at| matches!(self.word(*at), "whether" | "if"))?;
        let opens = |mark: &Mark| mark.tokens.end == opener || mark.tokens.contains(&opener);
        let asked = self.lemma(opener.wrapping_sub(1)) == "ask" && opener > self.limits.start;
        let mark = self.marks.iter().find(|mark| {
            mark.entry.effect == Effect::Neutral && if asked { mark.tokens.start > self.term.end } else { opens(mark) }
        })?;
        let (actors, tokens) = self.declining(mark)?;
        if !self.is_theirs(opener + 1, &actors) {
            return None;
        }
        let mut judged = self.said(1, mark.entry.strength, Way::Governed, vec![mark.tokens.clone()]);
        judged.neutral = true;
        judged.subject = Subject::Actors(actors, tokens);
        Some(judged)
    }

    /// Who does what a word of the lexicon says: its subject in the tree, or whoever is named right before it.
    fn declining(&self, mark: &Mark) -> Option<(Vec<MentionedIx>, Range<usize>)> {
        let top = self.tree.top(&mark.tokens);
        let verbs = std::iter::once(top).chain(self.tree.path(top).into_iter().map(|step| step.at).take(2));
        let subject = verbs.filter(|at| *at <= top).find_map(|at| self.tree.subject(at));
        if let Some(Subject::Actors(actors, tokens)) = subject.map(|at| self.actors_of(at)) {
            return Some((actors, tokens));
        }
        let ends = (mark.tokens.start.saturating_sub(BESIDE)..=mark.tokens.start).rev();
        let mention = ends.filter(|end| *end > self.limits.start).find_map(|end| self.mention_ending(end))?;
        Some((mention.actors.clone(), mention.tokens.clone()))
    }

    /// Whether the question that begins at a token is about what they themselves want: "whether he backs", "whether to
    /// back". What others want they may well know and not tell.
    fn is_theirs(&self, at: usize, actors: &[MentionedIx]) -> bool {
        if matches!(self.word(at), "to" | "he" | "she" | "they" | "it" | "we" | "i" | "his" | "her" | "its" | "their") {
            return true;
        }
        let at = at + usize::from(self.word(at) == "the");
        self.mention_starting(at).is_some_and(|mention| mention.actors.iter().any(|actor| actors.contains(actor)))
    }
}
