/** Types of the ChatLab format that are about a file: image, voice, video, file. */
export const fileTypes = [1, 2, 3, 4] as const;
/** A sticker may be a file; most are a name only, so that none is missed. */
export const attachableTypes = [...fileTypes, 5] as const;

const mustHave: ReadonlySet<number> = new Set(fileTypes);

/** Whether a message of this type is missing something as long as nobody has said which file it is about. */
export function needsAttachment(type: number): boolean {
  return mustHave.has(type);
}

export const REFERENCE_MAX = 1_024;
export const FILE_NAME_MAX = 255;
/** 1 TiB. */
export const BYTES_MAX = 2 ** 40;
