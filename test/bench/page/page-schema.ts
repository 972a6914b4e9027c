import type { GraphQLSchema } from 'graphql';
import type * as TypeGraphql from 'type-graphql';
import { authorize, type ManagerData, members, ORGANIZATION_ID } from './page-data.js';

/** What these resolvers need of a server's context. */
export interface PageContext {
  readonly personId: string;
  /** Loads a manager, together with the others of the same page. */
  manager(id: string): Promise<ManagerData>;
}

/**
 * The page with its data in memory, by the resolvers that all servers share. The library is handed in, for the product
 * and the peers each have their own copy of it, and graphql takes no schema from another copy.
 */
export function pageSchema(library: typeof TypeGraphql): GraphQLSchema {
  const { Arg, buildSchemaSync, Ctx, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } =
    library;

  @ObjectType({ simpleResolvers: true })
  class Manager {
    @Field(() => ID)
    id!: string;

    @Field(() => String)
    name!: string;
  }

  @ObjectType({ simpleResolvers: true })
  class Member {
    @Field(() => ID)
    id!: string;

    @Field(() => String)
    userId!: string;

    @Field(() => String)
    name!: string;

    @Field(() => String, { nullable: true })
    email!: string | null;

    @Field(() => String, { nullable: true })
    position!: string | null;

    @Field(() => String)
    status!: string;

    readonly managerId!: string;
  }

  @ObjectType({ simpleResolvers: true })
  class MemberEdge {
    @Field(() => Member)
    node!: Member;
  }

  @ObjectType({ simpleResolvers: true })
  class MemberConnection {
    @Field(() => [MemberEdge])
    edges!: MemberEdge[];
  }

  @ObjectType({ simpleResolvers: true })
  class Organization {
    @Field(() => ID)
    id!: string;
  }

  @Resolver(() => Organization)
  class OrganizationResolver {
    @Query(() => Organization)
    organization(@Arg('id', () => ID) id: string, @Ctx() { personId }: PageContext): Organization {
      authorize(personId, id);
      return Object.assign(new Organization(), { id });
    }

    @FieldResolver(() => MemberConnection)
    members(
      @Arg('first', () => Int) first: number,
      @Arg('after', () => String, { nullable: true }) after: string | null,
    ): MemberConnection {
      const start = after === null ? 0 : Number(after) + 1;
      const nodes = members.slice(start, start + first).map((member) => Object.assign(new Member(), member));
      const edges = nodes.map((node) => Object.assign(new MemberEdge(), { node }));
      return Object.assign(new MemberConnection(), { edges });
    }
  }

  @Resolver(() => Member)
  class MemberResolver {
    @FieldResolver(() => Manager)
    async manager(@Root() { managerId }: Member, @Ctx() context: PageContext): Promise<Manager> {
      return Object.assign(new Manager(), await context.manager(managerId));
    }
  }

  return buildSchemaSync({ resolvers: [OrganizationResolver, MemberResolver], validate: false });
}

/** Pages of it: the variables of the callers' requests. */
export const pageVariables = Array.from({ length: 32 }, (_, index) => ({
  id: ORGANIZATION_ID,
  first: 20,
  after: index === 0 ? null : String(index * 20 - 1),
}));
