export { receiptsOfUpgrade } from './data/receipts.js';
export { eraseReceipts } from './use-cases/erase-receipts.js';
