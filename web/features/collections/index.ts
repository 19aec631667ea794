/** What other pages may use of the chase. */
export { PauseDialog } from './chase-dialogs.tsx'
export { ReminderLog } from './log.tsx'
