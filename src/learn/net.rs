use super::{Places, Seeded, best_of};

#[derive(Clone, Debug)]
pub struct NetLearner<const H: usize> {
    classes: usize,
    places: Places,
    seen: Vec<u32>,
    at: Vec<u32>,
    proof: u32,
    rows: Vec<[f32; H]>,
    speeds: Vec<f32>,
    bias: [f32; H],
    bias_speed: f32,
    out: Vec<[f32; H]>,
    out_bias: Vec<f32>,
    out_speeds: Vec<f32>,
    pub rate: f32,
    pub rounds_counted: bool,
    pub dropout: f32,
    seeded: Seeded,
    hidden: [f32; H],
    mask: [f32; H],
    active: Vec<u32>,
    scores: Vec<f32>,
}

const NOWHERE: u32 = u32::MAX;

impl<const H: usize> NetLearner<H> {
    pub fn new(classes: usize, proof: u32) -> Self {
        let mut seeded = Seeded::new(11);
        let mut small = |size: f32| ((seeded.next() >> 40) as f32 / (1 << 23) as f32 - 1.0) * size;
        Self {
            classes,
            places: Places::new(),
            seen: vec![],
            at: vec![],
            proof,
            rows: vec![],
            speeds: vec![],
            bias: [0.1; H],
            bias_speed: 1e-2,
            out: (0..classes).map(|_| std::array::from_fn(|_| small(0.3))).collect(),
            out_bias: vec![0.0; classes],
            out_speeds: vec![1e-2; classes],
            rate: 0.05,
            rounds_counted: false,
            dropout: 0.0,
            seeded,
            hidden: [0.0; H],
            mask: [1.0; H],
            active: vec![],
            scores: vec![0.0; classes],
        }
    }
    pub fn rows(&self) -> usize {
        self.rows.len()
    }
    fn place(&mut self, feature: u32, grow: bool) -> u32 {
        if !grow {
            return self.places.get(feature).map_or(NOWHERE, |p| self.at[p]);
        }
        let place = self.places.get_or_add(feature);
        if place == self.seen.len() {
            self.seen.push(0);
            self.at.push(NOWHERE);
        }
        if self.rounds_counted { return self.at[place]; }
        self.seen[place] += 1;
        if self.seen[place] == self.proof {
            self.at[place] = self.rows.len() as u32;
            let s = &mut self.seeded;
            self.rows.push(std::array::from_fn(|_| ((s.next() >> 40) as f32 / (1 << 23) as f32 - 1.0) * 0.05));
            self.speeds.push(1e-2);
        }
        self.at[place]
    }
    pub fn scores(&mut self, features: &[u32], learning: bool) -> &[f32] {
        self.active.clear();
        for f in features {
            let at = self.place(*f, learning);
            if at != NOWHERE {
                self.active.push(at);
            }
        }
        self.hidden = self.bias;
        for at in &self.active {
            let row = &self.rows[*at as usize];
            for j in 0..H {
                self.hidden[j] += row[j];
            }
        }
        if learning && self.dropout > 0.0 {
            let keep = 1.0 / (1.0 - self.dropout);
            for j in (0..H).step_by(4) {
                let mut bits = self.seeded.next();
                for k in j..(j + 4).min(H) {
                    self.mask[k] = if ((bits & 0xffff) as f32) < self.dropout * 65536.0 { 0.0 } else { keep };
                    bits >>= 16;
                }
            }
        } else {
            self.mask = [1.0; H];
        }
        let mut a = [0.0; H];
        for j in 0..H {
            a[j] = self.hidden[j].max(0.0) * self.mask[j];
        }
        for c in 0..self.classes {
            let mut sums = [0.0f32; 16];
            for (x, w) in a.chunks_exact(16).zip(self.out[c].chunks_exact(16)) {
                for k in 0..16 {
                    sums[k] += x[k] * w[k];
                }
            }
            self.scores[c] = self.out_bias[c] + sums.iter().sum::<f32>();
        }
        &self.scores
    }
    /// after scores(.., true)
    pub fn correct(&mut self, truth: usize, allowed: u64) {
        let top = (0..self.classes).filter(|c| allowed >> c & 1 == 1).map(|c| self.scores[c]).fold(f32::MIN, f32::max);
        let mut p: Vec<f32> =
            (0..self.classes).map(|c| if allowed >> c & 1 == 1 { (self.scores[c] - top).exp() } else { 0.0 }).collect();
        let z: f32 = p.iter().sum();
        for x in &mut p {
            *x /= z;
        }
        p[truth] -= 1.0;
        if p[truth] > -0.003 {
            return;
        }
        let mut d = [0.0f32; H];
        let mut a = [0.0; H];
        for j in 0..H {
            a[j] = self.hidden[j].max(0.0) * self.mask[j];
        }
        let norm = a.iter().map(|x| x * x).sum::<f32>() / H as f32;
        for c in 0..self.classes {
            let g = p[c];
            if g.abs() < 1e-4 {
                continue;
            }
            self.out_speeds[c] += g * g * norm;
            let step = self.rate * g / self.out_speeds[c].sqrt();
            let out = &mut self.out[c];
            for j in 0..H {
                d[j] += g * out[j];
                out[j] -= step * a[j];
            }
            self.out_bias[c] -= step;
        }
        for j in 0..H {
            d[j] *= if self.hidden[j] > 0.0 { self.mask[j] } else { 0.0 };
        }
        let size = d.iter().map(|x| x * x).sum::<f32>() / H as f32;
        for at in &self.active {
            let at = *at as usize;
            self.speeds[at] += size;
            let step = self.rate / self.speeds[at].sqrt();
            let row = &mut self.rows[at];
            for j in 0..H {
                row[j] -= step * d[j];
            }
        }
        self.bias_speed += size;
        let step = self.rate / self.bias_speed.sqrt();
        for j in 0..H {
            self.bias[j] -= step * d[j];
        }
    }
    pub fn best(&mut self, features: &[u32]) -> usize {
        self.scores(features, false);
        best_of(&self.scores)
    }
}
