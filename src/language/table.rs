//! A small hash table for words that are hashed already.

/// Values by [`crate::learn::hash`]es, which are mixed well enough to be places.
#[derive(Clone, Debug)]
pub struct Table<T> {
    slots: Vec<(u64, T)>,
}

impl<T: Copy + Default> FromIterator<(u64, T)> for Table<T> {
    /// Of two values at the same hash the first stays.
    fn from_iter<I: IntoIterator<Item = (u64, T)>>(entries: I) -> Self {
        let entries: Vec<(u64, T)> = entries.into_iter().collect();
        let mut slots = vec![(0, T::default()); (entries.len() * 2 + 2).next_power_of_two()];
        let mask = slots.len() - 1;
        for (hash, value) in entries {
            let mut at = slot(hash, mask);
            while slots[at].0 != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = (hash, value);
        }
        Self { slots }
    }
}

impl<T: Copy> Table<T> {
    /// What stands at a hash.
    pub fn get(&self, hash: u64) -> Option<T> {
        let mask = self.slots.len() - 1;
        let mut at = slot(hash, mask);
        loop {
            match self.slots[at] {
                (0, _) => return None,
                (found, value) if found == hash => return Some(value),
                _ => at = (at + 1) & mask,
            }
        }
    }
}

fn slot(hash: u64, mask: usize) -> usize {
    (hash >> 32) as usize & mask
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::hash;

    #[test]
    fn what_was_put_in_is_found_and_nothing_else() {
        let words = ["dam", "road", "truce", "levy", "border"];
        let table: Table<usize> = words.iter().enumerate().map(|(at, word)| (hash(word), at)).collect();
        for (at, word) in words.iter().enumerate() {
            assert_eq!(table.get(hash(word)), Some(at));
        }
        assert_eq!(table.get(hash("bridge")), None);
        assert_eq!(Table::<u8>::from_iter([]).get(hash("dam")), None);
    }
}
