import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, Api } from '../../support/api.js';

const TRIES = 60;
const PAUSE_MS = 250;

/** A client that asks again as long as the server says that it cannot answer now: what is set up must get done. */
export class PatientApi extends Api {
  override as(token: string): Api {
    return new PatientApi(this.url, token, this.headers);
  }

  override with(headers: Record<string, string>): Api {
    return new PatientApi(this.url, this.token, { ...this.headers, ...headers });
  }

  override async send<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Answer<Data>> {
    for (let left = TRIES; ; left--) {
      const answer = await super.send<Data>(query, variables);
      const refused = answer.errors.some(({ extensions }) => extensions['retryable'] === true);
      if (!refused || left === 0) return answer;
      await delay(PAUSE_MS);
    }
  }
}
