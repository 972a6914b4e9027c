import 'reflect-metadata';
import DataLoader from 'dataloader';
import * as typeGraphql from 'type-graphql';
import { idleServices } from '#app/idle-services.js';
import { KnownSessions } from '#app/known-sessions.js';
import { systemClock } from '#kernel/clock.js';
import { Tokens } from '#platform/auth/tokens.js';
import { SharedLoads } from '#platform/db/shared-loads.js';
import type { Sql } from '#platform/db/sql.js';
import { createApollo } from '#platform/graphql/apollo.js';
import { ApiContext, type ApiParts } from '#platform/graphql/context.js';
import { Lane } from '#platform/graphql/lane.js';
import { overHttp } from '#platform/graphql/over-http.js';
import { createPipeline } from '#platform/graphql/pipeline.js';
import { StreamCursors } from '#platform/graphql/stream-cursors.js';
import { createHttpServer } from '#platform/http/server.js';
import { createLogger } from '#platform/telemetry/logger.js';
import { createMetrics } from '#platform/telemetry/metrics.js';
import type { Runner } from '#platform/use-case/runner.js';
import { type ManagerData, managers, sessions } from '../page/page-data.js';
import { type PageContext, pageSchema } from '../page/page-schema.js';
import { serve } from '../stand/serve.js';

const services = idleServices();
const parts: ApiParts = {
  loads: new SharedLoads(services.sql),
  cursors: new StreamCursors(services.secret),
  nodes: {},
  get runner(): Runner {
    return services.runner();
  },
};

class PageApiContext extends ApiContext implements PageContext {
  private readonly managers = new DataLoader<string, ManagerData>(async (ids) =>
    ids.map((id) => managers.get(id) ?? new Error(id)),
  );

  get personId(): string {
    return this.viewer?.personId ?? '';
  }

  manager(id: string): Promise<ManagerData> {
    return this.managers.load(id);
  }
}

/** What the product asks of a session, answered from memory. */
const sessionsInMemory: Sql = {
  ...services.sql,
  row: async <Row extends object>(_text: string, [sessionId]: readonly unknown[] = []) =>
    ({ personId: sessions.get(String(sessionId)), mobile: '' }) as unknown as Row,
};

/** The product's HTTP server, pipeline and Apollo over resolvers whose data are in memory. */
serve({
  async start({ tokenSecret }: { readonly tokenSecret: string }): Promise<number> {
    const log = createLogger('info', false);
    const known = new KnownSessions({
      tokens: new Tokens(tokenSecret, systemClock),
      sql: sessionsInMemory,
      hub: services.hub,
      reviewers: new Set(),
    });
    const pipeline = createPipeline(pageSchema(typeGraphql), { openSchema: false });
    const apollo = createApollo({ pipeline, log, openSchema: false });
    await apollo.start();
    const lane = new Lane({ pipeline, log, openSchema: false });
    const http = createHttpServer({
      log,
      metrics: createMetrics({}),
      trustedProxies: 1,
      readiness: async () => ({ ready: true, checks: {} }),
      ...overHttp({
        apollo,
        pipeline,
        lane,
        log,
        contextOf: async ({ id, ip, headers }) => {
          const token = headers.authorization?.slice('Bearer '.length) ?? '';
          const viewer = (await known.recent(token))?.viewer;
          const origin = { requestId: id, address: ip, userAgent: headers['user-agent'] };
          return new PageApiContext(parts, viewer, origin, 'en', undefined);
        },
      }),
      upgrade: (_request, socket) => socket.destroy(),
      explorer: false,
      routes: [],
    });
    return http.listen('127.0.0.1', 0);
  },
});
