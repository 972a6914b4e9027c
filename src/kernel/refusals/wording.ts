/** What a person can be told, in the two languages of the API. `{name}` is replaced by the parameter of that name. */
export interface Wording {
  readonly en: string;
  readonly 'zh-CN': string;
  /** Follows where the parameter `first` says what is to be called before. */
  readonly first?: { readonly en: string; readonly 'zh-CN': string };
  /** The same call may succeed later without being changed. */
  readonly retryable?: true;
}

/** The refusals of one area, by their codes. */
export type Wordings = Readonly<Record<string, Wording>>;
