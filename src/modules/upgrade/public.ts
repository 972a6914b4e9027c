export { receiptsOfUpgrade, type ReceiptRow } from './data/receipts.js';
export {
  canonicalPerson,
  canonicalReceipt,
  commitmentTo,
  digestOfReceipt,
  type ReceiptBody,
  type ReceiptPerson,
} from './domain/receipt.js';
export { eraseReceipts } from './use-cases/erase-receipts.js';
