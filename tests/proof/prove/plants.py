"""Known mistakes, each put into the sources alone: a claim must fail of it, or the claims say too little.

A claim that the solver gives up on proves nothing, so that it takes an input that refutes it.
"""

import sys

import build

PLANTS = [
    # What is wrong, file, old text, new text, claims to ask.
    ("a lost carry of a product", "wide.rs", ".wrapping_add(cross_low >> 32)", "", ["mul_wide"]),
    ("an estimate corrected once only", "wide.rs", "if estimate_rest > LOW_HALF {", "if estimate_rest > 0 {", ["div_digit"]),
    ("an estimate corrected when it is right", "wide.rs", "estimate.wrapping_mul(divisor_low) > ((", "estimate.wrapping_mul(divisor_low) >= ((", ["div_digit"]),
    ("a remainder that is not shifted back", "wide.rs", "rest >> shift)", "rest)", ["div_two_digits"]),
    ("a floor for a ceiling", "wide.rs", "if remainder == 0 {", "if remainder <= 1 {", ["mul_div_up"]),
    ("a ceiling that wraps", "wide.rs", "quotient.checked_add(1).ok_or(MathError::Overflow)", "Ok(quotient.wrapping_add(1))", ["mul_div_up"]),
    ("a quotient that does not fit", "wide.rs", "high < divisor.get())", "high <= divisor.get())", ["div_wide"]),
    ("a lost carry between limbs", "wide.rs", "(sum, first | second)", "(sum, first)", ["growth_plus", "u256_plus"]),
    ("a shift that cuts what it checks, as Cetus had it", "wide256.rs", "if carry == 0 { Ok(Self([l0, l1, l2, l3])) }", "if carry >> 1 == 0 { Ok(Self([l0, l1, l2, l3])) }", ["u256_times_word"]),
    ("growth that is cut at a limb", "rewards/growth.rs", "div_wide(0, rest, total_weight)?;\n        Ok", "div_wide(0, 0, total_weight)?;\n        Ok", ["growth_of_slots"]),
    ("a later growth that does not count as none", "rewards/growth.rs", "if borrow { Self::ZERO }", "if false { Self::ZERO }", ["growth_since"]),
    ("an order that skips a limb", "rewards/growth.rs", "return a1 < b1;", "return a0 < b0;", ["growth_min", "growth_max"]),
    ("a share that is cut at three limbs", "rewards/growth.rs", "if carry == 0 { Ok([low, middle, high]) }", "if true { Ok([low, middle, high]) }", ["growth_earned"]),
    ("a clock that goes back", "rewards/accumulator.rs", "let Some(slots) = slot.checked_sub(self.last_slot).filter(|slots| *slots > 0) else {\n            return Ok(());\n        };", "let slots = slot.wrapping_sub(self.last_slot);", ["clock_advance"]),
    ("idle slots that are paid", "rewards/accumulator.rs", "if self.total_weight == 0 {", "if self.total_weight < 2 {", ["clock_advance"]),
    ("a trade fee rounded down", "fees.rs", "mul_div_rounding_up(amount_in, u64::from(self.trade_fee_rate)", "mul_div_rounding_down(amount_in, u64::from(self.trade_fee_rate)", ["trade_fee"]),
    ("a transfer fee without its maximum", "transfer.rs", "Ok(fee.min(self.maximum))", "Ok(fee)", ["transfer_arriving"]),
    ("one unit too little to send", "transfer.rs", "(Some(one), Some(other)) => Ok(one.min(other))", "(Some(one), Some(_)) => Ok(one)", ["transfer_to_send"]),
    ("an amount in that is rounded down", "curve/constant_product.rs", "mul_div_rounding_up(reserves.input, amount_out", "mul_div_rounding_down(reserves.input, amount_out", ["swap_in"]),
    ("an amount out of the reserve before the swap", "curve/constant_product.rs", "amount_in, input_after)", "amount_in, reserves.input)", ["swap_out"]),
    ("a deposit rounded in the depositor's favour", "shares.rs", "mul_div_rounding_up(lp_minted, self.reserve_a", "mul_div_rounding_down(lp_minted, self.reserve_a", ["deposit"]),
    ("a withdrawal of the locked minimum", "shares.rs", "self.lp_supply.checked_sub(MINIMUM_LIQUIDITY)", "self.lp_supply.checked_sub(1)", ["withdraw"]),
]


def run(folder, prove, seconds, jobs):
    survived = 0
    for what, file, old, new, names in PLANTS:
        seen = []

        def change(path, text):
            if path != file:
                return text
            if text.count(old) < 1:
                raise SystemExit(f"{file} no longer says: {old}")
            seen.append(path)
            return text.replace(old, new, 1)

        failed = prove(build.ir(folder, change), names, seconds, jobs)
        refuted = [f"{name}: {doubt}" for name, doubt in failed.items() if "refuted" in doubt or " is called" in doubt]
        survived += not refuted
        verdict = "caught" if refuted else "SURVIVED"
        print(f"  {verdict}  {what}: {(refuted or list(failed.items()) or ['no claim fails'])[0]}", flush=True)
    print(f"{len(PLANTS) - survived} of {len(PLANTS)} planted mistakes caught", file=sys.stdout)
    return 1 if survived else 0
