/**
 * Whether anything about the topic `topic` was told to somebody, as an SQL expression: to the person whose account `m` (a
 * row of member, or nulls) is now, with whichever account they had then, or to the consumer identity `identity`. What was
 * never tried to be sent has told nobody anything.
 */
export const wasTold = (topicType: string, topic: string, identity: string): string => `exists (
  select from delivery d
  where d.topic_type = '${topicType}' and d.topic_id = ${topic}
    and (d.state in ('SENT', 'DELIVERED', 'SEEN') or d.state = 'QUEUED' and d.attempts > 0)
    and (d.identity_id = ${identity} or d.person_id = m.person_id
      or d.member_id = m.id and d.person_id is null and d.queued_at >= m.mobile_since))`;
