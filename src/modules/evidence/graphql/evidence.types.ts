import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Operation } from '#modules/operation/graphql/operation.types.js';
import { MutationInput } from '#platform/graphql/mutation-input.js';
import { Payload } from '#platform/graphql/user-error.js';

@ObjectType({ simpleResolvers: true, description: 'With what this server signs evidence packs.' })
export class EvidenceKey {
  @Field(() => String, { description: 'Always Ed25519.' })
  algorithm!: string;

  @Field(() => String, {
    description:
      "The public key, in 64 hexadecimal digits. It changes with the server's secret: keep it with the packs.",
  })
  publicKey!: string;
}

@InputType({ description: 'Of which upgrade.' })
export class ExportEvidenceInput extends MutationInput {
  @Field(() => ID, { description: 'A GroupUpgrade, in any state.' })
  groupUpgradeId!: string;
}

@ObjectType({ implements: Payload, simpleResolvers: true, description: 'The export was queued.' })
export class ExportEvidencePayload extends Payload {
  @Field(() => Operation, {
    nullable: true,
    description:
      'Of the kind EXPORT_EVIDENCE; its result is a Download of the purpose EVIDENCE_PACK. FAILED with AUDIT_CHAIN_BROKEN where an audit entry is not as it was entered.',
  })
  operation?: Operation;
}
