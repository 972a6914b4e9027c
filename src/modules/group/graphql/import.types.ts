import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Operation } from '#modules/operation/graphql/operation.types.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { Payload } from '#platform/graphql/user-error.js';

@InputType({ description: 'An export of a group, and for whom.' })
export class ImportSourceGroupInput extends MutationInput {
  @Field(() => ID, { description: 'The organization that the group is imported for.' })
  organizationId!: string;

  @Field(() => ID, {
    description: 'An upload of the purpose GROUP_EXPORT: ChatLab 0.0.1 or 0.0.2, JSON or JSONL, in UTF-8.',
  })
  uploadId!: string;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The import was queued.' })
export class ImportSourceGroupPayload extends Payload {
  @Field(() => Operation, {
    nullable: true,
    description:
      'Of the kind IMPORT_SOURCE_GROUP; its result is the SourceGroup. It imports all of the file or nothing. FAILED for a file that cannot be read (EMPTY, NOT_CHATLAB, MISSING_HEADER, BAD_HEADER, UNSUPPORTED_VERSION, BAD_STRUCTURE, TRAILING_DATA, TRUNCATED), is not of a group (NOT_A_GROUP), or of one that has ceased (SOURCE_GROUP_CEASED). Its rows tell of single lines only: FAILED for one that was passed over, UPDATED for one with characters that cannot be stored (U+FFFD stands for them), SKIPPED for what is worth knowing: UNKNOWN_SENDER, DUPLICATE_MEMBER, DUPLICATE_MESSAGE_ID, NO_OWNER, GROUP_ID_MISSING, OLDER_EXPORT.',
  })
  operation?: Operation;
}

@InputType({ description: "The mobiles of a group's members." })
export class ImportSourceGroupMobilesInput extends MutationInput {
  @Field(() => ID, { description: 'The group.' })
  sourceGroupId!: string;

  @Field(() => ID, {
    description: 'An upload of the purpose GROUP_MOBILES: CSV with the columns `platformId` and `mobile`.',
  })
  uploadId!: string;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The import was queued.' })
export class ImportSourceGroupMobilesPayload extends Payload {
  @Field(() => Operation, {
    nullable: true,
    description:
      'Of the kind IMPORT_SOURCE_GROUP_MOBILES; its result is the SourceGroup. Each line that changes a mobile is kept among the `matches` of the group. A row for each line: CREATED, UPDATED or UNCHANGED, or FAILED with BAD_MOBILE, UNKNOWN_PLATFORM_ID (never on the roster), OWNER_MATCHED (the owner of a group, who was matched before), DUPLICATE_PLATFORM_ID (the first line counts), EMPTY_CELL, BAD_PLATFORM_ID, BAD_QUOTING or WRONG_COLUMN_COUNT.',
  })
  operation?: Operation;
}

@InputType({ description: 'Which files the messages of a group are about.' })
export class ImportSourceGroupAttachmentsInput extends MutationInput {
  @Field(() => ID, { description: 'The group.' })
  sourceGroupId!: string;

  @Field(() => ID, {
    description:
      'An upload of the purpose GROUP_ATTACHMENTS: CSV with the columns `platformMessageId`, `reference` (at most 1,024 characters), `fileName` (at most 255), `bytes` (at most 1 TiB) and `sha256` (64 hexadecimal digits).',
  })
  uploadId!: string;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The import was queued.' })
export class ImportSourceGroupAttachmentsPayload extends Payload {
  @Field(() => Operation, {
    nullable: true,
    description:
      'Of the kind IMPORT_SOURCE_GROUP_ATTACHMENTS; its result is the SourceGroup. Its sound lines are imported, all or none; `succeeded` counts them. It has rows for the others and for what was replaced: UPDATED for a message that was about another file, or FAILED with UNKNOWN_MESSAGE, WRONG_TYPE (no image, voice message, video, file or sticker), DUPLICATE_MESSAGE_ID (the first line counts), EMPTY_CELL, BAD_MESSAGE_ID, BAD_REFERENCE, BAD_FILE_NAME, BAD_BYTES, BAD_HASH, BAD_QUOTING or WRONG_COLUMN_COUNT. FAILED for a group that has ceased (SOURCE_GROUP_CEASED) and for what is no such CSV (MISSING_COLUMN and others).',
  })
  operation?: Operation;
}
