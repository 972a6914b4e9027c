export { rolesOf } from '#modules/directory/public.js';
