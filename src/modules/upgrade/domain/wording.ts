export type Language = 'en' | 'zh-CN';

/** A message as it is written, with blanks. */
export interface Wording {
  readonly title: string;
  readonly body: string;
}
