import { command } from '#modules/identity/public.js';
import { takeUpload } from '#modules/operation/public.js';
import { refuse } from '#kernel/refusals.js';
import { err, ok } from '#kernel/result.js';
import { checkKind, documentNumber, type RegistrationDocumentKind } from '../domain/document.js';
import { checkEditable } from '../domain/life-cycle.js';
import { conclude, lockOwn } from './load.js';

type Input = { registrationId: string; kind: RegistrationDocumentKind; number: string; uploadId: string };

/** Attaches the document that proves the company, in place of an earlier one. */
export const attachRegistrationDocument = command<Input, { registrationId: string }>({
  name: 'attachRegistrationDocument',
  action: 'registration.write',
  async run(context, { registrationId, kind, number, uploadId }) {
    await context.authorize();
    const registration = await lockOwn(context, registrationId);
    const editable = checkEditable(registration);
    if (!editable.ok) return editable;
    const fitting = checkKind(registration.region, kind, 'kind');
    if (!fitting.ok) return fitting;
    const numbered = documentNumber(kind, number);
    if (!numbered.ok) return numbered;
    const file = await takeUpload(context.tx, {
      uploadId,
      personId: context.personId(),
      purpose: 'REGISTRATION_DOCUMENT',
      field: 'uploadId',
    });
    if (!file.ok) return file;
    if (file.value.bytes === 0) return err([refuse('DOCUMENT_EMPTY', 'uploadId')]);
    Object.assign(registration, {
      documentKind: kind,
      documentNumber: numbered.value,
      documentUploadId: file.value.id,
      documentFileName: file.value.fileName,
      documentBytes: file.value.bytes,
      documentSha256: file.value.sha256,
    });
    const details = { kind, number: numbered.value, sha256: file.value.sha256 };
    return ok(conclude(context, registration, { details }));
  },
});
