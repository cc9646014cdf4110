//! What turns a judgement, or puts it aside, from outside of the words that govern the term: doubt, a denial beside the
//! clause, a participle behind the term, another thing that the word stands against.

use std::ops::Range;

use crate::language::{Relation, Tag};
use crate::reading::stances::direction::{Clause, Judged, Subject};
use crate::reading::stances::lexicon::{Class, Effect};

impl Clause<'_> {
    /// "denied that X opposes a truce", "does not think X wants one": what is doubted of somebody is not their stance, and
    /// leaves open what is.
    pub(super) fn is_doubted(&self, judged: &Judged) -> bool {
        let Subject::Actors(_, subject) = &judged.subject else { return false };
        let that = usize::from(matches!(self.word(subject.start.wrapping_sub(1)), "that" | "whether" | "if"));
        let Some(over) = subject.start.checked_sub(1 + that).filter(|at| self.limits.contains(at)) else {
            return false;
        };
        self.disbelief(over).is_some() || matches!(self.lemma(over), "deny" | "doubt" | "dispute" | "refute" | "denial")
    }

    /// The words that deny in "does not think", "no longer believes", of whose verb the place is given.
    fn disbelief(&self, at: usize) -> Option<Range<usize>> {
        if !matches!(self.lemma(at), "think" | "believe" | "expect" | "feel" | "say" | "mean") {
            return None;
        }
        let denies = |child: &usize| matches!(self.word(*child), "not" | "n't" | "never") && *child < at;
        let mark = self.mark_ending(at).filter(|mark| mark.entry.effect == Effect::Turns);
        self.tree.children(at).find(denies).map(|at| at..at + 1).or(mark.map(|mark| mark.tokens.clone()))
    }

    /// The words that deny what somebody thinks ought to be: "does *not* believe that Peru should accept".
    pub(super) fn disbelieved(&self) -> Option<Range<usize>> {
        let steps = self.tree.path(self.tree.top(&self.term)).into_iter();
        let mut over =
            steps.take_while(|step| self.limits.contains(&step.at)).filter(|step| step.by == Relation::Ccomp);
        over.find_map(|step| self.disbelief(step.at))
    }

    /// The words that deny what is said of the term, where the tree has their verb aside: "X no longer believes a truce
    /// is needed".
    pub(super) fn denied_aside(&self) -> Option<Range<usize>> {
        let top = self.tree.top(&self.term);
        let first = self.text.subtree(top).start.min(self.term.start);
        let that = usize::from(self.word(first.wrapping_sub(1)) == "that");
        let over = first.checked_sub(1 + that).filter(|at| self.limits.contains(at))?;
        self.disbelief(over).filter(|_| self.tree.path(top).iter().all(|step| step.at != over))
    }

    /// The participle behind the term that undoes it: "wants the sanctions *lifted*", "to have the ban *annulled*".
    pub(super) fn turned_behind(&self) -> Option<Range<usize>> {
        let top = self.tree.top(&self.term);
        let first = self.text.subtree(top).start.min(self.term.start);
        let verb = first.checked_sub(1).filter(|at| self.limits.contains(at))?;
        if !matches!(self.lemma(verb), "get" | "have" | "see" | "want" | "need" | "like" | "find" | "keep") {
            return None;
        }
        let ends = |at: &usize| {
            let tag = self.tree.tag(*at);
            tag.is_punctuation() || tag == Tag::MD || tag == Tag::CC || matches!(tag, Tag::VBZ | Tag::VBP | Tag::TO)
        };
        let mut behind = (self.term.end..self.limits.end.min(self.term.end + 5)).take_while(|at| !ends(at));
        let participle = behind.find(|at| matches!(self.tree.tag(*at), Tag::VBN | Tag::VBD))?;
        let mark = self.mark_starting(participle)?;
        (mark.entry.class == Class::Verb && mark.entry.sign() < 0).then(|| mark.tokens.clone())
    }

    /// Whether the word that judges stands against something else, by means of the term or rather than it: "hit the banks
    /// with sanctions"; or for something else: "prefers neutrality to membership".
    pub(super) fn is_means(&self, judged: &Judged) -> bool {
        let top = self.tree.top(&self.term);
        let case = self.tree.child(top, &[Relation::Case]).map(|case| self.word(case));
        let by = |lemmas: &[&str]| {
            judged.words.iter().any(|words| words.len() == 1 && lemmas.contains(&self.lemma(words.start)))
        };
        match case {
            Some("with") => by(&["hit", "punish", "strike", "target", "slam"]),
            Some("to" | "over") => by(&["prefer"]),
            _ => false,
        }
    }

    /// "liked the idea of a truce, but …": what is only granted before another thing is set against it.
    pub(super) fn concedes(&self) -> bool {
        let start = self.term.start.saturating_sub(8).max(self.limits.start);
        let grants = (start..self.term.start).any(|at| {
            self.tree.tag(at).is_verb()
                && matches!(self.lemma(at), "like" | "understand" | "appreciate" | "respect" | "admire")
        });
        let mut behind = self.term.end..self.limits.end.min(self.term.end + 8);
        grants && behind.any(|at| self.word(at) == "but" && matches!(self.word(at - 1), "," | "—" | "–" | ";"))
    }
}
