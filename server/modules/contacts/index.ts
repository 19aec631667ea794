/**
 * Contacts: who the customers are, the people at them, and how each is recognised. It owns
 * customers, their contacts and identities, merges and suspected duplicates; the customer's lock is
 * the first of every transaction about its money. It says aloud that a customer was added, changed,
 * won, archived, merged, un-merged or erased.
 */
export { addCustomer, becameCustomer } from './add-customer.ts'
export { masked } from './audit-lines.ts'
export {
  type CustomerCard,
  type CustomerName,
  cardFor,
  emailsOf,
  findCustomers,
  nameCustomers,
  salutation,
  whatsappNumbers,
} from './cards.ts'
export { claimIdentities } from './claim-identities.ts'
export { offers } from './import-customers.ts'
export { knownBy, type Mark, markKey } from './known-by.ts'
export {
  customersWithin,
  type LockedCustomer,
  lockCustomer,
  lockCustomerOr,
  lockCustomers,
  partiesOf,
  reachedOr,
} from './lock.ts'
export { partiesOfMany } from './parties.ts'
export { foundCustomers } from './search.ts'
export { setTerms } from './set-terms.ts'
export { standings } from './standing.ts'
export {
  type CustomerPhone,
  isWrongNumber,
  noteNumber,
  numberAnswers,
  phonesOf,
  wrongNumbers,
} from './wrong-numbers.ts'
