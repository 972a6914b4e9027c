/** What files operations make. */
export const downloadPurposes = ['EVIDENCE_PACK'] as const;
export type DownloadPurpose = (typeof downloadPurposes)[number];

/** How long a file is kept, in days. It can be made again. */
export const DOWNLOAD_DAYS = 7;
/** How long one download URL works, in seconds: for one fetch. A new one can be had as long as the file is kept. */
export const DOWNLOAD_URL_SECONDS = 900;
/** Files that one person may have made and kept at a time. Bounds what they can store. */
export const DOWNLOADS_MAX = 20;
