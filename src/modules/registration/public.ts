export { eraseApplicant } from './data/erase-applicant.js';
