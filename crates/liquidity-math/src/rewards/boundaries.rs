//! The slots at which campaigns start and end, and what the farm's clock showed when they passed.

use super::accumulator::Accumulator;
use super::growth::Growth;
use crate::error::{MathError, MathResult};

/// Boundaries a farm can hold at once, upcoming ones and those crossed but not yet read.
pub const MAX_BOUNDARIES: usize = 32;

/// Whether a campaign starts or ends at a boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoundaryKind {
    /// The first slot that pays.
    Start,
    /// The first slot that no longer pays.
    End,
}

/// One slot at which campaigns start or end; several campaigns may share it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Boundary {
    /// The slot.
    pub slot: u64,
    /// Growth at the slot, once crossed.
    pub growth: Growth,
    /// Idle slots at the slot, once crossed.
    pub idle_slots: u64,
    /// Positions opened before it was crossed.
    pub entries: u64,
    /// Positions left before it was crossed.
    pub exits: u64,
    /// Campaigns that start here.
    pub starts: u16,
    /// Campaigns that end here.
    pub ends: u16,
    /// Campaigns that have yet to read this boundary; at zero its place is free again.
    pub unread: u32,
}

/// How an account keeps a [`Boundary`]: 64 bytes, in whatever type its layout asks for.
pub trait BoundaryCell {
    /// The slot alone, which is all that a search needs.
    fn slot(&self) -> u64;
    /// The whole boundary.
    fn load(&self) -> Boundary;
    /// Overwrites the whole boundary.
    fn store(&mut self, boundary: &Boundary);
}

/// The boundaries of a farm, sorted by slot: first those crossed and unread, then those to come.
pub struct BoundaryTable<'a, C> {
    cells: &'a mut [C],
    len: usize,
    crossed: usize,
}

impl<'a, C: BoundaryCell + Copy> BoundaryTable<'a, C> {
    /// A view of `cells`, of which `len` are in use and the first `crossed` have passed.
    ///
    /// # Errors
    /// [`MathError::BoundaryNotFound`] when the counts contradict each other or the room there is.
    #[inline(always)]
    pub fn new(cells: &'a mut [C], len: u32, crossed: u32) -> MathResult<Self> {
        let to_usize = |count| usize::try_from(count).map_err(|_| MathError::BoundaryNotFound);
        let (len, crossed) = (to_usize(len)?, to_usize(crossed)?);
        if len > cells.len() || crossed > len {
            return Err(MathError::BoundaryNotFound);
        }
        Ok(Self { cells, len, crossed })
    }

    /// Boundaries held. At most [`MAX_BOUNDARIES`], so it always fits.
    pub fn len(&self) -> u32 {
        u32::try_from(self.len).unwrap_or(u32::MAX)
    }

    /// Whether no boundary is held.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many of them, the first ones, have passed.
    pub fn crossed(&self) -> u32 {
        u32::try_from(self.crossed).unwrap_or(u32::MAX)
    }

    /// The next slot at which something happens; `u64::MAX` when nothing is to come.
    pub fn next_slot(&self) -> u64 {
        if self.crossed < self.len {
            self.cells.get(self.crossed).map_or(u64::MAX, BoundaryCell::slot)
        } else {
            u64::MAX
        }
    }

    /// Brings the farm's clock to `now` and records it at every boundary on the way.
    ///
    /// Exact although it may run long after a boundary: the total weight cannot have changed in
    /// between, because every change of it comes through here first.
    ///
    /// # Errors
    /// As [`Accumulator::advance_to`].
    pub fn cross_until(&mut self, accumulator: &mut Accumulator, now: u64) -> MathResult<()> {
        while self.next_slot() <= now && self.crossed < self.len {
            let Some(cell) = self.cells.get_mut(self.crossed) else { break };
            let mut boundary = cell.load();
            accumulator.advance_to(boundary.slot)?;
            boundary.growth = accumulator.growth;
            boundary.idle_slots = accumulator.idle_slots;
            boundary.entries = accumulator.entries;
            boundary.exits = accumulator.exits;
            accumulator.starts = accumulator.starts.wrapping_add(u64::from(boundary.starts));
            accumulator.ends = accumulator.ends.wrapping_add(u64::from(boundary.ends));
            cell.store(&boundary);
            self.crossed = self.crossed.wrapping_add(1);
        }
        accumulator.advance_to(now)
    }

    /// Notes that a campaign starts or ends at `slot`, which must be still to come.
    ///
    /// # Errors
    /// [`MathError::BoundaryTableFull`] when there is no room for another slot.
    pub fn insert(&mut self, slot: u64, kind: BoundaryKind) -> MathResult<()> {
        let place = self.upcoming_place(slot);
        let shares =
            place < self.len && self.cells.get(place).map(BoundaryCell::slot) == Some(slot);
        if !shares {
            self.make_room(place, slot)?;
        }
        let cell = self.cells.get_mut(place).ok_or(MathError::BoundaryTableFull)?;
        let mut boundary = cell.load();
        let count = match kind {
            BoundaryKind::Start => &mut boundary.starts,
            BoundaryKind::End => &mut boundary.ends,
        };
        *count = count.checked_add(1).ok_or(MathError::BoundaryTableFull)?;
        boundary.unread = boundary.unread.checked_add(1).ok_or(MathError::BoundaryTableFull)?;
        cell.store(&boundary);
        Ok(())
    }

    /// Moves one campaign's end, still to come, from slot `from` to the later slot `to`.
    ///
    /// # Errors
    /// [`MathError::BoundaryNotFound`] when no end is noted at `from`, [`MathError::BoundaryTableFull`]
    /// when other campaigns share `from` and there is no room for another slot.
    pub fn postpone_end(&mut self, from: u64, to: u64) -> MathResult<()> {
        let place = self.upcoming_place(from);
        let upcoming = self.cells.get_mut(place).filter(|_| place < self.len);
        let cell =
            upcoming.filter(|cell| cell.slot() == from).ok_or(MathError::BoundaryNotFound)?;
        let before = cell.load();
        let mut boundary = before;
        boundary.ends = boundary.ends.checked_sub(1).ok_or(MathError::BoundaryNotFound)?;
        boundary.unread = boundary.unread.saturating_sub(1);
        cell.store(&boundary);
        if boundary.unread == 0 {
            self.remove(place);
        }
        let inserted = self.insert(to, BoundaryKind::End);
        if inserted.is_err() {
            // A refused insertion changes nothing, so the place just freed is still there.
            if boundary.unread == 0 {
                self.make_room(place, from)?;
            }
            if let Some(cell) = self.cells.get_mut(place) {
                cell.store(&before);
            }
        }
        inserted
    }

    /// Hands the crossed boundary at `slot` to one of its campaigns, and frees its place once all
    /// of them have read it.
    ///
    /// # Errors
    /// [`MathError::BoundaryNotFound`] when no crossed boundary has this slot.
    pub fn read_crossed(&mut self, slot: u64) -> MathResult<Boundary> {
        let crossed = self.cells.get(..self.crossed).unwrap_or_default();
        let place = crossed
            .iter()
            .position(|cell| cell.slot() == slot)
            .ok_or(MathError::BoundaryNotFound)?;
        let cell = self.cells.get_mut(place).ok_or(MathError::BoundaryNotFound)?;
        let mut boundary = cell.load();
        boundary.unread = boundary.unread.saturating_sub(1);
        cell.store(&boundary);
        if boundary.unread == 0 {
            self.remove(place);
        }
        Ok(boundary)
    }

    /// Where `slot` belongs among the boundaries to come.
    fn upcoming_place(&self, slot: u64) -> usize {
        let upcoming = self.cells.get(self.crossed..self.len).unwrap_or_default();
        let before = upcoming.iter().take_while(|cell| cell.slot() < slot).count();
        self.crossed.saturating_add(before)
    }

    fn make_room(&mut self, place: usize, slot: u64) -> MathResult<()> {
        let len = self.len;
        if len >= self.cells.len() {
            return Err(MathError::BoundaryTableFull);
        }
        // `len < cells.len()`, so one past it is still in bounds.
        let end = len.saturating_add(1);
        let moved = self.cells.get_mut(place..end).ok_or(MathError::BoundaryTableFull)?;
        moved.rotate_right(1);
        if let Some(cell) = moved.first_mut() {
            cell.store(&Boundary { slot, ..Boundary::default() });
        }
        self.len = end;
        Ok(())
    }

    /// Takes out the boundary at `place`.
    fn remove(&mut self, place: usize) {
        if let Some(moved) = self.cells.get_mut(place..self.len) {
            moved.rotate_left(1);
            if let Some(cell) = moved.last_mut() {
                cell.store(&Boundary::default());
            }
            self.len = self.len.saturating_sub(1);
            if place < self.crossed {
                self.crossed = self.crossed.saturating_sub(1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use BoundaryKind::{End, Start};

    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    struct Cell(Boundary);

    impl BoundaryCell for Cell {
        fn slot(&self) -> u64 {
            self.0.slot
        }

        fn load(&self) -> Boundary {
            self.0
        }

        fn store(&mut self, boundary: &Boundary) {
            self.0 = *boundary;
        }
    }

    type Cells = [Cell; MAX_BOUNDARIES];

    fn table(cells: &mut Cells) -> BoundaryTable<'_, Cell> {
        BoundaryTable::new(cells, 0, 0).unwrap()
    }

    fn slots(table: &BoundaryTable<'_, Cell>) -> Vec<u64> {
        table.cells[..table.len].iter().map(BoundaryCell::slot).collect()
    }

    #[test]
    fn a_view_whose_counts_contradict_the_room_is_refused() {
        let mut cells = Cells::default();
        for (len, crossed) in [(33, 0), (u32::MAX, 0), (3, 4), (0, 1), (33, 33)] {
            let view = BoundaryTable::new(&mut cells, len, crossed);
            assert_eq!(view.map(|_| ()).unwrap_err(), MathError::BoundaryNotFound);
        }
        let whole = BoundaryTable::new(&mut cells, 32, 32).unwrap();
        assert_eq!((whole.len(), whole.crossed(), whole.is_empty()), (32, 32, false));
    }

    #[test]
    fn boundaries_stay_sorted_whatever_the_order_they_come_in() {
        let mut cells = Cells::default();
        let mut table = table(&mut cells);
        assert!(table.is_empty());
        assert_eq!(table.next_slot(), u64::MAX);
        for slot in [50, 10, 70, 30, 60, 20] {
            table.insert(slot, Start).unwrap();
        }
        assert_eq!(slots(&table), [10, 20, 30, 50, 60, 70]);
        assert_eq!((table.len(), table.crossed(), table.next_slot()), (6, 0, 10));
    }

    #[test]
    fn campaigns_that_share_a_slot_share_its_place() {
        let mut cells = Cells::default();
        let mut table = table(&mut cells);
        for kind in [Start, End, End] {
            table.insert(40, kind).unwrap();
        }
        assert_eq!(table.len(), 1);
        let by_hand = Boundary { slot: 40, starts: 1, ends: 2, unread: 3, ..Boundary::default() };
        assert_eq!(table.cells[0].load(), by_hand);
    }

    #[test]
    fn a_full_table_takes_no_further_slot_but_shares_those_it_has() {
        let mut cells = Cells::default();
        let mut table = table(&mut cells);
        for slot in 1..=32 {
            table.insert(slot * 10, Start).unwrap();
        }
        let before = table.cells.to_vec();
        for slot in [5, 155, 1_000] {
            assert_eq!(table.insert(slot, End), Err(MathError::BoundaryTableFull));
        }
        assert_eq!(table.cells.to_vec(), before, "a refused boundary changes nothing");
        assert_eq!(table.insert(160, End), Ok(()));
        assert_eq!(table.len(), 32);
    }

    #[test]
    fn a_slot_that_as_many_campaigns_share_as_can_be_counted_takes_no_more() {
        let mut cells = Cells::default();
        let crowded = |starts, ends| Boundary {
            slot: 9,
            starts,
            ends,
            unread: u32::from(starts) + u32::from(ends),
            ..Boundary::default()
        };
        cells[0] = Cell(crowded(u16::MAX, 0));
        let mut table = BoundaryTable::new(&mut cells, 1, 0).unwrap();
        assert_eq!(table.insert(9, Start), Err(MathError::BoundaryTableFull));
        assert_eq!(table.cells[0].load(), crowded(u16::MAX, 0));
        assert_eq!(table.insert(9, End), Ok(()));
        assert_eq!(table.cells[0].load(), crowded(u16::MAX, 1));
        table.cells[0] = Cell(Boundary { unread: u32::MAX, ..crowded(1, 1) });
        assert_eq!(table.insert(9, End), Err(MathError::BoundaryTableFull));
    }

    #[test]
    fn crossing_records_the_clock_of_each_slot_and_counts_starts_and_ends() {
        let mut cells = Cells::default();
        let mut table = table(&mut cells);
        for (slot, kind) in [(10, Start), (10, Start), (30, End), (30, Start), (50, End)] {
            table.insert(slot, kind).unwrap();
        }
        let mut clock = Accumulator { last_slot: 4, ..Accumulator::default() };
        clock.enter(2).unwrap();
        table.cross_until(&mut clock, 40).unwrap();
        assert_eq!((table.crossed(), table.next_slot()), (2, 50));
        assert_eq!((clock.last_slot, clock.starts, clock.ends), (40, 3, 1));
        assert_eq!(clock.growth, Growth([0, 0, 18]));

        let first = table.read_crossed(10).unwrap();
        let recorded = (first.growth, first.idle_slots, first.entries, first.exits, first.unread);
        assert_eq!(recorded, (Growth([0, 0, 3]), 0, 1, 0, 1));
        assert_eq!(table.read_crossed(30).unwrap().growth, Growth([0, 0, 13]));
    }

    #[test]
    fn a_boundary_at_the_current_slot_is_crossed_and_one_after_it_is_not() {
        let mut cells = Cells::default();
        let mut table = table(&mut cells);
        for slot in [10, 11, u64::MAX] {
            table.insert(slot, Start).unwrap();
        }
        let mut clock = Accumulator::default();
        table.cross_until(&mut clock, 9).unwrap();
        assert_eq!(table.crossed(), 0);
        table.cross_until(&mut clock, 10).unwrap();
        assert_eq!(table.crossed(), 1);
        // The last slot there can be is crossed like any other, and then nothing is to come.
        table.cross_until(&mut clock, u64::MAX).unwrap();
        assert_eq!((table.crossed(), table.next_slot()), (3, u64::MAX));
        table.cross_until(&mut clock, u64::MAX).unwrap();
        assert_eq!((table.crossed(), clock.starts), (3, 3));
    }

    #[test]
    fn a_boundary_is_kept_until_its_last_campaign_has_read_it() {
        let mut cells = Cells::default();
        let mut table = table(&mut cells);
        for slot in [10, 10, 20, 30] {
            table.insert(slot, End).unwrap();
        }
        table.cross_until(&mut Accumulator::default(), 20).unwrap();
        assert_eq!(table.read_crossed(10).map(|boundary| boundary.unread), Ok(1));
        assert_eq!(table.len(), 3);
        assert_eq!(table.read_crossed(10).map(|boundary| boundary.unread), Ok(0));
        assert_eq!((slots(&table), table.crossed()), (vec![20, 30], 1));
        assert_eq!(table.cells[2], Cell::default(), "the place is free and clean");
        assert_eq!(table.read_crossed(10), Err(MathError::BoundaryNotFound));
    }

    #[test]
    fn a_boundary_to_come_or_of_another_slot_cannot_be_read() {
        let mut cells = Cells::default();
        let mut table = table(&mut cells);
        table.insert(10, Start).unwrap();
        table.insert(20, End).unwrap();
        assert_eq!(table.read_crossed(10), Err(MathError::BoundaryNotFound));
        table.cross_until(&mut Accumulator::default(), 10).unwrap();
        for slot in [0, 9, 11, 20, u64::MAX] {
            assert_eq!(table.read_crossed(slot), Err(MathError::BoundaryNotFound));
        }
        assert!(table.read_crossed(10).is_ok());
    }

    #[test]
    fn a_place_in_a_full_table_is_free_again_once_read() {
        let mut cells = Cells::default();
        let mut table = table(&mut cells);
        for slot in 1..=32 {
            table.insert(slot, Start).unwrap();
        }
        let mut clock = Accumulator::default();
        for round in 33..500 {
            table.cross_until(&mut clock, round - 32).unwrap();
            assert_eq!(table.insert(round, End), Err(MathError::BoundaryTableFull));
            assert_eq!(table.read_crossed(round - 32).map(|boundary| boundary.unread), Ok(0));
            assert_eq!(table.insert(round, Start), Ok(()));
            assert_eq!(slots(&table), (round - 31..=round).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_postponed_end_takes_its_place_along_when_it_is_alone() {
        let mut cells = Cells::default();
        let mut table = table(&mut cells);
        for slot in 1..=32 {
            table.insert(slot * 10, End).unwrap();
        }
        // Between others, past all of them, and onto a slot that another campaign has.
        assert_eq!(table.postpone_end(20, 45), Ok(()));
        assert_eq!(slots(&table)[..5], [10, 30, 40, 45, 50]);
        assert_eq!(table.postpone_end(10, 1_000), Ok(()));
        assert_eq!((table.next_slot(), slots(&table)[31]), (30, 1_000));
        assert_eq!(table.postpone_end(30, 40), Ok(()));
        assert_eq!((table.len(), table.next_slot()), (31, 40));
        assert_eq!(
            table.cells[0].load(),
            Boundary { slot: 40, ends: 2, unread: 2, ..Boundary::default() }
        );
        assert_eq!(table.cells[31], Cell::default());
    }

    #[test]
    fn a_postponed_end_leaves_those_that_share_its_slot() {
        let mut cells = Cells::default();
        let mut table = table(&mut cells);
        for kind in [Start, End, End] {
            table.insert(10, kind).unwrap();
        }
        assert_eq!(table.postpone_end(10, 11), Ok(()));
        let left = Boundary { slot: 10, starts: 1, ends: 1, unread: 2, ..Boundary::default() };
        assert_eq!(table.cells[0].load(), left);
        let moved = Boundary { slot: 11, ends: 1, unread: 1, ..Boundary::default() };
        assert_eq!(table.cells[1].load(), moved);
    }

    #[test]
    fn only_an_end_still_to_come_can_be_postponed() {
        let mut cells = Cells::default();
        let mut table = table(&mut cells);
        for (slot, kind) in [(10, End), (20, Start), (30, End)] {
            table.insert(slot, kind).unwrap();
        }
        table.cross_until(&mut Accumulator::default(), 10).unwrap();
        let before = table.cells.to_vec();
        for slot in [0, 10, 20, 25, 31, u64::MAX] {
            assert_eq!(table.postpone_end(slot, 40), Err(MathError::BoundaryNotFound));
        }
        assert_eq!(table.cells.to_vec(), before);
        assert_eq!((table.len(), table.crossed()), (3, 1));
        assert_eq!(table.postpone_end(30, 40), Ok(()));
        assert_eq!((slots(&table), table.crossed()), (vec![10, 20, 40], 1));
    }

    #[test]
    fn a_postponement_refused_for_lack_of_room_changes_nothing() {
        let mut cells = Cells::default();
        let mut table = table(&mut cells);
        for slot in 1..=32 {
            table.insert(slot * 10, End).unwrap();
        }
        table.insert(50, End).unwrap();
        let before = table.cells.to_vec();
        assert_eq!(table.postpone_end(50, 55), Err(MathError::BoundaryTableFull));
        assert_eq!(table.cells.to_vec(), before);

        // A slot with as many ends as can be counted, for an end that is alone in its own.
        let crowded = Boundary { slot: 60, ends: u16::MAX, unread: 65_535, ..Boundary::default() };
        table.cells[5] = Cell(crowded);
        let before = table.cells.to_vec();
        assert_eq!(table.postpone_end(40, 60), Err(MathError::BoundaryTableFull));
        assert_eq!((table.cells.to_vec(), table.len()), (before, 32));
    }

    #[test]
    fn a_clock_that_overflows_stops_the_crossing() {
        let mut cells = Cells::default();
        let mut table = table(&mut cells);
        table.insert(10, Start).unwrap();
        let mut clock = Accumulator { idle_slots: u64::MAX, ..Accumulator::default() };
        assert_eq!(table.cross_until(&mut clock, 20), Err(MathError::Overflow));
        assert_eq!((table.crossed(), clock.starts), (0, 0));
    }

    #[test]
    fn what_lies_beyond_the_length_is_not_in_the_table() {
        let mut cells = Cells::default();
        cells[0] = Cell(Boundary { slot: 50, ends: 1, unread: 1, ..Boundary::default() });
        let mut table = BoundaryTable::new(&mut cells, 0, 0).unwrap();
        assert_eq!(table.postpone_end(50, 60), Err(MathError::BoundaryNotFound));
        assert!(table.is_empty());
        table.insert(50, Start).unwrap();
        assert_eq!(table.len(), 1);
        let fresh = Boundary { slot: 50, starts: 1, unread: 1, ..Boundary::default() };
        assert_eq!(table.cells[0], Cell(fresh));
    }
}
