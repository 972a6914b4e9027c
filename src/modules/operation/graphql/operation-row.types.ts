import { Field, Int, ObjectType } from 'type-graphql';
import { enumType } from '#platform/graphql/enums.js';
import { PageInfo } from '#platform/graphql/relay.js';
import type { RowOutcome } from '../domain/operation.js';

export const OperationRowOutcome = enumType<RowOutcome>({
  name: 'OperationRowOutcome',
  description: 'What became of one row of the input.',
  values: {
    CREATED: 'It made something new.',
    UPDATED: 'It changed what was there.',
    UNCHANGED: 'Everything was as it says already.',
    SKIPPED: 'It was left out on purpose; `code` says why.',
    FAILED: 'It is wrong; `code` says how. The other rows do not suffer from it.',
  },
});

@ObjectType({ simpleResolvers: true, description: 'What became of one row of the input.' })
export class OperationRow {
  @Field(() => Int, {
    nullable: true,
    description: 'The line of the file, counted from 1; null where lines mean nothing.',
  })
  line!: number | null;

  @Field(() => OperationRowOutcome, { description: 'What became of it.' })
  outcome!: RowOutcome;

  @Field(() => String, {
    nullable: true,
    description: 'Why, for programs: upper case and stable. Null when all went well.',
  })
  code!: string | null;

  @Field(() => String, { nullable: true, description: 'The column or property to blame.' })
  field!: string | null;

  @Field(() => String, { nullable: true, description: 'What stood there, its first 200 characters.' })
  value!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the row is about, by its id in the file or the id it was given.',
  })
  reference!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'One row and its place.' })
export class OperationRowEdge {
  @Field(() => String, { description: 'Where to read on.' })
  cursor!: () => string;

  @Field(() => OperationRow, { description: 'The row.' })
  node!: OperationRow;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Rows in the order in which they were dealt with. It grows while the operation runs.',
})
export class OperationRowConnection {
  @Field(() => [OperationRowEdge], { description: 'The page.' })
  edges!: OperationRowEdge[];

  @Field(() => PageInfo, {
    description: 'Where the page stands. While the operation runs there may be more later.',
  })
  pageInfo!: PageInfo;

  @Field(() => Int, { description: 'How many rows there are by now, of the outcome that was asked for.' })
  totalCount!: () => Promise<number>;
}
