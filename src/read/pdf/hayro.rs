//! Hayro (描画機): the crates that take a PDF apart, behind the trait of a printer.

use crate::read::pdf::letter::Fonts;
use crate::read::pdf::operator;
use crate::read::pdf::print::{Printed, Printer};
use crate::read::pdf::unpack;
use hayro_syntax::{LoadPdfError, Pdf};
use kurbo::Affine;

/// Why a file cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It needs a password.
    Locked,
    /// It is damaged beyond repair.
    Damaged,
}

/// An opened file.
pub struct Opened(Pdf);

/// Opens a file; one encrypted with an empty password opens as any other.
pub fn open(bytes: &[u8]) -> Result<Opened, Refusal> {
    match Pdf::new(bytes.to_vec()) {
        Ok(pdf) => Ok(Opened(pdf)),
        Err(LoadPdfError::Decryption(_)) => Err(Refusal::Locked),
        Err(_) => Err(Refusal::Damaged),
    }
}

impl Opened {
    /// Its pages, ready to be printed.
    pub fn printer(&self) -> impl Printer + '_ {
        Pages { pdf: &self.0, fonts: Fonts::new() }
    }
}

struct Pages<'a> {
    pdf: &'a Pdf,
    fonts: Fonts<'a>,
}

impl Printer for Pages<'_> {
    fn count(&self) -> usize {
        self.pdf.pages().len()
    }

    fn print(&mut self, index: usize) -> Printed {
        let Some(page) = self.pdf.pages().get(index) else { return Printed::default() };
        let (width, height) = page.render_dimensions();
        let size = (f64::from(width), f64::from(height));
        let transform = Affine::new(page.initial_transform(true).as_coeffs());
        let Ok(orders) = unpack::page_orders(page.raw()) else { return Printed { width: size.0, height: size.1, cut: true, ..Printed::default() } };
        operator::draw(&orders, page.resources(), transform, size, &mut self.fonts)
    }
}
