import type { OperationRow, Progress } from '#modules/operation/public.js';
import type { Sql } from '#platform/db/sql.js';
import { repeatedMessageIds } from '../../data/import/messages.js';
import { repeatedMembers, type StagedLine, unknownSenders } from '../../data/import/roster.js';
import type { GroupKey } from '../../data/import/target.js';
import type { ChatLabHeader } from '../../domain/chatlab/format.js';

export interface Imported {
  readonly groupId: string;
  readonly key: GroupKey;
  readonly header: ChatLabHeader;
  readonly headerLine: number;
  /** Whether a newer export of the group was imported before. */
  readonly older: boolean;
  readonly ownerKnown: boolean;
  /** Whether the file may hold a message twice. */
  readonly repetitions: boolean;
}

/**
 * Tells what a person should know of a file that was imported, as rows that were SKIPPED:
 * UNKNOWN_SENDER (has messages and was never on the roster; the messages are there, shown under the name they were
 * sent with), DUPLICATE_MEMBER and DUPLICATE_MESSAGE_ID (only the first counts), and of the file as a whole
 * NO_OWNER (nobody on the roster is known to own the group: it cannot be upgraded until an import says who),
 * GROUP_ID_MISSING (the group is known by its name) and OLDER_EXPORT (roster and owner stay as a newer one had them).
 */
export async function reportFindings(sql: Sql, progress: Progress, imported: Imported): Promise<void> {
  const { header, headerLine: line, groupId, key } = imported;
  if (!imported.ownerKnown) progress.row(skipped('NO_OWNER', 'ownerId', line, header.ownerId));
  if (header.groupId === null) progress.row(skipped('GROUP_ID_MISSING', 'groupId', line, header.name));
  if (imported.older) progress.row(skipped('OLDER_EXPORT', 'exportedAt', line, String(header.exportedAt)));
  await each(
    progress,
    (after, limit) => repeatedMembers(sql, after, limit),
    'DUPLICATE_MEMBER',
    'platformId',
  );
  if (imported.repetitions) {
    await each(
      progress,
      (after, limit) => repeatedMessageIds(sql, after, limit),
      'DUPLICATE_MESSAGE_ID',
      'platformMessageId',
    );
  }
  await each(
    progress,
    (after, limit) => unknownSenders(sql, groupId, key, after, limit),
    'UNKNOWN_SENDER',
    'sender',
  );
}

const PAGE = 1_000;

async function each(
  progress: Progress,
  read: (after: number, limit: number) => Promise<StagedLine[]>,
  code: string,
  field: string,
): Promise<void> {
  for (let after = 0; ;) {
    const found = await read(after, PAGE);
    for (const { line, value } of found) progress.row(skipped(code, field, line, value));
    await progress.flush();
    if (found.length < PAGE) return;
    after = found.at(-1)?.position ?? after;
  }
}

function skipped(code: string, field: string, line: number, value: string | null): OperationRow {
  return { outcome: 'SKIPPED', code, field, line, value: value ?? undefined, reference: value ?? undefined };
}
