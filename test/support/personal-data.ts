/** What stands in the texts of one table once a person was erased. Columns are separated by spaces. */
interface TableTexts {
  /** Never tells who a person is. */
  readonly nothing?: string;
  /** Told it, and is erased. */
  readonly erased?: string;
  /** Can tell it and stays: why. */
  readonly stays?: Readonly<Record<string, string>>;
}

const WORDS_OF_OTHERS = 'what others have written or named; who is meant by it nobody but they can tell';
const SHORT_LIVED = 'gone by itself within days';
const CHAINED =
  'the chain over the entries holds it: ids, outcomes, masked mobiles, notes of those who manage; never a name or a number';

/** Every column of texts in the database. One that is not listed here has not been thought about. */
export const personalData: Readonly<Record<string, TableTexts>> = {
  idempotency_record: { nothing: 'actor key command', erased: 'outcome' },
  audit_chain: { nothing: 'id' },
  audit_entry: {
    nothing: 'chain_id actor_id action command subject_type subject_id request_id',
    erased: 'address user_agent',
    stays: {
      details: CHAINED,
    },
  },
  person: { erased: 'mobile' },
  sign_in_code: { erased: 'mobile' },
  session: { nothing: 'end_reason' },
  rate_window: { erased: 'subject' },
  upload: { nothing: 'purpose content_type state sha256', erased: 'file_name' },
  operation: { nothing: 'kind state phase failure_code failure_message result_type job payload' },
  operation_row: { nothing: 'outcome code field', erased: 'value reference' },
  organization: { nothing: 'corp_id legal_name short_name industry scale region tier state' },
  registration: {
    nothing:
      'state legal_name short_name industry scale region document_kind document_number document_sha256 rejection_reason',
    erased: 'applicant_name document_file_name',
  },
  department: { nothing: 'external_id name' },
  member: {
    nothing: 'roles status',
    erased: 'user_id name alias mobile email position gender address telephone',
  },
  member_import: {
    nothing: 'departments',
    stays: Object.fromEntries(
      ['user_id', 'name', 'alias', 'mobile', 'email', 'position', 'gender', 'address', 'telephone'].map(
        (column) => [column, 'gone at the end of the import that is running'],
      ),
    ),
  },
  consumer_identity: { nothing: 'platform', erased: 'platform_id mobile' },
  message: {
    nothing: 'platform_message_id reply_to',
    erased: 'sender_platform_id account_name group_nickname',
    stays: {
      content: 'what was said belongs to the group; it stays under a name of its own in each history',
    },
  },
  source_group: { nothing: 'platform platform_group_id state', stays: { name: WORDS_OF_OTHERS } },
  roster_entry: { nothing: 'roles', erased: 'account_name group_nickname aliases' },
  enterprise_group: { nothing: 'state confidentiality late_history', stays: { name: WORDS_OF_OTHERS } },
  enterprise_group_member: { nothing: 'role' },
  enterprise_group_author: { erased: 'platform_id' },
  group_upgrade: { nothing: 'state proved_digest paused_from pause_reason' },
  invitation: {
    nothing: 'state blocked_reason exclusion_reason revoked_reason opened_by',
    erased: 'decline_reason',
  },
  group_upgrade_event: {
    nothing: 'type from_state to_state',
    stays: { reason: `the reason of a no is erased; why an upgrade was given up stays: ${WORDS_OF_OTHERS}` },
  },
  organization_setting: {
    nothing: 'time_zone confidentiality members_region clock_while_suspended late_history',
  },
  notice: { stays: { text_en: WORDS_OF_OTHERS, text_zh: WORDS_OF_OTHERS } },
  group_upgrade_notice: {
    nothing: 'digest_en digest_zh confidentiality late_history',
    stays: { text_en: WORDS_OF_OTHERS, text_zh: WORDS_OF_OTHERS },
  },
  invitation_round: { nothing: 'state', erased: 'reason' },
  receipt: { nothing: 'answer notice_digest language channel' },
  receipt_person: { erased: 'platform platform_id name mobile address client' },
  roster_change: { nothing: 'kind' },
  identity_match: { nothing: 'method', erased: 'old_mobile new_mobile' },
  source_group_mandate: { nothing: 'state' },
  message_attachment: {
    stays: {
      reference: 'where the file of a message is kept: content, as the message itself',
      file_name: 'the name of the file of a message: content, as the message itself',
    },
  },
  message_search: { stays: { document: 'the words of what was said, which stays; no names of authors' } },
  history_verification: { nothing: 'source_digest stored_digest shown_digest' },
  upgrade_preflight: { nothing: 'obstacle report' },
  upgrade_preflight_entry: { nothing: 'hindrance' },
  cut_over_proposal: { nothing: 'digest joining_digest' },
  delivery_setting: { nothing: 'webhook_url' },
  delivery_text: {
    nothing: 'kind language',
    stays: {
      title: 'erased where it names the person; what many were told alike names nobody',
      body: 'erased where it names the person; what many were told alike names nobody',
    },
  },
  delivery: { nothing: 'topic_type channel link state failure', erased: 'failure_detail sent_to' },
  invitation_reminder: { nothing: 'kind' },
  upgrade_programme: { nothing: 'state', stays: { name: WORDS_OF_OTHERS } },
  organization_log: { nothing: 'type from_state to_state' },
  programme_group: { nothing: 'state skipped_code skipped_params' },
  download: { nothing: 'purpose content_type state sha256', stays: { file_name: SHORT_LIVED } },
  erasure_request: { nothing: 'state refusal', erased: 'reason' },
};

const wordsOf = (text = ''): string[] => text.split(' ').filter((word) => word !== '');

/** Every listed column as `table.column`, sorted. */
export function listedColumns(): string[] {
  return Object.entries(personalData)
    .flatMap(([table, { nothing, erased, stays = {} }]) =>
      [...wordsOf(nothing), ...wordsOf(erased), ...Object.keys(stays)].map((column) => `${table}.${column}`),
    )
    .toSorted();
}

/** Whether a column can tell of a person who was erased. */
export function mayStay(column: string): boolean {
  const [table = '', name = ''] = column.split('.');
  return name in (personalData[table]?.stays ?? {});
}
