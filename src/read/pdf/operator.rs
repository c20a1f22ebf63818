//! Operator (描画命令): the loop over a page's drawing orders; of what they draw only text, rules, boxes and that there are pictures is kept.

use crate::read::pdf::letter::{Fonts, Letters};
use crate::read::pdf::path::{Paint, Path};
use crate::read::pdf::print::{Area, Glyph, MOST_GLYPHS, Printed, Run};
use crate::read::pdf::state::{Pen, State, WHITE, advance, colour, is_white, value};
use crate::read::pdf::unpack;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Order;
use hayro_syntax::object::{Dict, Name, Number, Object};
use hayro_syntax::page::Resources;
use kurbo::{Affine, Point};

/// Forms in forms.
const MOST_DEPTH: u32 = 12;
/// Forms drawn on a page.
const MOST_FORMS: usize = 50_000;
/// States saved in states.
const MOST_SAVED: usize = 512;
/// Orders of a page, those of its forms included.
pub const MOST_ORDERS: usize = 5_000_000;

/// Draws a page.
struct Drawing<'p, 'a> {
    fonts: &'p mut Fonts<'a>,
    page: Printed,
    orders: usize,
    forms: usize,
    artifacts: Vec<bool>,
}

/// Draws the orders of a page of the size given.
pub fn draw<'a>(orders: &[u8], resources: &Resources<'a>, transform: Affine, size: (f64, f64), fonts: &mut Fonts<'a>) -> Printed {
    let clip = Area { left: -1., top: -1., right: size.0 + 1., bottom: size.1 + 1. };
    let state = State::new(transform, clip);
    let mut drawing = Drawing { fonts, page: Printed { width: size.0, height: size.1, ..Printed::default() }, orders: 0, forms: 0, artifacts: vec![] };
    drawing.run(orders, resources, state, 0);
    Printed { orders: drawing.orders, ..drawing.page }
}

impl<'a> Drawing<'_, 'a> {
    fn run(&mut self, data: &[u8], resources: &Resources<'a>, mut state: State<'a>, depth: u32) {
        let mut saved: Vec<State<'a>> = vec![];
        let mut pen = Pen { at: Affine::IDENTITY, line: Affine::IDENTITY };
        let mut path = Path::default();
        let mut clips = false;
        let marks = self.artifacts.len();
        let mut orders = TypedIter::new(data);
        while let Some(order) = orders.next() {
            self.orders += 1;
            if self.orders > MOST_ORDERS || self.page.glyphs.len() >= MOST_GLYPHS {
                self.page.cut = true;
                break;
            }
            let of = |x: &Number, y: &Number| Point::new(value(x), value(y));
            match order {
                Order::SaveState(_) if saved.len() < MOST_SAVED => saved.push(state.clone()),
                Order::RestoreState(_) => state = saved.pop().unwrap_or(state),
                Order::Transform(t) => state.transform *= Affine::new([&t.0, &t.1, &t.2, &t.3, &t.4, &t.5].map(value)),
                Order::LineWidth(t) => state.width = value(&t.0),
                Order::NonStrokeColorDeviceGray(t) => state.fill = colour(&[value(&t.0)]),
                Order::NonStrokeColorDeviceRgb(t) => state.fill = colour(&[&t.0, &t.1, &t.2].map(value)),
                Order::NonStrokeColorCmyk(t) => state.fill = colour(&[&t.0, &t.1, &t.2, &t.3].map(value)),
                Order::NonStrokeColor(t) => state.fill = colour(&t.0.iter().map(value).collect::<Vec<_>>()),
                Order::NonStrokeColorNamed(t) => state.fill = if t.1.is_none() { colour(&t.0.iter().map(value).collect::<Vec<_>>()) } else { 0 },
                Order::ColorSpaceNonStroke(_) => state.fill = 0,
                Order::StrokeColorDeviceGray(t) => state.white_stroke = is_white(&[value(&t.0)]),
                Order::StrokeColorDeviceRgb(t) => state.white_stroke = is_white(&[&t.0, &t.1, &t.2].map(value)),
                Order::StrokeColorCmyk(t) => state.white_stroke = is_white(&[&t.0, &t.1, &t.2, &t.3].map(value)),
                Order::StrokeColor(t) => state.white_stroke = is_white(&t.0.iter().map(value).collect::<Vec<_>>()),
                Order::StrokeColorNamed(t) => state.white_stroke = t.1.is_none() && is_white(&t.0.iter().map(value).collect::<Vec<_>>()),
                Order::ColorSpaceStroke(_) => state.white_stroke = false,
                Order::MoveTo(t) => path.lift_to(state.transform * of(&t.0, &t.1)),
                Order::LineTo(t) => path.draw_to(state.transform * of(&t.0, &t.1), false),
                Order::CubicTo(t) => path.draw_to(state.transform * of(&t.4, &t.5), true),
                Order::CubicStartTo(t) => path.draw_to(state.transform * of(&t.2, &t.3), true),
                Order::CubicEndTo(t) => path.draw_to(state.transform * of(&t.2, &t.3), true),
                Order::RectPath(t) => path.rectangle(state.transform, (value(&t.0), value(&t.1)), (value(&t.2), value(&t.3))),
                Order::ClosePath(_) => path.close(),
                Order::ClipNonZero(_) | Order::ClipEvenOdd(_) => clips = true,
                Order::StrokePath(_) => self.paint(&mut path, &mut state, &mut clips, false, true),
                Order::CloseAndStrokePath(_) => {
                    path.close();
                    self.paint(&mut path, &mut state, &mut clips, false, true);
                }
                Order::FillPathNonZero(_) | Order::FillPathNonZeroCompatibility(_) | Order::FillPathEvenOdd(_) => self.paint(&mut path, &mut state, &mut clips, true, false),
                Order::FillAndStrokeNonZero(_) | Order::FillAndStrokeEvenOdd(_) => self.paint(&mut path, &mut state, &mut clips, true, true),
                Order::CloseFillAndStrokeNonZero(_) | Order::CloseFillAndStrokeEvenOdd(_) => {
                    path.close();
                    self.paint(&mut path, &mut state, &mut clips, true, true);
                }
                Order::EndPath(_) => self.paint(&mut path, &mut state, &mut clips, false, false),
                Order::BeginText(_) => pen.set(Affine::IDENTITY),
                Order::TextFont(t) => {
                    state.size = value(&t.1);
                    state.letters = resources.get_font(t.0).and_then(|dict| self.fonts.letters(&dict));
                }
                Order::CharacterSpacing(t) => state.spacing = value(&t.0),
                Order::WordSpacing(t) => state.word_spacing = value(&t.0),
                Order::HorizontalScaling(t) => state.scale = value(&t.0) / 100.,
                Order::TextLeading(t) => state.leading = value(&t.0),
                Order::TextRise(t) => state.rise = value(&t.0),
                Order::TextRenderingMode(t) => state.mode = value(&t.0) as i64,
                Order::NextLine(t) => pen.next_line(value(&t.0), value(&t.1)),
                Order::NextLineAndSetLeading(t) => {
                    state.leading = -value(&t.1);
                    pen.next_line(value(&t.0), value(&t.1));
                }
                Order::SetTextMatrix(t) => pen.set(Affine::new([&t.0, &t.1, &t.2, &t.3, &t.4, &t.5].map(value))),
                Order::NextLineUsingLeading(_) => pen.next_line(0., -state.leading),
                Order::ShowText(t) => self.show(&state, &mut pen, t.0.as_bytes()),
                Order::NextLineAndShowText(t) => {
                    pen.next_line(0., -state.leading);
                    self.show(&state, &mut pen, t.0.as_bytes());
                }
                Order::ShowTextWithParameters(t) => {
                    (state.word_spacing, state.spacing) = (value(&t.0), value(&t.1));
                    pen.next_line(0., -state.leading);
                    self.show(&state, &mut pen, t.2.as_bytes());
                }
                Order::ShowTexts(t) => {
                    for part in t.0.iter::<Object<'_>>() {
                        match part {
                            Object::Number(back) => advance(&state, &mut pen, -value(&back) / 1000. * state.size),
                            Object::String(text) => self.show(&state, &mut pen, text.as_bytes()),
                            _ => {}
                        }
                    }
                }
                Order::BeginMarkedContent(_) => self.artifacts.push(false),
                Order::BeginMarkedContentWithProperties(t) => {
                    let runs = t.0.as_ref() == b"Artifact" && matches!(t.1, Object::Dict(dict) if dict.get::<Name<'_>>(b"Type").is_some_and(|name| name.as_ref() == b"Pagination"));
                    self.artifacts.push(runs);
                }
                Order::EndMarkedContent(_) if self.artifacts.len() > marks => {
                    self.artifacts.pop();
                }
                Order::InlineImage(_) => self.page.pictures += 1,
                Order::XObject(name) => self.form(name.0, resources, &state, depth),
                _ => {}
            }
        }
        self.artifacts.truncate(marks);
    }

    /// A picture, or a form with orders of its own.
    fn form(&mut self, name: &Name<'_>, resources: &Resources<'a>, state: &State<'a>, depth: u32) {
        let Some(stream) = resources.get_x_object(name) else { return };
        let kind = stream.dict().get::<Name<'_>>(b"Subtype");
        if kind.as_ref().is_some_and(|kind| kind.as_ref() == b"Image") {
            self.page.pictures += 1;
        }
        if kind.is_none_or(|kind| kind.as_ref() != b"Form") || depth >= MOST_DEPTH {
            return;
        }
        self.forms += 1;
        if self.forms > MOST_FORMS {
            self.page.cut = true;
            return;
        }
        let mut inner = state.clone();
        if let Some(matrix) = stream.dict().get::<[f64; 6]>(b"Matrix") {
            inner.transform *= Affine::new(matrix);
        }
        let own = stream.dict().get::<Dict<'_>>(b"Resources").map(Resources::new);
        match unpack::orders(&stream) {
            Ok(orders) => self.run(&orders, own.as_ref().unwrap_or(resources), inner, depth + 1),
            Err(_) => self.page.cut = true,
        }
    }

    fn paint(&mut self, path: &mut Path, state: &mut State<'a>, clips: &mut bool, fills: bool, strokes: bool) {
        let path = std::mem::take(path);
        let paint = Paint { fills: Some(state.fill).filter(|fill| fills && *fill != WHITE), strokes: strokes && !state.white_stroke };
        if paint.fills.is_some() || paint.strokes {
            let scale = state.transform.determinant().abs().sqrt();
            path.paint(paint, state.width * scale, &state.clip, &mut self.page);
        }
        if std::mem::take(clips) {
            let nowhere = Area { left: -2., top: -2., right: -2., bottom: -2. };
            state.clip = path.area().and_then(|area| area.cut(&state.clip)).unwrap_or(nowhere);
        }
    }

    fn show(&mut self, state: &State<'a>, pen: &mut Pen, bytes: &[u8]) {
        let Some(letters) = &state.letters else { return };
        let mut at = 0;
        while at < bytes.len() && self.page.glyphs.len() < MOST_GLYPHS {
            let code = letters.read(bytes, at);
            let space = state.spacing + if code.length == 1 && bytes[at] == b' ' { state.word_spacing } else { 0. };
            let body = state.transform * pen.at * Affine::new([state.size * state.scale, 0., 0., state.size, 0., state.rise]);
            let advance_by = if letters.horizontal { code.advance.0 } else { code.advance.1 } / 1000.;
            match code.text {
                Some(text) if text.is_empty() => {}
                Some(text) => self.glyph(text, body, advance_by, letters, state),
                None => {
                    self.page.unknown += 1;
                    self.glyph("\u{fffd}".to_owned(), body, advance_by, letters, state);
                }
            }
            advance(state, pen, advance_by * state.size + space);
            at += code.length;
        }
    }

    fn glyph(&mut self, text: String, body: Affine, advance: f64, letters: &Letters<'a>, state: &State<'a>) {
        let corner = |x: f64, y: f64| {
            let point = body * Point::new(x, y);
            (point.x, point.y)
        };
        let parts = body.as_coeffs();
        let (area, toward, size) = if letters.horizontal {
            (Area::of(corner(0., -0.12), corner(advance, 0.88)), (parts[0], parts[1]), parts[2].hypot(parts[3]))
        } else {
            (Area::of(corner(-0.5, 0.), corner(0.5, advance)), (-parts[2], -parts[3]), parts[0].hypot(parts[1]))
        };
        let run = match toward {
            (x, y) if x.abs() >= y.abs() && x >= 0. => Run::Right,
            (x, y) if x.abs() >= y.abs() => Run::Left,
            (_, y) if y > 0. => Run::Down,
            _ => Run::Up,
        };
        if !size.is_finite() || size <= 0. || !state.clip.holds(area.middle(), 0.5) {
            return;
        }
        let (bold, invisible) = (letters.bold || state.mode == 2, matches!(state.mode, 3 | 7));
        self.page.glyphs.push(Glyph { text, area, size, run, bold, invisible, artifact: self.artifacts.contains(&true) });
    }
}
