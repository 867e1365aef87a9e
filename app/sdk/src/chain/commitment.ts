/**
 * What is read and waited for: what most of the stake has voted for. It does not come undone in
 * practice, and is some 30 slots fresher than what is final.
 */
export const COMMITMENT = 'confirmed';
