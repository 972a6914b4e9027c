import { ApiClient } from './api-client.js';
import { CodeGateway } from './code-gateway.js';
import { type DataFolder, takeDataFolder } from './data-folder.js';
import { LiveClient } from './live-client.js';
import { type Announcement, freePort, ServerProcess } from './server-process.js';

/** In the block that stands for nobody's numbers. */
export const REVIEWER_MOBILE = '+8619999990000';

/** What the demo needs around the story: a server with a new database, and the gateway that it sends codes to. */
export class Stand {
  private constructor(
    readonly server: ServerProcess,
    readonly gateway: CodeGateway,
    private readonly folder: DataFolder,
  ) {}

  /** Spawns the server of the clone at `root`; it is not ready yet. */
  static async open(root: string): Promise<Stand> {
    const folder = await takeDataFolder(root);
    const gateway = await CodeGateway.open();
    const server = ServerProcess.spawn(root, {
      PORT: String(await freePort()),
      DATA_DIR: folder.path,
      REVIEWER_MOBILES: REVIEWER_MOBILE,
      CODE_WEBHOOK_URL: gateway.url,
      CODE_WEBHOOK_SECRET: gateway.secret,
      // Each member is at a phone with an address of its own, behind the proxy that the demo plays.
      TRUSTED_PROXIES: '1',
    });
    process.once('exit', () => server.kill());
    if (server.pid !== undefined) await folder.holdFor(server.pid);
    return new Stand(server, gateway, folder);
  }

  api({ api }: Announcement): ApiClient {
    return new ApiClient(api);
  }

  connect({ subscriptions }: Announcement, token: string): LiveClient {
    return new LiveClient(subscriptions, token);
  }

  /** Lets go of everything but the server, which has to be stopped before. */
  async close(): Promise<void> {
    this.gateway.close();
    await this.folder.release();
  }
}
