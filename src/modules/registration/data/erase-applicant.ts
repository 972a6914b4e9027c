import type { ErasedPerson } from '#modules/identity/public.js';
import type { Sql } from '#platform/db/sql.js';

/** Erases who applied for a company and how they named their document. What proves the company stays. */
export async function eraseApplicant(tx: Sql, { personId }: ErasedPerson): Promise<void> {
  await tx.run(
    `update registration set applicant_name = 'erased',
       document_file_name = case when document_file_name is not null then 'erased' end
     where applicant_person_id = $1`,
    [personId],
  );
}
