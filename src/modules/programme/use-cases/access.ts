import { memberOf } from '#modules/directory/public.js';
import { type Refusal, refuse } from '#kernel/refusals.js';
import { err, ok, type Result } from '#kernel/result.js';
import { canTurn } from '#kernel/transitions.js';
import { orNotFound } from '#platform/use-case/failures.js';
import type { CommandContext, QueryContext } from '#platform/use-case/use-case.js';
import { lockProgramme, programmeById, type ProgrammeRow } from '../data/programme-rows.js';
import { type ProgrammeState, programmeTransitions } from '../domain/states.js';

/** Which programme, and as of which change of it. */
export interface ProgrammeInput {
  readonly programmeId: string;
  readonly expectedVersion?: number | null | undefined;
}

/** The programme under its lock, if the caller may take the use case's action in its organization. */
export async function lockedProgramme(
  context: CommandContext,
  { programmeId, expectedVersion }: ProgrammeInput,
): Promise<Result<ProgrammeRow, Refusal[]>> {
  const { organizationId } = orNotFound(await programmeById(context.tx, programmeId));
  await context.authorize({ organizationId });
  const programme = orNotFound(await lockProgramme(context.tx, programmeId));
  const current = expectedVersion == null || expectedVersion === programme.version;
  return current ? ok(programme) : err([refuse('VERSION_CONFLICT', 'expectedVersion')]);
}

/** `lockedProgramme` that can turn into the state `to`. */
export async function turnableProgramme(
  context: CommandContext,
  input: ProgrammeInput,
  to: ProgrammeState,
): Promise<Result<ProgrammeRow, Refusal[]>> {
  const programme = await lockedProgramme(context, input);
  return programme.ok && !canTurn(programmeTransitions, programme.value.state, to)
    ? err([illegalState(programme.value)])
    : programme;
}

/** The programme as it is, if the caller may see it by the use case's action. */
export async function readableProgramme(context: QueryContext, programmeId: string): Promise<ProgrammeRow> {
  const programme = orNotFound(await programmeById(context.sql, programmeId));
  await context.authorize({ organizationId: programme.organizationId });
  return programme;
}

/** The account with which the caller acts in an organization in which they are authorized. */
export async function callerMemberId(context: CommandContext, organizationId: string): Promise<string> {
  return orNotFound(await memberOf(context.tx, context.personId(), organizationId)).memberId;
}

export function illegalState({ state }: ProgrammeRow): Refusal {
  return refuse('ILLEGAL_STATE', [], { state });
}
