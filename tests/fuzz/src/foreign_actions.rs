//! Another farm's campaign, in calls in which nothing else is wrong: its own vault, its own mint and
//! token program, a destination of the right owner, and a position that was in while it ran. Only the
//! check that a campaign is of the farm can refuse them.

use program_tests::calls;
use program_tests::error::{LiquidityError, name_of};
use program_tests::{Call, token};
use solana_instruction::error::InstructionError;

use crate::action::{Action, Verb};
use crate::ensure;
use crate::failure::Check;
use crate::state::{State, Stay, Stream};

/// Pairs of a position and a campaign that one action tries.
const MOST_PAIRS: usize = 6;

impl State {
    /// Each must be refused by `WrongCampaign` (S1). A success is told before a refusal by another name.
    pub fn foreign_campaign(&mut self, action: &Action) -> Check {
        let index = self.pick_pool(action);
        let mut other_name = None;
        for call in self.foreign_calls(index, action) {
            self.happened(Verb::ForeignCampaign);
            let outcome = self.run(&call)?.map(|_| ());
            let name = call.name;
            ensure!("S1", outcome.is_err(), "{name} took the campaign of another farm");
            let expected: InstructionError = LiquidityError::WrongCampaign.into();
            if outcome != Err(expected) {
                let seen = outcome.err().map(|error| name_of(&error)).unwrap_or_default();
                other_name.get_or_insert(format!("{name}: refused by {seen}, not WrongCampaign"));
            }
        }
        ensure!("S1", other_name.is_none(), "{}", other_name.unwrap_or_default());
        Ok(())
    }

    /// Pairs that met in time come first, of campaigns whose start was read: the farm's table, which is
    /// not the campaign's, is then not asked for it.
    fn foreign_calls(&self, index: usize, action: &Action) -> Vec<Call> {
        let now = self.now();
        let farm = self.pools[index].keys.farm;
        let others = self.pools.iter().filter(|pool| pool.keys.farm != farm);
        let streams: Vec<_> = others.flat_map(|pool| &pool.farm.streams).collect();
        let stays = self.pools[index].farm.stays.iter().filter(|stay| !stay.is_gone);
        let mut pairs: Vec<(&Stay, &Stream)> = stays
            .flat_map(|stay| streams.iter().map(move |stream| (stay, *stream)))
            .filter(|(_, stream)| !stream.is_gone)
            .collect();
        let turn = usize::from(action.pick) % pairs.len().max(1);
        pairs.rotate_left(turn);
        pairs.sort_by_key(|(stay, stream)| {
            let is_ready = stream.is_start_read && (stream.is_end_read || now < stream.end);
            !(is_ready && stay.overlaps(stream) && !stream.is_frozen)
        });
        pairs.truncate(MOST_PAIRS);
        let calls = pairs.into_iter().flat_map(|(stay, stream)| {
            let (owner, number) = (stay.owner, stay.number);
            let claim = calls::claim(farm, stream.address, stream.mint, owner, owner, number);
            [claim, calls::forfeit(farm, stream.address, owner, number)]
        });
        // Without the owner's token account, the token program would refuse the claim.
        calls.filter(|call| self.has_purse(call)).collect()
    }

    fn has_purse(&self, call: &Call) -> bool {
        if !call.roles().contains(&"owner_reward") {
            return true;
        }
        let account = self.world.svm.get_account(&call.of("owner_reward"));
        account.is_some_and(|account| token::holding(&account).is_some())
    }
}
