import { type Refusal, refuse } from '#kernel/refusals.js';
import type { UpgradeState } from './states.js';

/**
 * Why something cannot be done in the state of the upgrade; undefined where it can. `first` is the mutation that leads
 * from where the upgrade asks to its cooling-off, or back, where that would allow it.
 */
export function stateRefusal(
  state: UpgradeState,
  allowed: readonly UpgradeState[],
  first?: 'closeGroupUpgrade' | 'stopCoolingOff',
): Refusal | undefined {
  if (allowed.includes(state)) return undefined;
  if (state === 'PAUSED') return refuse('UPGRADE_PAUSED');
  if (state === 'COMPLETED') return refuse('UPGRADE_COMPLETED');
  if (state === 'CANCELLED') return refuse('UPGRADE_CANCELLED');
  return refuse('ILLEGAL_STATE', [], first ? { state, first } : { state });
}
