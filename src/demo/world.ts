import type { ApiClient } from './api-client.js';
import type { CodeGateway } from './code-gateway.js';
import type { DemoInput } from './input/demo-input.js';
import type { LiveClient } from './live-client.js';
import type { Stage } from './terminal/stage.js';

/** Where the story plays, and with what. */
export type World = {
  readonly stage: Stage;
  readonly input: DemoInput;
  /** Without pauses. */
  readonly fast: boolean;
  /** The API as nobody in particular. */
  readonly api: ApiClient;
  readonly connect: (token: string) => LiveClient;
  readonly gateway: CodeGateway;
  /** E.164; the server knows them by its configuration. */
  readonly reviewerMobile: string;
};
