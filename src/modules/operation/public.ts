export { operationLoader } from './data/operation-queries.js';
export { forgetInRows } from './data/operations.js';
export { readUpload } from './data/upload-chunks.js';
export { OperationFailure, type OperationRow, operationTopic } from './domain/operation.js';
export type { UploadPurpose } from './domain/upload.js';
export type { Progress } from './use-cases/progress-writer.js';
export { type OperationParts, type OperationResult, runOperation } from './use-cases/run-operation.js';
export { startOperation } from './use-cases/start-operation.js';
export { takeUpload, type UploadClaim } from './use-cases/take-upload.js';
