/**
 * People: who works here and what they may do. It owns users, roles, departments, invitations,
 * sessions, API keys, the company's own profile and the reading of the audit log.
 * It says aloud that a company was founded and that someone's access changed.
 */
export { addUser } from './add-user.ts'
export { authenticate, grantsOf } from './authenticate.ts'
export { readProfile } from './company.ts'
export { type DemoCompany, demoCompany } from './demo-company.ts'
export { activeUsers, addressOf, type Holder, rolesHeld } from './holders.ts'
export { type HouseMail, houseMail } from './mailer.ts'
export { type Founded, foundCompany, offerSetUp, setUpNeeded } from './set-up.ts'
export {
  departmentsOf,
  departmentsOfUser,
  noteSeen,
  setAway,
  userNames,
  type Worker,
  workersOf,
} from './work.ts'
