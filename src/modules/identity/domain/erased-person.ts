/** Whose data is being erased. Each module erases its own: what must be kept stays without telling who they are. */
export interface ErasedPerson {
  readonly personId: string;
  /** E.164, as it is until the last step. */
  readonly mobile: string;
}
