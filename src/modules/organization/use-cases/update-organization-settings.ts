import { command } from '#modules/identity/public.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { lockSettings, saveSettings } from '../data/settings.js';
import { settingsChanged } from '../domain/events.js';
import { changeSettings, type SettingsInput } from '../domain/settings-change.js';

export interface UpdateSettings extends SettingsInput {
  readonly organizationId: string;
  readonly expectedVersion?: number | null | undefined;
}

/** Changes what is given and leaves the rest; open upgrades follow in the same transaction. */
export const updateOrganizationSettings = command<UpdateSettings, { organizationId: string }>({
  name: 'updateOrganizationSettings',
  action: 'organization.settings',
  async run(context, { organizationId, expectedVersion, ...given }) {
    await context.authorize({ organizationId });
    const { version, ...before } = await lockSettings(context.tx, organizationId);
    if (expectedVersion != null && expectedVersion !== version) {
      return err([refuse('VERSION_CONFLICT', 'expectedVersion')]);
    }
    const after = changeSettings({ version, ...before }, given);
    if (!after.ok) return after;
    await saveSettings(context.tx, organizationId, after.value);
    const names = Object.keys(after.value) as (keyof typeof after.value)[];
    const changed = names.filter((name) => before[name] !== after.value[name]);
    context.record({
      organizationId,
      subject: { type: 'Organization', id: organizationId },
      details: {
        changed: Object.fromEntries(
          changed.map((name) => [name, { from: before[name], to: after.value[name] }]),
        ),
      },
    });
    await context.emit(settingsChanged, { organizationId, changed });
    return ok({ organizationId });
  },
});
