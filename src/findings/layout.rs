use crate::findings::{Link, Point};

/// How often the actors are moved.
const STEPS: u32 = 250;

/// Places the actors of a network so that ties draw them together and all push each other away
/// (Fruchterman and Reingold 1991). They start on a circle in the order given, so the same network gives the same
/// picture. Only positive ties draw.
pub(super) fn spread(count: usize, links: &[Link]) -> Vec<Point> {
    let turn = std::f32::consts::TAU / count.max(1) as f32;
    let mut at: Vec<(f32, f32)> = (0..count)
        .map(|node| {
            let angle = turn * node as f32;
            (0.5 + 0.4 * angle.cos(), 0.5 + 0.4 * angle.sin())
        })
        .collect();
    let ideal = 0.8 / (count.max(1) as f32).sqrt();
    let strongest = links.iter().map(|link| link.weight.abs()).fold(f32::MIN_POSITIVE, f32::max);
    for step in 0..STEPS {
        let mut push = vec![(0.0_f32, 0.0_f32); count];
        for a in 0..count {
            for b in a + 1..count {
                let (dx, dy) = (at[a].0 - at[b].0, at[a].1 - at[b].1);
                let apart = dx.hypot(dy).max(0.001);
                let force = ideal * ideal / apart / apart;
                push[a] = (push[a].0 + dx * force, push[a].1 + dy * force);
                push[b] = (push[b].0 - dx * force, push[b].1 - dy * force);
            }
            // What has no tie must not drift away.
            let (dx, dy) = (0.5 - at[a].0, 0.5 - at[a].1);
            push[a] = (push[a].0 + dx * 0.3, push[a].1 + dy * 0.3);
        }
        for link in links.iter().filter(|link| link.weight > 0.0) {
            let (dx, dy) = (at[link.from].0 - at[link.to].0, at[link.from].1 - at[link.to].1);
            let force = dx.hypot(dy) / ideal * (link.weight / strongest);
            push[link.from] = (push[link.from].0 - dx * force, push[link.from].1 - dy * force);
            push[link.to] = (push[link.to].0 + dx * force, push[link.to].1 + dy * force);
        }
        let most = 0.1 * (1.0 - step as f32 / STEPS as f32) + 0.001;
        for (place, (dx, dy)) in at.iter_mut().zip(push) {
            let length = dx.hypot(dy).max(0.000_1);
            let far = length.min(most);
            *place = (place.0 + dx / length * far, place.1 + dy / length * far);
        }
    }
    let range = |of: fn(&(f32, f32)) -> f32| {
        let low = at.iter().map(of).fold(f32::INFINITY, f32::min);
        let high = at.iter().map(of).fold(f32::NEG_INFINITY, f32::max);
        (low, (high - low).max(0.001))
    };
    let ((left, width), (low, height)) = (range(|place| place.0), range(|place| place.1));
    let mut at: Vec<Point> = at.iter().map(|(x, y)| Point { x: (x - left) / width, y: (y - low) / height }).collect();
    make_room(&mut at);
    at
}

/// Moves apart what lies so close that names could not be read: names are wider than high.
fn make_room(at: &mut [Point]) {
    let least = 0.55 / (at.len().max(1) as f32).sqrt();
    for _ in 0..ROOM {
        for a in 0..at.len() {
            for b in a + 1..at.len() {
                let (dx, dy) = ((at[a].x - at[b].x) * FLAT, at[a].y - at[b].y);
                let apart = dx.hypot(dy);
                if apart < least {
                    // Two at one place part upwards and downwards.
                    let (x, y) = if apart > 0.000_1 { (dx / apart, dy / apart) } else { (0.0, 1.0) };
                    let far = (least - apart) / 4.0;
                    for (node, sign) in [(a, 1.0), (b, -1.0)] {
                        at[node].x = (at[node].x + sign * x * far / FLAT).clamp(0.0, 1.0);
                        at[node].y = (at[node].y + sign * y * far).clamp(0.0, 1.0);
                    }
                }
            }
        }
    }
}

/// How often what is close is moved apart, and how much less a distance to the side counts than one upwards.
const ROOM: usize = 150;
const FLAT: f32 = 0.6;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_draw_together_and_the_same_network_gives_the_same_picture() {
        let links = [Link { from: 0, to: 3, weight: 1.0 }, Link { from: 1, to: 2, weight: 1.0 }];
        let places = spread(5, &links);
        assert_eq!(places, spread(5, &links));
        let apart = |a: usize, b: usize| (places[a].x - places[b].x).hypot(places[a].y - places[b].y);
        assert!(apart(0, 3) < apart(0, 1) && apart(1, 2) < apart(2, 3), "{places:?}");
        assert!(places.iter().all(|place| (0.0..=1.0).contains(&place.x) && (0.0..=1.0).contains(&place.y)));
    }
}
