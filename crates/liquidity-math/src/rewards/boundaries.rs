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

    /// Takes out the crossed boundary at `place`.
    fn remove(&mut self, place: usize) {
        if let Some(moved) = self.cells.get_mut(place..self.len) {
            moved.rotate_left(1);
            if let Some(cell) = moved.last_mut() {
                cell.store(&Boundary::default());
            }
            self.len = self.len.saturating_sub(1);
            self.crossed = self.crossed.saturating_sub(1);
        }
    }
}
