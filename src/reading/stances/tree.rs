//! The path from a term up through the sentence's dependency tree, and the subjects on its way.

use std::ops::Range;

use crate::language::{Relation, Tag, Text};

/// Nouns for what somebody wants, says or does, which an infinitive tells.
const WISHES: &[&str] = &[
    "agreement",
    "appeal",
    "attempt",
    "bid",
    "call",
    "commitment",
    "decision",
    "demand",
    "desire",
    "determination",
    "drive",
    "effort",
    "failure",
    "hope",
    "intent",
    "intention",
    "move",
    "offer",
    "order",
    "plan",
    "plea",
    "pledge",
    "promise",
    "proposal",
    "push",
    "readiness",
    "refusal",
    "reluctance",
    "request",
    "threat",
    "unwillingness",
    "vow",
    "willingness",
    "wish",
];

/// The tree of one sentence.
#[derive(Clone, Copy)]
pub(super) struct Tree<'a> {
    pub(super) text: &'a Text<'a>,
    /// The sentence's tokens.
    pub(super) tokens: &'a Range<usize>,
}

/// A word on the path from the term to the root, and how the one below depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) at: usize,
    pub(super) by: Relation,
    /// Reached from a further part of a coordination of clauses: what stands over the first part stands over it too,
    /// but what the first part does is its own affair.
    pub(super) beside: bool,
}

impl<'a> Tree<'a> {
    pub(super) fn head(self, at: usize) -> Option<usize> {
        Some(self.wish(at).unwrap_or(self.text.tokens[at].head)).filter(|head| *head != at)
    }

    pub(super) fn relation(self, at: usize) -> Relation {
        self.wish(at).map_or(self.text.tokens[at].relation, |_| Relation::Acl)
    }

    /// "repeated its *demand* to end the war": the noun right before an infinitive that says what is wanted or done, where
    /// the parser hangs the infinitive on the verb before it.
    fn wish(self, at: usize) -> Option<usize> {
        let tokens = &self.text.tokens;
        let verb = tokens[at].head;
        if tokens[at].tag != Tag::VB || !matches!(tokens[at].relation, Relation::Advcl | Relation::Xcomp) || verb >= at
        {
            return None;
        }
        let to = (verb + 2..at).rev().find(|to| tokens[*to].tag == Tag::TO && tokens[*to].head == at)?;
        let noun = &tokens[to - 1];
        let wish = noun.tag.is_noun() && WISHES.contains(&noun.lemma.as_str());
        (wish && !matches!(tokens[verb].lemma.as_str(), "use" | "exploit" | "need" | "take")).then_some(to - 1)
    }

    pub(super) fn tag(self, at: usize) -> Tag {
        self.text.tokens[at].tag
    }

    pub(super) fn children(self, of: usize) -> impl Iterator<Item = usize> + use<'a> {
        self.tokens.clone().filter(move |at| self.head(*at) == Some(of))
    }

    pub(super) fn child(self, of: usize, relations: &[Relation]) -> Option<usize> {
        self.children(of).find(|at| relations.contains(&self.relation(*at)))
    }

    /// The word of a stretch that governs the others.
    pub(super) fn top(self, stretch: &Range<usize>) -> usize {
        stretch
            .clone()
            .find(|at| self.head(*at).is_none_or(|head| !stretch.contains(&head)) && !self.tag(*at).is_punctuation())
            .unwrap_or(stretch.start)
    }

    /// The words above `from`, nearest first.
    pub(super) fn path(self, from: usize) -> Vec<Step> {
        let mut path = Vec::new();
        let mut at = from;
        while let Some(head) = self.head(at) {
            if path.len() > 20 || !self.tokens.contains(&head) {
                break;
            }
            let by = self.relation(at);
            let clauses = by == Relation::Conj && self.is_predicate(at);
            path.push(Step { at: head, by, beside: clauses });
            at = head;
        }
        path
    }

    /// Whether a word heads a clause: a verb, or an adjective or noun with a copula or subject.
    pub(super) fn is_predicate(self, at: usize) -> bool {
        self.tag(at).is_verb() || self.child(at, &[Relation::Cop, Relation::Nsubj, Relation::NsubjPass]).is_some()
    }

    /// The subject of the clause that a word heads.
    pub(super) fn subject(self, at: usize) -> Option<usize> {
        self.child(at, &[Relation::Nsubj]).or_else(|| self.child(at, &[Relation::NsubjPass]))
    }
}
