//! Damage (損傷): pages that are written otherwise, damaged, or put together from scraps, held against the stock tree; the same ones on
//! every run.

use super::read;
use super::stock::{fault, fixtures, missing};

/// Tags and texts that a damaged page may put in any order.
const SCRAPS: &str = "\
    <table>‖</table>‖<tr>‖</tr>‖<td>‖</td>‖<th rowspan=2>‖<p>‖</p>‖<div>‖</div>‖<li>‖<ul>‖</ul>‖<b>‖</b>‖<a href=#x>‖</a>‖\
    <h2>‖</h2>‖<dl>‖<dt>‖<dd>‖</dl>‖<caption>‖</caption>‖<tbody>‖<tfoot>‖<ruby>‖<rt>‖</rt>‖</ruby>‖<span hidden>‖<span>‖\
    </span>‖<br>‖<pre>‖</pre>‖<nav>‖</nav>‖<select>‖<option>‖</select>‖<svg>‖</svg>‖<form>‖<button>‖</button>‖<!-- x -->‖甲‖\
    乙 ‖\n‖&amp;‖&#12354;‖・丙‖<title>‖</title>‖<div style=display:none>‖<table role=presentation>‖<script>‖</script>‖\
    <textarea>‖</textarea>‖<h1>‖<header>‖</header>‖<main>";

/// xorshift64*.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % bound.max(1)
    }
}

#[test]
fn pages_that_are_written_otherwise_but_mean_the_same_are_read_alike() {
    let mut random = Random(20_261_121);
    for (name, text) in fixtures() {
        for round in 0..40 {
            let mut out = String::new();
            // Tag by tag: optional end tags go, names are shouted, comments and white space come in, rows are doubled.
            for piece in text.split_inclusive('>') {
                let at = piece.rfind('<').unwrap_or(0);
                let (before, tag) = piece.split_at(at);
                out.push_str(before);
                let optional = ["</td>", "</th>", "</tr>", "</li>", "</dt>", "</dd>", "</tbody>", "</thead>"].contains(&tag);
                match random.below(12) {
                    0 | 1 if optional => {}
                    2 if tag.starts_with("</") => out.push_str(&tag.to_ascii_uppercase()),
                    3 if tag == "</td>" || tag == "</p>" => {
                        out.push_str("<!-- - > -->");
                        out.push_str(tag);
                    }
                    4 if tag == "</tr>" => out.push_str("</tr>\n<tr><td>甲</td><td colspan=2>乙&amp;丙</td></tr>"),
                    5 if tag == "<td>" => out.push_str("<TD\n CLASS = 'a>b' rowspan=4294967295>"),
                    6 if tag == "</td>" => out.push_str("<table><tr><td>入れ子</table></td>"),
                    _ => out.push_str(tag),
                }
            }
            assert_eq!(fault(&out), None, "{name} round {round}");
            assert_eq!(missing(&out), None, "{name} round {round}");
        }
    }
}

#[test]
fn damaged_pages_lose_no_character() {
    let mut random = Random(7);
    for (name, text) in fixtures() {
        for round in 0..60 {
            let mut out: Vec<char> = text.chars().collect();
            for _ in 0..1 + random.below(12) {
                let at = random.below(out.len());
                let end = (at + 1 + random.below(40)).min(out.len());
                match random.below(3) {
                    0 => drop(out.drain(at..end)),
                    1 => {
                        let copy: Vec<char> = out[at..end].to_vec();
                        let to = random.below(out.len());
                        out.splice(to..to, copy);
                    }
                    _ => out[at] = ['<', '>', '&', '"', '/', '\0', '\r', '\u{a0}'][random.below(8)],
                }
            }
            let out: String = out.into_iter().collect();
            assert_eq!(missing(&out), None, "{name} round {round}: {out}");
            assert_eq!(fault(&out), None, "{name} round {round}: {out}");
        }
    }
}

#[test]
fn scraps_lose_no_character() {
    let parts: Vec<&str> = SCRAPS.split('‖').collect();
    let mut random = Random(99);
    for _ in 0..4000 {
        let page: String = (0..1 + random.below(40)).map(|_| parts[random.below(parts.len())]).collect();
        assert_eq!(missing(&page), None, "{page}");
        assert_eq!(fault(&page), None, "{page}");
        let _ = read(&page);
    }
}
