import { randomInt } from 'node:crypto';

/** GB 32100-2015, values 0 to 30. */
const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** GB 11714-1997, weights of the eight characters of an organization code. */
const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** A new Unified Social Credit Code, well formed and nobody's: of a company (91) in Shanghai (310000). */
export function newLicenceNumber(): string {
  const organization = `MA${Array.from({ length: 6 }, () => CHARACTERS[randomInt(10)]).join('')}`;
  const code = `91310000${organization}${organizationCheck(organization)}`;
  return code + licenceCheck(code);
}

function organizationCheck(organization: string): string {
  const value = (character: string): number => Number.parseInt(character, 36);
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * value(organization[index] ?? '0'), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : String(check % 11);
}

function licenceCheck(code: string): string {
  let weight = 1;
  let sum = 0;
  for (const character of code) {
    sum += CHARACTERS.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return CHARACTERS.charAt((31 - (sum % 31)) % 31);
}

/** A page of PDF 1.4 that says what it is: enough of a scan for a reviewer who is a program. */
export function licenceScan(number: string): Blob {
  const text = `BT /F1 20 Tf 60 760 Td (BUSINESS LICENCE - SPECIMEN) Tj 0 -40 Td (${number}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return new Blob([file, table, trailer], { type: 'application/pdf' });
}
