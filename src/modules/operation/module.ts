import type { Sql } from '#platform/db/sql.js';
import type { Module } from '#platform/module.js';
import type { Runner } from '#platform/use-case/runner.js';
import { downloadRoute } from './download-route.js';
import { DownloadResolver } from './graphql/download.resolver.js';
import { OperationResolver } from './graphql/operation.resolver.js';
import { UploadResolver } from './graphql/upload.resolver.js';
import { operationJobs, operationSchedules } from './jobs.js';
import { uploadRoute } from './upload-route.js';
import { cancelOperation } from './use-cases/cancel-operation.js';
import { createUpload } from './use-cases/create-upload.js';
import { download } from './use-cases/download.js';
import { DownloadUrls } from './use-cases/download-urls.js';
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

/** Files that come in and go out, and work that takes its time. */
export function operationModule({ sql, secret, publicUrl, runner }: OperationModuleParts): Module {
  const urls = new UploadUrls(secret, publicUrl);
  const uploads = new UploadResolver(urls);
  const downloadUrls = new DownloadUrls(secret, publicUrl);
  const readDownload = download(downloadUrls);
  const downloads = new DownloadResolver(readDownload);
  const operations = new OperationResolver();
  return {
    name: 'operation',
    useCases: [createUpload, upload, readDownload, operation, cancelOperation, operationProgress],
    fieldUseCases: [rowsOfOperation, rowCountOfOperation],
    resolvers: [uploads, downloads, operations],
    nodes: {
      Upload: (context, id) => uploads.byId(context, id),
      Download: (context, id) => downloads.byId(context, id),
      Operation: (context, id) => operations.byId(context, id),
    },
    jobs: operationJobs(sql, runner),
    schedules: operationSchedules,
    routes: [uploadRoute({ sql, urls }), downloadRoute({ sql, urls: downloadUrls })],
  };
}
