/** What other pages may use of customers. */
export { loadCustomers } from './customer-picker.ts'
export { EarlyFields } from './early-fields.tsx'
export { useOwners } from './owners.ts'
