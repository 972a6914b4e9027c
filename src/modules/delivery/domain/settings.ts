import { type Refusal, refuse } from '#kernel/refusals.js';

/** How an organization reaches its people. */
export interface DeliverySettings {
  readonly email: boolean;
  readonly webhook: boolean;
  readonly webhookUrl: string | null;
  /** The number of the webhook's present secret; 0 before there is one. */
  readonly webhookSecret: number;
  /** Whether the webhook also brings messages to mobiles without an account. */
  readonly textStrangers: boolean;
  /** Hours after a question at which those who have not answered it are reminded, ascending. */
  readonly reminderHours: readonly number[];
  /** The hour at which their managers are told; null: never by plan. */
  readonly escalateHours: number | null;
  readonly version: number;
}

export const defaultSettings: DeliverySettings = {
  email: true,
  webhook: false,
  webhookUrl: null,
  webhookSecret: 0,
  textStrangers: false,
  reminderHours: [],
  escalateHours: null,
  version: 0,
};

/** A question stands open for thirty days at most. */
export const PLAN_HOURS = { min: 1, max: 720 } as const;
/** The reminders of a round are limited to six, so a longer plan would not be kept. */
export const PLAN_STEPS_MAX = 6;
const URL_MAX = 2_000;

export interface PlanInput {
  readonly reminderHours: readonly number[];
  readonly escalateHours: number | null;
}

/** What is wrong with a plan, by field. */
export function planProblems({ reminderHours, escalateHours }: PlanInput): Refusal[] {
  const outside = (hours: number): boolean => hours < PLAN_HOURS.min || hours > PLAN_HOURS.max;
  const problems: Refusal[] = [];
  if (reminderHours.length > PLAN_STEPS_MAX)
    problems.push(refuse('TOO_MANY_STEPS', 'reminderHours', { max: PLAN_STEPS_MAX }));
  if (reminderHours.some(outside)) problems.push(refuse('OUT_OF_RANGE', 'reminderHours', PLAN_HOURS));
  if (new Set(reminderHours).size < reminderHours.length) problems.push(refuse('REPEATED', 'reminderHours'));
  if (escalateHours !== null && outside(escalateHours))
    problems.push(refuse('OUT_OF_RANGE', 'escalateHours', PLAN_HOURS));
  return problems;
}

/** A webhook's address as it is stored; undefined for what cannot be one. Plain http only where `http` allows it. */
export function webhookUrlOf(text: string, { http }: { readonly http: boolean }): string | undefined {
  if (text.length > URL_MAX || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const known = url.protocol === 'https:' || (http && url.protocol === 'http:');
  if (!known || url.username !== '' || url.password !== '') return undefined;
  url.hash = '';
  return url.href;
}
