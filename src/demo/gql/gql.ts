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
    "\n  subscription OperationProgress($id: ID!) {\n    operationProgress(id: $id) {\n      state\n      phase\n      done\n      total\n      succeeded\n      failed\n      ratePerSecond\n      failureCode\n      failureMessage\n      result { id }\n    }\n  }\n": typeof types.OperationProgressDocument,
    "\n  query FailedRows($id: ID!) {\n    operation(id: $id) {\n      rows(first: 100, outcome: FAILED) {\n        edges { node { line code field value } }\n      }\n    }\n  }\n": typeof types.FailedRowsDocument,
    "\n  mutation RequestSignInCode($input: RequestSignInCodeInput!) {\n    requestSignInCode(input: $input) {\n      userErrors { code message field }\n    }\n  }\n": typeof types.RequestSignInCodeDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      tokens { accessToken }\n      userErrors { code message field }\n    }\n  }\n": typeof types.SignInDocument,
    "\n  mutation CreateUpload($input: CreateUploadInput!) {\n    createUpload(input: $input) {\n      upload { id url }\n      userErrors { code message field }\n    }\n  }\n": typeof types.CreateUploadDocument,
    "\n  query GroupUpgradePreflight($sourceGroupId: ID!, $after: String) {\n    groupUpgradePreflight(sourceGroupId: $sourceGroupId) {\n      obstacle\n      total\n      eligible\n      blocked { reason cure count }\n      entries(first: 100, after: $after) {\n        edges { node { blockedReason rosterEntry { platformId displayName } } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": typeof types.GroupUpgradePreflightDocument,
    "\n  mutation ImportDepartments($input: ImportDepartmentsInput!) {\n    importDepartments(input: $input) {\n      operation { id }\n      userErrors { code message field }\n    }\n  }\n": typeof types.ImportDepartmentsDocument,
    "\n  mutation ImportMembers($input: ImportMembersInput!) {\n    importMembers(input: $input) {\n      operation { id }\n      userErrors { code message field }\n    }\n  }\n": typeof types.ImportMembersDocument,
    "\n  mutation ImportSourceGroup($input: ImportSourceGroupInput!) {\n    importSourceGroup(input: $input) {\n      operation { id }\n      userErrors { code message field }\n    }\n  }\n": typeof types.ImportSourceGroupDocument,
    "\n  mutation ImportSourceGroupMobiles($input: ImportSourceGroupMobilesInput!) {\n    importSourceGroupMobiles(input: $input) {\n      operation { id }\n      userErrors { code message field }\n    }\n  }\n": typeof types.ImportSourceGroupMobilesDocument,
    "\n  mutation CreateRegistration($input: CreateRegistrationInput!) {\n    createRegistration(input: $input) {\n      registration { id }\n      userErrors { code message field }\n    }\n  }\n": typeof types.CreateRegistrationDocument,
    "\n  mutation AttachRegistrationDocument($input: AttachRegistrationDocumentInput!) {\n    attachRegistrationDocument(input: $input) {\n      registration { id }\n      userErrors { code message field }\n    }\n  }\n": typeof types.AttachRegistrationDocumentDocument,
    "\n  mutation SubmitRegistration($input: SubmitRegistrationInput!) {\n    submitRegistration(input: $input) {\n      registration { state }\n      userErrors { code message field }\n    }\n  }\n": typeof types.SubmitRegistrationDocument,
    "\n  subscription RegistrationProgress($id: ID!) {\n    registrationProgress(id: $id) {\n      state\n      rejectionReason\n      organization { id corpId shortName }\n    }\n  }\n": typeof types.RegistrationProgressDocument,
    "\n  query Registrations($after: String) {\n    registrations(first: 100, after: $after, state: SUBMITTED) {\n      edges { node { id legalName version document { number } } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": typeof types.RegistrationsDocument,
    "\n  mutation ApproveRegistration($input: ApproveRegistrationInput!) {\n    approveRegistration(input: $input) {\n      registration { state }\n      userErrors { code message field }\n    }\n  }\n": typeof types.ApproveRegistrationDocument,
};
const documents: Documents = {
    "\n  subscription OperationProgress($id: ID!) {\n    operationProgress(id: $id) {\n      state\n      phase\n      done\n      total\n      succeeded\n      failed\n      ratePerSecond\n      failureCode\n      failureMessage\n      result { id }\n    }\n  }\n": types.OperationProgressDocument,
    "\n  query FailedRows($id: ID!) {\n    operation(id: $id) {\n      rows(first: 100, outcome: FAILED) {\n        edges { node { line code field value } }\n      }\n    }\n  }\n": types.FailedRowsDocument,
    "\n  mutation RequestSignInCode($input: RequestSignInCodeInput!) {\n    requestSignInCode(input: $input) {\n      userErrors { code message field }\n    }\n  }\n": types.RequestSignInCodeDocument,
    "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      tokens { accessToken }\n      userErrors { code message field }\n    }\n  }\n": types.SignInDocument,
    "\n  mutation CreateUpload($input: CreateUploadInput!) {\n    createUpload(input: $input) {\n      upload { id url }\n      userErrors { code message field }\n    }\n  }\n": types.CreateUploadDocument,
    "\n  query GroupUpgradePreflight($sourceGroupId: ID!, $after: String) {\n    groupUpgradePreflight(sourceGroupId: $sourceGroupId) {\n      obstacle\n      total\n      eligible\n      blocked { reason cure count }\n      entries(first: 100, after: $after) {\n        edges { node { blockedReason rosterEntry { platformId displayName } } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n": types.GroupUpgradePreflightDocument,
    "\n  mutation ImportDepartments($input: ImportDepartmentsInput!) {\n    importDepartments(input: $input) {\n      operation { id }\n      userErrors { code message field }\n    }\n  }\n": types.ImportDepartmentsDocument,
    "\n  mutation ImportMembers($input: ImportMembersInput!) {\n    importMembers(input: $input) {\n      operation { id }\n      userErrors { code message field }\n    }\n  }\n": types.ImportMembersDocument,
    "\n  mutation ImportSourceGroup($input: ImportSourceGroupInput!) {\n    importSourceGroup(input: $input) {\n      operation { id }\n      userErrors { code message field }\n    }\n  }\n": types.ImportSourceGroupDocument,
    "\n  mutation ImportSourceGroupMobiles($input: ImportSourceGroupMobilesInput!) {\n    importSourceGroupMobiles(input: $input) {\n      operation { id }\n      userErrors { code message field }\n    }\n  }\n": types.ImportSourceGroupMobilesDocument,
    "\n  mutation CreateRegistration($input: CreateRegistrationInput!) {\n    createRegistration(input: $input) {\n      registration { id }\n      userErrors { code message field }\n    }\n  }\n": types.CreateRegistrationDocument,
    "\n  mutation AttachRegistrationDocument($input: AttachRegistrationDocumentInput!) {\n    attachRegistrationDocument(input: $input) {\n      registration { id }\n      userErrors { code message field }\n    }\n  }\n": types.AttachRegistrationDocumentDocument,
    "\n  mutation SubmitRegistration($input: SubmitRegistrationInput!) {\n    submitRegistration(input: $input) {\n      registration { state }\n      userErrors { code message field }\n    }\n  }\n": types.SubmitRegistrationDocument,
    "\n  subscription RegistrationProgress($id: ID!) {\n    registrationProgress(id: $id) {\n      state\n      rejectionReason\n      organization { id corpId shortName }\n    }\n  }\n": types.RegistrationProgressDocument,
    "\n  query Registrations($after: String) {\n    registrations(first: 100, after: $after, state: SUBMITTED) {\n      edges { node { id legalName version document { number } } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n": types.RegistrationsDocument,
    "\n  mutation ApproveRegistration($input: ApproveRegistrationInput!) {\n    approveRegistration(input: $input) {\n      registration { state }\n      userErrors { code message field }\n    }\n  }\n": types.ApproveRegistrationDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription OperationProgress($id: ID!) {\n    operationProgress(id: $id) {\n      state\n      phase\n      done\n      total\n      succeeded\n      failed\n      ratePerSecond\n      failureCode\n      failureMessage\n      result { id }\n    }\n  }\n"): typeof import('./graphql.js').OperationProgressDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FailedRows($id: ID!) {\n    operation(id: $id) {\n      rows(first: 100, outcome: FAILED) {\n        edges { node { line code field value } }\n      }\n    }\n  }\n"): typeof import('./graphql.js').FailedRowsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RequestSignInCode($input: RequestSignInCodeInput!) {\n    requestSignInCode(input: $input) {\n      userErrors { code message field }\n    }\n  }\n"): typeof import('./graphql.js').RequestSignInCodeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($input: SignInInput!) {\n    signIn(input: $input) {\n      tokens { accessToken }\n      userErrors { code message field }\n    }\n  }\n"): typeof import('./graphql.js').SignInDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateUpload($input: CreateUploadInput!) {\n    createUpload(input: $input) {\n      upload { id url }\n      userErrors { code message field }\n    }\n  }\n"): typeof import('./graphql.js').CreateUploadDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query GroupUpgradePreflight($sourceGroupId: ID!, $after: String) {\n    groupUpgradePreflight(sourceGroupId: $sourceGroupId) {\n      obstacle\n      total\n      eligible\n      blocked { reason cure count }\n      entries(first: 100, after: $after) {\n        edges { node { blockedReason rosterEntry { platformId displayName } } }\n        pageInfo { hasNextPage endCursor }\n      }\n    }\n  }\n"): typeof import('./graphql.js').GroupUpgradePreflightDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportDepartments($input: ImportDepartmentsInput!) {\n    importDepartments(input: $input) {\n      operation { id }\n      userErrors { code message field }\n    }\n  }\n"): typeof import('./graphql.js').ImportDepartmentsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportMembers($input: ImportMembersInput!) {\n    importMembers(input: $input) {\n      operation { id }\n      userErrors { code message field }\n    }\n  }\n"): typeof import('./graphql.js').ImportMembersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportSourceGroup($input: ImportSourceGroupInput!) {\n    importSourceGroup(input: $input) {\n      operation { id }\n      userErrors { code message field }\n    }\n  }\n"): typeof import('./graphql.js').ImportSourceGroupDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportSourceGroupMobiles($input: ImportSourceGroupMobilesInput!) {\n    importSourceGroupMobiles(input: $input) {\n      operation { id }\n      userErrors { code message field }\n    }\n  }\n"): typeof import('./graphql.js').ImportSourceGroupMobilesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateRegistration($input: CreateRegistrationInput!) {\n    createRegistration(input: $input) {\n      registration { id }\n      userErrors { code message field }\n    }\n  }\n"): typeof import('./graphql.js').CreateRegistrationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AttachRegistrationDocument($input: AttachRegistrationDocumentInput!) {\n    attachRegistrationDocument(input: $input) {\n      registration { id }\n      userErrors { code message field }\n    }\n  }\n"): typeof import('./graphql.js').AttachRegistrationDocumentDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SubmitRegistration($input: SubmitRegistrationInput!) {\n    submitRegistration(input: $input) {\n      registration { state }\n      userErrors { code message field }\n    }\n  }\n"): typeof import('./graphql.js').SubmitRegistrationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription RegistrationProgress($id: ID!) {\n    registrationProgress(id: $id) {\n      state\n      rejectionReason\n      organization { id corpId shortName }\n    }\n  }\n"): typeof import('./graphql.js').RegistrationProgressDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Registrations($after: String) {\n    registrations(first: 100, after: $after, state: SUBMITTED) {\n      edges { node { id legalName version document { number } } }\n      pageInfo { hasNextPage endCursor }\n    }\n  }\n"): typeof import('./graphql.js').RegistrationsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ApproveRegistration($input: ApproveRegistrationInput!) {\n    approveRegistration(input: $input) {\n      registration { state }\n      userErrors { code message field }\n    }\n  }\n"): typeof import('./graphql.js').ApproveRegistrationDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
