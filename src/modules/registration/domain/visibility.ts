/** The applicant sees their registration from the first; reviewers see it once it was submitted. */
export function isVisible(
  registration: { readonly applicantPersonId: string; readonly submittedAt: Date | null },
  to: { readonly personId: string; readonly reviewer: boolean },
): boolean {
  if (registration.applicantPersonId === to.personId) return true;
  return to.reviewer && Boolean(registration.submittedAt);
}
