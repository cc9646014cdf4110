//! Learns the weights that the program ships, and measures them.
//!
//! Comes in: the text of corpora. Goes out: the bytes of weights, and figures. Never here: files, and nothing that
//! reading uses: who reads articles does not train.

pub mod author;
