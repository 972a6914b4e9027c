/* eslint-disable */
import * as types from './graphql.js';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query MyInvitations {\n    myInvitations(first: 20) {\n      edges {\n        node {\n          id\n          state\n          blockedReason\n          groupName\n          organizationName\n          notice {\n            text {\n              digest\n            }\n          }\n          rosterEntry {\n            platformId\n          }\n        }\n      }\n    }\n  }\n": typeof types.MyInvitationsDocument,
    "\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) {\n      invitation {\n        state\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": typeof types.AcceptInvitationDocument,
    "\n  mutation DeclineInvitation($input: DeclineInvitationInput!) {\n    declineInvitation(input: $input) {\n      invitation {\n        state\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": typeof types.DeclineInvitationDocument,
    "\n  mutation WithdrawAcceptance($input: WithdrawAcceptanceInput!) {\n    withdrawAcceptance(input: $input) {\n      invitation {\n        state\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": typeof types.WithdrawAcceptanceDocument,
    "\n  subscription OperationProgress($id: ID!) {\n    operationProgress(id: $id) {\n      state\n      phase\n      done\n      total\n      succeeded\n      failed\n      ratePerSecond\n      failureCode\n      failureMessage\n      result {\n        id\n      }\n    }\n  }\n": typeof types.OperationProgressDocument,
    "\n  query FailedRows($id: ID!) {\n    operation(id: $id) {\n      rows(first: 100, outcome: FAILED) {\n        edges {\n          node {\n            line\n            code\n            field\n            value\n          }\n        }\n      }\n    }\n  }\n": typeof types.FailedRowsDocument,
    "\n  mutation RequestSignInCode($input: RequestSignInCodeInput!) {\n    requestSignInCode(input: $input) {\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": typeof types.RequestSignInCodeDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      tokens {\n        accessToken\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": typeof types.SignInDocument,
    "\n  mutation CreateUpload($input: CreateUploadInput!) {\n    createUpload(input: $input) {\n      upload {\n        id\n        url\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": typeof types.CreateUploadDocument,
    "\n  subscription GroupUpgradeProgress($id: ID!) {\n    groupUpgradeProgress(id: $id) {\n      state\n      total\n      blocked\n      pending\n      accepted\n      declined\n      expired\n      revoked\n      withdrawn\n      included\n      excluded\n      excludedByReason {\n        reason\n        count\n      }\n    }\n  }\n": typeof types.GroupUpgradeProgressDocument,
    "\n  subscription GroupUpgradeEvents($id: ID!, $after: String) {\n    groupUpgradeEvents(id: $id, after: $after) {\n      cursor\n      sequence\n      type\n      fromState\n      toState\n      reason\n    }\n  }\n": typeof types.GroupUpgradeEventsDocument,
    "\n  query SourceGroupProof($id: ID!) {\n    sourceGroup(id: $id) {\n      name\n      memberCount\n      historyProof {\n        messageCount\n        digest\n      }\n    }\n  }\n": typeof types.SourceGroupProofDocument,
    "\n  query EnterpriseGroupProof($id: ID!) {\n    enterpriseGroup(id: $id) {\n      name\n      state\n      members(first: 1) {\n        totalCount\n      }\n      historyProof {\n        messageCount\n        digest\n      }\n    }\n  }\n": typeof types.EnterpriseGroupProofDocument,
    "\n  query EnterpriseGroupHistory($id: ID!, $after: String) {\n    enterpriseGroup(id: $id) {\n      history(first: 100, after: $after) {\n        edges {\n          node {\n            ordinal\n            platformMessageId\n            sender {\n              closed\n              platformId\n            }\n            sentAt\n            type\n            content\n            replyTo {\n              platformMessageId\n            }\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.EnterpriseGroupHistoryDocument,
    "\n  query GroupUpgradeOutcomes($groupUpgradeId: ID!, $after: String) {\n    groupUpgradeInvitations(groupUpgradeId: $groupUpgradeId, first: 100, after: $after) {\n      edges {\n        node {\n          state\n          exclusionReason\n          rosterEntry {\n            platformId\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.GroupUpgradeOutcomesDocument,
    "\n  query GroupUpgradePreflight($sourceGroupId: ID!, $after: String) {\n    groupUpgradePreflight(sourceGroupId: $sourceGroupId) {\n      obstacle\n      total\n      eligible\n      blocked {\n        reason\n        cure\n        count\n      }\n      entries(first: 100, after: $after) {\n        edges {\n          node {\n            blockedReason\n            rosterEntry {\n              platformId\n              displayName\n            }\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.GroupUpgradePreflightDocument,
    "\n  mutation ImportDepartments($input: ImportDepartmentsInput!) {\n    importDepartments(input: $input) {\n      operation {\n        id\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": typeof types.ImportDepartmentsDocument,
    "\n  mutation ImportMembers($input: ImportMembersInput!) {\n    importMembers(input: $input) {\n      operation {\n        id\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": typeof types.ImportMembersDocument,
    "\n  mutation ImportSourceGroup($input: ImportSourceGroupInput!) {\n    importSourceGroup(input: $input) {\n      operation {\n        id\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": typeof types.ImportSourceGroupDocument,
    "\n  mutation ImportSourceGroupMobiles($input: ImportSourceGroupMobilesInput!) {\n    importSourceGroupMobiles(input: $input) {\n      operation {\n        id\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": typeof types.ImportSourceGroupMobilesDocument,
    "\n  mutation CreateRegistration($input: CreateRegistrationInput!) {\n    createRegistration(input: $input) {\n      registration {\n        id\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": typeof types.CreateRegistrationDocument,
    "\n  mutation AttachRegistrationDocument($input: AttachRegistrationDocumentInput!) {\n    attachRegistrationDocument(input: $input) {\n      registration {\n        id\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": typeof types.AttachRegistrationDocumentDocument,
    "\n  mutation SubmitRegistration($input: SubmitRegistrationInput!) {\n    submitRegistration(input: $input) {\n      registration {\n        state\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": typeof types.SubmitRegistrationDocument,
    "\n  subscription RegistrationProgress($id: ID!) {\n    registrationProgress(id: $id) {\n      state\n      rejectionReason\n      organization {\n        id\n        corpId\n        shortName\n      }\n    }\n  }\n": typeof types.RegistrationProgressDocument,
    "\n  query Registrations($after: String) {\n    registrations(first: 100, after: $after, state: SUBMITTED) {\n      edges {\n        node {\n          id\n          legalName\n          version\n          document {\n            number\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.RegistrationsDocument,
    "\n  mutation ApproveRegistration($input: ApproveRegistrationInput!) {\n    approveRegistration(input: $input) {\n      registration {\n        state\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": typeof types.ApproveRegistrationDocument,
    "\n  mutation StartGroupUpgrade($input: StartGroupUpgradeInput!) {\n    startGroupUpgrade(input: $input) {\n      groupUpgrade {\n        id\n        expiresAt\n        enterpriseGroup {\n          id\n        }\n        progress {\n          total\n          blocked\n          pending\n        }\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": typeof types.StartGroupUpgradeDocument,
    "\n  mutation CloseGroupUpgrade($input: CloseGroupUpgradeInput!) {\n    closeGroupUpgrade(input: $input) {\n      groupUpgrade {\n        state\n        coolingOffUntil\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": typeof types.CloseGroupUpgradeDocument,
    "\n  query GroupUpgradeState($id: ID!) {\n    groupUpgrade(id: $id) {\n      state\n    }\n  }\n": typeof types.GroupUpgradeStateDocument,
    "\n  query CutOverSummary($groupUpgradeId: ID!) {\n    cutOverSummary(groupUpgradeId: $groupUpgradeId) {\n      joining\n      staying\n      excludedByReason {\n        reason\n        count\n      }\n      messages\n      historyDigest\n      historyProved\n      token\n    }\n  }\n": typeof types.CutOverSummaryDocument,
    "\n  mutation CutOverGroupUpgrade($input: CutOverGroupUpgradeInput!) {\n    cutOverGroupUpgrade(input: $input) {\n      groupUpgrade {\n        state\n        enterpriseGroup {\n          id\n          state\n        }\n        sourceGroup {\n          state\n          successor {\n            id\n          }\n        }\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": typeof types.CutOverGroupUpgradeDocument,
};
const documents: Documents = {
    "\n  query MyInvitations {\n    myInvitations(first: 20) {\n      edges {\n        node {\n          id\n          state\n          blockedReason\n          groupName\n          organizationName\n          notice {\n            text {\n              digest\n            }\n          }\n          rosterEntry {\n            platformId\n          }\n        }\n      }\n    }\n  }\n": types.MyInvitationsDocument,
    "\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) {\n      invitation {\n        state\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": types.AcceptInvitationDocument,
    "\n  mutation DeclineInvitation($input: DeclineInvitationInput!) {\n    declineInvitation(input: $input) {\n      invitation {\n        state\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": types.DeclineInvitationDocument,
    "\n  mutation WithdrawAcceptance($input: WithdrawAcceptanceInput!) {\n    withdrawAcceptance(input: $input) {\n      invitation {\n        state\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": types.WithdrawAcceptanceDocument,
    "\n  subscription OperationProgress($id: ID!) {\n    operationProgress(id: $id) {\n      state\n      phase\n      done\n      total\n      succeeded\n      failed\n      ratePerSecond\n      failureCode\n      failureMessage\n      result {\n        id\n      }\n    }\n  }\n": types.OperationProgressDocument,
    "\n  query FailedRows($id: ID!) {\n    operation(id: $id) {\n      rows(first: 100, outcome: FAILED) {\n        edges {\n          node {\n            line\n            code\n            field\n            value\n          }\n        }\n      }\n    }\n  }\n": types.FailedRowsDocument,
    "\n  mutation RequestSignInCode($input: RequestSignInCodeInput!) {\n    requestSignInCode(input: $input) {\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": types.RequestSignInCodeDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      tokens {\n        accessToken\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": types.SignInDocument,
    "\n  mutation CreateUpload($input: CreateUploadInput!) {\n    createUpload(input: $input) {\n      upload {\n        id\n        url\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": types.CreateUploadDocument,
    "\n  subscription GroupUpgradeProgress($id: ID!) {\n    groupUpgradeProgress(id: $id) {\n      state\n      total\n      blocked\n      pending\n      accepted\n      declined\n      expired\n      revoked\n      withdrawn\n      included\n      excluded\n      excludedByReason {\n        reason\n        count\n      }\n    }\n  }\n": types.GroupUpgradeProgressDocument,
    "\n  subscription GroupUpgradeEvents($id: ID!, $after: String) {\n    groupUpgradeEvents(id: $id, after: $after) {\n      cursor\n      sequence\n      type\n      fromState\n      toState\n      reason\n    }\n  }\n": types.GroupUpgradeEventsDocument,
    "\n  query SourceGroupProof($id: ID!) {\n    sourceGroup(id: $id) {\n      name\n      memberCount\n      historyProof {\n        messageCount\n        digest\n      }\n    }\n  }\n": types.SourceGroupProofDocument,
    "\n  query EnterpriseGroupProof($id: ID!) {\n    enterpriseGroup(id: $id) {\n      name\n      state\n      members(first: 1) {\n        totalCount\n      }\n      historyProof {\n        messageCount\n        digest\n      }\n    }\n  }\n": types.EnterpriseGroupProofDocument,
    "\n  query EnterpriseGroupHistory($id: ID!, $after: String) {\n    enterpriseGroup(id: $id) {\n      history(first: 100, after: $after) {\n        edges {\n          node {\n            ordinal\n            platformMessageId\n            sender {\n              closed\n              platformId\n            }\n            sentAt\n            type\n            content\n            replyTo {\n              platformMessageId\n            }\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.EnterpriseGroupHistoryDocument,
    "\n  query GroupUpgradeOutcomes($groupUpgradeId: ID!, $after: String) {\n    groupUpgradeInvitations(groupUpgradeId: $groupUpgradeId, first: 100, after: $after) {\n      edges {\n        node {\n          state\n          exclusionReason\n          rosterEntry {\n            platformId\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.GroupUpgradeOutcomesDocument,
    "\n  query GroupUpgradePreflight($sourceGroupId: ID!, $after: String) {\n    groupUpgradePreflight(sourceGroupId: $sourceGroupId) {\n      obstacle\n      total\n      eligible\n      blocked {\n        reason\n        cure\n        count\n      }\n      entries(first: 100, after: $after) {\n        edges {\n          node {\n            blockedReason\n            rosterEntry {\n              platformId\n              displayName\n            }\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n": types.GroupUpgradePreflightDocument,
    "\n  mutation ImportDepartments($input: ImportDepartmentsInput!) {\n    importDepartments(input: $input) {\n      operation {\n        id\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": types.ImportDepartmentsDocument,
    "\n  mutation ImportMembers($input: ImportMembersInput!) {\n    importMembers(input: $input) {\n      operation {\n        id\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": types.ImportMembersDocument,
    "\n  mutation ImportSourceGroup($input: ImportSourceGroupInput!) {\n    importSourceGroup(input: $input) {\n      operation {\n        id\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": types.ImportSourceGroupDocument,
    "\n  mutation ImportSourceGroupMobiles($input: ImportSourceGroupMobilesInput!) {\n    importSourceGroupMobiles(input: $input) {\n      operation {\n        id\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": types.ImportSourceGroupMobilesDocument,
    "\n  mutation CreateRegistration($input: CreateRegistrationInput!) {\n    createRegistration(input: $input) {\n      registration {\n        id\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": types.CreateRegistrationDocument,
    "\n  mutation AttachRegistrationDocument($input: AttachRegistrationDocumentInput!) {\n    attachRegistrationDocument(input: $input) {\n      registration {\n        id\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": types.AttachRegistrationDocumentDocument,
    "\n  mutation SubmitRegistration($input: SubmitRegistrationInput!) {\n    submitRegistration(input: $input) {\n      registration {\n        state\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": types.SubmitRegistrationDocument,
    "\n  subscription RegistrationProgress($id: ID!) {\n    registrationProgress(id: $id) {\n      state\n      rejectionReason\n      organization {\n        id\n        corpId\n        shortName\n      }\n    }\n  }\n": types.RegistrationProgressDocument,
    "\n  query Registrations($after: String) {\n    registrations(first: 100, after: $after, state: SUBMITTED) {\n      edges {\n        node {\n          id\n          legalName\n          version\n          document {\n            number\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.RegistrationsDocument,
    "\n  mutation ApproveRegistration($input: ApproveRegistrationInput!) {\n    approveRegistration(input: $input) {\n      registration {\n        state\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": types.ApproveRegistrationDocument,
    "\n  mutation StartGroupUpgrade($input: StartGroupUpgradeInput!) {\n    startGroupUpgrade(input: $input) {\n      groupUpgrade {\n        id\n        expiresAt\n        enterpriseGroup {\n          id\n        }\n        progress {\n          total\n          blocked\n          pending\n        }\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": types.StartGroupUpgradeDocument,
    "\n  mutation CloseGroupUpgrade($input: CloseGroupUpgradeInput!) {\n    closeGroupUpgrade(input: $input) {\n      groupUpgrade {\n        state\n        coolingOffUntil\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": types.CloseGroupUpgradeDocument,
    "\n  query GroupUpgradeState($id: ID!) {\n    groupUpgrade(id: $id) {\n      state\n    }\n  }\n": types.GroupUpgradeStateDocument,
    "\n  query CutOverSummary($groupUpgradeId: ID!) {\n    cutOverSummary(groupUpgradeId: $groupUpgradeId) {\n      joining\n      staying\n      excludedByReason {\n        reason\n        count\n      }\n      messages\n      historyDigest\n      historyProved\n      token\n    }\n  }\n": types.CutOverSummaryDocument,
    "\n  mutation CutOverGroupUpgrade($input: CutOverGroupUpgradeInput!) {\n    cutOverGroupUpgrade(input: $input) {\n      groupUpgrade {\n        state\n        enterpriseGroup {\n          id\n          state\n        }\n        sourceGroup {\n          state\n          successor {\n            id\n          }\n        }\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n": types.CutOverGroupUpgradeDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MyInvitations {\n    myInvitations(first: 20) {\n      edges {\n        node {\n          id\n          state\n          blockedReason\n          groupName\n          organizationName\n          notice {\n            text {\n              digest\n            }\n          }\n          rosterEntry {\n            platformId\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.js').MyInvitationsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AcceptInvitation($input: AcceptInvitationInput!) {\n    acceptInvitation(input: $input) {\n      invitation {\n        state\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql.js').AcceptInvitationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeclineInvitation($input: DeclineInvitationInput!) {\n    declineInvitation(input: $input) {\n      invitation {\n        state\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql.js').DeclineInvitationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WithdrawAcceptance($input: WithdrawAcceptanceInput!) {\n    withdrawAcceptance(input: $input) {\n      invitation {\n        state\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql.js').WithdrawAcceptanceDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription OperationProgress($id: ID!) {\n    operationProgress(id: $id) {\n      state\n      phase\n      done\n      total\n      succeeded\n      failed\n      ratePerSecond\n      failureCode\n      failureMessage\n      result {\n        id\n      }\n    }\n  }\n"): typeof import('./graphql.js').OperationProgressDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FailedRows($id: ID!) {\n    operation(id: $id) {\n      rows(first: 100, outcome: FAILED) {\n        edges {\n          node {\n            line\n            code\n            field\n            value\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.js').FailedRowsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestSignInCode($input: RequestSignInCodeInput!) {\n    requestSignInCode(input: $input) {\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql.js').RequestSignInCodeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      tokens {\n        accessToken\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql.js').SignInDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateUpload($input: CreateUploadInput!) {\n    createUpload(input: $input) {\n      upload {\n        id\n        url\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql.js').CreateUploadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription GroupUpgradeProgress($id: ID!) {\n    groupUpgradeProgress(id: $id) {\n      state\n      total\n      blocked\n      pending\n      accepted\n      declined\n      expired\n      revoked\n      withdrawn\n      included\n      excluded\n      excludedByReason {\n        reason\n        count\n      }\n    }\n  }\n"): typeof import('./graphql.js').GroupUpgradeProgressDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription GroupUpgradeEvents($id: ID!, $after: String) {\n    groupUpgradeEvents(id: $id, after: $after) {\n      cursor\n      sequence\n      type\n      fromState\n      toState\n      reason\n    }\n  }\n"): typeof import('./graphql.js').GroupUpgradeEventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SourceGroupProof($id: ID!) {\n    sourceGroup(id: $id) {\n      name\n      memberCount\n      historyProof {\n        messageCount\n        digest\n      }\n    }\n  }\n"): typeof import('./graphql.js').SourceGroupProofDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EnterpriseGroupProof($id: ID!) {\n    enterpriseGroup(id: $id) {\n      name\n      state\n      members(first: 1) {\n        totalCount\n      }\n      historyProof {\n        messageCount\n        digest\n      }\n    }\n  }\n"): typeof import('./graphql.js').EnterpriseGroupProofDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EnterpriseGroupHistory($id: ID!, $after: String) {\n    enterpriseGroup(id: $id) {\n      history(first: 100, after: $after) {\n        edges {\n          node {\n            ordinal\n            platformMessageId\n            sender {\n              closed\n              platformId\n            }\n            sentAt\n            type\n            content\n            replyTo {\n              platformMessageId\n            }\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.js').EnterpriseGroupHistoryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupUpgradeOutcomes($groupUpgradeId: ID!, $after: String) {\n    groupUpgradeInvitations(groupUpgradeId: $groupUpgradeId, first: 100, after: $after) {\n      edges {\n        node {\n          state\n          exclusionReason\n          rosterEntry {\n            platformId\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.js').GroupUpgradeOutcomesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupUpgradePreflight($sourceGroupId: ID!, $after: String) {\n    groupUpgradePreflight(sourceGroupId: $sourceGroupId) {\n      obstacle\n      total\n      eligible\n      blocked {\n        reason\n        cure\n        count\n      }\n      entries(first: 100, after: $after) {\n        edges {\n          node {\n            blockedReason\n            rosterEntry {\n              platformId\n              displayName\n            }\n          }\n        }\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.js').GroupUpgradePreflightDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportDepartments($input: ImportDepartmentsInput!) {\n    importDepartments(input: $input) {\n      operation {\n        id\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql.js').ImportDepartmentsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportMembers($input: ImportMembersInput!) {\n    importMembers(input: $input) {\n      operation {\n        id\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql.js').ImportMembersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportSourceGroup($input: ImportSourceGroupInput!) {\n    importSourceGroup(input: $input) {\n      operation {\n        id\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql.js').ImportSourceGroupDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportSourceGroupMobiles($input: ImportSourceGroupMobilesInput!) {\n    importSourceGroupMobiles(input: $input) {\n      operation {\n        id\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql.js').ImportSourceGroupMobilesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateRegistration($input: CreateRegistrationInput!) {\n    createRegistration(input: $input) {\n      registration {\n        id\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql.js').CreateRegistrationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AttachRegistrationDocument($input: AttachRegistrationDocumentInput!) {\n    attachRegistrationDocument(input: $input) {\n      registration {\n        id\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql.js').AttachRegistrationDocumentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SubmitRegistration($input: SubmitRegistrationInput!) {\n    submitRegistration(input: $input) {\n      registration {\n        state\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql.js').SubmitRegistrationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RegistrationProgress($id: ID!) {\n    registrationProgress(id: $id) {\n      state\n      rejectionReason\n      organization {\n        id\n        corpId\n        shortName\n      }\n    }\n  }\n"): typeof import('./graphql.js').RegistrationProgressDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Registrations($after: String) {\n    registrations(first: 100, after: $after, state: SUBMITTED) {\n      edges {\n        node {\n          id\n          legalName\n          version\n          document {\n            number\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.js').RegistrationsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ApproveRegistration($input: ApproveRegistrationInput!) {\n    approveRegistration(input: $input) {\n      registration {\n        state\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql.js').ApproveRegistrationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StartGroupUpgrade($input: StartGroupUpgradeInput!) {\n    startGroupUpgrade(input: $input) {\n      groupUpgrade {\n        id\n        expiresAt\n        enterpriseGroup {\n          id\n        }\n        progress {\n          total\n          blocked\n          pending\n        }\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql.js').StartGroupUpgradeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CloseGroupUpgrade($input: CloseGroupUpgradeInput!) {\n    closeGroupUpgrade(input: $input) {\n      groupUpgrade {\n        state\n        coolingOffUntil\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql.js').CloseGroupUpgradeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupUpgradeState($id: ID!) {\n    groupUpgrade(id: $id) {\n      state\n    }\n  }\n"): typeof import('./graphql.js').GroupUpgradeStateDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CutOverSummary($groupUpgradeId: ID!) {\n    cutOverSummary(groupUpgradeId: $groupUpgradeId) {\n      joining\n      staying\n      excludedByReason {\n        reason\n        count\n      }\n      messages\n      historyDigest\n      historyProved\n      token\n    }\n  }\n"): typeof import('./graphql.js').CutOverSummaryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CutOverGroupUpgrade($input: CutOverGroupUpgradeInput!) {\n    cutOverGroupUpgrade(input: $input) {\n      groupUpgrade {\n        state\n        enterpriseGroup {\n          id\n          state\n        }\n        sourceGroup {\n          state\n          successor {\n            id\n          }\n        }\n      }\n      userErrors {\n        code\n        message\n        field\n      }\n    }\n  }\n"): typeof import('./graphql.js').CutOverGroupUpgradeDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
