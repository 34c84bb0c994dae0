/**
 * (x - null) / (ceiling - null): 0 at what chance gives, 1 at what the same task measured twice gives. NaN where the ceiling does
 * not lie above the null: then the measurement tells nothing apart.
 */
export function correctedScore(value: number, chance: number, ceiling: number): number {
  return ceiling > chance ? (value - chance) / (ceiling - chance) : NaN;
}
