//! Bytes of binary workbooks (XLSB, XLS): little-endian numbers and strings; what lies beyond the end is nothing.

/// Two bytes.
pub fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Four bytes.
pub fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// Eight bytes as a number.
pub fn real(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

/// A number packed into four bytes (RK).
pub fn packed(bytes: &[u8], at: usize) -> Option<f64> {
    let bits = long(bytes, at)?;
    let number = if bits & 2 != 0 { f64::from((bits as i32) >> 2) } else { f64::from_bits(u64::from(bits & !3) << 32) };
    Some(if bits & 1 != 0 { number / 100.0 } else { number })
}

/// UTF-16 of so many units.
pub fn wide(bytes: &[u8], at: usize, units: usize) -> Option<String> {
    let bytes = bytes.get(at..at.checked_add(units.checked_mul(2)?)?)?;
    Some(String::from_utf16_lossy(&bytes.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect::<Vec<_>>()))
}

/// UTF-16 after its length in four bytes, and where it ends.
pub fn counted(bytes: &[u8], at: usize) -> Option<(String, usize)> {
    let units = long(bytes, at)? as usize;
    let text = wide(bytes, at.checked_add(4)?, units)?;
    Some((text, at + 4 + units * 2))
}

/// An error value as printed.
pub fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
}
