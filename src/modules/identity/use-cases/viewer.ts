import { query } from './define.js';
import { type PersonRow, personById } from '../data/person-queries.js';

/** The caller; undefined when nobody is signed in. */
export const viewer = query<Record<never, never>, PersonRow | undefined>({
  name: 'viewer',
  action: 'self.read',
  async run(context) {
    await context.authorize();
    return context.viewer ? personById(context.sql, context.viewer.personId) : undefined;
  },
});
