import 'reflect-metadata';
import { expect, test } from '@jest/globals';
import { type GraphQLSchema, isObjectType } from 'graphql';
import { pino } from 'pino';
import { idleServices } from '#app/idle-services.js';
import { createModules } from '#app/modules.js';
import { createSchema } from '#app/schema.js';
import { createApollo } from '#platform/graphql/apollo.js';
import type { ApiContext } from '#platform/graphql/context.js';
import { createPipeline } from '#platform/graphql/pipeline.js';

const resolversOf = (schema: GraphQLSchema): readonly unknown[] =>
  Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) ? Object.values(type.getFields()).map((field) => field.resolve) : [],
  );

test('Apollo leaves the resolvers of the schema as they are: a plugin that wrapped them would slow every field', async () => {
  const schema = createSchema(createModules(idleServices()));
  const before = resolversOf(schema);
  const pipeline = createPipeline(schema, { openSchema: true });
  const apollo = createApollo({ pipeline, log: pino({ level: 'silent' }), openSchema: true });
  await apollo.start();
  const contextValue = { origin: { requestId: 'test' }, viewer: undefined } as unknown as ApiContext;
  const { body } = await apollo.executeOperation({ query: '{ __typename }' }, { contextValue });
  await apollo.stop();
  expect(body).toMatchObject({ singleResult: { data: { __typename: 'Query' } } });
  expect(before.filter((resolve) => resolve === undefined).length).toBeGreaterThan(500);
  expect(resolversOf(schema)).toEqual(before);
});
