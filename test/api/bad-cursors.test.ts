import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '#kernel/ids.js';
import { groupWorld, type GroupWorld } from '../support/group-world.js';
import { startServer, type TestServer } from '../support/server.js';
import { cutOver, invitationOf, mutate, answer, start } from '../support/upgrades.js';
import { newMobile, reviewerOf } from '../support/world.js';

const PAGE = '(first: 3, after: $after) { edges { cursor } }';
const under = (field: string, connection: string, argument = 'id'): string =>
  `query ($id: ID, $after: String) { ${field}(${argument}: $id) { ${connection}${PAGE} } }`;

/** What a cursor is made of, or text that is none at all. */
type Key = readonly (string | number)[] | string | Record<string, never>;

const cursor = (key: Key): string =>
  Buffer.from(typeof key === 'string' ? key : JSON.stringify(key)).toString('base64url');

const id = newId();
const nowhere: readonly Key[] = ['x', 'null', {}, ['\u0000'], ['a', 'b', 'c'], [1.5, 2], [9e15, id]];
