//! Small hash tables for words that are hashed already.

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

impl Table<()> {
    /// A list of words.
    pub fn of_words<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        words.into_iter().map(|word| (crate::learn::hash(word), ())).collect()
    }

    /// Whether a word is on the list.
    pub fn has(&self, word: &str) -> bool {
        self.get(crate::learn::hash(word)).is_some()
    }
}

/// Any number of values by each [`crate::learn::hash`].
#[derive(Clone, Debug)]
pub struct Groups<T> {
    /// All values, those of each hash side by side.
    values: Vec<T>,
    /// Where those of a hash begin and end.
    ranges: Table<(u32, u32)>,
}

impl<T> FromIterator<(u64, T)> for Groups<T> {
    /// The values of a hash stay in their order.
    fn from_iter<I: IntoIterator<Item = (u64, T)>>(entries: I) -> Self {
        let mut entries: Vec<(u64, T)> = entries.into_iter().collect();
        entries.sort_by_key(|(hash, _)| *hash);
        let mut end = 0;
        let range = |group: &[(u64, T)]| {
            let start = end;
            end += group.len() as u32;
            (group[0].0, (start, end))
        };
        let ranges = entries.chunk_by(|(one, _), (other, _)| one == other).map(range).collect();
        Self { ranges, values: entries.into_iter().map(|(_, value)| value).collect() }
    }
}

impl<T> Groups<T> {
    /// The values at a hash.
    pub fn get(&self, hash: u64) -> &[T] {
        let (start, end) = self.ranges.get(hash).unwrap_or_default();
        &self.values[start as usize..end as usize]
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

    #[test]
    fn all_values_of_a_word_are_found_in_their_order() {
        let words = ["dam", "road", "dam", "levy", "dam"];
        let groups: Groups<usize> = words.iter().enumerate().map(|(at, word)| (hash(word), at)).collect();
        assert!(groups.get(hash("dam")) == [0, 2, 4] && groups.get(hash("levy")) == [3]);
        assert!(groups.get(hash("bridge")).is_empty());
    }
}
