const MIB = 1024 * 1024;

/** What a file is for: what it may hold at most, in bytes, and how long it is kept once it was taken. */
interface PurposeRules {
  readonly maxBytes: number;
  /** Days from the last time it was taken; undefined means for good. */
  readonly keptDays: number | undefined;
}

/** The file of an import is removed when that has ended; the week is the most that one may take. */
const IMPORT_DAYS = 7;

export const uploadPurposes = {
  REGISTRATION_DOCUMENT: { maxBytes: 20 * MIB, keptDays: undefined },
  DIRECTORY_DEPARTMENTS: { maxBytes: 64 * MIB, keptDays: IMPORT_DAYS },
  DIRECTORY_MEMBERS: { maxBytes: 64 * MIB, keptDays: IMPORT_DAYS },
  GROUP_EXPORT: { maxBytes: 2_048 * MIB, keptDays: IMPORT_DAYS },
  GROUP_MOBILES: { maxBytes: 64 * MIB, keptDays: IMPORT_DAYS },
  GROUP_ATTACHMENTS: { maxBytes: 512 * MIB, keptDays: IMPORT_DAYS },
} as const satisfies Record<string, PurposeRules>;

export type UploadPurpose = keyof typeof uploadPurposes;
export type UploadState = 'WAITING' | 'COMPLETE';

/** How long an upload URL works, and how long a received file waits to be taken, in seconds. */
export const URL_SECONDS = 3_600;
export const UNTAKEN_SECONDS = 86_400;
/** Files of one person that were announced or received and that nothing has taken yet. Bounds what they can store. */
export const OPEN_UPLOADS_MAX = 20;
/** A receiver that has stored nothing for so long, in seconds, is taken for dead. */
export const RECEIVER_SILENT_SECONDS = 60;

export const FILE_NAME_MAX = 255;
/** RFC 9110 type/subtype with parameters. */
export const CONTENT_TYPE = /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}(;[\x20-\x7e]{0,100})?$/;
export const CONTENT_TYPE_UNKNOWN = 'application/octet-stream';

export const maxBytesOf = (purpose: UploadPurpose): number => uploadPurposes[purpose].maxBytes;

/** When a file that is taken now may be removed; undefined means never. */
export function keptUntil(purpose: UploadPurpose, now: Date): Date | undefined {
  const { keptDays }: PurposeRules = uploadPurposes[purpose];
  return keptDays === undefined ? undefined : new Date(now.getTime() + keptDays * 86_400_000);
}
