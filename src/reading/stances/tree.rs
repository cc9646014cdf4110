//! The path from a term up through the sentence's dependency tree, and the subjects on its way.

use std::ops::Range;

use crate::language::{Relation, Tag, Text};

/// Nouns for what somebody wants, says or does, which an infinitive tells.
const WISHES: &[&str] = &[
    "agreement",
    "opposition",
    "resistance",
    "support",
    "objection",
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
        Some(self.hung(at).map_or(self.text.tokens[at].head, |(head, _)| head)).filter(|head| *head != at)
    }

    pub(super) fn relation(self, at: usize) -> Relation {
        self.hung(at).map_or(self.text.tokens[at].relation, |(_, relation)| relation)
    }

    /// Where a word belongs that the parser may hang elsewhere: what somebody wants, on the noun that says so.
    fn hung(self, at: usize) -> Option<(usize, Relation)> {
        let token = &self.text.tokens[at];
        match token.relation {
            Relation::Advcl | Relation::Xcomp | Relation::Acl => self.wish(at).map(|noun| (noun, Relation::Acl)),
            Relation::Nmod | Relation::Obl => self.called_for(at).map(|noun| (noun, Relation::Nmod)),
            _ => None,
        }
    }

    /// "repeated its *demand* to end the war", "an *offer* by Peru to end it": the noun before an infinitive that says what is
    /// wanted or done, where the parser hangs the infinitive on the verb before it.
    fn wish(self, at: usize) -> Option<usize> {
        let tokens = &self.text.tokens;
        let over = tokens[at].head;
        if tokens[at].tag != Tag::VB || over >= at {
            return None;
        }
        let to = (over + 1..at).rev().find(|to| tokens[*to].tag == Tag::TO && tokens[*to].head == at)?;
        if let Some(noun) = self.whose(to) {
            return Some(noun);
        }
        let verb = tokens[at].relation != Relation::Acl && to > over + 1;
        let use_it = matches!(tokens[over].lemma.as_str(), "use" | "exploit" | "need" | "take");
        (verb && self.is_wish(to - 1) && !use_it).then_some(to - 1)
    }

    fn is_wish(self, at: usize) -> bool {
        let token = &self.text.tokens[at];
        token.tag.is_noun() && WISHES.contains(&token.lemma.as_str())
    }

    /// "*calls* from Peru and Chile for a truce": what seems to be for Chile, or what the verb is for, is what the noun wants.
    fn called_for(self, at: usize) -> Option<usize> {
        let tokens = &self.text.tokens;
        let case = (self.tokens.start..at)
            .rev()
            .take(6)
            .find(|case| tokens[*case].head == at && tokens[*case].relation == Relation::Case)?;
        let fits = matches!(tokens[case].lower.as_str(), "for" | "to" | "on" | "against");
        fits.then(|| self.whose(case))?
    }

    /// The noun for a wish behind which stands whose it is, up to a token: "*calls* from Peru and Chile".
    fn whose(self, end: usize) -> Option<usize> {
        let tokens = &self.text.tokens;
        let part = |at: &usize| {
            let tag = tokens[*at].tag;
            tag.is_noun()
                || tag.is_adjective()
                || matches!(tag, Tag::DT | Tag::CC | Tag::CD | Tag::POS)
                || tokens[*at].lower == ","
        };
        let from = end.checked_sub(1)?;
        let before = (self.tokens.start..end).rev().take(10).find(|at| !part(at))?;
        let by = matches!(tokens[before].lower.as_str(), "from" | "by" | "among") && before < from;
        let noun = before.checked_sub(1).filter(|noun| *noun >= self.tokens.start)?;
        (by && self.is_wish(noun)).then_some(noun)
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
