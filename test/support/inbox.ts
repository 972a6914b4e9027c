import type { Api } from './api.js';

export interface InboxMessage {
  readonly kind: string;
  readonly language: string;
  readonly title: string;
  readonly text: string;
  readonly topicId: string;
}

/** What somebody was told in the product, oldest first. */
export async function inbox(api: Api): Promise<InboxMessage[]> {
  const data = await api.succeed<{ myMessages: { edges: { node: InboxMessage }[] } }>(
    '{ myMessages(first: 20) { edges { node { kind language title text topicId } } } }',
  );
  return data.myMessages.edges.map(({ node }) => node).toReversed();
}

export const kindsTold = async (api: Api): Promise<string[]> => (await inbox(api)).map(({ kind }) => kind);
