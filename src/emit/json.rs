//! JSON (書式): rows to compact JSON, the same bytes as `serde_json` writes, at half its cost: a string is looked through in blocks, and names
//! of fields need no look at all.

use serde::ser::{self, Serialize};
use serde_json::Error;

/// Appends a value.
///
/// # Errors
/// Only for a map with other than string keys, which no row has.
pub fn append<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) -> Result<(), Error> {
    value.serialize(Printer { out })
}

/// Prints one value.
struct Printer<'a> {
    out: &'a mut Vec<u8>,
}

/// Prints the members of a list or of an object.
struct Members<'a> {
    out: &'a mut Vec<u8>,
    any: bool,
    close: &'static [u8],
}

impl Printer<'_> {
    fn string(self, text: &str) {
        self.out.push(b'"');
        let mut rest = text.as_bytes();
        while let Some(at) = first_escaped(rest) {
            self.out.extend_from_slice(&rest[..at]);
            escape(self.out, rest[at]);
            rest = &rest[at + 1..];
        }
        self.out.extend_from_slice(rest);
        self.out.push(b'"');
    }

    /// As `serde_json` prints it.
    fn plain<T: Serialize>(self, value: T) -> Result<(), Error> {
        serde_json::to_writer(self.out, &value)
    }
}

impl<'a> Printer<'a> {
    fn members(self, open: &[u8], close: &'static [u8]) -> Members<'a> {
        self.out.extend_from_slice(open);
        Members { out: self.out, any: false, close }
    }

    fn variant(self, name: &'static str, open: &[u8], close: &'static [u8]) -> Members<'a> {
        self.out.extend_from_slice(b"{\"");
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
        self.members(open, close)
    }
}

fn is_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Where the first byte stands that is not written as it is.
fn first_escaped(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    for block in bytes.chunks_exact(16) {
        // No early end, so that a block is looked at as a whole.
        if block.iter().fold(false, |any, byte| any | is_escaped(*byte)) {
            break;
        }
        at += 16;
    }
    bytes[at..].iter().position(|byte| is_escaped(*byte)).map(|found| at + found)
}

fn escape(out: &mut Vec<u8>, byte: u8) {
    out.push(b'\\');
    match byte {
        b'"' | b'\\' => out.push(byte),
        b'\n' => out.push(b'n'),
        b'\r' => out.push(b'r'),
        b'\t' => out.push(b't'),
        0x08 => out.push(b'b'),
        0x0c => out.push(b'f'),
        _ => out.extend_from_slice(format!("u{byte:04x}").as_bytes()),
    }
}

macro_rules! as_serde_json {
    ($($name:ident: $type:ty),*) => {
        $(fn $name(self, value: $type) -> Result<(), Error> {
            self.plain(value)
        })*
    };
}

impl<'a> ser::Serializer for Printer<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Members<'a>;
    type SerializeTuple = Members<'a>;
    type SerializeTupleStruct = Members<'a>;
    type SerializeTupleVariant = Members<'a>;
    type SerializeMap = Members<'a>;
    type SerializeStruct = Members<'a>;
    type SerializeStructVariant = Members<'a>;

    as_serde_json!(
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_u8: u8, serialize_u16: u16,
        serialize_u32: u32, serialize_u64: u64, serialize_f32: f32, serialize_f64: f64, serialize_char: char
    );

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        self.string(text);
        Ok(())
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Error> {
        self.plain(bytes)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<(), Error> {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(self, _: &'static str, _: u32, name: &'static str, value: &T) -> Result<(), Error> {
        let members = self.variant(name, b"", b"}");
        append(members.out, value)?;
        members.end()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Members<'a>, Error> {
        Ok(self.members(b"[", b"]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Members<'a>, Error> {
        Ok(self.members(b"[", b"]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Members<'a>, Error> {
        Ok(self.members(b"[", b"]"))
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, name: &'static str, _: usize) -> Result<Members<'a>, Error> {
        Ok(self.variant(name, b"[", b"]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'a>, Error> {
        Ok(self.members(b"{", b"}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'a>, Error> {
        Ok(self.members(b"{", b"}"))
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, name: &'static str, _: usize) -> Result<Members<'a>, Error> {
        Ok(self.variant(name, b"{", b"}}"))
    }
}

impl Members<'_> {
    fn comma(&mut self) {
        if self.any {
            self.out.push(b',');
        }
        self.any = true;
    }

    fn member<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.comma();
        append(self.out, value)
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.comma();
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
        append(self.out, value)
    }

    fn end(self) -> Result<(), Error> {
        self.out.extend_from_slice(self.close);
        Ok(())
    }
}

macro_rules! members {
    ($($of:ident $method:ident),*) => {
        $(impl ser::$of for Members<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.member(value)
            }

            fn end(self) -> Result<(), Error> {
                Members::end(self)
            }
        })*
    };
}

macro_rules! fields {
    ($($of:ident),*) => {
        $(impl ser::$of for Members<'_> {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
                self.field(name, value)
            }

            fn end(self) -> Result<(), Error> {
                Members::end(self)
            }
        })*
    };
}

members!(SerializeSeq serialize_element, SerializeTuple serialize_element, SerializeTupleStruct serialize_field, SerializeTupleVariant serialize_field);
fields!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.comma();
        let start = self.out.len();
        append(self.out, key)?;
        if self.out.get(start) == Some(&b'"') { Ok(()) } else { Err(ser::Error::custom("a key that is no string")) }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.out.push(b':');
        append(self.out, value)
    }

    fn end(self) -> Result<(), Error> {
        Members::end(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[derive(serde::Serialize)]
    struct Row<'a> {
        text: &'a str,
        none: Option<u8>,
        list: Vec<(i64, f64)>,
        kind: Kind,
        map: BTreeMap<String, bool>,
        unit: (),
    }

    #[derive(Clone, serde::Serialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Bare,
        New(u32),
        Pair(char, f32),
        Whole { part: Option<String> },
    }

    #[test]
    fn the_bytes_are_those_of_serde_json() {
        let every: String = (0..0x300).filter_map(char::from_u32).collect();
        for kind in [Kind::Bare, Kind::New(7), Kind::Pair('"', 0.1), Kind::Whole { part: Some("年度\n".to_owned()) }] {
            for text in ["", "評価", "0123456789abcdef\"", "0123456789abcde\\f", every.as_str()] {
                let map = [(text.to_owned(), true), ("別".to_owned(), false)].into();
                let row = Row { text, none: None, list: vec![(-1, 0.95), (2, 1e30), (3, f64::NAN)], kind: kind.clone(), map, unit: () };
                let mut out = vec![];
                append(&mut out, &row).expect("it prints");
                assert_eq!(String::from_utf8(out).expect("it is text"), serde_json::to_string(&row).expect("it prints"));
            }
        }
    }
}
