export { type OperationRecord, operationLoader } from './data/operation-queries.js';
export {
  OperationCancelled,
  OperationFailure,
  type OperationRow,
  operationTopic,
  type RowOutcome,
} from './domain/operation.js';
export { uploadPurposes, type UploadPurpose } from './domain/upload.js';
export { readUpload } from './data/upload-chunks.js';
export type { Progress } from './use-cases/progress-writer.js';
export { type OperationParts, type OperationResult, runOperation } from './use-cases/run-operation.js';
export { type NewOperation, startOperation } from './use-cases/start-operation.js';
export { type TakenUpload, takeUpload, type UploadClaim } from './use-cases/take-upload.js';
