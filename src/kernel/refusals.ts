import { deliveryRefusals } from './refusals/delivery.js';
import { directoryRefusals } from './refusals/directory.js';
import { enterpriseGroupRefusals } from './refusals/enterprise-group.js';
import { erasureRefusals } from './refusals/erasure.js';
import { groupOwnerRefusals } from './refusals/group-owner.js';
import { anyInputRefusals } from './refusals/input.js';
import { operationRefusals } from './refusals/operation.js';
import { programmeRefusals } from './refusals/programme.js';
import { registrationRefusals } from './refusals/registration.js';
import { signInRefusals } from './refusals/sign-in.js';
import { upgradeRefusals } from './refusals/upgrade.js';
import type { Wording } from './refusals/wording.js';

/**
 * Every expected refusal of the API: the closed enum `UserErrorCode` and its wording, by area in `refusals/`.
 * Codes are never renamed, for clients switch on them.
 */
export const refusals = {
  ...anyInputRefusals,
  ...signInRefusals,
  ...operationRefusals,
  ...erasureRefusals,
  ...registrationRefusals,
  ...upgradeRefusals,
  ...groupOwnerRefusals,
  ...deliveryRefusals,
  ...programmeRefusals,
  ...enterpriseGroupRefusals,
  ...directoryRefusals,
};

export type RefusalCode = keyof typeof refusals;
export type Locale = 'en' | 'zh-CN';

/** An expected "no": which rule, about which input field, with what the wording needs. */
export interface Refusal {
  readonly code: RefusalCode;
  /** The path of the input field that is to blame, outermost first; empty when it is the call as a whole. */
  readonly field: readonly string[];
  readonly params: Readonly<Record<string, string | number>>;
}

export function refuse(
  code: RefusalCode,
  field: string | readonly string[] = [],
  params: Record<string, string | number> = {},
): Refusal {
  return { code, field: typeof field === 'string' ? [field] : field, params };
}

export function isRetryable(refusal: Refusal): boolean {
  const wording: Wording = refusals[refusal.code];
  return wording.retryable === true;
}

export function wordingOf(refusal: Refusal, locale: Locale): string {
  const wording: Wording = refusals[refusal.code];
  const first = refusal.params['first'] === undefined ? '' : (wording.first?.[locale] ?? '');
  return `${wording[locale]}${first}`.replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(refusal.params[name] ?? whole),
  );
}
