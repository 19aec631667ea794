/** What other pages may use of payments. */
export { SendAway } from './send-away.tsx'
export { ChosenField } from './statements/chosen-field.tsx'
