import type { OrganizationSettings } from './settings.js';

/**
 * What the text that people agree to promises them by the organization's settings. A text keeps what it promised, and
 * so does the group that they join on it, whatever the settings say later.
 */
export type PromisedTerms = Pick<OrganizationSettings, 'retentionDays' | 'confidentiality' | 'lateHistory'>;

export function promisedTermsOf(settings: OrganizationSettings): PromisedTerms {
  const { retentionDays, confidentiality, lateHistory } = settings;
  return { retentionDays, confidentiality, lateHistory };
}
