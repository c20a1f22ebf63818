//! Items and indicators (事項、指標) to rows.

use crate::emit::convert::Conversion;
use crate::emit::convert::enumeration::level;
use crate::emit::dataset::{Department, Direction, IndicatorRow, ItemRow};
use crate::japanese::number::unit_scale;
use crate::japanese::text::Text;
use crate::model::record::{Indicator, Item};

impl Conversion<'_> {
    /// The rows of the items.
    pub(super) fn items(&self) -> Vec<ItemRow> {
        let row = |(index, item): (usize, &Item)| {
            let mut source = self.locator.source(&item.place);
            source.also = item.also.iter().map(|place| self.locator.source(place)).collect();
            ItemRow {
                item_id: self.item_id(index),
                document_id: self.id.clone(),
                parent_item_id: item.parent.map(|parent| self.item_id(parent)),
                label: item.label.clone(),
                title: item.title.clone(),
                path: item.path.clone(),
                departments: item.departments.iter().map(|one| Department { name: one.name.clone(), lead: one.lead }).collect(),
                source,
            }
        };
        self.findings.items.iter().enumerate().map(row).collect()
    }

    /// The rows of the indicators.
    pub(super) fn indicators(&self) -> Vec<IndicatorRow> {
        let row = |(index, indicator): (usize, &Indicator)| IndicatorRow {
            indicator_id: self.indicator_id(index),
            document_id: self.id.clone(),
            item_id: self.item_id(indicator.item),
            name: indicator.name.clone(),
            level: indicator.level.map(level),
            unit: indicator.unit.as_deref().map(|unit| unit_scale(Text::new(unit).normal()).unit),
            direction: indicator.upward.map(|up| if up { Direction::Up } else { Direction::Down }),
            declared_empty: indicator.declared_empty,
            source: self.locator.source(&indicator.place),
        };
        self.findings.indicators.iter().enumerate().map(row).collect()
    }
}
