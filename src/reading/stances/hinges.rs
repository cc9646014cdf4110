//! What somebody makes a condition, and what they make conditional: "accepts talks *only after* a truce", "made a truce
//! *conditional on* talks", "a *precondition for* talks".

use crate::language::Relation;
use crate::reading::stances::direction::{Clause, Judged, Subject, Way};
use crate::reading::stances::lexicon::Class;

/// How many words before the term what opens a condition may stand.
const REACH: usize = 14;

impl Clause<'_> {
    /// "would accept talks only after a truce", "will not negotiate until there is a truce": who names what must come first
    /// wants it.
    pub(super) fn demanded(&self) -> Option<Judged> {
        let from = self.term.start.saturating_sub(REACH).max(self.limits.start);
        let opener = (from..self.term.start).rev().find(|at| {
            let word = self.word(*at);
            let first = matches!(word, "if" | "after" | "when" | "once");
            (first && *at > from && self.word(*at - 1) == "only")
                || matches!(word, "until" | "unless" | "before" | "provided")
        })?;
        if (opener..self.term.start).any(|at| matches!(self.word(at), "," | ";" | ":" | "—")) {
            return None;
        }
        let clause = self.tree.head(opener)?;
        let main = self.tree.head(clause).filter(|main| *main < opener && self.tree.tag(*main).is_verb())?;
        // "until" and "unless" name it where all else is refused: "will not sign until", not "did not sign until".
        let refuses = |at: usize| {
            let has = |words: &[&str]| self.tree.children(at).any(|child| words.contains(&self.word(child)));
            let will = has(&["will", "would", "can", "could", "wo", "ca", "'ll", "cannot"]);
            (will && has(&["not", "n't", "never"])) || matches!(self.lemma(at), "refuse" | "reject")
        };
        let over: Vec<usize> =
            std::iter::once(main).chain(self.tree.path(main).into_iter().map(|step| step.at)).collect();
        let refused = over.iter().take(2).any(|at| refuses(*at));
        if matches!(self.word(opener), "until" | "unless" | "before") != refused && self.word(opener) != "provided" {
            return None;
        }
        let mut sign = 1;
        let top = self.tree.top(&self.term);
        for at in std::iter::once(top).chain(self.tree.path(top).into_iter().map(|step| step.at)) {
            if at == main {
                break;
            }
            let undone = self.mark_on(at).is_some_and(|mark| mark.entry.class == Class::Verb && mark.entry.sign() < 0);
            let denied = self.tree.children(at).any(|child| matches!(self.word(child), "not" | "n't" | "never"));
            sign *= if undone != denied { -1 } else { 1 };
        }
        let mut judged = self.said(sign, 0.7, Way::Governed, std::iter::once(opener..opener + 1).collect());
        judged.distance = 1;
        let subject = over.iter().take(3).filter(|at| self.limits.contains(at)).find_map(|at| self.tree.subject(*at));
        match subject.map(|subject| self.actors_of(subject)) {
            None | Some(Subject::Other) => judged.speakers = true,
            Some(subject) => judged.subject = subject,
        }
        Some(judged)
    }

    /// "made a truce conditional on talks", "its condition for talks": who sets terms for it would take it on those.
    pub(super) fn hinged(&self) -> Option<Judged> {
        self.made_conditional().or_else(|| self.condition_for())
    }

    fn made_conditional(&self) -> Option<Judged> {
        let at = (self.term.end..self.limits.end.min(self.term.end + 6)).find(|at| {
            matches!(self.word(*at), "conditional" | "dependent" | "contingent")
                && matches!(self.word(at + 1), "on" | "upon")
        })?;
        let from = self.term.start.saturating_sub(6).max(self.limits.start);
        let verb = (from..self.term.start).rev().find(|verb| self.lemma(*verb) == "make")?;
        let subject = self.tree.subject(verb)?;
        let mut judged = self.said(1, 1.0, Way::Governed, vec![verb..verb + 1, at..at + 2]);
        judged.hinges = true;
        judged.subject = self.actors_of(subject);
        Some(judged)
    }

    fn condition_for(&self) -> Option<Judged> {
        let top = self.tree.top(&self.term);
        let noun = self.tree.head(top).filter(|noun| {
            matches!(self.lemma(*noun), "condition" | "precondition" | "prerequisite")
                && self.tree.relation(top) == Relation::Nmod
                && self
                    .tree
                    .child(top, &[Relation::Case])
                    .is_some_and(|case| matches!(self.word(case), "for" | "of" | "to"))
        })?;
        let mut judged = self.said(1, 0.9, Way::Governed, std::iter::once(noun..noun + 1).collect());
        judged.hinges = true;
        judged.distance = 1;
        judged.subject = match self.owner(noun, top) {
            Subject::None => {
                let sets = ["make", "set", "name", "demand", "want", "lay", "list", "state"];
                let above = self.tree.path(noun).into_iter().take(3).map(|step| step.at);
                let verb = above.filter(|at| self.limits.contains(at)).find(|at| sets.contains(&self.lemma(*at)))?;
                match self.agent(verb).or_else(|| self.tree.subject(verb))? {
                    subject if self.tree.relation(subject) == Relation::NsubjPass => return None,
                    subject => self.actors_of(subject),
                }
            }
            owner => owner,
        };
        Some(judged)
    }
}
