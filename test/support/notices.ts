/** The least that may be published, in either language. */
export const LEAST_NOTICE = '{group} {visibility} {retention} {finality}';
