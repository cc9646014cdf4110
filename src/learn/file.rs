//! The file of a model, little endian:
//!
//! | part | bytes |
//! |---|---|
//! | magic `SXW2` | 4 |
//! | bits of the table | 1 |
//! | number of classes | 1 |
//! | names of the classes | each its length (1) and its UTF-8 |
//! | number of rows that are not empty | 4 |
//! | those rows, in order | see below |
//! | [`hash_bytes`] of all that stands before | 8 |
//!
//! A row is the number of empty rows before it (7 bits a byte, the highest bit says that more follow), its check byte, and
//! its weights that are not zero. With at most 8 classes: one byte whose bits say which classes, and their weights. With more: how
//! many (1), and for each the class (1) and the weight (1).

use thiserror::Error;

use super::{Model, hash_bytes};

const MAGIC: [u8; 4] = *b"SXW2";
/// More than any model needs; a damaged file must not ask for all memory.
const MOST_BITS: u32 = 22;

/// Why bytes are no model.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum WeightsError {
    /// Another kind of file, or another version.
    #[error("not a file of learnt weights, or one of another version")]
    Kind,
    /// Cut short or changed.
    #[error("the learnt weights are damaged")]
    Damaged,
    /// A whole file, for another use.
    #[error("the learnt weights have {0} classes and not {1} at most")]
    Classes(usize, usize),
}

impl<const W: usize> Model<W> {
    /// The model as the bytes of a file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.push(self.bits as u8);
        out.push(self.labels.len() as u8);
        for label in &self.labels {
            out.push(label.len() as u8);
            out.extend(label.bytes());
        }
        let filled: Vec<usize> = (0..self.rows.len()).filter(|row| self.rows[*row].iter().any(|w| *w != 0)).collect();
        out.extend((filled.len() as u32).to_le_bytes());
        let mut next = 0;
        for at in filled {
            push_number(&mut out, at - next);
            next = at + 1;
            out.push(self.checks[at]);
            let weights = self.rows[at].iter().enumerate().filter(|(_, weight)| **weight != 0);
            if self.labels.len() <= 8 {
                out.push(weights.clone().fold(0, |mask, (class, _)| mask | 1 << class));
                out.extend(weights.map(|(_, weight)| *weight as u8));
            } else {
                out.push(weights.clone().count() as u8);
                out.extend(weights.flat_map(|(class, weight)| [class as u8, *weight as u8]));
            }
        }
        let sum = hash_bytes(&out);
        out.extend(sum.to_le_bytes());
        out
    }

    /// Reads the bytes of a file.
    ///
    /// # Errors
    /// Bytes of another kind, damaged, or with more classes than `W`.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, WeightsError> {
        if !bytes.starts_with(&MAGIC) {
            return Err(WeightsError::Kind);
        }
        let (body, sum) = bytes.split_last_chunk().ok_or(WeightsError::Damaged)?;
        if hash_bytes(body) != u64::from_le_bytes(*sum) {
            return Err(WeightsError::Damaged);
        }
        Self::read(&mut Bytes(&body[MAGIC.len()..])).ok_or(WeightsError::Damaged)?
    }

    /// Nothing where the bytes end too early or point beyond the table.
    fn read(bytes: &mut Bytes<'_>) -> Option<Result<Self, WeightsError>> {
        let bits = u32::from(bytes.byte()?);
        let classes = usize::from(bytes.byte()?);
        if bits > MOST_BITS {
            return None;
        }
        if classes > W {
            return Some(Err(WeightsError::Classes(classes, W)));
        }
        let mut labels = Vec::with_capacity(classes);
        for _ in 0..classes {
            let length = usize::from(bytes.byte()?);
            labels.push(std::str::from_utf8(bytes.take(length)?).ok()?.to_owned());
        }
        let filled = u32::from_le_bytes(*bytes.array()?);
        let mut model = Self::empty(labels, bits);
        let mut next = 0;
        for _ in 0..filled {
            let at = next + bytes.number()?;
            next = at + 1;
            let row = model.rows.get_mut(at)?;
            let [check, head] = *bytes.array()?;
            model.checks[at] = check;
            if classes <= 8 {
                let mut left = head;
                while left != 0 {
                    *row.get_mut(left.trailing_zeros() as usize)? = bytes.byte()? as i8;
                    left &= left - 1;
                }
            } else {
                for pair in bytes.take(2 * usize::from(head))?.as_chunks::<2>().0 {
                    *row.get_mut(usize::from(pair[0]))? = pair[1] as i8;
                }
            }
        }
        bytes.0.is_empty().then_some(Ok(model))
    }
}

fn push_number(out: &mut Vec<u8>, mut number: usize) {
    while number > 0x7f {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<&'a [u8; N]> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(taken)
    }

    #[inline]
    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    #[inline]
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::Learner;

    fn model<const W: usize>(classes: usize) -> Model<W> {
        let labels: Vec<String> = (0..classes).map(|class| format!("c{class}")).collect();
        let mut learner = Learner::new(&labels, 8);
        for example in 0..200_u32 {
            learner.learn(&[example.wrapping_mul(0x9e37_79b9)], example as usize % classes);
        }
        learner.model(1)
    }

    #[test]
    fn a_file_gives_the_model_back() {
        let few = model::<4>(3);
        assert_eq!(Model::from_bytes(&few.bytes()), Ok(few));
        let many = model::<16>(12);
        assert_eq!(Model::from_bytes(&many.bytes()), Ok(many));
    }

    #[test]
    fn damage_is_told_and_does_not_panic() {
        let whole = model::<4>(3).bytes();
        for end in 0..whole.len() {
            assert!(Model::<4>::from_bytes(&whole[..end]).is_err());
        }
        for at in 4..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 0x55;
            assert_eq!(Model::<4>::from_bytes(&changed), Err(WeightsError::Damaged), "byte {at}");
        }
        assert_eq!(Model::<4>::from_bytes(b"PK\x03\x04"), Err(WeightsError::Kind));
        assert_eq!(Model::<2>::from_bytes(&whole), Err(WeightsError::Classes(3, 2)));
    }

    #[test]
    fn rows_beyond_the_table_are_damage_even_with_a_right_sum() {
        let mut bytes = MAGIC.to_vec();
        bytes.extend([2, 1, 1, b'a', 1, 0, 0, 0, 9, 7, 1, 5]);
        let sum = hash_bytes(&bytes);
        bytes.extend(sum.to_le_bytes());
        assert_eq!(Model::<1>::from_bytes(&bytes), Err(WeightsError::Damaged));
    }
}
