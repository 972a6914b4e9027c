import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { ApiContext } from '#platform/graphql/context.js';
import { localId } from '#platform/graphql/relay.js';
import type { download } from '../use-cases/download.js';
import { Download, toDownload } from './download.types.js';

@Resolver()
export class DownloadResolver {
  constructor(private readonly read: ReturnType<typeof download>) {}

  @Query(() => Download, {
    description: 'A file that one of your operations has made, with a new URL to fetch it from.',
  })
  async download(
    @Ctx() context: ApiContext,
    @Arg('id', () => ID, { description: 'The `result` of the operation.' }) id: string,
  ): Promise<Download> {
    return this.byId(context, localId('Download', id));
  }

  async byId(context: ApiContext, id: string): Promise<Download> {
    return toDownload(await context.ask(this.read, { id }));
  }
}
