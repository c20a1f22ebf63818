//! Understand (役割の判定): what each slot of a form holds, decided once from the contents of all its instances.

pub mod address;
pub mod items;
pub mod pool;
pub mod role;

use crate::model::form::{Address, Decided, Understood};
use crate::model::framed::Framed;
use crate::model::seen::Texts;
use crate::model::sheet::Sheet;
use pool::Pool;
use std::collections::BTreeMap;

/// Decides a form's slots and items from its distinct sheets.
pub fn understand(framed: &[(&Sheet, &[Framed])], texts: &Texts) -> Understood {
    let addresses = address::decide(framed, texts);
    let pools = Pool::gather(framed, &addresses, texts);
    let deeds_told = pools.values().any(role::tells_deeds);
    let mut slots: BTreeMap<Address, Decided> = pools.iter().map(|(address, pool)| (address.clone(), role::decide(pool, framed.len(), deeds_told))).collect();
    let items = items::decide(framed, &addresses, &pools, &mut slots, texts);
    Understood { addresses, slots, items }
}
