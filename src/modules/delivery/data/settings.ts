import type { Sql } from '#platform/db/sql.js';
import { defaultSettings, type DeliverySettings } from '../domain/settings.js';

const COLUMNS = `email, webhook, webhook_url as "webhookUrl", webhook_secret as "webhookSecret",
  text_strangers as "textStrangers", reminder_hours as "reminderHours", escalate_hours as "escalateHours", version`;

/** How an organization reaches its people; the defaults where it has decided nothing. */
export async function deliverySettingsOf(sql: Sql, organizationId: string): Promise<DeliverySettings> {
  const row = await sql.row<DeliverySettings>(
    `select ${COLUMNS} from delivery_setting where organization_id = $1`,
    [organizationId],
  );
  return row ?? defaultSettings;
}

/** The settings under a lock, made from the defaults where there are none yet. */
export async function lockDeliverySettings(sql: Sql, organizationId: string): Promise<DeliverySettings> {
  await saveDeliverySettings(sql, organizationId, defaultSettings, 'if none');
  const row = await sql.row<DeliverySettings>(
    `select ${COLUMNS} from delivery_setting where organization_id = $1 for update`,
    [organizationId],
  );
  if (!row) throw new Error('settings that were just made are gone');
  return row;
}

export async function saveDeliverySettings(
  sql: Sql,
  organizationId: string,
  settings: DeliverySettings,
  when: 'if none' | 'always' = 'always',
): Promise<void> {
  const { email, webhook, webhookUrl, webhookSecret, textStrangers, reminderHours, escalateHours, version } =
    settings;
  await sql.run(
    `insert into delivery_setting (organization_id, email, webhook, webhook_url, webhook_secret, text_strangers,
       reminder_hours, escalate_hours, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict on constraint delivery_setting_pkey do update set email = excluded.email,
       webhook = excluded.webhook, webhook_url = excluded.webhook_url, webhook_secret = excluded.webhook_secret,
       text_strangers = excluded.text_strangers, reminder_hours = excluded.reminder_hours,
       escalate_hours = excluded.escalate_hours, version = excluded.version
     where $10`,
    [
      organizationId,
      email,
      webhook,
      webhookUrl,
      webhookSecret,
      textStrangers,
      reminderHours,
      escalateHours,
      version,
      when === 'always',
    ],
  );
}
