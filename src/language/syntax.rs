//! The words for parts of speech and for the relations between words.

use strum::{EnumCount, EnumIter, EnumString, FromRepr, IntoStaticStr};

/// A part of speech: the tags of the Penn Treebank as the English Web Treebank uses them.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumCount, EnumIter, EnumString, FromRepr, IntoStaticStr,
)]
#[repr(u8)]
pub enum Tag {
    /// Noun, singular: dam.
    #[default]
    NN,
    /// Noun, plural: dams.
    NNS,
    /// Proper noun, singular: Velmora.
    NNP,
    /// Proper noun, plural: Balkans.
    NNPS,
    /// Pronoun: she.
    PRP,
    /// Possessive pronoun: her.
    #[strum(serialize = "PRP$")]
    PRPS,
    /// Determiner: the.
    DT,
    /// Determiner before another: all the.
    PDT,
    /// Number.
    CD,
    /// Adjective.
    JJ,
    /// Comparative adjective.
    JJR,
    /// Superlative adjective.
    JJS,
    /// Adverb, and "not".
    RB,
    /// Comparative adverb.
    RBR,
    /// Superlative adverb.
    RBS,
    /// Verb, base form: oppose.
    VB,
    /// Verb, past tense: opposed.
    VBD,
    /// Verb, gerund or present participle: opposing.
    VBG,
    /// Verb, past participle: opposed.
    VBN,
    /// Verb, present, not third person singular: oppose.
    VBP,
    /// Verb, present, third person singular: opposes.
    VBZ,
    /// Modal verb: would.
    MD,
    /// "to".
    TO,
    /// Preposition or subordinating conjunction: of, if, that.
    IN,
    /// Coordinating conjunction: and.
    CC,
    /// Particle of a verb: (ruled) out.
    RP,
    /// "there" in "there is".
    EX,
    /// Interrogative determiner: which.
    WDT,
    /// Interrogative pronoun: who.
    WP,
    /// "whose".
    #[strum(serialize = "WP$")]
    WPS,
    /// Interrogative adverb: when.
    WRB,
    /// Possessive ending: 's.
    POS,
    /// Interjection.
    UH,
    /// Foreign word.
    FW,
    /// Symbol.
    SYM,
    /// Currency sign.
    #[strum(serialize = "$")]
    Currency,
    /// Address on the web or of mail.
    ADD,
    /// Hyphen within a word.
    HYPH,
    /// Opening quotation mark.
    #[strum(serialize = "``")]
    OpenQuote,
    /// Closing quotation mark.
    #[strum(serialize = "''")]
    CloseQuote,
    /// Opening bracket.
    #[strum(serialize = "-LRB-")]
    OpenBracket,
    /// Closing bracket.
    #[strum(serialize = "-RRB-")]
    CloseBracket,
    /// Comma.
    #[strum(serialize = ",")]
    Comma,
    /// Final punctuation.
    #[strum(serialize = ".")]
    Stop,
    /// Colon, semicolon or dash.
    #[strum(serialize = ":")]
    Colon,
    /// Other punctuation.
    NFP,
    /// A fragment of a word, or what has no tag.
    XX,
}

impl Tag {
    /// The tag of a treebank by its name; rare ones go to their nearest kin.
    pub fn of(name: &str) -> Self {
        match name {
            "LS" => Self::CD,
            "AFX" => Self::JJ,
            "BES" => Self::VBZ,
            _ => name.parse().unwrap_or(Self::XX),
        }
    }

    /// Its name in the treebank.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Any verb, modals too.
    pub fn is_verb(self) -> bool {
        matches!(self, Self::VB | Self::VBD | Self::VBG | Self::VBN | Self::VBP | Self::VBZ | Self::MD)
    }

    /// A verb with tense: said, says, say, would.
    pub fn is_finite(self) -> bool {
        matches!(self, Self::VBD | Self::VBP | Self::VBZ | Self::MD)
    }

    /// Past tense or past participle.
    pub fn is_past(self) -> bool {
        matches!(self, Self::VBD | Self::VBN)
    }

    /// Any noun, proper ones too.
    pub fn is_noun(self) -> bool {
        matches!(self, Self::NN | Self::NNS) || self.is_proper()
    }

    /// A proper noun.
    pub fn is_proper(self) -> bool {
        matches!(self, Self::NNP | Self::NNPS)
    }

    /// A plural noun.
    pub fn is_plural(self) -> bool {
        matches!(self, Self::NNS | Self::NNPS)
    }

    /// A pronoun, possessive ones too.
    pub fn is_pronoun(self) -> bool {
        matches!(self, Self::PRP | Self::PRPS)
    }

    /// An adjective.
    pub fn is_adjective(self) -> bool {
        matches!(self, Self::JJ | Self::JJR | Self::JJS)
    }

    /// An adverb.
    pub fn is_adverb(self) -> bool {
        matches!(self, Self::RB | Self::RBR | Self::RBS)
    }

    /// A question word or relative pronoun.
    pub fn is_wh(self) -> bool {
        matches!(self, Self::WDT | Self::WP | Self::WPS | Self::WRB)
    }

    /// Of a class that has few words, all of them known.
    pub fn is_closed(self) -> bool {
        matches!(
            self,
            Self::IN
                | Self::DT
                | Self::CC
                | Self::MD
                | Self::TO
                | Self::PRP
                | Self::PRPS
                | Self::WDT
                | Self::WP
                | Self::WPS
                | Self::WRB
                | Self::EX
                | Self::PDT
                | Self::RP
                | Self::POS
        )
    }

    /// A punctuation mark.
    pub fn is_punctuation(self) -> bool {
        matches!(
            self,
            Self::HYPH
                | Self::OpenQuote
                | Self::CloseQuote
                | Self::OpenBracket
                | Self::CloseBracket
                | Self::Comma
                | Self::Stop
                | Self::Colon
                | Self::NFP
        )
    }
}

/// How a word depends on its head: the relations of Universal Dependencies
/// (<https://universaldependencies.org/en/dep/>), with the subtypes that tell who does what.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumCount, EnumIter, EnumString, FromRepr, IntoStaticStr,
)]
#[strum(serialize_all = "lowercase")]
#[repr(u8)]
pub enum Relation {
    /// The head of the sentence.
    #[default]
    Root,
    /// Subject of an active clause.
    Nsubj,
    /// Subject of a passive clause: the *truce* was rejected.
    #[strum(serialize = "nsubj:pass")]
    NsubjPass,
    /// A clause as subject.
    Csubj,
    /// Object.
    Obj,
    /// Indirect object.
    Iobj,
    /// Nominal that modifies a verb: signed in *Velmora*.
    Obl,
    /// The doer in a passive: opposed by the *senate*.
    #[strum(serialize = "obl:agent")]
    OblAgent,
    /// Nominal without preposition that modifies a verb: said *Monday*.
    #[strum(serialize = "obl:unmarked")]
    OblUnmarked,
    /// Clause as object, with its own subject: said that she *agrees*.
    Ccomp,
    /// Clause without subject of its own: wants to *sign*.
    Xcomp,
    /// Adverbial clause: if they *agree*.
    Advcl,
    /// Clause that modifies a noun: a plan to *sign*.
    Acl,
    /// Relative clause: the plan that he *signed*.
    #[strum(serialize = "acl:relcl")]
    AclRelcl,
    /// A clause beside the main one: "We agree," he *said*.
    Parataxis,
    /// A further part of a coordination.
    Conj,
    /// Coordinating conjunction.
    Cc,
    /// Word that introduces a subordinate clause: that, if, to.
    Mark,
    /// Auxiliary.
    Aux,
    /// Auxiliary of the passive.
    #[strum(serialize = "aux:pass")]
    AuxPass,
    /// Copula.
    Cop,
    /// Adverb, and "not".
    Advmod,
    /// Apposition.
    Appos,
    /// Later part of a name.
    Flat,
    /// Word of a compound noun.
    Compound,
    /// Particle of a verb: rule *out*.
    #[strum(serialize = "compound:prt")]
    CompoundPrt,
    /// Nominal that modifies a noun.
    Nmod,
    /// Possessor.
    #[strum(serialize = "nmod:poss")]
    NmodPoss,
    /// Nominal without preposition that modifies a noun.
    #[strum(serialize = "nmod:unmarked")]
    NmodUnmarked,
    /// Title or kind before a name: *President* Orsk.
    #[strum(serialize = "nmod:desc")]
    NmodDesc,
    /// Preposition or possessive 's.
    Case,
    /// Determiner.
    Det,
    /// Adjective of a noun.
    Amod,
    /// Number of a noun.
    Nummod,
    /// Punctuation.
    Punct,
    /// "it" or "there" without meaning.
    Expl,
    /// Later part of a fixed expression: according *to*.
    Fixed,
    /// Interjection, greeting.
    Discourse,
    /// Who is addressed.
    Vocative,
    /// Item of a list.
    List,
    /// A phrase put before or after its clause.
    Dislocated,
    /// Stands where a verb was left out.
    Orphan,
    /// Later part of a word written apart.
    Goeswith,
    /// What a speaker took back.
    Reparandum,
    /// Anything else.
    Dep,
}

impl Relation {
    /// The relation of a treebank by its name; a subtype that is not kept goes to its main type.
    pub fn of(name: &str) -> Self {
        let main = name.split(':').next().unwrap_or_default();
        name.parse().or_else(|_| main.parse()).unwrap_or(Self::Dep)
    }

    /// Its name in the treebank.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Any subject.
    pub fn is_subject(self) -> bool {
        matches!(self, Self::Nsubj | Self::NsubjPass | Self::Csubj)
    }

    /// A clause of its own below another word.
    pub fn is_clause(self) -> bool {
        matches!(
            self,
            Self::Csubj | Self::Ccomp | Self::Xcomp | Self::Advcl | Self::Acl | Self::AclRelcl | Self::Parataxis
        )
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::*;

    #[test]
    fn names_lead_back() {
        for tag in Tag::iter() {
            assert_eq!(Tag::of(tag.name()), tag);
        }
        for relation in Relation::iter() {
            assert_eq!(Relation::of(relation.name()), relation);
        }
        assert_eq!(Relation::of("nsubj:outer"), Relation::Nsubj);
        assert_eq!(Tag::of("LS"), Tag::CD);
    }
}
