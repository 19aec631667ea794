import { implement } from '@orpc/server'
import { deskContract } from '#core/collections/desk-api.ts'
import type { Context } from '#platform/context.ts'
import { markAbsence } from './absence.ts'
import { assignDebtors, listCollectors, skipDebtor } from './assign.ts'
import { rebuildDesk } from './build.ts'
import { showCard } from './card.ts'
import { listContacts } from './contacts.ts'
import { leaveLock, showLock, takeLock } from './lock.ts'
import { showProgress } from './progress.ts'
import { listDesk } from './queue.ts'
import { recordContact } from './record-contact.ts'
import { changeDeskSettings, showDeskSettings } from './settings.ts'

const on = implement(deskContract).$context<Context>()

/** The desk's part of the routes of collections. */
export const deskRoutes = {
  desk: on.desk.handler(({ input, context }) => listDesk(context.session(), input)),
  deskProgress: on.deskProgress.handler(({ input, context }) =>
    showProgress(context.session(), input),
  ),
  deskCard: on.deskCard.handler(({ input, context }) => showCard(context.session(), input)),
  takeDesk: on.takeDesk.handler(({ input, context }) => takeLock(context.session(), input)),
  leaveDesk: on.leaveDesk.handler(({ input, context }) => leaveLock(context.session(), input)),
  deskLock: on.deskLock.handler(({ input, context }) => showLock(context.session(), input)),
  recordContact: on.recordContact.handler(({ input, context }) =>
    recordContact(context.session(), input),
  ),
  contacts: on.contacts.handler(({ input, context }) => listContacts(context.session(), input)),
  skipDebtor: on.skipDebtor.handler(({ input, context }) => skipDebtor(context.session(), input)),
  assignDebtors: on.assignDebtors.handler(({ input, context }) =>
    assignDebtors(context.session(), input),
  ),
  collectors: on.collectors.handler(({ input, context }) =>
    listCollectors(context.session(), input),
  ),
  markAbsence: on.markAbsence.handler(({ input, context }) =>
    markAbsence(context.session(), input),
  ),
  rebuildDesk: on.rebuildDesk.handler(({ input, context }) =>
    rebuildDesk(context.session(), input),
  ),
  deskSettings: on.deskSettings.handler(({ input, context }) =>
    showDeskSettings(context.session(), input),
  ),
  changeDeskSettings: on.changeDeskSettings.handler(({ input, context }) =>
    changeDeskSettings(context.session(), input),
  ),
}
