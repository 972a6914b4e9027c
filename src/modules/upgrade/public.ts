export { eraseAnswers } from './use-cases/erase-answers.js';
