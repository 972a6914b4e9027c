import { query } from '#modules/identity/public.js';
import { notFound, orNotFound } from '#platform/use-case/failures.js';
import { uploadById, type UploadRecord } from '../data/uploads.js';

/** One of the caller's own uploads; everybody else's are not there. */
export const upload = query<{ id: string }, UploadRecord>({
  name: 'upload',
  action: 'upload.read',
  async run(context, { id }) {
    await context.authorize();
    const found = orNotFound(await uploadById(context.sql, id));
    if (found.personId !== context.personId()) throw notFound();
    return found;
  },
});
