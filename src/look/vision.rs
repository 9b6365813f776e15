//! How colours are seen: contrast, and what is left of a difference for eyes that see fewer colours.
//! Pure arithmetic; it changes no colour.

use eframe::egui::{Color32, Rgba};

use crate::domain::pack::Level;

use super::{levels, theme};

/// Eyes that lack one kind of cone, and all who look at a grey printout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eyes {
    /// All three kinds of cones.
    Usual,
    /// No long-wave cones: red-blind.
    Protanopia,
    /// No middle-wave cones: green-blind.
    Deuteranopia,
    /// No short-wave cones: blue-blind.
    Tritanopia,
}

impl Eyes {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Usual,
        Self::Protanopia,
        Self::Deuteranopia,
        Self::Tritanopia,
    ];

    /// Linear red, green and blue as these eyes see them: Machado, Oliveira and Fernandes 2009,
    /// doi 10.1109/TVCG.2009.113, the matrices for severity 1.0.
    fn matrix(self) -> [[f32; 3]; 3] {
        match self {
            Self::Usual => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Protanopia => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deuteranopia => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Tritanopia => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        }
    }
}

/// The contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").
#[must_use]
pub fn contrast(one: Color32, other: Color32) -> f32 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance, 0 to 1 (WCAG 2.2): what is left of a colour in grey.
#[must_use]
pub fn luminance(color: Color32) -> f32 {
    let [red, green, blue] = linear(color);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// How different two colours look to these eyes: their distance in `OKLab` (Ottosson 2020). Black and
/// white are 1 apart; about 0.02 is just noticed side by side.
#[must_use]
pub fn difference(one: Color32, other: Color32, eyes: Eyes) -> f32 {
    let (one, other) = (oklab(seen(one, eyes)), oklab(seen(other, eyes)));
    let squares = one
        .iter()
        .zip(other)
        .map(|(one, other)| (one - other).powi(2));
    squares.sum::<f32>().sqrt()
}

/// The least difference that two levels should have for any eyes: more than three times what is just
/// noticed. The nearest of the Okabe-Ito colours that the sample class uses are 0.076 apart.
pub const LEVELS_APART: f32 = 0.07;

/// The least difference that a level should have from the white card it stands on.
pub const LEVEL_FROM_CARD: f32 = 0.15;

/// Two levels that look much alike to some eyes, or a level that fades into its card.
#[derive(Clone, Debug)]
pub struct Alike<'a> {
    /// One level.
    pub one: &'a Level,
    /// The other; none where it is the card.
    pub other: Option<&'a Level>,
    /// To whose eyes.
    pub eyes: Eyes,
    /// How different they still look.
    pub difference: f32,
}

/// Every pair of levels that should be more different, each for the eyes to which it is least so.
#[must_use]
pub fn alike(all: &[Level]) -> Vec<Alike<'_>> {
    let mut found = Vec::new();
    let look = |one, other: Option<&Level>, least: f32| -> Option<(Eyes, f32)> {
        let ground = other.map_or(theme::CARD, levels::color);
        let worst = Eyes::ALL
            .map(|eyes| (eyes, difference(levels::color(one), ground, eyes)))
            .into_iter()
            .min_by(|one, other| one.1.total_cmp(&other.1));
        worst.filter(|(_, difference)| *difference < least)
    };
    for (at, one) in all.iter().enumerate() {
        if let Some((eyes, difference)) = look(one, None, LEVEL_FROM_CARD) {
            let other = None;
            found.push(Alike {
                one,
                other,
                eyes,
                difference,
            });
        }
        for other in all.iter().skip(at + 1) {
            if let Some((eyes, difference)) = look(one, Some(other), LEVELS_APART) {
                let other = Some(other);
                found.push(Alike {
                    one,
                    other,
                    eyes,
                    difference,
                });
            }
        }
    }
    found
}

fn linear(color: Color32) -> [f32; 3] {
    let [red, green, blue, _] = Rgba::from(color).to_array();
    [red, green, blue]
}

fn times(matrix: [[f32; 3]; 3], vector: [f32; 3]) -> [f32; 3] {
    matrix.map(|row| {
        row.iter()
            .zip(vector)
            .map(|(part, value)| part * value)
            .sum()
    })
}

fn seen(color: Color32, eyes: Eyes) -> [f32; 3] {
    times(eyes.matrix(), linear(color)).map(|part: f32| part.clamp(0.0, 1.0))
}

/// Ottosson 2020, <https://bottosson.github.io/posts/oklab/>.
fn oklab(linear: [f32; 3]) -> [f32; 3] {
    let cones = times(
        [
            [0.412_221_46, 0.536_332_55, 0.051_445_995],
            [0.211_903_5, 0.680_699_5, 0.107_396_96],
            [0.088_302_46, 0.281_718_85, 0.629_978_7],
        ],
        linear,
    );
    times(
        [
            [0.210_454_26, 0.793_617_8, -0.004_072_047],
            [1.977_998_5, -2.428_592_2, 0.450_593_7],
            [0.025_904_037, 0.782_771_77, -0.808_675_77],
        ],
        cones.map(f32::cbrt),
    )
}
