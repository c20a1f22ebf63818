//! Unpack (展開): the drawing orders of a page or form, unpacked within a bound.

use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, Stream};
use std::io::Read as _;

/// Bytes that the orders of one stream may be unpacked to.
pub const MOST_ORDER_BYTES: u64 = 128 << 20;
/// A stream shorter than this cannot become too long by one filter.
const UNSUSPECTED: usize = 64 << 10;

/// The orders of a page; `Err` if some are too long.
pub fn page_orders(page: &Dict<'_>) -> Result<Vec<u8>, TooLong> {
    if let Some(stream) = page.get::<Stream<'_>>(b"Contents") {
        return orders(&stream);
    }
    let mut out = vec![];
    for stream in page.get::<Array<'_>>(b"Contents").iter().flat_map(|all| all.iter::<Stream<'_>>()) {
        out.extend(orders(&stream)?);
        // The last word of a stream and the first of the next are two.
        out.push(b' ');
        if out.len() as u64 > MOST_ORDER_BYTES {
            return Err(TooLong);
        }
    }
    Ok(out)
}

/// Orders that would be too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

/// The orders of a stream; none if it cannot be unpacked.
pub fn orders(stream: &Stream<'_>) -> Result<Vec<u8>, TooLong> {
    let packings = stream.filters().iter().filter(|filter| !matches!(filter, Filter::AsciiHexDecode | Filter::Ascii85Decode)).count();
    let packed = stream.raw_data();
    // What is packed twice grows a millionfold; nobody packs orders twice.
    if packings > 1 && packed.len() > 256 || packings == 1 && packed.len() > UNSUSPECTED && is_long(stream, &packed) {
        return Err(TooLong);
    }
    match stream.decoded_data() {
        Ok(orders) if orders.len() as u64 <= MOST_ORDER_BYTES => Ok(orders.into_owned()),
        Ok(_) => Err(TooLong),
        Err(_) => Ok(vec![]),
    }
}

/// Unpacked, it is longer than the bound.
fn is_long(stream: &Stream<'_>, packed: &[u8]) -> bool {
    if stream.filters().first().is_some_and(|filter| matches!(filter, Filter::FlateDecode)) {
        let unpacked = flate2::read::ZlibDecoder::new(packed).take(MOST_ORDER_BYTES + 1);
        return std::io::copy(&mut { unpacked }, &mut std::io::sink()).is_ok_and(|length| length > MOST_ORDER_BYTES);
    }
    packed.len() > 1 << 20
}
