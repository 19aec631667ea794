/** What other pages may use of people. */
export { useRoleName } from './role-name.ts'
