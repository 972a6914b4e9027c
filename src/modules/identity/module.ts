import { z } from 'zod';
import type { Tokens } from '#platform/auth/tokens.js';
import type { Sql } from '#platform/db/sql.js';
import type { Module } from '#platform/module.js';
import { Person, Session, SignInCode } from './data/entities.js';
import { IdentityResolver } from './graphql/identity.resolver.js';
import { CodeSecret } from './use-cases/code-secret.js';
import { refreshSession } from './use-cases/refresh-session.js';
import { requestSignInCode, SEND_CODE_JOB } from './use-cases/request-sign-in-code.js';
import { type CodeSender, sendCode } from './use-cases/send-code.js';
import { signIn } from './use-cases/sign-in.js';
import { signOut } from './use-cases/sign-out.js';
import { viewer } from './use-cases/viewer.js';

export interface IdentityParts {
  readonly sql: Sql;
  readonly secret: string;
  readonly tokens: Tokens;
  readonly sender: CodeSender;
}

const codeJob = z.object({ id: z.uuid() });

/** People, how they prove who they are, and what each action asks of them. */
export const identityEntities = [Person, SignInCode, Session];

export function identityModule({ sql, secret, tokens, sender }: IdentityParts): Module {
  const codes = new CodeSecret(secret);
  const useCases = {
    requestSignInCode: requestSignInCode(codes),
    signIn: signIn(codes),
    refreshSession: refreshSession(tokens),
  };
  return {
    name: 'identity',
    useCases: [...Object.values(useCases), signOut, viewer],
    resolvers: [new IdentityResolver(useCases, tokens)],
    jobs: { [SEND_CODE_JOB]: (payload) => sendCode(sql, codes, sender, codeJob.parse(payload).id) },
  };
}
