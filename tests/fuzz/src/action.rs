//! Actions as data: a line of numbers each, which mean something in whatever state they meet. So a
//! sequence can be cut, spliced, kept in a file and shrunk.

use std::fmt;
use std::str::FromStr;

use program_tests::random::next;

macro_rules! verbs {
    ($($weight:literal $name:ident $text:literal),* $(,)?) => {
        /// What may happen.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Verb { $($name),* }

        /// All of them, and how often each is drawn.
        pub const VERBS: &[(Verb, &str, u64)] = &[$((Verb::$name, $text, $weight)),*];
    };
}

verbs!(
    6 Deposit "deposit",
    5 Withdraw "withdraw",
    8 SwapIn "swap_exact_in",
    6 SwapOut "swap_exact_out",
    5 DepositSingle "deposit_single",
    5 WithdrawSingle "withdraw_single",
    8 Stake "stake",
    6 Unstake "unstake",
    4 UnstakePart "unstake_part",
    4 UnstakeAndWithdraw "unstake_and_withdraw",
    5 DepositAndStake "deposit_and_stake",
    4 Restake "restake",
    2 LockForever "lock_forever",
    3 CollectLockedFees "collect_locked_fees",
    8 CreateCampaign "create_campaign",
    1 Crowd "crowd_farm",
    4 TopUp "top_up",
    14 Claim "claim",
    5 Compound "compound",
    4 Forfeit "forfeit",
    4 Settle "settle_campaign",
    4 Collect "collect_campaign",
    5 CloseCampaign "close_campaign",
    4 ClosePosition "close_position",
    3 CollectProtocolFees "collect_protocol_fees",
    3 CollectCreatorFees "collect_creator_fees",
    3 Skim "skim",
    2 SetPause "set_pause",
    1 CreateConfig "create_config",
    1 UpdateConfig "update_config",
    1 ProposeAdmin "propose_admin",
    1 AcceptAdmin "accept_admin",
    1 SetLockChoices "set_lock_choices",
    1 CreatePool "create_pool",
    4 Quotes "quotes",
    4 Pending "pending_rewards",
    2 RoundTrip "round_trip",
    3 Donate "donate",
    1 SelfTransfer "self_transfer",
    3 Freeze "freeze_or_thaw",
    2 HostileMint "hostile_mint",
    2 ForeignCampaign "foreign_campaign",
    18 Pass "pass_slots",
    1 NextEpoch "next_epoch",
    1 ChangeFee "change_transfer_fee",
);

impl Verb {
    pub fn name(self) -> &'static str {
        VERBS[self as usize].1
    }
}

/// One thing that happens. Numbers are taken modulo what there is to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Action {
    pub verb: Verb,
    /// Actor.
    pub who: u8,
    /// Pool.
    pub pool: u8,
    /// Position, campaign or direction.
    pub pick: u16,
    /// An amount; see [`Action::amount`].
    pub size: u64,
    /// Whatever else the verb wants to know.
    pub extra: u64,
    /// 0 for a call as it should be; else what is wrong with it.
    pub twist: u16,
}

/// An amount up to `most`, or one that is wrong in some way.
fn amount_of(raw: u64, most: u64) -> u64 {
    let rest = raw >> 4;
    let most = most.max(1);
    match raw % 16 {
        0 => match rest % 4 {
            0 => 0,
            1 => u64::MAX,
            2 => most.saturating_add(1),
            _ => 1,
        },
        1 => most,
        2 => 1 + rest % 9,
        _ => {
            // Of any magnitude.
            let bits = rest % (u64::from(most.ilog2()) + 1);
            let size = (1 << bits) + (rest >> 6) % (1 << bits);
            size.min(most)
        }
    }
}

impl Action {
    pub fn amount(&self, most: u64) -> u64 {
        amount_of(self.size, most)
    }

    pub fn second_amount(&self, most: u64) -> u64 {
        amount_of(self.extra, most)
    }

    pub fn random(state: &mut u64) -> Self {
        let total: u64 = VERBS.iter().map(|(_, _, weight)| weight).sum();
        let mut ticket = next(state) % total;
        let mut verb = VERBS[0].0;
        for (one, _, weight) in VERBS {
            if ticket < *weight {
                verb = *one;
                break;
            }
            ticket -= weight;
        }
        let twist =
            if next(state).is_multiple_of(6) { 1 + (next(state) % 65_535) as u16 } else { 0 };
        Self {
            verb,
            who: next(state) as u8,
            pool: next(state) as u8,
            pick: next(state) as u16,
            size: next(state),
            extra: next(state),
            twist,
        }
    }

    /// The same but for one thing.
    pub fn nudged(mut self, state: &mut u64) -> Self {
        match next(state) % 8 {
            0 => self.who = next(state) as u8,
            1 => self.pool = next(state) as u8,
            2 => self.pick = next(state) as u16,
            3 => self.size = next(state),
            4 => self.extra = next(state),
            5 => self.size = self.size.wrapping_add(16),
            6 => self.twist = if self.twist == 0 { next(state) as u16 } else { 0 },
            _ => self.verb = Self::random(state).verb,
        }
        self
    }
}

impl fmt::Display for Action {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { verb, who, pool, pick, size, extra, twist } = self;
        write!(to, "{} {who} {pool} {pick} {size} {extra} {twist}", verb.name())
    }
}

impl FromStr for Action {
    type Err = String;

    fn from_str(line: &str) -> Result<Self, String> {
        let mut words = line.split_whitespace();
        let name = words.next().ok_or("an empty line")?;
        let found = VERBS.iter().find(|(_, text, _)| *text == name);
        let verb = found.ok_or_else(|| format!("no action is called {name}"))?.0;
        let numbers: Vec<u64> = words
            .map(|word| word.parse().map_err(|_| format!("{word} is no number")))
            .collect::<Result<_, _>>()?;
        let [who, pool, pick, size, extra, twist] = numbers[..] else {
            return Err(format!("{line}: six numbers belong here"));
        };
        let (who, pool, pick, twist) = (who as u8, pool as u8, pick as u16, twist as u16);
        Ok(Self { verb, who, pool, pick, size, extra, twist })
    }
}

/// A world to begin with, and what happens in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence {
    /// Chooses mints, decimals, actors, pools and scale.
    pub shape: u64,
    pub actions: Vec<Action>,
}

impl fmt::Display for Sequence {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(to, "shape {}", self.shape)?;
        for action in &self.actions {
            writeln!(to, "{action}")?;
        }
        Ok(())
    }
}

impl FromStr for Sequence {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let first = lines.next().ok_or("an empty sequence")?;
        let shape = first.strip_prefix("shape ").and_then(|number| number.parse().ok());
        Ok(Self {
            shape: shape.ok_or("the first line is `shape N`")?,
            actions: lines.map(str::parse).collect::<Result<_, _>>()?,
        })
    }
}
