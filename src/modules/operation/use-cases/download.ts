import { type Action, query } from '#modules/identity/public.js';
import { databaseNow } from '#platform/db/clock.js';
import { notFound, orNotFound } from '#platform/use-case/failures.js';
import type { Query } from '#platform/use-case/use-case.js';
import { downloadById, type DownloadRecord } from '../data/downloads.js';
import type { DownloadUrls } from './download-urls.js';

export interface IssuedDownload extends DownloadRecord {
  readonly url: string;
  readonly urlExpiresAt: Date;
}

/** A file that an operation of the caller has made, with a URL that was made just now: here the rights are checked. */
export const download = (urls: DownloadUrls): Query<Action, { id: string }, IssuedDownload> =>
  query({
    name: 'download',
    action: 'download.read',
    async run(context, { id }) {
      const found = orNotFound(await downloadById(context.sql, id));
      await context.authorize({ organizationId: found.organizationId });
      if (found.personId !== context.personId()) throw notFound();
      const { url, until } = urls.issue(found, await databaseNow(context.sql));
      return { ...found, url, urlExpiresAt: until };
    },
  });
