/** What other pages may use of credit. */
export { CreditRoom, OverrideField } from './credit-room.tsx'
