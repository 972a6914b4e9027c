import type { Sql } from '#platform/db/sql.js';
import type { Module } from '#platform/module.js';
import type { Runner } from '#platform/use-case/runner.js';
import { OperationResolver } from './graphql/operation.resolver.js';
import { UploadResolver } from './graphql/upload.resolver.js';
import { operationJobs, operationSchedules } from './jobs.js';
import { uploadRoute } from './upload-route.js';
import { cancelOperation } from './use-cases/cancel-operation.js';
import { createUpload } from './use-cases/create-upload.js';
import { operation } from './use-cases/operation.js';
import { operationProgress } from './use-cases/operation-progress.js';
import { rowCountOfOperation, rowsOfOperation } from './use-cases/operation-rows.js';
import { upload } from './use-cases/upload.js';
import { UploadUrls } from './use-cases/upload-urls.js';

export interface OperationModuleParts {
  readonly sql: Sql;
  readonly secret: string;
  readonly publicUrl: () => string;
  readonly runner: () => Runner;
}

/** Files that come in, and work that takes its time. */
export function operationModule({ sql, secret, publicUrl, runner }: OperationModuleParts): Module {
  const urls = new UploadUrls(secret, publicUrl);
  const uploads = new UploadResolver(urls);
  const operations = new OperationResolver();
  return {
    name: 'operation',
    useCases: [createUpload, upload, operation, cancelOperation, operationProgress],
    fieldUseCases: [rowsOfOperation, rowCountOfOperation],
    resolvers: [uploads, operations],
    nodes: {
      Upload: (context, id) => uploads.byId(context, id),
      Operation: (context, id) => operations.byId(context, id),
    },
    jobs: operationJobs(sql, runner),
    schedules: operationSchedules,
    routes: [uploadRoute({ sql, urls })],
  };
}
