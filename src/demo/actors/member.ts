import { done, type ApiClient } from '../api-client.js';
import type { Role } from '../cast.js';
import type { CodeGateway } from '../code-gateway.js';
import { graphql } from '../gql/gql.js';
import type { MyInvitationsQuery } from '../gql/graphql.js';
import { signIn } from './sign-in.js';

const MyInvitations = graphql(`
  query MyInvitations {
    myInvitations(first: 20) {
      edges {
        node {
          id
          state
          blockedReason
          groupName
          organizationName
          notice {
            text {
              digest
            }
          }
          rosterEntry {
            platformId
          }
        }
      }
    }
  }
`);

const AcceptInvitation = graphql(`
  mutation AcceptInvitation($input: AcceptInvitationInput!) {
    acceptInvitation(input: $input) {
      invitation {
        state
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`);

const DeclineInvitation = graphql(`
  mutation DeclineInvitation($input: DeclineInvitationInput!) {
    declineInvitation(input: $input) {
      invitation {
        state
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`);

const WithdrawAcceptance = graphql(`
  mutation WithdrawAcceptance($input: WithdrawAcceptanceInput!) {
    withdrawAcceptance(input: $input) {
      invitation {
        state
      }
      userErrors {
        code
        message
        field
      }
    }
  }
`);

type Invitation = MyInvitationsQuery['myInvitations']['edges'][number]['node'];

const REASONS = [
  '我不想使用工作账号',
  '这个群与我的工作无关',
  'I keep work and private chats apart.',
  '再考虑一下',
];

/** Somebody of the group with a phone of their own. Knows of the upgrade what the API tells them. */
export class Member {
  private api: ApiClient;
  private accessToken: string | undefined;

  constructor(
    readonly role: Role,
    anonymous: ApiClient,
    private readonly gateway: CodeGateway,
    phone: number,
  ) {
    this.api = anonymous.from(`10.0.${phone >> 8}.${phone & 255}`);
  }

  /** The API as this member. */
  get session(): ApiClient {
    return this.api;
  }

  /** Signs in, once; the first sign-in activates the account. Returns the access token. */
  async signIn(): Promise<string> {
    this.accessToken ??= await signIn(this.api, this.gateway, this.role.mobile);
    this.api = this.api.as(this.accessToken);
    return this.accessToken;
  }

  /** Does what the part says. */
  async answer(): Promise<void> {
    const { part } = this.role;
    if (part === 'NEVER_SIGNS_IN') return;
    await this.signIn();
    const { id: invitationId, notice } = await this.invitation();
    if (part === 'SILENT') return;
    const noticeDigest = notice?.text.digest;
    if (noticeDigest === undefined) throw new Error(`${this.role.displayName} is shown no text`);
    if (part === 'DECLINE' || part === 'DECLINE_WITH_REASON') {
      const reason =
        part === 'DECLINE' ? null : (REASONS[this.role.platformId.length % REASONS.length] ?? null);
      done(
        (await this.api.call(DeclineInvitation, { input: { invitationId, reason, noticeDigest } }))
          .declineInvitation,
      );
      return;
    }
    done((await this.api.call(AcceptInvitation, { input: { invitationId, noticeDigest } })).acceptInvitation);
    if (part !== 'WITHDRAW') return;
    done(
      (await this.api.call(WithdrawAcceptance, { input: { invitationId, noticeDigest } })).withdrawAcceptance,
    );
  }

  private async invitation(): Promise<Invitation> {
    const { myInvitations } = await this.api.call(MyInvitations, {});
    const mine = myInvitations.edges.find(({ node }) => node.rosterEntry.platformId === this.role.platformId);
    if (!mine) throw new Error(`${this.role.displayName} finds no invitation`);
    if (mine.node.state !== 'PENDING')
      throw new Error(`the invitation of ${this.role.displayName} is ${mine.node.state}`);
    return mine.node;
  }
}
